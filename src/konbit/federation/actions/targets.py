"""How much, by when; and what was read on the way."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Certainty
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight
from konbit.federation.actions.indicators import IndicatorDraft, new_indicator
from konbit.federation.models import Indicator, Priority, Reading, Target
from konbit.federation.queries.indicators import indicators_for
from konbit.people.audience import Viewer

LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class TargetDraft:
    """How much of what, by when. `indicator`: the uid of one that stands; `new`: one that is made now. Either
    a `goal`, or a band with `low`, `high` or both. Days are partial dates."""

    indicator: str = ""
    new: IndicatorDraft | None = None
    baseline: Decimal | None = None
    baseline_on: str = ""
    goal: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    due: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of its table."""
        names = ("baseline", "baseline_on", "goal", "low", "high", "due")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class ReadingDraft:
    """What was read on a day (a partial date); `note` in one language; `address`: where it can be checked."""

    value: Decimal
    on: str
    language: str = "en"
    note: str = ""
    address: str = ""
    certainty: str = Certainty.CONFIRMED


def set_target(viewer: Viewer, priority: str, draft: TargetDraft, key: uuid.UUID) -> Target:
    """Set a target of a priority (uid). The same key again gives the one that stands. Raises `Problem`,
    `NotAllowed`, `NotFound`."""
    found, sight = seen_thing(viewer, Priority, priority)
    sight.must("edit")
    _must_make_sense(draft)
    return once(Target, key, lambda: _set(viewer, found, draft, key))


def _set(viewer: Viewer, priority: Priority, draft: TargetDraft, key: uuid.UUID) -> Target:
    with recording(viewer.actor, "set target") as batch:
        indicator = _indicator(batch, viewer, priority, draft, key)
        target = Target(key=key, priority=priority, indicator=indicator, **draft.columns)
        add(batch, target)
    return target


def write_target(viewer: Viewer, target_id: int, draft: TargetDraft) -> Target:
    """Write a target's numbers and days again; what it counts stays. Raises as `set_target`."""
    target, sight = seen_target(viewer, target_id)
    sight.must("edit")
    _must_make_sense(draft)
    with recording(viewer.actor, "write target") as batch:
        change(batch, target, **draft.columns)
    return target


def remove_target(viewer: Viewer, target_id: int) -> Target:
    """Take a target away. Raises `NotAllowed`, `NotFound`, and `Problem` while something is read of it."""
    target, sight = seen_target(viewer, target_id)
    sight.must("edit")
    if target.readings.exists():
        raise Problem(
            _("Something was read of this target."),
            remedy=_("Take its readings away first, or end the priority: then it stays as it was."),
        )
    with recording(viewer.actor, "remove target") as batch:
        remove(batch, target)
    return target


def add_reading(viewer: Viewer, target_id: int, draft: ReadingDraft, key: uuid.UUID) -> Reading:
    """Write down what was read. The same key again gives the reading that stands. Raises `Problem`,
    `NotAllowed`, `NotFound`."""
    target, sight = seen_target(viewer, target_id)
    sight.must("take part")
    _must_be_read(draft)
    return once(Reading, key, lambda: _added(viewer, target, draft, key))


def _added(viewer: Viewer, target: Target, draft: ReadingDraft, key: uuid.UUID) -> Reading:
    row = Reading(target=target, key=key, by=viewer.actor, **_columns(Reading(), draft))
    with recording(viewer.actor, "add reading") as batch:
        add(batch, row)
    return row


def correct_reading(viewer: Viewer, reading_id: int, draft: ReadingDraft) -> Reading:
    """Correct a reading: one's own, or any by those who edit. Raises as `add_reading`."""
    row = own_reading(viewer, reading_id)
    _must_be_read(draft)
    with recording(viewer.actor, "correct reading") as batch:
        change(batch, row, **_columns(row, draft))
    return row


def remove_reading(viewer: Viewer, reading_id: int) -> Reading:
    """Take a reading away: one's own, or any by those who edit. Raises as `add_reading`."""
    row = own_reading(viewer, reading_id)
    with recording(viewer.actor, "remove reading") as batch:
        remove(batch, row)
    return row


def seen_target(viewer: Viewer, target_id: int) -> tuple[Target, Sight]:
    """A target of a priority that the viewer may see, and what she may do there. Raises `NotFound`."""
    target = Target.objects.select_related("priority", "indicator").filter(pk=target_id).first()
    if target is None:
        raise gone()
    priority, sight = seen_thing(viewer, Priority, target.priority.uid)
    target.priority = priority
    return target, sight


def own_reading(viewer: Viewer, reading_id: int) -> Reading:
    """A reading that the viewer may correct. Raises `NotFound`, `NotAllowed`."""
    row = Reading.objects.select_related("target__priority").filter(pk=reading_id).first()
    if row is None:
        raise gone()
    _priority, sight = seen_thing(viewer, Priority, row.target.priority.uid)
    sight.must("take part" if row.by and row.by == viewer.actor else "edit")
    return row


def _indicator(
    batch: Batch, viewer: Viewer, priority: Priority, draft: TargetDraft, key: uuid.UUID
) -> Indicator:
    if not draft.indicator:
        if draft.new is None or not draft.new.title.strip():
            raise Problem(
                _("It is not said what is counted."),
                remedy=_("Choose it from the list, or write its name, what exactly counts, and the unit."),
            )
        return new_indicator(batch, viewer, priority.group, draft.new, key)
    for one in indicators_for(viewer, priority.group_id):
        if one.uid == draft.indicator:
            return one
    raise Problem(_("This cannot be counted here."), remedy=_("Choose it from the list, or make a new one."))


def _must_make_sense(draft: TargetDraft) -> None:
    banded = draft.low is not None or draft.high is not None
    if banded and draft.goal is not None:
        raise Problem(
            _("This says both how far it is to go, and between which bounds it is to stay."),
            remedy=_("Keep the one or the other."),
        )
    if not banded and draft.goal is None:
        raise Problem(
            _("It is not said how much."),
            remedy=_("Write how far it is to go; or, if something is to be kept, between which bounds."),
        )
    if draft.low is not None and draft.high is not None and draft.high < draft.low:
        raise Problem(
            _("The lower bound is above the upper one."), remedy=_("Exchange the two, or correct one.")
        )
    if draft.due and draft.baseline_on and draft.due < draft.baseline_on[: len(draft.due)]:
        raise Problem(_("It is to be reached before it began."), remedy=_("Correct one of the two days."))


def _must_be_read(draft: ReadingDraft) -> None:
    if not draft.on:
        raise Problem(_("It is not said when this was read."), remedy=_("A year or a month is enough."))
    if earliest(draft.on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it was read."))


def _columns(row: Reading, draft: ReadingDraft) -> dict[str, Any]:
    return {
        "value": draft.value,
        "on": draft.on,
        "address": short_enough(draft.address, LONGEST_ADDRESS) if draft.address.strip() else "",
        "certainty": draft.certainty,
        **in_language(row, draft.language, {"note": draft.note}),
    }
