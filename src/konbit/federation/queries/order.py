"""In which order a group's priorities stand: those that hold as it put them, then those that ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from konbit.base.period import earliest
from konbit.federation.models import Priority


def holds(priority: Priority, on: date | None = None) -> bool:
    """Whether a priority holds on a day (today). One that was ended does not from the first day on that its
    end may mean."""
    day = on or date.today()
    ended = priority.ended_by_id and priority.valid_until and earliest(priority.valid_until) <= day
    return priority.period.covers(day) and not ended


def in_order(priorities: Iterable[Priority]) -> list[Priority]:
    """Those that hold in the order that their group gave them, then the others, the last ended first."""
    listed = sorted(priorities, key=lambda one: (one.order, one.pk))
    today = date.today()
    standing = [one for one in listed if holds(one, today)]
    past = [one for one in listed if not holds(one, today)]
    return [*standing, *sorted(past, key=lambda one: one.valid_until, reverse=True)]
