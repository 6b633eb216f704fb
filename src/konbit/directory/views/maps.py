"""The small maps on the pages of groups, networks and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.directory.asked import Asked
from konbit.directory.map.drawing import WIDTH, region_map
from konbit.directory.map.seals import Cluster
from konbit.directory.map.sheets import Region
from konbit.directory.queries.clusters import Circle, MapPart, map_part, most_of
from konbit.directory.queries.found import Found
from konbit.directory.queries.shown import GroupPage
from konbit.directory.views.search import FORMATS
from konbit.directory.views.search_parts import HEIGHT, DrawnMap, drawn_map
from konbit.engines.geodesy import Box
from konbit.people.audience import Viewer

_AROUND = {"exact": 0.8, "district": 0.8, "town": 1.2, "region": 4.0}
"""Degrees of latitude that a map shows around a point of this precision."""

_HEIGHT = 480


def map_of_point(page: GroupPage) -> SafeString | None:
    """Where a group is, as exactly as its reader may see it; the circle leads to its neighbours."""
    if page.point is None:
        return None
    lat, lon = page.point
    place = next(one for one in (*page.sites, *page.areas) if one.shown.lat is not None)
    near = place.shown.locality or place.shown.region or page.title.text
    half = _AROUND.get(place.shown.precision, 4.0) / 2
    box = Box(max(-85.0, lat - half), min(85.0, lat + half), _turned(lon - half), _turned(lon + half))
    href = Asked(near=near, lat=round(lat, 3), lon=round(lon, 3)).address(reverse("directory:search"))
    cluster = Cluster(lat, lon, 1, near, href, (_("Who else is near %(place)s") % {"place": near},))

    def alone(_members: Sequence[Cluster]) -> str:
        return href

    return region_map(
        [cluster],
        box,
        title=_("Map: %(group)s") % {"group": page.title.text},
        description=_("The circle stands where %(place)s is. It leads to the groups around it.")
        % {"place": near},
        together=alone,
        height=_HEIGHT,
    )


def map_of_found(viewer: Viewer, found: Found) -> DrawnMap | None:
    """Where the groups of a network or a word are; circles lead into the search. None if none is placed."""
    part = map_part(viewer, found.question, WIDTH)
    return drawn_map(found, part, reverse("directory:search")) if part.placed else None


def map_of_most(viewer: Viewer, found: Found) -> DrawnMap | None:
    """As `map_of_found`, but where most of the groups are: a sheet of paper cannot be drawn closer."""
    part = _seen(most_of(viewer, found.question, WIDTH))
    return drawn_map(found, part, reverse("directory:search")) if part.placed else None


def _seen(part: MapPart) -> MapPart:
    """The part with those circles only that stand in its drawing."""
    if part.bounds is None:
        return part
    region = Region.around(part.bounds, WIDTH, HEIGHT)

    def inside(circle: Circle) -> bool:
        x, y = region.place(circle.lat, circle.lon)
        return 0 <= x <= WIDTH and 0 <= y <= HEIGHT

    shown = replace(part, circles=tuple(filter(inside, part.circles)))
    return replace(shown, elsewhere=part.placed - shown.placed)


def ways_out(found: Found) -> dict[str, object]:
    """Where the groups of a network can be searched, taken along, followed, shown elsewhere."""
    asked = found.asked
    return {
        "search": asked.address(reverse("directory:search")),
        "exports": [
            (name, asked.address(reverse("directory:export", args=[code]))) for code, name in FORMATS
        ],
        "poster": asked.address(reverse("directory:poster")),
        "feed": asked.address(reverse("directory:feed")),
        "embed": asked.address(reverse("directory:embed-make")),
    }


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180 if abs(longitude) > 180 else longitude
