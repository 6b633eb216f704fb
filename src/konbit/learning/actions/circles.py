"""Study circles and their sittings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.learning.models import Circle, Module, Sitting, ToRead
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class CircleDraft:
    """`words`: title and note in one language."""

    language: str
    words: Mapping[str, str]
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class SittingDraft:
    """`at`: day and hour without a zone, as it is said in `zone` ("America/Montreal"); `readings`: ids."""

    at: datetime
    zone: str
    minutes: int = 90
    place: str = ""
    readings: tuple[int, ...] = ()
    note: str = ""


def start_circle(viewer: Viewer, module: str, group: str, draft: CircleDraft) -> str:
    """People of a group (uid) study a module (uid) together. Returns the circle's uid. Raises `Problem`,
    `NotAllowed`, `NotFound`."""
    studied, _sight = seen_thing(viewer, Module, module)
    keeper, sight = seen_group(viewer, group)
    sight.must("take part")
    if not draft.words.get("title", "").strip():
        raise Problem(_("The circle has no name."), remedy=_("Say who you are or where you meet."))
    circle = Circle(module=studied, group=keeper, by=viewer.actor, audience=draft.audience)
    for name, text in in_language(circle, draft.language, draft.words).items():
        setattr(circle, name, text)
    with recording(viewer.actor, "start circle") as batch:
        add(batch, circle)
    return circle.uid


def add_sitting(viewer: Viewer, uid: str, draft: SittingDraft) -> Sitting:
    """Fix a date of a study circle. Raises `Problem`, `NotAllowed`, `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("take part")
    sitting = Sitting(
        circle=circle, starts_at=_moment(draft), zone=draft.zone, minutes=draft.minutes, place=draft.place,
        note=draft.note,
    )  # fmt: skip
    with recording(viewer.actor, "add sitting") as batch:
        add(batch, sitting)
        _read(batch, sitting, draft.readings)
    return sitting


def write_sitting(viewer: Viewer, pk: int, draft: SittingDraft) -> Sitting:
    """Move a date, or write down what came out of it. Raises `Problem`, `NotAllowed`, `NotFound`."""
    sitting = _sitting(viewer, pk)
    with recording(viewer.actor, "write sitting") as batch:
        wanted = {
            "starts_at": _moment(draft),
            "zone": draft.zone,
            "minutes": draft.minutes,
            "place": draft.place,
        }
        moved = any(getattr(sitting, name) != value for name, value in wanted.items())
        change(batch, sitting, **wanted, note=draft.note, sequence=sitting.sequence + moved)
        _read(batch, sitting, draft.readings)
    return sitting


def remove_sitting(viewer: Viewer, pk: int) -> Sitting:
    """Take a date away; it can be brought back. Returns it. Raises `NotAllowed`, `NotFound`."""
    sitting = _sitting(viewer, pk)
    with recording(viewer.actor, "remove sitting") as batch:
        for one in sitting.to_read.all():
            remove(batch, one)
        remove(batch, sitting)
    return sitting


def _sitting(viewer: Viewer, pk: int) -> Sitting:
    sitting = Sitting.objects.select_related("circle__group").filter(pk=pk).first()
    if sitting is None:
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    _circle, sight = seen_thing(viewer, Circle, sitting.circle.uid)
    sight.must("take part")
    return sitting


def _moment(draft: SittingDraft) -> datetime:
    if draft.zone not in available_timezones():
        raise Problem(
            _("“%(zone)s” is not a time zone.") % {"zone": draft.zone[:60]},
            remedy=_("Choose one from the list, such as America/Montreal."),
        )
    return draft.at.replace(tzinfo=ZoneInfo(draft.zone))


def _read(batch: Batch, sitting: Sitting, wanted: tuple[int, ...]) -> None:
    """Let these texts of the module be read for a sitting, and no others."""
    offered = set(sitting.circle.module.readings.values_list("pk", flat=True))
    if not set(wanted) <= offered:
        raise Problem(_("This text is not part of the module."), remedy=_("Choose one from the list."))
    standing = {one.reading_id: one for one in sitting.to_read.all()}
    for pk, one in standing.items():
        if pk not in wanted:
            remove(batch, one)
    for pk in wanted:
        if pk not in standing:
            add(batch, ToRead(sitting=sitting, reading_id=pk))
