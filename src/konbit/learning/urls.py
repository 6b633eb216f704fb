"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.learning.views.claim_urls import urlpatterns as claims
from konbit.learning.views.framework_urls import urlpatterns as frameworks
from konbit.learning.views.module_urls import urlpatterns as modules
from konbit.learning.views.practice_urls import urlpatterns as practices

app_name = "learning"

urlpatterns: list[URLPattern] = [*frameworks, *claims, *modules, *practices]
