"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.work.views.encounter_urls import urlpatterns as encounters

app_name = "work"

urlpatterns: list[URLPattern] = [*encounters]
