"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.work.views.encounter_urls import urlpatterns as encounters
from konbit.work.views.plan_urls import urlpatterns as of_plans

app_name = "work"

urlpatterns: list[URLPattern] = [*of_plans, *encounters]
