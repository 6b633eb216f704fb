"""Addresses of networks of networks: ties that wait for a word, overlaps, who is in several and in none."""

from __future__ import annotations

from django.urls import path

from konbit.directory.views import overlap, word_lists

urlpatterns = [
    path("g/<str:uid>/ties", overlap.ties, name="ties"),
    path("g/<str:uid>/ties/<int:relation_id>/confirm", overlap.confirm_tie, name="confirm_tie"),
    path("g/<str:uid>/ties/<int:relation_id>/refuse", overlap.refuse_tie, name="refuse_tie"),
    path("g/<str:uid>/overlap", overlap.overlap, name="overlap"),
    path("g/<str:uid>/several", overlap.several, name="several"),
    path("g/<str:uid>/none", overlap.none, name="in_none"),
    path("g/<str:uid>/lists", word_lists.lists, name="own_lists"),
    path("g/<str:uid>/lists/new", word_lists.new, name="new_list"),
    path("g/<str:uid>/lists/<int:scheme_id>", word_lists.change, name="change_list"),
]
