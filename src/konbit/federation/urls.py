"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.federation.views.accompaniment_urls import urlpatterns as accompaniments
from konbit.federation.views.consortium_urls import urlpatterns as consortium
from konbit.federation.views.federating_urls import urlpatterns as federating
from konbit.federation.views.front_urls import urlpatterns as front
from konbit.federation.views.gains_urls import urlpatterns as gains
from konbit.federation.views.interests_urls import urlpatterns as interests
from konbit.federation.views.organ_urls import urlpatterns as organs
from konbit.federation.views.priority_urls import urlpatterns as priorities
from konbit.federation.views.statutes_urls import urlpatterns as statutes
from konbit.federation.views.struggles_urls import urlpatterns as struggles
from konbit.federation.views.support_urls import urlpatterns as supports
from konbit.federation.views.worked_urls import urlpatterns as worked

app_name = "federation"

urlpatterns: list[URLPattern] = [
    *front, *organs, *federating, *worked, *statutes, *supports, *accompaniments, *consortium, *priorities,
    *struggles, *gains, *interests,
]  # fmt: skip
