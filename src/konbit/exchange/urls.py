"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.exchange.views.circle_urls import urlpatterns as circles
from konbit.exchange.views.clearing_urls import urlpatterns as clearing
from konbit.exchange.views.enterprise_urls import urlpatterns as enterprise
from konbit.exchange.views.front_urls import urlpatterns as front
from konbit.exchange.views.gift_urls import urlpatterns as gifts
from konbit.exchange.views.listing_urls import urlpatterns as listings
from konbit.exchange.views.meeting_mode_urls import urlpatterns as meeting_mode
from konbit.exchange.views.moving_urls import urlpatterns as moving
from konbit.exchange.views.paying_urls import urlpatterns as paying
from konbit.exchange.views.rota_urls import urlpatterns as rota
from konbit.exchange.views.savings_urls import urlpatterns as savings
from konbit.exchange.views.tontine_urls import urlpatterns as tontines

app_name = "exchange"

urlpatterns: list[URLPattern] = [
    *front,
    *circles,
    *paying,
    *moving,
    *meeting_mode,
    *savings,
    *tontines,
    *gifts,
    *rota,
    *enterprise,
    *clearing,
    *listings,
]
