"""Addresses of claims and their cases."""

from __future__ import annotations

from django.urls import path

from konbit.learning.views import calls, cases, claims

urlpatterns = [
    path("groups/<str:group_uid>/claims/new", claims.new, name="new-claim"),
    path("claims/<str:uid>/", claims.claim, name="claim"),
    path("claims/<str:uid>/edit", claims.edit, name="edit-claim"),
    path("claims/<str:uid>/move", claims.move, name="move-claim"),
    path("claims/<str:uid>/wording", claims.replace, name="replace-claim"),
    path("claims/<str:uid>/sheet", claims.sheet, name="sheet"),
    path("claims/<str:uid>/cases/new", cases.new, name="new-case"),
    path("cases/<int:case_id>/remove", cases.remove, name="remove-case"),
    path("cases/<int:case_id>/voice", cases.voice, name="voice"),
    path("learning/calls/", calls.calls, name="calls"),
]
