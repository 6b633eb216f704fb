"""Care for a circle: whom to help and with what; what would fit for oneself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in
from konbit.exchange.queries.care import care_page


@login_required
@never_cache
@require_safe
def care(request: HttpRequest, uid: str) -> HttpResponse:
    """Who may need a hand, and suggestions out of offers and needs."""
    return render(request, "exchange/care/page.html", {"page": care_page(viewer_in(request), uid)})
