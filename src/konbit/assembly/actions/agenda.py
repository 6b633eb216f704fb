"""The goals of a meeting and the points of its agenda."""

from __future__ import annotations

import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.assembly.actions.carrying import carry, next_planned
from konbit.assembly.actions.planning import LONGEST_TITLE
from konbit.assembly.actions.reaching import meeting_for, minuted, part_of
from konbit.assembly.agenda_lines import Point, without_number
from konbit.assembly.models import Goal, Item
from konbit.base.errors import Problem
from konbit.base.text import short_enough, with_words
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.people.audience import Viewer

LONGEST_GOAL = LONGEST_TITLE * 4


def add_goal(viewer: Viewer, uid: str, key: uuid.UUID, text: str, language: str) -> Goal:
    """Add a goal under the next number. Raises `NotFound`, `NotAllowed`, `Problem` for no words."""
    meeting = meeting_for(viewer, uid, "take part")
    said = short_enough(without_number(text), LONGEST_GOAL)

    def make() -> Goal:
        with recording(viewer.actor, "add goal") as batch:
            last = Goal.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
            goal = Goal(meeting=meeting, key=key, number=last + 1, text={language: said})
            rows.add(batch, goal)
        return goal

    return once(Goal, key, make)


def change_goal(viewer: Viewer, uid: str, goal_id: int, text: str, language: str) -> Goal:
    """Say a goal in other words, or in another language. Raises `NotFound`, `NotAllowed`, `Problem`."""
    meeting = meeting_for(viewer, uid, "edit")
    goal = part_of(meeting, Goal, goal_id)
    if goal is None:
        raise _which()
    with recording(viewer.actor, "change goal") as batch:
        words = with_words(goal.text, language, short_enough(text, LONGEST_GOAL))
        rows.change(batch, goal, text=words)
    return goal


def settle_goal(viewer: Viewer, uid: str, goal_id: int, state: str, note: str = "") -> Goal:
    """Say what became of a goal. One that is carried over stands in the next planned meeting of the series
    at once, where there is one, and else waits for the next that is planned.

    Raises `NotFound`, `NotAllowed`, `Problem` for no such state.
    """
    meeting = minuted(viewer, uid)
    goal = part_of(meeting, Goal, goal_id)
    if goal is None or state not in Goal.State.values:
        raise _which()
    with recording(viewer.actor, "settle goal") as batch:
        following = next_planned(meeting) if state == Goal.State.CARRIED else None
        if following is not None:
            carry(batch, following, [goal.pk])
            goal.refresh_from_db()
        rows.change(batch, goal, state=state, note=note.strip()[:1000] or goal.note)
    return goal


def add_item(
    viewer: Viewer, uid: str, key: uuid.UUID, point: Point, language: str, presenter: str = ""
) -> Item:
    """Add a point at the end of the agenda. Raises `NotFound`, `NotAllowed`, `Problem` for no words."""
    meeting = meeting_for(viewer, uid, "take part")
    columns = _columns(point, {}, language, presenter)

    def make() -> Item:
        with recording(viewer.actor, "add point") as batch:
            last = Item.objects.filter(meeting=meeting).aggregate(last=Max("order"))["last"] or 0
            item = Item(meeting=meeting, key=key, order=last + 1, **columns)
            rows.add(batch, item)
        return item

    return once(Item, key, make)


def change_item(
    viewer: Viewer,
    uid: str,
    item_id: int,
    point: Point,
    language: str,
    presenter: str = "",
    order: int | None = None,
) -> Item:
    """Change a point of the agenda, or its place there. Raises `NotFound`, `NotAllowed`, `Problem`."""
    meeting = meeting_for(viewer, uid, "edit")
    item = part_of(meeting, Item, item_id)
    if item is None:
        raise _which()
    columns = _columns(point, item.title, language, presenter)
    with recording(viewer.actor, "change point") as batch:
        rows.change(batch, item, order=item.order if order is None else order, **columns)
    return item


def remove_item(viewer: Viewer, uid: str, item_id: int) -> None:
    """Take a point off the agenda. Raises `NotFound`, `NotAllowed`, and `Problem` (409) where something was
    said or decided there."""
    meeting = meeting_for(viewer, uid, "edit")
    item = part_of(meeting, Item, item_id)
    if item is None:
        raise _which()
    if item.lines.exists() or item.resolutions.exists() or item.outcomes.exists():
        raise Problem(
            _("Something was said or decided on this point."),
            remedy=_("Leave it, and give it another title."),
            status=409,
        )
    with recording(viewer.actor, "remove point") as batch:
        rows.remove(batch, item)


def _columns(point: Point, title: dict[str, str], language: str, presenter: str) -> dict[str, object]:
    if point.kind not in Item.Kind.values:
        raise _which()
    return {
        "kind": point.kind,
        "title": with_words(title, language, short_enough(point.title, LONGEST_GOAL)),
        "minutes": point.minutes,
        "presenter": presenter.strip()[:120],
    }


def _which() -> Problem:
    return Problem(_("Konbit does not know what is meant."), remedy=_("Open the meeting again."), status=422)
