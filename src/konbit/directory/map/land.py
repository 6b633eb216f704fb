"""The outline of the land: land.json, derived by scripts/make_land.py from Natural Earth (public domain)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

Ring = tuple[tuple[float, float], ...]
Detail = Literal["world", "region"]


@cache
def rings(detail: Detail) -> tuple[Ring, ...]:
    """The rings of an outline, each a tuple of (lat, lon) in degrees, not repeating its first point.

    No ring crosses the 180° meridian. Inner seas are rings too: fill by the even-odd rule.
    """
    outline = _file()[detail]
    return tuple(tuple(_points(text, outline["step"])) for text in outline["rings"])


@cache
def _file() -> dict:
    return json.loads(files(__package__).joinpath("land.json").read_text(encoding="ascii"))


def _points(text: str, step: float) -> Iterator[tuple[float, float]]:
    """The points of one ring; `origin` in the file describes the writing."""
    numbers = _numbers(text.replace("!", "\\"))
    x = y = 0
    for step_x, step_y in zip(numbers, numbers, strict=True):
        x, y = x + step_x, y + step_y
        yield y * step, x * step


def _numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for character in text:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
