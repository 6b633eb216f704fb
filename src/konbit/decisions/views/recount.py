"""Recounting a vote: how anybody does it, the package, and whether it comes out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from konbit.decisions.queries.recount import recount_page, recount_zip
from konbit.directory.views.asking import viewer_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recount(request: HttpRequest, uid: str) -> HttpResponse:
    """How a vote is recounted; asked by a form of somebody who is signed in, it is done at once."""
    viewer = viewer_in(request)
    now = request.method == "POST" and viewer.is_someone
    return render(request, "decisions/recount.html", {"page": recount_page(viewer, uid, now)})


@never_cache
@require_safe
def package(request: HttpRequest, uid: str) -> HttpResponse:
    """The package."""
    packed = recount_zip(viewer_in(request), uid, get_language() or "en")
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="recount-{uid}.zip"'
    return answer
