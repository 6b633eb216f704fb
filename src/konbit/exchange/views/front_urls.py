"""Addresses of the room's first page."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import front

urlpatterns: list[URLPattern] = [path("exchange/", front.front, name="front")]
