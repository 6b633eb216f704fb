"""Addresses of moving a circle in and out."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import moving

_AT = "exchange/circles/<str:uid>"

urlpatterns: list[URLPattern] = [
    path(f"{_AT}/bring", moving.bring, name="bring-circle"),
    path(f"{_AT}/members.csv", moving.take, {"what": "members", "form": "csv"}, name="members-csv"),
    path(f"{_AT}/transfers.csv", moving.take, {"what": "transfers", "form": "csv"}, name="transfers-csv"),
    path(f"{_AT}/members.xlsx", moving.take, {"what": "members", "form": "xlsx"}, name="members-xlsx"),
    path(f"{_AT}/transfers.xlsx", moving.take, {"what": "transfers", "form": "xlsx"}, name="transfers-xlsx"),
    path(f"{_AT}/members.json", moving.take, {"what": "members", "form": "json"}, name="members-json"),
    path(f"{_AT}/transfers.json", moving.take, {"what": "transfers", "form": "json"}, name="transfers-json"),
]
