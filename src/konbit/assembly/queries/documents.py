"""What meetings and resolutions put into the index: all their words, open to whom they are open.

Names of people are not among them: who was there is told on the page, to those who may know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.models import Endorsement, Goal, Item, Line, Meeting, Resolution
from konbit.assembly.models.meetings import OfMeeting
from konbit.assembly.moments import when_words
from konbit.assembly.queries.meetings import meeting_address
from konbit.assembly.queries.resolution_cards import resolution_address
from konbit.base.text import Multilingual, pick
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import keepers, open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown


def _title(text: Multilingual) -> str:
    return " · ".join(dict.fromkeys(text.values()))


def build_meetings(ids: list[int]) -> Iterator[Document]:
    """The documents of these meetings: titles, purposes, goals, points and lines of their minutes."""
    rows = list(Meeting.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    words: dict[int, list[str]] = defaultdict(list)
    parts: tuple[tuple[type[OfMeeting], str], ...] = ((Goal, "text"), (Item, "title"))
    for model, name in parts:
        for meeting, text in _of(model, rows).values_list("meeting", name):
            words[meeting] += text.values()
    lines = Line.objects.filter(meeting__in=rows, joined_into=None).order_by("pk")
    for meeting, text in lines.values_list("meeting", "text"):
        words[meeting].append(text)
    visible = open_to(rows)
    for row in rows:
        if row.pk in visible:
            yield Document(
                id=row.pk,
                title=_title(row.title),
                body="\n".join([*row.purpose.values(), row.place, *words[row.pk]]),
                visible=visible[row.pk],
            )


def _of(model: type[OfMeeting], meetings: list[Meeting]) -> Any:
    every: Any = model._default_manager  # the class above them all is no table
    return every.filter(meeting__in=meetings)


def build_resolutions(ids: list[int]) -> Iterator[Document]:
    """The documents of these resolutions: title, text, condition in all languages, and who supports them."""
    rows = list(Resolution.objects.filter(pk__in=ids, removed_at=None, joined_into=None).order_by("pk"))
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in Endorsement.objects.filter(resolution__in=rows).values_list("resolution", "name"):
        names[pk].append(name)
    visible = open_to(rows)
    for row in rows:
        if row.pk in visible:
            yield Document(
                id=row.pk,
                title=_title(row.title),
                body="\n".join([row.number, *row.text.values(), *row.condition.values(), *names[row.pk]]),
                visible=visible[row.pk],
            )


def show_meetings(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """Meetings as a list of results names them."""
    rows = seen_things(viewer, Meeting.objects.filter(pk__in=ids))
    groups = keepers(viewer, rows)
    return {
        row.pk: Shown(
            title=pick(row.title, language).text,
            url=meeting_address(row.uid),
            kind=_("meeting"),
            symbol="calendar-days",
            line=f"{groups[row.group_id].name}, {when_words(row)}",
        )
        for row in rows
        if row.group_id in groups
    }


def show_resolutions(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """Resolutions as a list of results names them."""
    rows = seen_things(viewer, Resolution.objects.filter(pk__in=ids, joined_into=None))
    groups = keepers(viewer, rows)
    return {
        row.pk: Shown(
            title=pick(row.title, language).text,
            url=resolution_address(row.uid),
            kind=_("resolution"),
            symbol="handshake",
            line=", ".join(filter(None, (groups[row.group_id].name, date_words(row.decided_on)))),
        )
        for row in rows
        if row.group_id in groups
    }


def documents() -> dict[str, Documents]:
    """Meetings and resolutions, for the registry of rooms."""
    standing = Resolution.objects.filter(removed_at=None, joined_into=None)
    return {
        kind_of(Meeting): Documents(
            build=build_meetings,
            ids=ids_of(Meeting.objects.filter(removed_at=None)),
            touched_by=told_anew(Meeting, parts={Goal: "meeting", Item: "meeting", Line: "meeting"}),
            show=show_meetings,
            title=gettext_lazy("Meetings"),
        ),
        kind_of(Resolution): Documents(
            build=build_resolutions,
            ids=ids_of(standing),
            touched_by=told_anew(Resolution, parts={Endorsement: "resolution"}),
            show=show_resolutions,
            title=gettext_lazy("What was agreed"),
        ),
    }
