"""When somebody sits: dates are read generously, except where two would have one seat: that must be sure."""

from __future__ import annotations

from datetime import date, timedelta

from konbit.base.period import earliest, latest
from konbit.federation.models import Mandate

LAST = 10_000


def expired(mandate: Mandate, day: date) -> bool:
    """Whether a mandate ended because nobody confirmed it by its day."""
    if not mandate.confirm_by or latest(mandate.confirm_by) >= day:
        return False
    return not mandate.confirmed_on or earliest(mandate.confirmed_on) > day


def sits(mandate: Mandate, day: date) -> bool:
    """Whether somebody may sit by this mandate on a day."""
    return mandate.period.covers(day) and not expired(mandate, day)


def waits(mandate: Mandate) -> bool:
    """Whether a mandate is conditional and its condition was not confirmed yet."""
    return bool(mandate.condition or mandate.confirm_by) and not mandate.confirmed_on


def last_day(mandate: Mandate) -> str:
    """The partial date at which a mandate ends: when it was given until, or when it expires unconfirmed."""
    ends = [mandate.valid_until, mandate.confirm_by if waits(mandate) else ""]
    return min(filter(None, ends), key=latest, default="")


def surely_together(one: Mandate, other: Mandate, today: date) -> bool:
    """Whether both sit on some day, however their dates are read."""
    (begun, ending), (starts, stops) = _sure(one, today), _sure(other, today)
    return max(begun, starts) <= min(ending, stops)


def _sure(mandate: Mandate, today: date) -> tuple[date, date]:
    """The first and the last day on which somebody surely sits. Of an unknown beginning only the end is sure,
    or, where there is none yet, today."""
    until = last_day(mandate)
    ending = earliest(until) if until else date.max
    if mandate.valid_from:
        return latest(mandate.valid_from), ending
    return (ending if until else min(today, ending)), ending


def place(mandate: Mandate) -> tuple[int, int, int]:
    """By which those who sit in a body are put in order: as its colleges and seats are."""
    return (
        mandate.college.order if mandate.college else LAST,
        mandate.seat.order if mandate.seat else LAST,
        mandate.pk,
    )


def day_before(partial: str) -> str:
    """Until when one sat whom somebody follows at this partial date: the day before, or the same month or
    year."""
    if len(partial) < 10:
        return partial
    return (date.fromisoformat(partial) - timedelta(days=1)).isoformat()
