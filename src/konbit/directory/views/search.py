"""The search page, and the words and places that are offered while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.asked import KM, MORE_FILTERS, Asked
from konbit.directory.map.drawing import WIDTH
from konbit.directory.queries.clusters import WORLD_ZOOM, map_part
from konbit.directory.queries.everything import also_found
from konbit.directory.queries.found import Found, find, total_of
from konbit.directory.queries.towns import gazetteer
from konbit.directory.queries.words import concepts, continuations
from konbit.directory.views.search_parts import Chip, chips, drawn_map, pager, preserved, total_words
from konbit.people.audience import Viewer, tokens_of

RADII = (5, 10, 25, 50, 100, 250, 500)
FORMATS = (("csv", "CSV"), ("xlsx", "Excel"), ("geojson", "GeoJSON"), ("jsonld", "JSON-LD"))
OTHER_FORMATS = (
    ("kml", "KML"),
    ("turtle", "Turtle"),
    ("murmurations", "Murmurations"),
    ("murmurations-csv", "Murmurations (CSV)"),
    ("openfairdb", "OpenFairDB"),
    ("gogocarto", "GoGoCarto"),
)


@dataclass(frozen=True)
class Way:
    """A way out of a search that found nothing: what to leave out, and how many groups that finds."""

    chip: Chip
    total: int
    words: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Who is there: words, filters, a place and a radius; list and map of what was found."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language = get_language() or "en"
    asked = Asked.read(request.GET)
    whole = asked.view != "list" and not (asked.bounds or asked.near or asked.point)
    found = find(viewer, asked, language, cells=WORLD_ZOOM if whole else None)
    shows_map = asked.view != "list" and found.total > 0
    drawing = drawn_map(found, map_part(viewer, found.question, WIDTH, found.cells)) if shows_map else None
    made = chips(found)
    context = {
        "asked": asked,
        "found": found,
        "words": total_words(found.total),
        "title": _title(found),
        "chips": made,
        "filters": [(facet, _more(asked, facet.name) + f"filter-{facet.name}") for facet in found.facets],
        "more_filters": "" if asked.more == MORE_FILTERS else _more(asked, MORE_FILTERS) + "filters",
        "filters_chosen": sum(len(values) for values in asked.chosen.values()),
        "kept": preserved(asked),
        "pages": pager(found),
        "radii": sorted({*RADII, asked.km}),
        "usual_km": KM,
        "ways": [] if found.total else _ways(viewer, made),
        "also": also_found(viewer, asked.q, language) if asked.page == 1 else None,
        "concepts": concepts(asked.q, language) if asked.page == 1 else (),
        "map": drawing,
        "exports": [(name, _out("directory:export", asked, code)) for code, name in FORMATS],
        "other_exports": [(name, _out("directory:export", asked, code)) for code, name in OTHER_FORMATS],
        "feed": _out("directory:feed", asked),
        "embed": _out("directory:embed-make", asked),
        "poster": _out("directory:poster", asked),
        "with_map": asked.but(view=""),
        "without_map": asked.but(view="list"),
    }
    part = request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    answer = render(request, "directory/search_found.html" if part else "directory/search.html", context)
    answer["Vary"] = "HX-Request"
    if part:  # the one address of this question, without the empty fields of the form
        answer["HX-Push-Url"] = asked.address(reverse("directory:search"))
    return answer


def _title(found: Found) -> str:
    parts = [found.asked.q, found.center.name if found.center else ""]
    return " · ".join(part for part in parts if part)


def _more(asked: Asked, more: str) -> str:
    """The address that shows a filter at length, or more filters; what it leads to comes after the sign."""
    return replace(asked, more=more, notices=()).address() + "#"


def _ways(viewer: Viewer, made: list[Chip]) -> list[Way]:
    """What would be found if one thing were left out, most first."""
    ways = [Way(chip, total := total_of(viewer, chip.less), total_words(total)) for chip in made[:8]]
    return sorted((way for way in ways if way.total), key=lambda way: -way.total)


def _out(name: str, asked: Asked, *args: str) -> str:
    """The address of something made of exactly this search, whatever its page."""
    return asked.but(view="", more="").address(reverse(name, args=args))


@require_safe
def suggest_words(request: HttpRequest) -> HttpResponse:
    """Options for the search box: how what was typed may go on."""
    typed = request.GET.get("q", "").strip()
    found = continuations(typed, tokens_of(request.viewer)) if len(typed) > 1 else []  # type: ignore[attr-defined]
    return render(request, "directory/search_options.html", {"options": [(one, "") for one in found]})


@require_safe
def suggest_places(request: HttpRequest) -> HttpResponse:
    """Options for the place: towns that begin so."""
    towns = gazetteer().suggest(request.GET.get("near", "").strip()[:100])
    options = [
        (f"{town.name}, {town.country}", _("%(count)s people") % {"count": town.population}) for town in towns
    ]
    return render(request, "directory/search_options.html", {"options": options})
