"""Addresses of consents and advice."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import consents

urlpatterns: list[URLPattern] = [
    path("votes/<str:uid>/consent/", consents.consent, name="consent"),
    path("votes/<str:uid>/consent/say", consents.say, name="say"),
    path("votes/<str:uid>/consent/change", consents.change, name="change-proposal"),
    path("votes/<str:uid>/consent/phase", consents.phase, name="move-phase"),
    path("votes/<str:uid>/consent/fallback", consents.fall_back, name="fall-back"),
    path("votes/<str:uid>/consent/<int:heard_id>/answer", consents.answer, name="answer-heard"),
    path("votes/<str:uid>/consent/<int:heard_id>/turn", consents.turn, name="turn-objection"),
]
