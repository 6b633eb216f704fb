"""The map that moves: its page, and what it asks for while it is moved."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from konbit.base.errors import Problem
from konbit.directory.asked import Asked
from konbit.directory.map.drawing import WIDTH, told
from konbit.directory.map.nearby import towns_within
from konbit.directory.map.seals import Cluster, Seal
from konbit.directory.map.sheets import land_pieces
from konbit.directory.queries.clusters import Circle, as_bounds, circles_within, map_part
from konbit.directory.queries.found import find
from konbit.directory.views.search_parts import chips, drawn_map, total_words
from konbit.engines.projection import mercator, mercator_inverse

TOWNS = 40  # named at once
FRESH = 60  # seconds that a browser may keep circles
WIDE = 100.0  # degrees: wider parts are drawn by the coarser outline
LASTING = 86_400  # seconds that it may keep coasts
_OF_MAP = frozenset({"zoom"})


@require_safe
def interactive(request: HttpRequest) -> HttpResponse:
    """The map to move and zoom, with the list of what it shows; without a script, a drawing and the list."""
    viewer = request.viewer  # type: ignore[attr-defined]
    asked = Asked.read(request.GET)
    found = find(viewer, asked, get_language() or "en", count=())
    part = map_part(viewer, found.question, WIDTH)
    bounds = asked.bounds or (as_bounds(part.bounds) if part.bounds else (-57.0, -170.0, 78.0, 180.0))
    context = {
        "asked": asked,
        "found": found,
        "words": total_words(found.total),
        "chips": chips(found),
        "map": drawn_map(found, part, page=reverse("directory:map")),
        "start": ",".join(map(str, bounds)),
        "filters": asked.but(bounds=None, view="").address(),
        "list": asked.but(view="list").address(reverse("directory:search")),
        "back": asked.but(view="").address(reverse("directory:search")),
        "tiles": settings.KONBIT_TILES,
        "tiles_credit": settings.KONBIT_TILES_CREDIT,
    }
    return render(request, "directory/map.html", context)


@require_safe
@conditional_page
def clusters(request: HttpRequest) -> HttpResponse:
    """The circles of a part of the map: `{total, circles, towns}`.

    A circle is `{lat, lon, count, label, near, href, bounds}`, a town `[lat, lon, name]`. Asked as the search
    page is, with `bbox` and the map's `zoom` (0 to 20). `href` leads to the page of a group that stands
    alone; another circle says in `bounds` (south, west, north, east) where it lies.
    """
    asked = Asked.read(request.GET, also=_OF_MAP)
    zoom = request.GET.get("zoom", "4")
    if not (zoom.isascii() and zoom.isdigit() and int(zoom[:3]) <= 30):
        raise Problem(_("The zoom is a number from 0 to 20."), "zoom", _("Write it so: zoom=12."), status=422)
    part = circles_within(request.viewer, asked, int(zoom))  # type: ignore[attr-defined]
    answer = JsonResponse(
        {
            "total": part.placed,
            "circles": [_as_json(circle) for circle in part.circles],
            "towns": [(town.lat, town.lon, town.name) for town in towns_within(part.bounds)[:TOWNS]]
            if part.bounds
            else [],
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
    patch_cache_control(answer, private=True, max_age=FRESH)
    return answer


def _as_json(circle: Circle) -> dict[str, object]:
    near = circle.near or _("the open sea")
    names = (circle.group.name,) if circle.group else ()
    cluster = Cluster(circle.lat, circle.lon, circle.count, near, "", names)
    return {
        "lat": round(circle.lat, 5),
        "lon": round(circle.lon, 5),
        "count": circle.count,
        "near": near,
        "label": told(Seal(0, 0, 0, (cluster,))),
        "href": circle.group.url if circle.group else "",
        "bounds": as_bounds(circle.bounds),
    }


@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """The land within a part of the map as rings of [latitude, longitude], to be filled by the even-odd rule.

    `bbox` is south, west, north, east; beyond ±180 it runs on around the world.
    """
    try:
        south, west, north, east = (float(part) for part in request.GET.get("bbox", "").split(","))
        rings = _land(round(south, 2), round(west, 2), round(north, 2), round(east, 2))
    except ValueError as error:
        raise Problem(
            _("This is no part of the map."), "bbox", _("Write south,west,north,east in degrees."), status=422
        ) from error
    answer = HttpResponse(rings, content_type="application/json")
    patch_cache_control(answer, public=True, max_age=LASTING)
    return answer


@lru_cache(maxsize=512)
def _land(south: float, west: float, north: float, east: float) -> str:
    if not (-720 <= west <= east <= 720 and -90 <= south <= north <= 90):
        raise ValueError("outside the world")
    left, top = _share(north, west)
    right, bottom = _share(south, east)
    digits = 2 if east - west < WIDE else 1
    pieces = land_pieces(left, top, right, bottom, WIDE / 360)
    return '{"rings":[' + ",".join(_ring(piece, digits) for piece in pieces) + "]}"


def _share(lat: float, lon: float) -> tuple[float, float]:
    return (lon + 180) / 360, mercator(lat, 0)[1]


def _ring(piece: list[tuple[float, float]], digits: int) -> str:
    points: dict[str, None] = {}
    for x, y in piece:
        latitude = mercator_inverse(0, min(1.0, max(0.0, y)))[0]
        points[f"[{round(latitude, digits):g},{round(x * 360 - 180, digits):g}]"] = None
    return "[" + ",".join(points) + "]"
