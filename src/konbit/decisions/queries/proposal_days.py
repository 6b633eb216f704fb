"""Until when projects are proposed for budgets and points brought into gatherings, as calendars show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.period import latest
from konbit.base.registry import CalendarEntry
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.decisions.models import Budget, Gathering
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer


def budget_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The last days on which budgets of these groups (ids) take projects, from a first to a last day. When
    one votes on them stands with the vote."""
    rows = Budget.objects.filter(
        group__in=groups, removed_at=None, state__in=(Budget.State.PREPARING, Budget.State.PROPOSING)
    )
    told = _("Last day to propose projects: %(title)s")
    yield from _days(viewer, rows, "propose_until", (first, last), told, "decisions:budget")


def gathering_days(
    viewer: Viewer, groups: Collection[int], first: date, last: date
) -> Iterable[CalendarEntry]:
    """The last days on which gatherings of these groups (ids) take points, from a first to a last day."""
    rows = Gathering.objects.filter(group__in=groups, removed_at=None, state=Gathering.State.COLLECTING)
    told = _("Last day to bring points in: %(title)s")
    yield from _days(viewer, rows, "until", (first, last), told, "decisions:gathering")


def _days(
    viewer: Viewer, rows: QuerySet[Any], column: str, between: tuple[date, date], told: str, page: str
) -> Iterator[CalendarEntry]:
    """One entry for each that the viewer may know of; a month or a year ends with its last day."""
    ends: dict[int, date] = {
        one.pk: latest(getattr(one, column)) for one in rows.exclude(**{column: ""}).order_by("pk")
    }
    wanted = [pk for pk, end in ends.items() if between[0] <= end <= between[1]]
    seen = seen_things(viewer, rows.filter(pk__in=wanted).order_by("pk"))
    changed = changed_at(kind_of(rows.model), [one.pk for one in seen])
    for one in seen:
        yield CalendarEntry(
            uid=f"{rows.model._meta.model_name}@{one.uid}",
            title=told % {"title": sentence(one.title, get_language() or "en")},
            begin=ends[one.pk],
            end=ends[one.pk],
            url=f"{settings.KONBIT_URL}{reverse(page, args=[one.uid])}",
            changed_at=changed.get(one.pk) or one.made_at,
        )
