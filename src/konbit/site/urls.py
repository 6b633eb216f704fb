"""The addresses of the house: each room brings its own, under the language of the reader."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from konbit.base.registry import rooms
from konbit.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", views.health, name="health"),
]

urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    *[path("", include(room.urls)) for room in rooms() if room.urls and find_spec(room.urls)],
)
