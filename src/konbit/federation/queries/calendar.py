"""What of this room belongs into calendars: from all its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from konbit.base.registry import CalendarEntry
from konbit.federation.queries import accompaniments
from konbit.federation.queries.mandate_days import mandate_days
from konbit.federation.queries.pact_doors import pact_days
from konbit.federation.queries.priority_doors import target_days
from konbit.federation.queries.struggle_calendar import struggle_days
from konbit.people.audience import Viewer

DAYS: tuple[Callable[[Viewer, Collection[int], date, date], Iterable[CalendarEntry]], ...] = (
    accompaniments.calendar,
    struggle_days,
    mandate_days,
    pact_days,
    target_days,
)


def calendar(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The days of all parts between a first and a last day."""
    for days in DAYS:
        yield from days(viewer, groups, first, last)
