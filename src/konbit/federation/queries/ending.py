"""Which mandates end, have ended, or wait for a word: in a group and in everything beneath it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from konbit.base.period import latest
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Mandate, Organ
from konbit.federation.queries.mandates import RELATED, MandateShown, mandates_shown
from konbit.federation.queries.organs import OrganLink, organ_links
from konbit.federation.sitting import last_day
from konbit.people.audience import Viewer

AT_ONCE = 5000
LOOKED_BACK = timedelta(days=365)
MOST_YEARS = 100
"""So far from today a quarter can be looked at."""


@dataclass(frozen=True)
class EndingLine:
    """A mandate and the body in which it is; `on`: the day that is meant, as a partial date."""

    organ: OrganLink
    mandate: MandateShown
    on: str

    @property
    def day(self) -> str:
        """The day in words."""
        return date_words(self.on)


@dataclass(frozen=True)
class EndingPage:
    """`words`: the quarter; `before`, `after`: the first days of those around it. `whole`: whether the group
    has others beneath it."""

    group: GroupLink
    words: str
    before: str
    after: str
    is_this: bool
    whole: bool
    waiting: tuple[EndingLine, ...]
    ending: tuple[EndingLine, ...]
    ended: tuple[EndingLine, ...]


def ending_page(viewer: Viewer, uid: str, within: date | None = None) -> EndingPage:
    """The mandates of a group (uid) and of all beneath it that wait for a word, that end in the quarter of a
    day (today), and that ended in the year before today. Raises `NotFound`."""
    group, _sight = seen_group(viewer, uid)
    today = date.today()
    near = within is not None and abs(within.year - today.year) <= MOST_YEARS
    first, last = quarter_of(within if within and near else today)
    below = members_of(group.pk)
    lines = list(_lines(viewer, {group.pk, *below}, min(first, today - LOOKED_BACK), last))
    ends = [line for line in lines if line.on and line.mandate.state != "coming"]
    return EndingPage(
        group=visible_groups(viewer, [group.pk])[group.pk],
        words=_("%(first)s to %(last)s")
        % {"first": date_format(first, "YEAR_MONTH_FORMAT"), "last": date_format(last, "YEAR_MONTH_FORMAT")},
        before=(first - timedelta(days=1)).isoformat()[:7],
        after=(last + timedelta(days=1)).isoformat()[:7],
        is_this=first <= today <= last,
        whole=bool(below),
        waiting=tuple(line for line in lines if line.mandate.state == "waits"),
        ending=tuple(one for one in ends if first <= latest(one.on) <= last and latest(one.on) >= today),
        ended=tuple(one for one in reversed(ends) if today - LOOKED_BACK <= latest(one.on) < today),
    )


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter of a year in which a day lies."""
    month = (day.month - 1) // 3 * 3 + 1
    first = date(day.year, month, 1)
    after = date(day.year + (month == 10), (month + 3) % 12, 1)
    return first, after - timedelta(days=1)


def mandates_ending(groups: Collection[int], first: date, last: date) -> Iterator[Mandate]:
    """The mandates in these groups (ids) that may end, or are to be confirmed, between two days."""
    years = [str(year) for year in range(first.year, last.year + 1)]

    def falls(column: str) -> Q:
        between = Q((f"{column}__gte", first.isoformat()[:7]), (f"{column}__lte", last.isoformat()))
        return between | Q((f"{column}__in", years))

    wanted = sorted(groups)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Mandate.objects.filter(organ__group__in=wanted[start : start + AT_ONCE])
        waiting = ~Q(condition={}) & Q(confirmed_on="")
        yield from rows.filter(falls("valid_until") | falls("confirm_by") | waiting).select_related(*RELATED)


def _lines(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[EndingLine]:
    rows = list(mandates_ending(groups, first, last))
    links = organ_links(viewer, {row.organ_id: row.organ for row in rows}.values())
    seen = [row for row in rows if row.organ_id in links]
    shown = mandates_shown(viewer, seen, date.today())
    for row in sorted(seen, key=_when):
        yield EndingLine(links[row.organ_id], shown[row.pk], last_day(row))


def _when(row: Mandate) -> tuple[date, int]:
    on = last_day(row)
    return (latest(on) if on else date.max), row.pk


def ends_this_quarter(organs: Collection[Organ]) -> int:
    """How many mandates of these bodies end, or are to be confirmed, from today to the end of the quarter."""
    today = date.today()
    _first, last = quarter_of(today)
    rows = Mandate.objects.filter(organ__in=[one.pk for one in organs]).exclude(valid_until="", confirm_by="")
    days = (last_day(row) for row in rows)
    return sum(today <= latest(day) <= last for day in days if day)
