"""Planning a meeting: what for, when, where, its goals and agenda; what the last one left open."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.actions.awaiting import await_members
from konbit.assembly.actions.carrying import carry
from konbit.assembly.actions.reaching import meeting_for
from konbit.assembly.agenda_lines import read_point, without_number
from konbit.assembly.models import Goal, Item, Meeting, Series
from konbit.assembly.moments import When, moments
from konbit.base.errors import Problem
from konbit.base.text import short_enough, with_words
from konbit.chronicle.actions import Batch, recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.models import Group
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE, LONGEST_TEXT = 300, 5_000
MOST_POINTS = 60


@dataclass(frozen=True)
class Plan:
    """What is said of a meeting, in one language. `instead`: other dates and places that are still open, each
    `{"from", "until", "place"}`; `series`: the name of the meetings to which it belongs."""

    title: str
    language: str
    purpose: str = ""
    when: When = field(default_factory=When)
    place: str = ""
    instead: tuple[dict[str, str], ...] = ()
    series: str = ""
    audience: str = Audience.PUBLIC
    approve_days: int = 14


@dataclass(frozen=True)
class Agenda:
    """What a new meeting brings: goals and points, a line each; goals (ids) that are carried over to it;
    whether all groups of the network are awaited."""

    goals: Sequence[str] = ()
    points: Sequence[str] = ()
    carried: Iterable[int] = ()
    everybody: bool = False


def plan_meeting(viewer: Viewer, group_uid: str, key: uuid.UUID, plan: Plan, agenda: Agenda) -> Meeting:
    """Plan a meeting of a group. The same key again gives the meeting that stands.

    Raises `NotFound`, `NotAllowed`, and `Problem` for what `moments` refuses or a meeting without title.
    """
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")

    def make() -> Meeting:
        with recording(viewer.actor, "plan meeting") as batch:
            return planned(batch, viewer, group, key, plan, agenda)

    return once(Meeting, key, make)


def planned(
    batch: Batch, viewer: Viewer, group: Group, key: uuid.UUID, plan: Plan, agenda: Agenda
) -> Meeting:
    """The same within another act of somebody who may do it. Raises `Problem` as `plan_meeting` does."""
    _must_be_few([*agenda.goals, *agenda.points])
    meeting = Meeting(group=group, by=viewer.actor, key=key, language=plan.language)
    for name, value in _columns(batch, meeting, plan).items():
        setattr(meeting, name, value)
    rows.add(batch, meeting)
    number = carry(batch, meeting, agenda.carried)
    for text in filter(None, map(without_number, agenda.goals)):
        number += 1
        rows.add(batch, Goal(meeting=meeting, number=number, text={plan.language: text}))
    for order, line in enumerate(filter(None, map(str.strip, agenda.points)), start=1):
        point = read_point(line)
        rows.add(
            batch,
            Item(
                meeting=meeting,
                order=order,
                kind=point.kind,
                title={plan.language: point.title},
                minutes=point.minutes,
            ),
        )
    if agenda.everybody:
        await_members(batch, viewer, meeting)
    return meeting


def change_meeting(viewer: Viewer, uid: str, plan: Plan) -> Meeting:
    """Say something else of a meeting; calendars hear of another time or place. Raises as `plan_meeting`."""
    meeting = meeting_for(viewer, uid, "edit")
    with recording(viewer.actor, "change meeting") as batch:
        wanted = _columns(batch, meeting, plan)
        told = ("title", "held_from", "held_until", "starts_at", "ends_at", "zone", "place")
        if any(getattr(meeting, name) != wanted[name] for name in told):
            wanted["sequence"] = meeting.sequence + 1
        rows.change(batch, meeting, **wanted)
    return meeting


def choose(viewer: Viewer, uid: str, number: int) -> Meeting:
    """Settle on one of the dates and places that were still open, by its number from 0; the others go.

    Raises `NotFound`, `NotAllowed`, and `Problem` (409) for one that is not open any more.
    """
    meeting = meeting_for(viewer, uid, "edit")
    if not 0 <= number < len(meeting.instead):
        raise Problem(_("This date is not open any more."), remedy=_("Open the meeting again."), status=409)
    other = meeting.instead[number]
    with recording(viewer.actor, "choose date") as batch:
        rows.change(
            batch,
            meeting,
            held_from=other.get("from", ""),
            held_until=other.get("until", ""),
            place=other.get("place", ""),
            starts_at=None,
            ends_at=None,
            instead=[],
            sequence=meeting.sequence + 1,
        )
    return meeting


def cancel(viewer: Viewer, uid: str) -> Meeting:
    """Say that a meeting does not take place; calendars hear of it. Raises `NotFound`, `NotAllowed`."""
    meeting = meeting_for(viewer, uid, "edit")
    with recording(viewer.actor, "cancel meeting") as batch:
        rows.change(batch, meeting, state=Meeting.State.CANCELLED.value, sequence=meeting.sequence + 1)
    return meeting


def _columns(batch: Batch, meeting: Meeting, plan: Plan) -> dict[str, object]:
    starts_at, ends_at = moments(plan.when)
    for other in plan.instead:
        moments(When(other.get("from", ""), other.get("until", "")))
    if plan.audience not in Audience.values:
        raise Problem(_("Who may see the meeting?"), remedy=_("Choose one of the four."), status=422)
    return {
        "title": with_words(meeting.title, plan.language, short_enough(plan.title, LONGEST_TITLE)),
        "purpose": with_words(meeting.purpose, plan.language, plan.purpose[:LONGEST_TEXT]),
        "held_from": plan.when.since,
        "held_until": plan.when.until,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": plan.when.zone,
        "place": plan.place.strip()[:300],
        "instead": list(plan.instead),
        "audience": plan.audience,
        "approve_days": max(0, min(plan.approve_days, 365)),
        "series": _series(batch, meeting.group, plan),
    }


def _series(batch: Batch, group: Group, plan: Plan) -> Series | None:
    """The series of a group by its name in any language, made where there is none yet."""
    name = plan.series.strip()[:LONGEST_TITLE]
    if not name:
        return None
    for one in Series.objects.filter(group=group, removed_at=None).order_by("pk"):
        if name.casefold() in {said.casefold() for said in one.title.values()}:
            return one
    series = Series(group=group, title={plan.language: name}, audience=plan.audience, by=batch.actor)
    rows.add(batch, series)
    return series


def _must_be_few(lines: Sequence[str]) -> None:
    if len(lines) > MOST_POINTS:
        raise Problem(
            _("%(count)d goals and points are too many for one meeting.") % {"count": len(lines)},
            remedy=_("Plan two meetings."),
            status=422,
        )
    for line in lines:
        if len(line) > LONGEST_TITLE * 4:
            raise Problem(_("One line is too long."), line[:60], _("Write it shorter."), status=422)


def today_or(meeting: Meeting) -> str:
    """The day on which a meeting decides: its last one as far as it is known, else today."""
    return meeting.held_until or meeting.held_from or date.today().isoformat()
