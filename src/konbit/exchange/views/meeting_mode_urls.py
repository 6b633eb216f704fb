"""Addresses of meetings on one phone, and of paper slips."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import meeting_mode

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/meeting", meeting_mode.meeting, name="meeting-mode"),
    path("exchange/circles/<str:uid>/slips", meeting_mode.slips, name="paper-slips"),
]
