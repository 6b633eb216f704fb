"""Meetings as entries of a calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from konbit.assembly.models import Meeting
from konbit.base.registry import CalendarEntry
from konbit.base.text import pick
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.queries.of_group import keepers, seen_things
from konbit.people.audience import Viewer

_COLUMNS = (
    "uid", "group", "audience", "made_at", "removed_at", "title", "purpose", "state", "held_from",
    "held_until", "starts_at", "ends_at", "zone", "place", "sequence",
)  # fmt: skip
KEPT = timedelta(days=30)
"""How long a meeting that does not take place still stands in calendars, so that every reader hears of it."""


def calendar_entries(
    viewer: Viewer, groups: Collection[int], first: date, last: date
) -> Iterator[CalendarEntry]:
    """The meetings of these groups between two days, as far as the viewer may know of them: those of a known
    day. Texts are in the language that is active; addresses are whole."""
    language = get_language() or "en"
    address = f"{settings.KONBIT_URL}{reverse('assembly:meeting', args=['-uid-'])}"
    rows = [meeting for meeting in _between(groups, first, last) if len(meeting.held_from) == 10]
    changes = changed_at(kind_of(Meeting), [meeting.pk for meeting in rows])
    seen = _seen(viewer, rows)
    names = keepers(viewer, seen)
    for meeting in seen:
        changed = changes.get(meeting.pk, meeting.made_at)
        is_off = meeting.state == Meeting.State.CANCELLED or meeting.removed_at is not None
        if is_off and changed < timezone.now() - KEPT:
            continue
        begin, end = _when(meeting)
        title = pick(meeting.title, language).text
        yield CalendarEntry(
            uid=f"meeting-{meeting.uid}@konbit",
            title=f"{title} – {names[meeting.group_id].name}" if title else names[meeting.group_id].name,
            begin=begin,
            end=end,
            zone=meeting.zone if isinstance(begin, datetime) else "",
            url=address.replace("-uid-", meeting.uid),
            changed_at=changed,
            sequence=meeting.sequence + int(is_off),
            place=meeting.place,
            text=pick(meeting.purpose, language).text,
            cancelled=is_off,
        )


def _between(groups: Collection[int], first: date, last: date) -> Iterable[Meeting]:
    """Meetings that end on or after a day and begin on or before another."""
    known = Q(removed_at=None) | Q(removed_at__gte=timezone.now() - KEPT)
    rows = Meeting.objects.filter(known, group__in=groups, held_from__lte=last.isoformat())
    ends = Q(held_until__gte=first.isoformat()) | Q(held_from__gte=first.isoformat())
    return rows.filter(ends).only(*_COLUMNS)


def _seen(viewer: Viewer, rows: Iterable[Meeting]) -> list[Meeting]:
    """Those that the viewer may know of, removed ones as long as they stood."""
    gone = {}
    for meeting in (rows := list(rows)):
        gone[meeting.pk], meeting.removed_at = meeting.removed_at, None
    seen = seen_things(viewer, rows)
    for meeting in seen:
        meeting.removed_at = gone[meeting.pk]
    return seen


def _when(meeting: Meeting) -> tuple[date, date] | tuple[datetime, datetime]:
    if meeting.starts_at is not None:
        return meeting.starts_at, meeting.ends_at or meeting.starts_at + timedelta(hours=2)
    begin = date.fromisoformat(meeting.held_from)
    known = len(meeting.held_until) == 10
    return begin, date.fromisoformat(meeting.held_until) if known else begin
