"""Addresses of recounting."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import recount

urlpatterns: list[URLPattern] = [
    path("votes/<str:uid>/recount", recount.recount, name="recount"),
    path("votes/<str:uid>/recount.zip", recount.package, name="recount-package"),
    path(
        "votes/<str:uid>/recount-to-pass-on.zip",
        recount.package_to_pass_on,
        name="recount-package-to-pass-on",
    ),
]
