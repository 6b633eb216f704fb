"""Recounting a vote: how anybody does it, the package, and whether it comes out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from konbit.decisions.queries.recount import recount_page, recount_zip, recount_zip_to_pass_on
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
    return _zip(recount_zip(viewer_in(request), uid, get_language() or "en"), uid)


@never_cache
@require_safe
def package_to_pass_on(request: HttpRequest, uid: str) -> HttpResponse:
    """The package without the names that its reader may see."""
    return _zip(recount_zip_to_pass_on(viewer_in(request), uid, get_language() or "en"), uid)


def _zip(packed: bytes, uid: str) -> HttpResponse:
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="recount-{uid}.zip"'
    return answer
