"""Derive the land outlines that the maps draw from Natural Earth, and write them with their origin.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python scripts/make_land.py package/land-110m.json package/land-50m.json

The package holds the land of Natural Earth 4.1 (public domain) as TopoJSON, stitched across the 180°
meridian. Here its rings are unwrapped, cut at ±180° so that no line runs across the whole map, simplified,
and written as two outlines: `world` (from 1 : 110 million) and `region` (from 1 : 50 million). There is no
state border in it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import cos, radians
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # (longitude, latitude) in degrees
Ring = list[Point]  # closed without repeating its first point

TARGET = Path(__file__).parent.parent / "src/konbit/directory/map/land.json"
LARGEST_FILE = 40_000

ORIGIN = (
    "Land outlines derived by scripts/make_land.py from Natural Earth 4.1 land, 1:110m and 1:50m (public "
    "domain, naturalearthdata.com), as packed in world-atlas 2.0.2. Rings are closed, cut at the 180 degree "
    "meridian, without Antarctica and without state borders. Each ring is a text: differences of longitude "
    "and latitude in steps of `step` degrees, zigzag signed, five bits a character, lowest first, 32 added "
    "where more follows, 63 added to all, the backslash written as an exclamation mark."
)
SOUTH_END = -60.0  # Antarctica, where no group lives, is left out: it would be a seventh of the map


def rings_of(topology: dict[str, Any]) -> Iterator[Ring]:
    """The rings of a TopoJSON land object, longitudes unwrapped: neighbours never differ by over 180°.

    Source: M. Bostock, C. Metcalf (2013), 'The TopoJSON Format Specification'.
    """
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for indices in polygon:
                points: Ring = []
                for index in indices:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield list(_unwrapped(points))[:-1]  # a TopoJSON ring repeats its first point


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + left, y * scale_y + bottom


def _unwrapped(points: Ring) -> Iterator[Point]:
    before, turns = points[0][0], 0
    for lon, lat in points:
        if lon - before > 180:
            turns -= 1
        elif lon - before < -180:
            turns += 1
        before = lon
        yield lon + 360 * turns, lat


def cut(ring: Ring) -> Iterator[Ring]:
    """The pieces of an unwrapped ring between -180° and 180°, each shifted into that range.

    Not for a ring around a pole: its ends do not meet, and it has no inside on a flat map.
    """
    for shift in (-360, 0, 360):
        moved = [(lon + shift, lat) for lon, lat in ring]
        piece = _one_side(_one_side(moved, -180.0, 1), 180.0, -1)
        if len(piece) >= 3:
            yield piece


def _one_side(ring: Ring, meridian: float, side: int) -> Ring:
    """The part of a ring on one side of a meridian.

    Source: I. Sutherland, G. Hodgman (1974), 'Reentrant Polygon Clipping', Communications of the ACM 17 (1).
    """
    kept: Ring = []
    for (lon1, lat1), (lon2, lat2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside1, inside2 = (lon1 - meridian) * side >= 0, (lon2 - meridian) * side >= 0
        if inside1 != inside2:
            kept.append((meridian, lat1 + (lat2 - lat1) * (meridian - lon1) / (lon2 - lon1)))
        if inside2:
            kept.append((lon2, lat2))
    return kept


def _scale(lat: float) -> float:
    """Square degrees here in square degrees of the equator; near the poles, where few live, a tenth."""
    return cos(radians(lat)) * (0.1 if lat > 66 or lat < -50 else 1)


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * _scale(b[1])


def area(ring: Ring) -> float:
    """Area of a ring in square degrees of the equator, as `_scale` weighs them."""
    middle = sum(lat for _lon, lat in ring) / len(ring)
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2 * _scale(middle)


def simplified(ring: Ring, smallest: float) -> Ring:
    """The ring without the points whose triangle with their neighbours is below `smallest` square degrees.

    Points on the 180° meridian stay. Source: M. Visvalingam, J. Whyatt (1993), 'Line generalisation by
    repeated elimination of points', The Cartographic Journal 30 (1).
    """
    before = [(i - 1) % len(ring) for i in range(len(ring))]
    after = [(i + 1) % len(ring) for i in range(len(ring))]
    size = [_triangle(ring[before[i]], ring[i], ring[after[i]]) for i in range(len(ring))]
    heap = [(size[i], i) for i in range(len(ring)) if abs(ring[i][0]) < 180]
    heapify(heap)
    gone: set[int] = set()
    while heap and len(ring) - len(gone) > 3:
        least, i = heappop(heap)
        if i in gone or least != size[i]:
            continue
        if least >= smallest:
            break
        gone.add(i)
        a, c = before[i], after[i]
        after[a], before[c] = c, a
        for j in (a, c):
            size[j] = max(least, _triangle(ring[before[j]], ring[j], ring[after[j]]))
            if abs(ring[j][0]) < 180:
                heappush(heap, (size[j], j))
    return [point for i, point in enumerate(ring) if i not in gone]


def written(ring: Ring, step: float) -> str:
    """One ring as a text of differences in steps of `step` degrees (as `ORIGIN` describes)."""
    places = [(round(lon / step), round(lat / step)) for lon, lat in ring]
    moved = [place for before, place in zip(places[-1:] + places, places, strict=False) if place != before]
    if len(moved) < 3:
        return ""
    pairs = zip([(0, 0), *moved], moved, strict=False)
    return "".join(_number(x2 - x1) + _number(y2 - y1) for (x1, y1), (x2, y2) in pairs).replace("\\", "!")


def _number(value: int) -> str:
    value = value << 1 if value >= 0 else ~(value << 1)
    text = ""
    while value >= 0x20:
        text += chr((0x20 | value & 0x1F) + 63)
        value >>= 5
    return text + chr(value + 63)


def outline(topology: dict[str, Any], step: float, triangle: float, least: float) -> dict[str, Any]:
    """One outline: its step in degrees and its rings, the largest first, down to the area `least`."""
    inhabited = (ring for ring in rings_of(topology) if max(lat for _lon, lat in ring) > SOUTH_END)
    pieces = (piece for ring in inhabited for piece in cut(ring))
    kept = sorted((piece for piece in pieces if area(piece) >= least), key=area, reverse=True)
    texts = (written(simplified(piece, triangle), step) for piece in kept)
    return {"step": step, "rings": [text for text in texts if text]}


def main(world: str, region: str) -> None:
    """Read both TopoJSON files and write `TARGET`; an outline too large for the repository is an error."""
    land = {
        "origin": ORIGIN,
        "world": outline(json.loads(Path(world).read_text()), 0.1, 0.2, 0.08),
        "region": outline(json.loads(Path(region).read_text()), 0.05, 0.0055, 0.02),
    }
    text = json.dumps(land, indent=0) + "\n"
    if len(text) > LARGEST_FILE:
        sys.exit(f"The outline has {len(text)} bytes; at most {LARGEST_FILE} are wanted: simplify more.")
    TARGET.write_text(text)
    print(f"{TARGET.name}: {len(text)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
