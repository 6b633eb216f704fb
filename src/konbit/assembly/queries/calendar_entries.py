"""Meetings as entries of a calendar: read as tuples, since a calendar is asked for day and night."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

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
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Audience, Viewer, may_see

KEPT = timedelta(days=30)
"""How long a meeting that does not take place still stands in calendars, so that every reader hears of it."""
USUAL = timedelta(hours=2)
"""How long a meeting takes of which only the beginning is known."""
_A_DAY = 10  # letters of a partial date that names a day
_COLUMNS = (
    "pk", "uid", "group", "title", "purpose", "state", "held_from", "held_until", "starts_at", "ends_at",
    "zone", "place", "sequence", "removed_at",
)  # fmt: skip


def calendar_entries(
    viewer: Viewer, groups: Collection[int], first: date, last: date
) -> Iterator[CalendarEntry]:
    """The meetings of these groups between two days, as far as the viewer may know of them: those of a known
    day. Texts are in the language that is active; addresses are whole."""
    language = get_language() or "en"
    address = f"{settings.KONBIT_URL}{reverse('assembly:meeting', args=['-uid-'])}"
    links = visible_groups(viewer, groups)
    known = Q(removed_at=None) | Q(removed_at__gte=timezone.now() - KEPT)
    ends = Q(held_until__gte=first.isoformat()) | Q(held_from__gte=first.isoformat())
    meetings = Meeting.objects.filter(_open_to(viewer, links), known, ends, held_from__lte=last.isoformat())
    rows = list(meetings.values_list(*_COLUMNS))
    changes = changed_at(kind_of(Meeting), meetings.values("pk"))
    for (
        pk,
        uid,
        group,
        title,
        purpose,
        state,
        since,
        until,
        starts,
        finishes,
        zone,
        place,
        count,
        gone,
    ) in rows:
        is_off = state == Meeting.State.CANCELLED or gone is not None
        changed = changes[pk]
        if len(since) != _A_DAY or (is_off and changed < timezone.now() - KEPT):
            continue
        begin: date = starts or date.fromisoformat(since)
        end: date = (
            finishes or starts + USUAL
            if starts
            else date.fromisoformat(until if len(until) == _A_DAY else since)
        )
        name = links[group].name
        said = pick(title, language).text
        yield CalendarEntry(
            uid=f"meeting-{uid}@konbit",
            title=f"{said} – {name}" if said else name,
            begin=begin,
            end=end,
            zone=zone if isinstance(begin, datetime) else "",
            url=address.replace("-uid-", uid),
            changed_at=changed,
            sequence=count + int(is_off),
            place=place,
            text=pick(purpose, language).text,
            cancelled=is_off,
        )


def _open_to(viewer: Viewer, links: Collection[int]) -> Q:
    """The condition that a meeting is of one of these groups, and that the viewer is among those for whom it
    is: as `seen_things` decides it, for thousands at once."""
    networks = networks_of(links)
    return reduce(
        or_,
        (
            Q(
                group=group,
                audience__in=[
                    audience
                    for audience in Audience.values
                    if may_see(
                        viewer, audience, f"group:{group}", [f"group:{one}" for one in networks[group]]
                    )
                ],
            )
            for group in links
        ),
        Q(pk__in=()),
    )
