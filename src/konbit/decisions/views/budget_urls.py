"""Addresses of budgets and their projects."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import budgets, projects, reviewing

urlpatterns: list[URLPattern] = [
    path("groups/<str:group_uid>/budgets/", budgets.of_group, name="budgets-of"),
    path("groups/<str:group_uid>/budgets/new", budgets.new, name="new-budget"),
    path("budgets/<str:uid>/", budgets.budget, name="budget"),
    path("budgets/<str:uid>/edit", budgets.edit, name="edit-budget"),
    path("budgets/<str:uid>/rules", budgets.rules, name="budget-rules"),
    path("budgets/<str:uid>/move", budgets.move, name="move-budget"),
    path("budgets/<str:uid>/vote", budgets.to_vote, name="budget-to-vote"),
    path("budgets/<str:uid>/review", reviewing.review_all, name="review-projects"),
    path("budgets/<str:uid>/bring", budgets.bring, name="bring-projects"),
    path("budgets/<str:uid>/ballots.pb", budgets.ballots, name="budget-pb"),
    path("budgets/<str:uid>/projects/new", projects.new, name="new-project"),
    path("projects/<str:uid>/", projects.project, name="project"),
    path("projects/<str:uid>/picture", projects.picture, name="project-picture"),
    path("projects/<str:uid>/edit", projects.edit, name="edit-project"),
    path("projects/<str:uid>/review", projects.review, name="review-project"),
    path("projects/<str:uid>/withdraw", projects.withdraw, name="withdraw-project"),
]
