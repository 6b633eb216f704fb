"""What of this room belongs into calendars: from all its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from konbit.base.registry import CalendarEntry
from konbit.exchange.queries.due_days import promise_days, turn_days
from konbit.exchange.queries.rota_days import field_days
from konbit.people.audience import Viewer

DAYS: tuple[Callable[[Viewer, Collection[int], date, date], Iterable[CalendarEntry]], ...] = (
    field_days,
    turn_days,
    promise_days,
)


def calendar(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The days of all parts between a first and a last day."""
    for days in DAYS:
        yield from days(viewer, groups, first, last)
