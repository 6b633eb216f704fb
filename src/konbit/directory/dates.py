"""Dates as people write them in tables, made partial dates: "1984", "1984-09", "2004-01-28"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?\Z")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})\Z")
_UNIX = re.compile(r"\d{9,10}\Z")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# Only here is the month written before the day.
_MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH"})


def partial_date(text: str, country: str = "") -> str:
    """The partial date that `text` says, or nothing; `country` (ISO-2) decides what 3/4/2001 means.

    Text with a single year in it ("since spring 1984") gives the year.
    """
    bare = text.strip()
    if match := _ISO.match(bare) or _YEAR_FIRST.match(bare):
        return _written(match[1], match[2], match[3])
    if match := _YEAR_LAST.match(bare):
        first, second, year = match.groups()
        day, month = (second, first) if first and country in _MONTH_FIRST else (first, second)
        return _written(year, month, day) or _written(year, day, month)
    if _UNIX.match(bare):
        return datetime.fromtimestamp(int(bare), UTC).date().isoformat()
    years = set(_YEAR.findall(bare))
    return years.pop() if len(years) == 1 else ""


def first_day(partial: str) -> str:
    """The first day that a partial date may mean; nothing for nothing."""
    return (partial + "-01-01")[:10] if len(partial) == 4 else (partial + "-01")[:10] if partial else ""


def _written(year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat()[: 10 if day else 7 if month else 4]
