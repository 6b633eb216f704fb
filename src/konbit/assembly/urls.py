"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.assembly.views.undoing import undo

app_name = "assembly"

urlpatterns: list[URLPattern] = [path("undo/<uuid:act>/", undo, name="undo")]
