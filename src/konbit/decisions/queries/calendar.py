"""What of this room belongs into calendars: from all its parts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from konbit.base.registry import CalendarEntry
from konbit.decisions.queries.proposal_days import budget_days, gathering_days
from konbit.decisions.queries.vote_doors import vote_days
from konbit.people.audience import Viewer

DAYS: tuple[Callable[[Viewer, Collection[int], date, date], Iterable[CalendarEntry]], ...] = (
    vote_days,
    budget_days,
    gathering_days,
)


def calendar(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The days of all parts between a first and a last day."""
    for days in DAYS:
        yield from days(viewer, groups, first, last)
