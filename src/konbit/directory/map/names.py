"""Names of towns on a drawing, so that a map of land alone tells where one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .path import written

_LETTER = 0.56  # width of a letter, of its size
_ROOM = 8


@dataclass(frozen=True)
class NamedPlace:
    """A name and the point in degrees at which it stands."""

    lat: float
    lon: float
    name: str


Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in units of the drawing."""


def written_names(
    placed: Iterable[tuple[float, float, str]],
    size: tuple[float, float],
    taken: Iterable[Rectangle],
    *,
    letters: float,
    most: int,
    css: str,
) -> SafeString:
    """At most so many names, those that come first, each right or left of its dot: none over another, over
    what is `taken` or over the edge of a drawing of this `size`.

    `placed` and `letters`, the size of the letters, in units of the drawing. Hidden from screen readers: the
    circles' own words and the list beside the map say where groups are.
    """
    full = list(taken)
    shown: list[tuple[str, ...]] = []
    for x, y, name in placed:
        if len(shown) == most:
            break
        for box, anchor in _ways(x, y, name, letters):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
            if inside and not any(_meet(box, one) for one in full):
                full.append(box)
                beside = x + letters * (0.5 if anchor == "start" else -0.5)
                numbers = (x, y, letters * 0.2, beside, y + letters * 0.34)
                shown.append((*(written(number) for number in numbers), anchor, name))
                break
    return format_html(
        '<g class="{}" aria-hidden="true" font-size="{}">{}</g>',
        css,
        written(letters),
        format_html_join(
            "", '<circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}" text-anchor="{}">{}</text>', shown
        ),
    )


def _ways(x: float, y: float, name: str, letters: float) -> tuple[tuple[Rectangle, str], ...]:
    """Where a name may stand beside its point: to the right, else to the left."""
    long, tall, dot = len(name) * _LETTER * letters + _ROOM, letters * 0.8, letters * 0.3
    return (
        ((x - dot, y - tall, x + long + letters * 0.5, y + tall), "start"),
        ((x - long - letters * 0.5, y - tall, x + dot, y + tall), "end"),
    )


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
