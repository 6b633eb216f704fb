"""Days of mandates in calendars: when one ends, by when a condition is to be confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.registry import CalendarEntry
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.federation.models import Mandate
from konbit.federation.queries.ending import mandates_ending
from konbit.federation.queries.mandates import MandateShown, mandates_shown
from konbit.federation.queries.organs import OrganLink, organ_links
from konbit.people.audience import Viewer

_A_DAY = 10  # letters of a partial date that names a day


def mandate_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[CalendarEntry]:
    """The days between two on which mandates in these groups (ids) end or wait for a word, as far as the
    viewer may know of them: days that are known to the day."""
    rows = list(mandates_ending(groups, first, last))
    links = organ_links(viewer, {row.organ_id: row.organ for row in rows}.values())
    seen = [row for row in rows if row.organ_id in links]
    shown = mandates_shown(viewer, seen, date.today())
    changes = changed_at(kind_of(Mandate), [row.pk for row in seen])
    for row in seen:
        one = shown[row.pk]
        days = {"ends": row.valid_until, "word": row.confirm_by if one.state in ("waits", "coming") else ""}
        for what, day in days.items():
            if len(day) == _A_DAY and one.state != "expired" and first.isoformat() <= day <= last.isoformat():
                on = date.fromisoformat(day)
                yield CalendarEntry(
                    uid=f"mandate-{what}-{row.key}@konbit",
                    title=_title(what, links[row.organ_id], one),
                    begin=on,
                    end=on,
                    url=f"{settings.KONBIT_URL}{links[row.organ_id].url}",
                    changed_at=changes.get(row.pk, timezone.now()),
                    text=sentence(row.condition, get_language() or "en") if what == "word" else "",
                )


def _title(what: str, organ: OrganLink, one: MandateShown) -> str:
    said = {
        "who": one.who,
        "body": sentence(organ.title, get_language() or "en"),
        "group": organ.group.name,
    }
    if what == "ends":
        return _("Mandate ends: %(who)s, %(body)s – %(group)s") % said
    return _("A word is needed: %(who)s, %(body)s – %(group)s") % said
