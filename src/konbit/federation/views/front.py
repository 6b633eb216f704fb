"""The room's first page: its doors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in
from konbit.federation.queries.front import front as front_page


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What can be found and done in this room."""
    viewer = viewer_in(request)
    return render(request, "federation/front.html", {"page": front_page(viewer), "viewer": viewer})
