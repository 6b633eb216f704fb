"""Addresses of votes and their parts."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from konbit.decisions.views import own_methods, vote_parts, votes

urlpatterns: list[URLPattern] = [
    path("groups/<str:group_uid>/votes/", votes.of_group, name="votes-of"),
    path("groups/<str:group_uid>/votes/new", votes.new, name="new-vote"),
    path("groups/<str:group_uid>/methods/", own_methods.of_group, name="methods-of"),
    path("groups/<str:group_uid>/methods/<slug:word>", own_methods.new, name="new-method"),
    path("methods/<str:uid>/edit", own_methods.edit, name="edit-method"),
    path("votes/<str:uid>/", votes.vote, name="vote"),
    path("votes/<str:uid>/edit", votes.edit, name="edit-vote"),
    path("votes/<str:uid>/open", votes.open_vote, name="open-vote"),
    path("votes/<str:uid>/make-open", vote_parts.make_open, name="make-vote-open"),
    path("votes/<str:uid>/close", votes.close, name="close-vote"),
    path("votes/<str:uid>/give-up", votes.give_up, name="give-up-vote"),
    path("votes/<str:uid>/outcome", votes.outcome, name="outcome"),
    path("votes/<str:uid>/options/new", vote_parts.new_option, name="new-option"),
    path("votes/<str:uid>/options/<int:pk>/edit", vote_parts.edit_option, name="edit-option"),
    path("votes/<str:uid>/options/<int:pk>/remove", vote_parts.remove_option, name="remove-option"),
    path("votes/<str:uid>/options/<int:pk>/withdraw", vote_parts.withdraw_option, name="withdraw-option"),
    path("votes/<str:uid>/colleges/new", vote_parts.new_college, name="new-college"),
    path("votes/<str:uid>/colleges/<int:pk>/edit", vote_parts.edit_college, name="edit-college"),
    path("votes/<str:uid>/colleges/<int:pk>/remove", vote_parts.remove_college, name="remove-college"),
    path("votes/<str:uid>/roll", vote_parts.roll, name="roll"),
    path("votes/<str:uid>/roll/new", vote_parts.new_entitled, name="new-entitled"),
    path("votes/<str:uid>/roll/names", vote_parts.name_many, name="name-many"),
    path("votes/<str:uid>/roll/<int:pk>/edit", vote_parts.edit_entitled, name="edit-entitled"),
    path("votes/<str:uid>/roll/<int:pk>/strike", vote_parts.strike, name="strike-entitled"),
    re_path(
        r"^votes/(?P<uid>[0-9a-z-]+)/roll/fill/(?P<whom>members|groups)$", vote_parts.fill, name="fill-roll"
    ),
]
