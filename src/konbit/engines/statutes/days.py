"""Partial dates as the days that they may mean, and steps of the calendar.

A day is its number as `datetime.date.toordinal` counts. What is not known is `FIRST` at a beginning and
`LAST` at an end.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FIRST, LAST = 0, date.max.toordinal()
"""Before and after every day that is written."""

Span = Literal["day", "week", "month", "year"]
SPANS: tuple[Span, ...] = ("day", "week", "month", "year")

_EPOCH = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=65536)
def bounds(partial: str) -> tuple[int, int]:
    """The first and the last day that "1984", "1984-09" or "1984-09-28" may mean. Raises ValueError."""
    parts = partial.split("-")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(
        part.isascii() and part.isdigit() for part in parts
    ):
        raise ValueError(f"{partial!r} is not a year, a month or a day written 1984, 1984-09 or 1984-09-28")
    year, month, day = (*map(int, parts), 0, 0)[:3]
    if not month:
        if len(parts) > 1:
            raise ValueError(f"{partial!r} has no such month")
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if len(parts) == 2:
        first = date(year, month, 1).toordinal()
        return first, first + calendar.monthrange(year, month)[1] - 1
    only = date(year, month, day).toordinal()
    return only, only


@lru_cache(maxsize=1024)
def earlier(day: int, number: int, span: Span) -> int:
    """The day that lies so many days, weeks, months or years before."""
    return int(stepped(np.array([day]), -number, span)[0])


def stepped(days: NDArray[np.int64], number: int, span: Span) -> NDArray[np.int64]:
    """Each day moved by a number of spans; where a month is too short, its last day."""
    if span in ("day", "week"):
        return days + number * (7 if span == "week" else 1)
    when = (days - _EPOCH).astype("datetime64[D]")
    month = when.astype("datetime64[M]")
    into = when - month.astype("datetime64[D]")
    target = month + number * (12 if span == "year" else 1)
    longest = (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]") - 1
    moved: NDArray[np.int64] = (target.astype("datetime64[D]") + np.minimum(into, longest)).astype(np.int64)
    return moved + _EPOCH
