"""Addresses of the room's first page, and of what waits for a person."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import front

urlpatterns: list[URLPattern] = [
    path("decisions/", front.front, name="front"),
    path("decisions/methods/", front.methods, name="methods"),
    path("votes/own", front.own_votes, name="own-votes"),
]
