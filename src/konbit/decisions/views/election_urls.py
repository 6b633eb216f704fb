"""Addresses of elections of persons."""

from __future__ import annotations

from django.urls import path

from konbit.decisions.views import elections, handoff

urlpatterns = [
    path("votes/<str:uid>/candidates/", elections.candidates, name="candidates"),
    path("votes/<str:uid>/stand", elections.stand, name="stand"),
    path("votes/<str:uid>/candidates/new", elections.enter, name="enter-candidate"),
    path("votes/<str:uid>/candidates/<slug:word>", elections.edit, name="edit-candidate"),
    path("votes/<str:uid>/candidates/<slug:word>/withdraw", elections.withdraw, name="withdraw-candidate"),
    path("votes/<str:uid>/limits/", elections.limits, name="limits"),
    path("votes/<str:uid>/limits/<int:limit_id>/remove", elections.remove_limit, name="remove-limit"),
    path("votes/<str:uid>/belenios/", handoff.handoff, name="handoff"),
    path("votes/<str:uid>/belenios/address", handoff.address, name="handoff-address"),
    path("votes/<str:uid>/belenios/<slug:key>.csv", handoff.census_csv, name="census"),
]
