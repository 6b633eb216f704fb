"""Calendar feeds: whose address a secret is, what stands in the calendar, whether it changed."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from konbit.assembly.formats.icalendar_out import calendar
from konbit.assembly.models import CalendarAddress
from konbit.base.errors import NotFound
from konbit.base.registry import rooms
from konbit.chronicle.queries import latest_id
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer
from konbit.people.persons import viewers_of
from konbit.people.tokens import token_digest

BEFORE, AFTER = timedelta(days=31), timedelta(days=366)
"""How far a calendar reaches back and ahead of today."""
_REMEMBERED = 4_096


@dataclass(frozen=True)
class Known:
    """The calendar behind a secret: its row, its person, its group (None for all of hers), her language, when
    somebody last asked for it."""

    id: int
    person: int
    group: int | None
    language: str
    asked_at: datetime | None


def known_calendar(secret: str) -> Known:
    """The calendar whose address holds this secret. Raises `NotFound`, alike for a wrong secret, an old one,
    and that of somebody who left."""
    rows = CalendarAddress.objects.filter(
        digest=token_digest(secret), person__is_active=True, person__erased_at=None
    )
    row = rows.values_list("pk", "person", "group", "person__language", "asked_at").first()
    if row is None:
        raise NotFound(
            _("There is no calendar at this address."),
            remedy=_("Make a new one on the page of your calendars, and give it to your calendar program."),
        )
    pk, person, group, language, asked_at = row
    return Known(pk, person, group, language or settings.LANGUAGE_CODE, asked_at)


@dataclass(frozen=True)
class Edition:
    """As what a calendar stands today: the mark of its content, and since when this process knows it so."""

    etag: str
    since: datetime


@dataclass(frozen=True)
class _State:
    """All that a calendar's content follows from: the chronicle, the day, the language."""

    change: int
    day: date
    language: str


class _Editions:
    """The last edition of each calendar that was asked for, so that whoever asks again each second is
    answered without anything being made. Lost with the process; the next question makes it again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[_State, Edition]] = OrderedDict()

    def of(self, calendar_id: int, state: _State) -> Edition | None:
        """The edition if it was made from this state."""
        with self._lock:
            kept = self._kept.get(calendar_id)
            return kept[1] if kept and kept[0] == state else None

    def note(self, calendar_id: int, state: _State, content: bytes) -> Edition:
        """The edition that this content is: the one that stood, where nothing in it changed."""
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        with self._lock:
            kept = self._kept.pop(calendar_id, None)
            edition = (
                kept[1]
                if kept and kept[1].etag == etag
                else Edition(etag, timezone.now().replace(microsecond=0))
            )
            self._kept[calendar_id] = (state, edition)
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
            return edition

    def forget(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._kept.clear()


_editions = _Editions()


def forget_editions() -> None:
    """Let go of what is remembered: for measurements, which must ask as if nobody had asked before."""
    _editions.forget()


def standing_edition(known: Known) -> Edition | None:
    """The edition of a calendar if nothing at all was changed since it was made: three small queries."""
    return _editions.of(known.id, _state(known))


def calendar_of(known: Known) -> tuple[bytes, Edition]:
    """A calendar with what its person may see today, by her roles of today, and its edition."""
    state = _state(known)
    viewer = viewers_of([known.person])[known.person]
    first, last = state.day - BEFORE, state.day + AFTER
    with override(known.language):
        groups = [known.group] if known.group else own_groups(viewer)
        title = _("Konbit")
        if known.group:
            link = visible_groups(viewer, groups).get(known.group)
            title = link.name if link else title
        entries = [
            entry
            for room in rooms()
            if room.calendar is not None
            for entry in room.calendar(viewer, groups, first, last)
        ]
        content = calendar(title, entries, first, last)
    return content, _editions.note(known.id, state, content)


def _state(known: Known) -> _State:
    return _State(latest_id(), timezone.now().date(), known.language)


def own_groups(viewer: Viewer) -> list[int]:
    """The groups (ids) in which a viewer has a part."""
    return sorted(int(scope.removeprefix("group:")) for scope in viewer.roles if scope.startswith("group:"))


@dataclass(frozen=True)
class CalendarRow:
    """A calendar that somebody has, or could have: of a group, or of all of hers (`link` None)."""

    link: GroupLink | None
    made_at: datetime | None
    asked_at: datetime | None


def calendar_rows(viewer: Viewer) -> tuple[CalendarRow, ...]:
    """The calendars of a viewer: first that of everything, then one a group in which she has a part."""
    rows = CalendarAddress.objects.filter(person=viewer.person_id)
    had: dict[int | None, tuple[datetime | None, datetime | None]] = {
        group: (made, asked) for group, made, asked in rows.values_list("group", "made_at", "asked_at")
    }
    links = visible_groups(viewer, {*own_groups(viewer), *(group for group in had if group)})
    named = sorted(links.values(), key=lambda link: (link.name.casefold(), link.id))
    return tuple(
        CalendarRow(link, *had.get(link.id if link else None, (None, None))) for link in (None, *named)
    )
