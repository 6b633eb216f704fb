"""What a group wants first: adopted by a resolution, put in order, ended by a resolution, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import Problem
from konbit.base.period import Period, earliest
from konbit.base.text import in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group, Term
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.federation.models import Priority, Theme
from konbit.federation.queries.order import in_order
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class PriorityDraft:
    """What a group says of a priority, in one language. `themes`: ids of terms. `valid_from`, `valid_until`:
    for which time (partial dates)."""

    language: str
    statement: str
    why: str = ""
    themes: tuple[int, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    audience: str = Audience.PUBLIC

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {"statement": self.statement, "why": self.why}


def adopt_priority(
    viewer: Viewer, group: str, draft: PriorityDraft, agreed: Agreed, key: uuid.UUID
) -> Priority:
    """A group (uid) adopts a priority by a resolution of its own; it comes after those that it has.

    The same key again gives the one that stands. Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    _must_make_sense(draft)
    return once(Priority, key, lambda: _adopted(viewer, keeper, draft, agreed, key))


def _adopted(viewer: Viewer, keeper: Group, draft: PriorityDraft, agreed: Agreed, key: uuid.UUID) -> Priority:
    with recording(viewer.actor, "adopt priority") as batch:
        resolution = resolution_by(viewer, {keeper.pk}, keeper.uid, agreed)
        last = Priority.objects.filter(group=keeper).aggregate(last=Max("order"))["last"]
        priority = Priority(
            key=key, group=keeper, by=viewer.actor, resolution=resolution, audience=draft.audience,
            valid_from=draft.valid_from or resolution.decided_on, valid_until=draft.valid_until,
            order=0 if last is None else last + 1, **in_language(Priority(), draft.language, draft.words),
        )  # fmt: skip
        add(batch, priority)
        _write_themes(batch, priority, draft.themes)
    return priority


def write_priority(viewer: Viewer, uid: str, draft: PriorityDraft) -> Priority:
    """Write a priority's words again in one language, its themes, its time. Raises as `adopt_priority`."""
    priority, sight = seen_thing(viewer, Priority, uid)
    sight.must("edit")
    _must_make_sense(draft)
    with recording(viewer.actor, "write priority") as batch:
        change(
            batch, priority, **in_language(priority, draft.language, draft.words),
            valid_from=draft.valid_from, valid_until=draft.valid_until, audience=draft.audience,
        )  # fmt: skip
        _write_themes(batch, priority, draft.themes)
    return priority


def end_priority(viewer: Viewer, uid: str, agreed: Agreed, why: str, language: str, on: str = "") -> Priority:
    """End a priority by a resolution of its group, on a day (a partial date; empty: that of the resolution).

    Its targets, readings and handshakes stay where they are, as those of a priority that was. Raises
    `Problem` for one that ended before, or a day before it began; `NotAllowed`, `NotFound`.
    """
    priority, sight = seen_thing(viewer, Priority, uid)
    sight.must("edit")
    with recording(viewer.actor, "end priority") as batch:
        priority = Priority.objects.select_for_update().get(pk=priority.pk)
        if priority.ended_by_id:
            raise Problem(_("This priority has ended already."), remedy=_("Adopt a new one instead."))
        resolution = resolution_by(viewer, {priority.group_id}, priority.group.uid, agreed)
        until = on or resolution.decided_on or date.today().isoformat()
        _must_be_in_order(priority.valid_from, until)
        told = in_language(priority, language, {"ended_why": why})
        change(batch, priority, ended_by=resolution, valid_until=until, **told)
    return priority


def withdraw_priority(viewer: Viewer, uid: str) -> Priority:
    """Take a priority away that was written by mistake; it can be brought back."""
    priority, sight = seen_thing(viewer, Priority, uid)
    sight.must("edit")
    with recording(viewer.actor, "withdraw priority") as batch:
        change(batch, priority, removed_at=timezone.now())
    return priority


def move_priority(viewer: Viewer, uid: str, up: bool) -> Priority:
    """Put a priority before or after its neighbour among those of its group that hold."""
    priority, sight = seen_thing(viewer, Priority, uid)
    sight.must("edit")
    with recording(viewer.actor, "order priorities") as batch:
        rows = in_order(Priority.objects.select_for_update().filter(group=priority.group_id, removed_at=None))
        at = next(place for place, row in enumerate(rows) if row.pk == priority.pk)
        to = at + (-1 if up else 1)
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        for place, row in enumerate(rows):
            change(batch, row, order=place)
    return priority


def _write_themes(batch: Batch, priority: Priority, terms: Iterable[int]) -> None:
    wanted = set(terms)
    for theme in priority.themes.exclude(term__in=wanted):
        remove(batch, theme)
    for term in Term.objects.filter(pk__in=wanted).exclude(pk__in=priority.themes.values("term")):
        add(batch, Theme(priority=priority, term=term))


def _must_make_sense(draft: PriorityDraft) -> None:
    if not draft.statement.strip():
        raise Problem(_("The priority says nothing."), remedy=_("Say in one sentence what you want first."))
    _must_be_in_order(draft.valid_from, draft.valid_until)


def _must_be_in_order(start: str, until: str) -> None:
    if start and until and earliest(start) > Period(until=until).bounds[1]:
        raise Problem(_("It ends before it begins."), remedy=_("Correct one of the two days."))
