"""What a map shows of a search: circles with their number, place and address, in the part that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from konbit.directory.asked import Asked, Bounds
from konbit.directory.map.nearby import town_near
from konbit.directory.queries.found import center_of, question_of
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.engines.cells import ZOOMS, zoom_for
from konbit.engines.geodesy import Box, bands
from konbit.people.audience import Viewer
from konbit.search.asking import Question
from konbit.search.queries import Cell, search

WORLD_ZOOM = 4
REGIONAL = 100.0  # degrees of longitude: results that lie within so many are shown as a region
SMALLEST = 0.3  # degrees of longitude that a map shows at least
MOST_NAMED = 300
WIDEST = 4_000  # pixels: no map is wider
_ROOM = 0.06  # of its width and height is left free around what a map shows
_MOST = 0.85  # of the groups stand on a map that leaves out the far ones
_MUCH_SMALLER = 0.4  # of the whole, or nothing is left out
_CLOSER = 4  # zooms: a far one must not be counted together with the many
_HAIR = 1e-9  # degrees by which the middle of places that are the same may miss them
_LEAST = 0.005  # degrees that are left free at least: half a kilometre


@dataclass(frozen=True)
class Circle:
    """Groups that a map shows as one: their number, where they are, and the group where it is one.

    `lat`/`lon` in degrees; `bounds`: what must be shown to see them apart; `near`: a town.
    """

    lat: float
    lon: float
    count: int
    bounds: Box
    near: str
    group: GroupLink | None = None


@dataclass(frozen=True)
class MapPart:
    """A part of the world (None: all of it) with its circles; `placed`: how many groups they hold;
    `elsewhere`: how many groups with a place lie outside the part."""

    bounds: Box | None
    zoom: int
    circles: tuple[Circle, ...]
    elsewhere: int = 0

    @property
    def placed(self) -> int:
        """How many groups the circles hold together."""
        return sum(circle.count for circle in self.circles)


def map_part(viewer: Viewer, question: Question, width: int, everywhere: Sequence[Cell] = ()) -> MapPart:
    """The map of a search, `width` pixels wide: the part that was asked for, else the one that holds all.

    `everywhere`: the cells of the whole world at `WORLD_ZOOM`, where they were counted already.
    """
    asked = _asked_part(question)
    if asked is None:
        everywhere = everywhere or _cells(question, WORLD_ZOOM)
        asked = extent(everywhere)
        if asked is None or asked.lon_span > REGIONAL:
            return MapPart(None, WORLD_ZOOM, circles(viewer, everywhere, WORLD_ZOOM))
    asked = _at_least(asked)
    zoom = zoom_for(asked, width)
    return MapPart(asked, zoom, circles(viewer, _cells(question, zoom), zoom))


def most_of(viewer: Viewer, question: Question, width: int) -> MapPart:
    """The map of a search where most of its groups are, if a few far ones would shrink them to a dot.

    Otherwise the same as `map_part`. Circles outside the part are among those given.
    """
    whole = map_part(viewer, question, width)
    finer = max(one for one in ZOOMS if one <= whole.zoom + _CLOSER)
    cells = _cells(question, finer)
    heart = _heart(cells)
    if heart is None:
        return whole
    everything = extent(cells)
    within = sum(cell.count for cell in cells if _holds(heart, cell))
    small = everything is not None and max(
        heart.lon_span, heart.lat_max - heart.lat_min
    ) < _MUCH_SMALLER * max(everything.lon_span, everything.lat_max - everything.lat_min)
    if not small or within < _MOST * whole.placed:
        return whole
    heart = _at_least(_with_room(heart))
    zoom = zoom_for(heart, width)
    return MapPart(heart, zoom, circles(viewer, _cells(question, zoom), zoom))


def _heart(cells: Sequence[Cell]) -> Box | None:
    """The box without the outermost tenth of the groups on each side."""
    if not cells:
        return None
    south, west = (_at_tenth([(cell.bounds[side], cell.count) for cell in cells]) for side in (0, 1))
    north, east = (-_at_tenth([(-cell.bounds[side], cell.count) for cell in cells]) for side in (2, 3))
    return Box(south, north, west, east) if south <= north and west <= east else None


def _at_tenth(weighted: list[tuple[float, int]]) -> float:
    """The first value, by size, up to which there is more than a tenth of the weight."""
    beyond = sum(weight for _value, weight in weighted) / 10
    ordered = sorted(weighted)
    reached = accumulate(weight for _value, weight in ordered)
    return next(value for (value, _weight), sofar in zip(ordered, reached, strict=True) if sofar > beyond)


def _holds(box: Box, cell: Cell) -> bool:
    return (
        box.lat_min - _HAIR <= cell.lat <= box.lat_max + _HAIR
        and box.lon_min - _HAIR <= cell.lon <= box.lon_max + _HAIR
    )


def _cells(question: Question, zoom: int) -> Sequence[Cell]:
    return search(replace(question, cells=zoom, size=0, offset=0, count_facets=())).cells


def _at_least(box: Box) -> Box:
    """A box wide enough for something to be around what it shows."""
    spare = max(0.0, (SMALLEST - box.lon_span) / 2)
    tall = max(0.0, (SMALLEST / 2 - (box.lat_max - box.lat_min)) / 2)
    return Box(
        max(-90.0, box.lat_min - tall),
        min(90.0, box.lat_max + tall),
        _turned(box.lon_min - spare),
        _turned(box.lon_max + spare),
    )


def _asked_part(question: Question) -> Box | None:
    if question.bounds:
        south, west, north, east = question.bounds
        box = Box(south, north, west, east)
        return None if box.lon_span >= 350 else box
    if question.near:
        boxes = bands(*question.near, n=1)
        span = Box(boxes[0].lat_min, boxes[0].lat_max, boxes[0].lon_min, boxes[-1].lon_max)
        return None if span.lon_span > REGIONAL else span
    return None


def circles(viewer: Viewer, cells: Sequence[Cell], zoom: int) -> tuple[Circle, ...]:
    """The circles of these cells; lone groups by name, if the viewer may know of them."""
    lone = [cell.id for cell in cells if cell.id is not None][:MOST_NAMED]
    named = visible_groups(viewer, lone) if lone else {}
    return tuple(
        Circle(
            cell.lat,
            cell.lon,
            cell.count,
            _with_room(Box(cell.bounds[0], cell.bounds[2], cell.bounds[1], cell.bounds[3])),
            town_near(cell.lat, cell.lon, zoom),
            named.get(cell.id) if cell.id is not None else None,
        )
        for cell in cells
    )


def extent(cells: Iterable[Cell]) -> Box | None:
    """The smallest box that holds all cells; it runs across the 180° meridian where that is shorter."""
    cells = list(cells)
    if not cells:
        return None
    spans = sorted((cell.bounds[1], cell.bounds[3]) for cell in cells)
    gaps = []
    reached = spans[0][1]
    for west, east in spans[1:]:
        gaps.append((west - reached, reached, west))
        reached = max(reached, east)
    around = spans[0][0] + 360 - reached
    widest, before, after = max(gaps, default=(0.0, 0.0, 0.0))
    west, east = (after, before) if widest > around else (spans[0][0], reached)
    return _with_room(
        Box(min(cell.bounds[0] for cell in cells), max(cell.bounds[2] for cell in cells), west, east)
    )


def joined(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all boxes."""
    holding = extent(Cell(0, 0, 0, (box.lat_min, box.lon_min, box.lat_max, box.lon_max)) for box in boxes)
    return holding or Box(-90, 90, -180, 180)


def around(points: Iterable[tuple[float, float]]) -> Box:
    """A box around points (degrees) with some room, wide enough for something to be around them."""
    return _at_least(joined([Box(lat, lat, lon, lon) for lat, lon in points]))


def as_bounds(box: Box) -> Bounds:
    """A box as addresses write it: south, west, north, east."""
    return tuple(round(side, 4) for side in (box.lat_min, box.lon_min, box.lat_max, box.lon_max))  # type: ignore[return-value]


def _with_room(box: Box) -> Box:
    tall = max(_LEAST, (box.lat_max - box.lat_min) * _ROOM)
    wide = max(_LEAST, box.lon_span * _ROOM)
    south, north = max(-90.0, box.lat_min - tall), min(90.0, box.lat_max + tall)
    if box.lon_span > 300:
        return Box(south, north, -180.0, 180.0)
    return Box(south, north, _turned(box.lon_min - wide), _turned(box.lon_max + wide))


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180 if abs(longitude) > 180 else longitude


def circles_within(viewer: Viewer, asked: Asked, zoom: int) -> MapPart:
    """The circles of what was asked, at the zoom of a map of 256 pixels a tile, about 64 pixels apart.

    Where the part of the map is too large for the zoom, the circles are as coarse as a map needs them.
    """
    center, _notices = center_of(asked)
    question = question_of(viewer, asked, center)
    bounds = _asked_part(question)
    finest = zoom_for(bounds or Box(-90, 90, -180, 180), WIDEST)
    level = max((one for one in ZOOMS if one <= min(zoom + 2, finest)), default=ZOOMS[0])
    return MapPart(bounds, level, circles(viewer, _cells(question, level), level))
