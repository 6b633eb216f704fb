"""What changed in a list or a network, on a page and on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konbit.directory.queries.changes import (
    ON_PAPER,
    Asked,
    ChangesPage,
    asked,
    changes_of_list,
    changes_of_network,
)
from konbit.directory.queries.faces import face_of
from konbit.directory.views.asking import reader_of, viewer_in, whole_number
from konbit.people.audience import ANYONE
from konbit.people.sharing import passed_on, qr_svg


@require_safe
def of_list(request: HttpRequest, source_id: int) -> HttpResponse:
    """What changed in one list."""
    page = changes_of_list(viewer_in(request), source_id, _asked(request))
    return _shown(request, page, reverse("directory:list-changes-poster", args=[source_id]))


@require_safe
def of_network(request: HttpRequest, uid: str) -> HttpResponse:
    """What changed among the groups of a network."""
    page = changes_of_network(viewer_in(request), uid, _asked(request))
    return _shown(request, page, reverse("directory:network-changes-poster", args=[uid]))


@require_safe
def poster_of_list(request: HttpRequest, source_id: int) -> HttpResponse:
    """The same for an assembly; it prints what everybody may see."""
    page = changes_of_list(ANYONE, source_id, _asked(request), ON_PAPER)
    return _printed(request, page, reverse("directory:list-changes", args=[source_id]))


@require_safe
def poster_of_network(request: HttpRequest, uid: str) -> HttpResponse:
    """The same for a network."""
    page = changes_of_network(ANYONE, uid, _asked(request), ON_PAPER)
    return _printed(request, page, reverse("directory:network-changes", args=[uid]))


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    page = whole_number(said.get("page")) or 1
    return asked(said.get("since", ""), said.get("until", ""), said.get("kind", ""), page)


def _shown(request: HttpRequest, page: ChangesPage, poster: str) -> HttpResponse:
    wanted = page.asked
    time = f"since={wanted.since.isoformat()}&until={wanted.until.isoformat()}"
    return render(
        request,
        "directory/changes.html",
        {"page": page, "time": time, "poster": f"{poster}?{time}", **_face(request, page)},
    )


def _printed(request: HttpRequest, page: ChangesPage, address: str) -> HttpResponse:
    wanted = page.asked
    address = f"{address}?since={wanted.since.isoformat()}&until={wanted.until.isoformat()}"
    link = passed_on(address)
    context = {"page": page, "back": address, "link": link, "qr": qr_svg(link), "today": date.today()}
    return render(request, "directory/changes_poster.html", context | _face(request, page))


def _face(request: HttpRequest, page: ChangesPage) -> dict[str, Any]:
    face = face_of(page.network.id, reader_of(request)) if page.network else None
    request.brand = face  # type: ignore[attr-defined]
    return {"face": face}
