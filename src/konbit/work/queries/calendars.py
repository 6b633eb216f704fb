"""Deadlines for calendars: whole days, one entry for each date of an activity."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.period import earliest, latest
from konbit.base.registry import CalendarEntry
from konbit.base.text import pick
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer
from konbit.work.models import Activity, Deadline, Plan
from konbit.work.queries.lines import address_of

_COLUMNS = (
    "pk", "kind", "due_from", "due_until", "place", "activity__uid", "activity__code", "activity__text",
    "activity__state", "activity__stirred_at", "activity__sequence", "activity__plan_id",
)  # fmt: skip


def entries(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[CalendarEntry]:
    """The deadlines of these groups (ids) between two days. One that is known by month or year stands on the
    last of its days; what is done or dropped is left out."""
    plans = {
        plan.pk: plan for plan in seen_things(viewer, Plan.objects.filter(group__in=groups, removed_at=None))
    }
    language = get_language() or "en"
    rows = (
        Deadline.objects.filter(
            activity__plan__in=plans, activity__removed_at=None, due_until__gte=str(first.year)
        )
        .exclude(activity__state__in=(Activity.State.DONE, Activity.State.DROPPED))
        .order_by("due_until", "pk")
        .values_list(*_COLUMNS)
    )
    for pk, kind, since, until, place, uid, code, text, _state, stirred, sequence, _plan in rows:
        end = latest(until)
        begin = earliest(since) if len(since) == 10 else end
        if end < first or begin > last:
            continue
        words = pick(text, language).text
        yield CalendarEntry(
            uid=f"deadline-{uid}-{pk}@konbit",
            title=_title(kind, code, words),
            begin=begin,
            end=end,
            url=address_of(uid),
            changed_at=stirred,
            sequence=sequence,
            place=place,
        )


def _title(kind: str, code: str, words: str) -> str:
    named = {"code": code, "words": words}
    if kind == Deadline.Kind.DRAFT:
        return _("%(code)s draft: %(words)s") % named
    if kind == Deadline.Kind.FINAL:
        return _("%(code)s final: %(words)s") % named
    if kind == Deadline.Kind.OPTION:
        return _("%(code)s perhaps: %(words)s") % named
    return f"{code} {words}"
