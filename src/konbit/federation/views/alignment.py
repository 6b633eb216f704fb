"""How priorities meet from global to local."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Priorities from global to local and back, around a group."""
    raise NotImplementedError


def actors(request: HttpRequest, uid: str) -> HttpResponse:
    """The actors that are joined by a priority."""
    raise NotImplementedError
