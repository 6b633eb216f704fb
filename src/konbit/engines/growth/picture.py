"""The drawing as places: what is where, for whoever writes it as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.engines.lettering import text_width, wrapped

from .told import Lane

WIDTH, EDGE = 960.0, 14.0
NAME_SIZE, NUMBER_SIZE = 14, 12
TOP, BAR = 34.0, 12.0


@dataclass(frozen=True)
class Words:
    """A text: its left end, its base line, its size."""

    x: float
    y: float
    text: str
    size: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y - self.size, self.x + text_width(self.text, self.size), self.y + self.size / 4


@dataclass(frozen=True)
class Row:
    """A lane in the picture. Its bar is sure from `begins` to `ends`; from `earliest` and until `latest` it
    may have been there. `is_open`: whether it goes on."""

    lane: Lane
    name: Words
    y: float
    earliest: float
    begins: float
    ends: float
    latest: float
    is_open: bool


@dataclass(frozen=True)
class Line:
    """A line from one point to another; `kind`: "grew", "joined", "left" or "walk"; `of` which lane or person
    it speaks, and `to` which lane."""

    kind: str
    of: str
    to: str
    x: float
    y: float
    end_x: float
    end_y: float


@dataclass(frozen=True)
class Walk:
    """A stretch of somebody's way, along a lane."""

    person: str
    lane: int
    y: float
    earliest: float
    begins: float
    ends: float
    latest: float


@dataclass(frozen=True)
class Dot:
    """Where something happened: somewhere from `earliest` to `latest`."""

    number: int
    x: float
    y: float
    earliest: float
    latest: float


@dataclass(frozen=True)
class Picture:
    """The whole drawing. `years`: the grid, each with its place; `texts`: all that is written but the names
    of lanes."""

    width: float
    height: float
    years: tuple[tuple[int, float], ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    walks: tuple[Walk, ...]
    dots: tuple[Dot, ...]
    texts: tuple[Words, ...]


def placed(text: str, x: float, y: float, size: int) -> Words:
    """A text that begins at a place, or as near to it as it lies inside the picture."""
    said = next(iter(wrapped(text, size, WIDTH - 2 * EDGE, 1)), "")
    return Words(max(EDGE, min(x, WIDTH - EDGE - text_width(said, size))), y, said, size)
