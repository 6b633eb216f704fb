"""In which order the hands of a tontine receive, drawn from a seed that everybody can read.

Each hand is named by the number of its member and its own number: "4.1", "4.2". The hands are put in the
order of SHA-256 of the seed, a colon and that name, read as hexadecimal digits, the smallest first. Anybody
can draw it again with any program that works out SHA-256.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256


def drawn(seed: str, hands: Mapping[int, int]) -> list[int]:
    """The numbers of the members in the order of their turns; `hands`: how many each has."""
    names = [(number, hand) for number, many in sorted(hands.items()) for hand in range(1, many + 1)]
    return [number for number, _hand in sorted(names, key=lambda one: _mark(seed, *one))]


def day_of(starts_on: date, steps: int, every: int, period: str) -> date:
    """The day so many steps after the first one; the last of a month where it has no such day."""
    if period == "weeks":
        return starts_on + timedelta(weeks=every * steps)
    return months_after(starts_on, every * steps)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _mark(seed: str, number: int, hand: int) -> tuple[str, int, int]:
    return sha256(f"{seed}:{number}.{hand}".encode()).hexdigest(), number, hand
