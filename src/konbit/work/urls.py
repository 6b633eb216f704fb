"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "work"

urlpatterns: list[URLPattern] = []
