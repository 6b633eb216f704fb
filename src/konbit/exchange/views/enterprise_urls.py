"""Addresses of common enterprises."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import enterprise

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/given", enterprise.given, name="note-given"),
    path("exchange/circles/<str:uid>/surplus", enterprise.share, name="share-surplus"),
    path("exchange/circles/<str:uid>/shares", enterprise.pay_out, name="pay-out-share"),
    path("exchange/circles/<str:uid>/reserve", enterprise.use, name="use-reserve"),
]
