"""Plenaries of areas: who came, whom they send, how many hands go up for which project."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from konbit.assembly.models import Attendance, Meeting
from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.cycle_priorities import delegates_for
from konbit.decisions.models import Plenary, Wanted
from konbit.decisions.queries.cycle_rows import (
    area_kept,
    must_be_undecided,
    plenary_kept,
    projects_before,
    weights_of,
)
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer

LONGEST_NAMES = 10_000


@dataclass(frozen=True)
class PlenaryDraft:
    """What somebody says of a plenary. `on`: a partial date; `meeting`: the uid of that in which it was
    minuted; `present`: how many came, None: as many as the minutes name; `delegates`: the names of those it
    sends, one a line."""

    on: str = ""
    where: str = ""
    meeting: str = ""
    present: int | None = None
    delegates: str = ""


def hold_plenary(viewer: Viewer, area_id: int, draft: PlenaryDraft, key: uuid.UUID) -> Plenary:
    """Write down a plenary of an area. The same key again gives the one that stands. Raises `Problem` where
    more delegates are named than may be sent; `NotAllowed`, `NotFound`."""
    area = area_kept(viewer, area_id)
    must_be_undecided(area.budget)

    def make() -> Plenary:
        plenary = Plenary(key=key, area=area, budget=area.budget)
        for name, value in _columns(viewer, plenary, draft).items():
            setattr(plenary, name, value)
        with recording(viewer.actor, "hold plenary") as batch:
            add(batch, plenary)
        return plenary

    return once(Plenary, key, make)


def change_plenary(viewer: Viewer, plenary_id: int, draft: PlenaryDraft) -> Plenary:
    """Say something else of a plenary. Raises as `hold_plenary`, and `Problem` where fewer came than raised a
    hand."""
    plenary = plenary_kept(viewer, plenary_id)
    must_be_undecided(plenary.budget)
    columns = _columns(viewer, plenary, draft)
    most = max((one.hands for one in plenary.wanted.all()), default=0)
    if most > (columns["present"] or 0):
        raise Problem(
            _("%(hands)d raised a hand here: as many at least must have come.") % {"hands": most},
            remedy=_("Correct the hands first, or how many came."),
        )
    with recording(viewer.actor, "change plenary") as batch:
        change(batch, plenary, **columns)
    return plenary


def remove_plenary(viewer: Viewer, plenary_id: int) -> Plenary:
    """Take a plenary away with its hands; it can be brought back. Returns it."""
    plenary = plenary_kept(viewer, plenary_id)
    must_be_undecided(plenary.budget)
    with recording(viewer.actor, "remove plenary") as batch:
        for one in plenary.wanted.all():
            remove(batch, one)
        remove(batch, plenary)
    return plenary


def count_hands(viewer: Viewer, plenary_id: int, hands: Mapping[str, int]) -> Plenary:
    """Write down how many hands went up for projects (by uid) in a plenary; what is not named stays, 0 takes
    it out. Raises `Problem` for more hands than people, for a project of another area; `NotAllowed`,
    `NotFound`."""
    plenary = plenary_kept(viewer, plenary_id)
    must_be_undecided(plenary.budget)
    projects = {one.uid: one for one in projects_before(plenary)}
    stand = {one.project_id: one for one in plenary.wanted.all()}
    with recording(viewer.actor, "count hands") as batch:
        for uid, count in hands.items():
            if uid not in projects:
                raise Problem(
                    _("This project is not before this plenary."),
                    remedy=_("Open the page again: it has changed."),
                )
            _must_have_come(plenary, count)
            there = stand.get(projects[uid].pk)
            if there is not None and count:
                change(batch, there, hands=count)
            elif there is not None:
                remove(batch, there)
            elif count:
                add(batch, Wanted(plenary=plenary, project=projects[uid], hands=count))
    return plenary


def _must_have_come(plenary: Plenary, hands: int) -> None:
    if not 0 <= hands <= (plenary.present or 0):
        raise Problem(
            _("%(hands)d hands, but %(present)d people came.")
            % {"hands": hands, "present": plenary.present or 0},
            remedy=_("Correct the hands, or how many came to the plenary."),
        )


def _columns(viewer: Viewer, plenary: Plenary, draft: PlenaryDraft) -> dict[str, Any]:
    meeting = seen_thing(viewer, Meeting, draft.meeting)[0] if draft.meeting else None
    present = draft.present
    if present is None and meeting is not None:
        present = _came(meeting)
    if draft.on and earliest(draft.on) > date.today() and present:
        raise Problem(_("This day is still to come."), remedy=_("Write how many came when they have come."))
    seats = delegates_for(present or 0, weights_of(plenary.budget).per)
    names = [one.strip() for one in draft.delegates.splitlines() if one.strip()]
    if len(names) > seats:
        raise Problem(
            _("%(named)d delegates are named, but this plenary sends %(seats)d.")
            % {"named": len(names), "seats": seats},
            remedy=_("Name as many as it sends at most, or correct how many came."),
        )
    if len(draft.delegates) > LONGEST_NAMES:
        raise Problem(_("These names are too long."), remedy=_("Write one name a line."))
    return {
        "on": draft.on or (meeting.held_from if meeting else ""),
        "where": draft.where.strip()[:200],
        "meeting": meeting,
        "present": present,
        "seats": seats,
        "delegates": "\n".join(names),
    }


def _came(meeting: Meeting) -> int | None:
    """How many the minutes name as present; None where they name nobody."""
    rows = meeting.attendances.filter(state=Attendance.State.PRESENT, joined_into=None).exclude(name="")
    return rows.count() or None
