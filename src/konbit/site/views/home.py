"""The front door: two doors into an empty house, or the face of the network that lives here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konbit.directory.asked import Asked
from konbit.directory.queries.examples import example_network
from konbit.directory.queries.faces import home_face
from konbit.directory.queries.found import find
from konbit.directory.queries.newest import newest
from konbit.directory.views.first_steps import groups_in_words
from konbit.directory.views.maps import map_of_found
from konbit.people.audience import Viewer
from konbit.search.queries import status

COUNTED = ("kind", "activity", "country", "network")
NEWEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: the network that this house opens with; else who is there, and how to begin."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language = get_language() or "en"
    face = home_face(language)
    asked = Asked().choosing("network", face.uid) if face else Asked()
    found = find(viewer, asked, language, count=COUNTED, size=0)
    context: dict[str, Any] = {
        "face": face,
        "asked": asked,
        "found": found,
        "total": found.total,
        "words": groups_in_words(found.total, face, language),
        "own_word": face.word("group", language) if face else "",
        "map": map_of_found(viewer, found),
        "facets": [facet for facet in found.facets if facet.choices and facet.name != "network"],
        "countries": _countries(found),
        "newest": [one.card for one in newest(asked, language, NEWEST)],
        "example": example_network(viewer) if not face else None,
    }
    return render(request, "site/home.html", context)


def _countries(found: Any) -> int:
    return sum(len(facet.choices) + facet.left for facet in found.facets if facet.name == "country")


def health(request: HttpRequest) -> JsonResponse:
    """For a watchdog: whether the index is ready and how many changes it lags behind."""
    index = status()
    return JsonResponse({"ready": index.ready, "documents": index.documents, "behind": index.behind})
