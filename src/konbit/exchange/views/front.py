"""The room's first page: its doors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in

DOORS: tuple[str, ...] = ("exchange/listings/door.html", "exchange/parts/circles_card.html")
"""Templates of cards, one for each part of the room."""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What can be found and done in this room."""
    context = {"viewer": viewer_in(request), "doors": DOORS}
    return render(request, "exchange/front.html", context)
