"""The room's first page: its doors; and where a person may vote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What can be found and done in this room."""
    return render(request, "decisions/front.html", {"viewer": viewer_in(request)})


@require_safe
def own_votes(request: HttpRequest) -> HttpResponse:
    """Where the person who is signed in may vote, what is open first."""
    return render(request, "decisions/own_votes.html", {"viewer": viewer_in(request)})
