"""Addresses of what is given without a price."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import gifts

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/gifts/new", gifts.new_gift, name="new-gift"),
    path("exchange/circles/<str:uid>/care/new", gifts.new_care, name="new-care"),
]
