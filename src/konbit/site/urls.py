"""The addresses of the house: each room brings its own, under the language of the reader."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from konbit.base.parts_page import parts_page
from konbit.base.registry import rooms
from konbit.site import views
from konbit.site.api import api, nothing_here
from konbit.site.by_first_word import room_at_the_root

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", views.health, name="health"),
    path("api/", api.urls),
    path("api/<path:rest>", nothing_here),
    re_path(
        r"^(?:card|conversations|g|groups|join|meetings|resolutions)/",
        views.in_own_language,
        name="passed-on",
    ),
]

urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("docs/", views.docs, name="docs"),
    path("docs/<path:name>/", views.docs, name="docs-page"),
    path("parts/", parts_page, name="parts"),
    path("accounts/", include("allauth.urls")),
    *[room_at_the_root(room.urls) for room in rooms() if room.urls],
)
