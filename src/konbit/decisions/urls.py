"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.decisions.views.front_urls import urlpatterns as front

app_name = "decisions"

urlpatterns: list[URLPattern] = [*front]
