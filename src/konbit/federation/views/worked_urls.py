"""Addresses of the worked examples of statutes."""

from __future__ import annotations

from django.urls import path

from konbit.federation.views import worked

urlpatterns = [
    path("statutes/examples/", worked.examples, name="worked"),
    path("statutes/examples/<slug:slug>/", worked.example, name="worked-statutes"),
    path("statutes/examples/<slug:slug>/federate/", worked.federate, name="worked-federate"),
]
