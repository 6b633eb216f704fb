"""Who changed what in a meeting or a resolution, newest first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import (
    Attendance,
    Endorsement,
    Goal,
    Item,
    Line,
    Meeting,
    Outcome,
    Reading,
    Resolution,
)
from konbit.assembly.queries.meetings import meeting_address
from konbit.assembly.queries.resolution_cards import resolution_address
from konbit.base.text import Multilingual, pick
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.models import Change
from konbit.chronicle.queries import unsealed
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of

MOST = 300
SPOKEN = (Goal, Item, Line, Outcome, Attendance, Reading)
_TOLD = ("title", "text", "purpose", "condition", "note")

VERBS = {
    "plan meeting": _("planned the meeting"),
    "change meeting": _("changed the meeting"),
    "choose date": _("settled the date"),
    "cancel meeting": _("called the meeting off"),
    "begin meeting": _("began the meeting"),
    "close meeting": _("closed the meeting"),
    "reopen meeting": _("opened the minutes again"),
    "approve minutes": _("the minutes count as approved"),
    "read minutes": _("read the minutes"),
    "settle objection": _("settled an objection"),
    "await groups": _("said who is awaited"),
    "mark who is here": _("said who is here"),
    "add goal": _("added a goal"),
    "change goal": _("changed a goal"),
    "settle goal": _("said what became of a goal"),
    "add point": _("added a point to the agenda"),
    "change point": _("changed a point of the agenda"),
    "remove point": _("took a point off the agenda"),
    "minute": _("wrote a line"),
    "mend line": _("mended a line"),
    "join lines": _("joined two lines"),
    "join seats": _("joined two people who are one"),
    "join resolutions": _("joined two decisions"),
    "decide": _("wrote down a decision"),
    "enter resolution": _("entered the resolution"),
    "change resolution": _("changed the resolution"),
    "settle condition": _("said whether the condition is met"),
    "withdraw resolution": _("withdrew the resolution"),
    "review resolution": _("looked at it again"),
    "endorse": _("noted who supports it"),
    "leave behind": _("made something of it elsewhere"),
    "undo": _("took a change back"),
    "load example": _("brought in the example"),
    "erase": _("erased what belonged to a person"),
}


@dataclass(frozen=True)
class ActTold:
    """One act: its id, when, who (empty for those who may not know), what was done, in whose words."""

    id: uuid.UUID
    at: datetime
    who: str
    did: str
    words: tuple[str, ...]
    may_undo: bool


@dataclass(frozen=True)
class HistoryPage:
    """What changed in a thing, newest first."""

    title: Multilingual
    url: str
    acts: tuple[ActTold, ...]


def history_of_meeting(viewer: Viewer, uid: str, language: str) -> HistoryPage:
    """What changed in a meeting and in all its parts. Raises `NotFound`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    wanted = Q(kind=kind_of(Meeting), object_id=meeting.pk)
    gone = Change.objects.filter(
        verb__in=("undo", "remove point"),
        kind__in=[kind_of(model) for model in SPOKEN],
        after__isnull=True,
        before__meeting_id=meeting.pk,
    )
    for kind, pk in gone.values_list("kind", "object_id"):
        wanted |= Q(kind=kind, object_id=pk)
    for model in SPOKEN:
        ids = model._default_manager.filter(meeting=meeting).values_list("pk", flat=True)
        wanted |= Q(kind=kind_of(model), object_id__in=list(ids))
    acts = _acts(viewer, sight.sees(Audience.NETWORK), sight.may("edit"), _changes(wanted), language)
    return HistoryPage(meeting.title, meeting_address(uid), acts)


def history_of_resolution(viewer: Viewer, uid: str, language: str) -> HistoryPage:
    """What changed in a resolution and who is said to support it. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Resolution, uid)
    ids = Endorsement.objects.filter(resolution=row).values_list("pk", flat=True)
    wanted = Q(kind=kind_of(Resolution), object_id=row.pk)
    wanted |= Q(kind=kind_of(Endorsement), object_id__in=list(ids))
    acts = _acts(viewer, sight.sees(Audience.NETWORK), sight.may("edit"), _changes(wanted), language)
    return HistoryPage(row.title, resolution_address(uid), acts)


def _changes(wanted: Q) -> list[Change]:
    """The newest changes, with the words that the chronicle keeps beside itself."""
    changes = list(Change.objects.filter(wanted).order_by("-id")[:MOST])
    for change, (before, after) in zip(changes, unsealed(changes), strict=True):
        change.before, change.after = before, after
    return changes


def _acts(
    viewer: Viewer, sees_people: bool, edits: bool, changes: Sequence[Change], language: str
) -> tuple[ActTold, ...]:
    acts: dict[uuid.UUID, list[Change]] = {}
    for change in changes:
        acts.setdefault(change.batch, []).append(change)
    names: Mapping[str, str] = names_of({change.actor for change in changes}) if sees_people else {}
    return tuple(
        ActTold(
            id=act,
            at=told[0].at,
            who=names.get(told[0].actor, ""),
            did=str(VERBS.get(told[0].verb, told[0].verb)),
            words=tuple(dict.fromkeys(filter(None, (_words(one, language) for one in told))))[:6],
            may_undo=viewer.is_someone and (edits or told[0].actor == viewer.actor),
        )
        for act, told in acts.items()
    )


def _words(change: Change, language: str) -> str:
    """The words of a change: what stands there now, or what was taken away."""
    said: dict[str, Any] = change.after or change.before or {}
    for name in _TOLD:
        value = said.get(name)
        if isinstance(value, dict) and "digest" not in value:
            value = pick(value, language).text
        if isinstance(value, str) and value:
            return value[:200]
    for name in ("state", "condition_state"):
        if name in said and change.before is not None:
            return _label(change.kind, name, said[name])
    return ""


def _label(kind: str, name: str, value: Any) -> str:
    field = apps.get_model(kind)._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, ""))  # type: ignore[union-attr]
