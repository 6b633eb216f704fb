"""Addresses of working each other's fields."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import rota

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/days/new", rota.new_day, name="new-field-day"),
    path("exchange/days/<str:uid>/edit", rota.edit_day, name="edit-field-day"),
    path("exchange/days/<str:uid>/remove", rota.remove_day, name="remove-field-day"),
    path("exchange/days/<str:uid>/coming", rota.say, name="say-coming"),
    path("exchange/days/<str:uid>/came", rota.came, name="who-came"),
]
