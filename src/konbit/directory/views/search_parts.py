"""The parts of the search page that are made of addresses: chips, filters, pages, the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.directory.asked import MOST_PAGES, Asked
from konbit.directory.map.drawing import REGION_CAPTION, WORLD_CAPTION, region_map, world_map
from konbit.directory.map.nearby import towns_within
from konbit.directory.map.seals import Cluster
from konbit.directory.queries.clusters import Circle, MapPart, as_bounds, joined
from konbit.directory.queries.facets import TITLES
from konbit.directory.queries.found import Found
from konbit.engines.geodesy import Box

HEIGHT = 520  # of a region, in units of the drawing
_CLOSE = 0.5  # degrees of longitude: closer, the outline has little left to say


@dataclass(frozen=True)
class Chip:
    """Something that narrows the search; `less`: the question without it."""

    title: str
    label: str
    less: Asked


def chips(found: Found) -> list[Chip]:
    """All that narrows this search, each with the question that remains without it."""
    asked = found.asked
    made = [Chip(_("Words"), asked.q, asked.but(q=""))] if asked.q else []
    if asked.near or asked.point:
        name = found.center.name if found.center else asked.near
        label = _("%(place)s, within %(km)s km") % {"place": name, "km": number_format(asked.km)}
        made.append(Chip(_("Near"), label, asked.anywhere()))
    for (name, value), label in found.labels.items():
        made.append(Chip(str(TITLES[name]), label, asked.dropping(name, value)))
    if asked.bounds:
        made.append(Chip(_("Map"), _("this part of the map"), asked.but(bounds=None)))
    return made


@dataclass(frozen=True)
class Page:
    """A page of the results in the pager; no address: the one that is shown, or a gap."""

    label: str
    address: str
    current: bool = False


def pager(found: Found) -> list[Page]:
    """First, last and the pages around the present one; nothing where there is one page only."""
    last = min(found.pages, MOST_PAGES)
    if last == 1:
        return []
    here = min(found.asked.page, last)
    wanted = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    made: list[Page] = []
    before = 0
    for number in wanted:
        if number > before + 1:
            made.append(Page("…", ""))
        address = found.asked.but(page=number).address()
        made.append(Page(number_format(number), address, current=number == here))
        before = number
    return made


def total_words(total: int) -> str:
    """How many groups were found, in a few words."""
    return ngettext("%(count)s group", "%(count)s groups", total) % {
        "count": number_format(total, force_grouping=True)
    }


@dataclass(frozen=True)
class DrawnMap:
    """A map ready for the page: the drawing, what stands under it, the address of the interactive one."""

    drawing: SafeString
    caption: str
    note: str
    interactive: str


def drawn_map(found: Found, part: MapPart, page: str = "") -> DrawnMap:
    """The map of a search as a drawing whose circles lead on: into the map, or to the one group.

    `page`: the address of the page on which the circles lead on, the present one by default.
    """
    asked = found.asked
    closest = part.bounds is not None and part.bounds.lon_span < _CLOSE
    onward = reverse("directory:map") if closest and not page else page
    boxes: dict[str, Box] = {}
    base = asked.but(bounds=None).address(onward)
    clusters = [_cluster(circle, base, boxes) for circle in part.circles]

    def together(members: Sequence[Cluster]) -> str:
        return _within(base, joined([boxes[one.href] for one in members]))

    words = total_words(found.total)
    description = _("Each circle is a link that leads closer. The list beside the map says the same.")
    title = _("Map: %(groups)s") % {"groups": words}
    if part.bounds is None:
        drawing = world_map(clusters, title=title, description=description, together=together)
    else:
        drawing = region_map(
            clusters,
            part.bounds,
            title=title,
            description=description,
            together=together,
            height=HEIGHT,
            towns=towns_within(part.bounds, beyond=1.0),
        )
    bounds = as_bounds(part.bounds) if part.bounds else None
    return DrawnMap(
        drawing,
        str(WORLD_CAPTION if part.bounds is None else REGION_CAPTION),
        _left_out(part.elsewhere, found.total - part.placed - part.elsewhere),
        asked.but(bounds=asked.bounds or bounds, view="").address(reverse("directory:map")),
    )


def _left_out(elsewhere: int, unplaced: int) -> str:
    """What a map does not show: how many groups lie outside it, and how many have no place on any map."""
    said = []
    if elsewhere > 0:
        words = ngettext(
            "%(count)s group lies outside this map; it stands in the list.",
            "%(count)s groups lie outside this map; they stand in the list.",
            elsewhere,
        )
        said.append(words % {"count": number_format(elsewhere, force_grouping=True)})
    if unplaced > 0:
        words = ngettext(
            "%(count)s group without a place on the map stands in the list.",
            "%(count)s groups without a place on the map stand in the list.",
            unplaced,
        )
        said.append(words % {"count": number_format(unplaced, force_grouping=True)})
    return " ".join(said)


def _cluster(circle: Circle, base: str, boxes: dict[str, Box]) -> Cluster:
    href = circle.group.url if circle.group else _within(base, circle.bounds)
    boxes[href] = circle.bounds
    names = (circle.group.name,) if circle.group else ()
    return Cluster(circle.lat, circle.lon, circle.count, circle.near or _("the open sea"), href, names)


def _within(base: str, box: Box) -> str:
    """The address of a part of the map, from that of the whole: written a hundred times a page."""
    south, west, north, east = as_bounds(box)
    return f"{base}{'' if base.endswith('?') else '&'}bbox={south},{west},{north},{east}"


def preserved(asked: Asked) -> list[tuple[str, str]]:
    """What the form of the page does not show but must not lose."""
    shown = {"q", "near", "km", "page", "more", *asked.chosen}
    return [(name, value) for name, value in asked.pairs() if name not in shown]
