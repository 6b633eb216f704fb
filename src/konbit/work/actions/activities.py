"""Activities: adding, changing, noting, taking an open place."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer
from konbit.work.actions.parts import add_parts, stir, write_dates, write_takers
from konbit.work.deadlines import Written
from konbit.work.hands import Taker
from konbit.work.models import Activity, Hand, Plan, Section
from konbit.work.queries.activities import called_today, choosable_resolutions, groups_named, seen_activity

_WORDS = ("text", "detail", "numbered", "deliverable")
COLUMNS = frozenset((*_WORDS, "section_id", "code", "serves", "resolution_id", "deliverable_url", "state"))
"""What `add_activity` and `change_activity` take by name, besides `deadline` and `takers`."""


def add_activity(viewer: Viewer, plan_uid: str, key: uuid.UUID, said: Mapping[str, Any]) -> Activity:
    """Add an activity to a plan: `COLUMNS` by name, `deadline` (Written) and `takers`; without a code it is
    given the next one of its section. The same key again gives the one that stands.

    Raises `NotFound`, `NotAllowed`, and `Problem` (409) for a code that stands in the plan.
    """
    plan, sight = seen_thing(viewer, Plan, plan_uid)
    sight.must("take part")

    def make() -> Activity:
        check(viewer, plan, said)
        with recording(viewer.actor, "add activity") as batch:
            return put(batch, plan, said, key=key, groups=groups_meant(viewer, plan, said))

    return once(Activity, key, make)


def put(
    batch: Batch,
    plan: Plan,
    said: Mapping[str, Any],
    *,
    key: uuid.UUID | None = None,
    groups: Mapping[str, int],
    order: int | None = None,
) -> Activity:
    """Write a new activity within an act; permission and `check` are the caller's. `groups`: groups of the
    directory by folded name. `order`: its place, the last one where none is given.

    Raises `Problem` (409) for a code that stands in the plan.
    """
    columns = {name: value for name, value in said.items() if name in COLUMNS}
    columns["code"] = columns.get("code") or next_code(plan, columns.get("section_id"))
    deadline: Written = said.get("deadline", Written("none"))
    activity = Activity(
        plan=plan,
        key=key or uuid.uuid4(),
        order=last_order(plan) + 1 if order is None else order,
        stirred_at=timezone.now(),
        pace=deadline.pace,
        due_words=deadline.words,
        **columns,
    )
    with _own_code(activity.code):
        add(batch, activity)
    add_parts(batch, activity, deadline, said.get("takers", ()), groups)
    return activity


def last_order(plan: Plan) -> int:
    """The place of the last activity of a plan; 0 while there is none."""
    return Activity.objects.filter(plan=plan).aggregate(last=Max("order"))["last"] or 0


def groups_meant(viewer: Viewer, plan: Plan, said: Mapping[str, Any]) -> Mapping[str, int]:
    """The groups of the directory that the hands of an activity name."""
    return groups_named(viewer, plan.group_id, (taker.name for taker in said.get("takers", ())))


def change_activity(viewer: Viewer, uid: str, said: Mapping[str, Any]) -> Activity:
    """Change what is given by name (see `add_activity`); what is not given stays.

    Raises `NotFound`, `NotAllowed`, and `Problem` (409) for a code that stands in the plan.
    """
    activity, sight = seen_activity(viewer, uid)
    sight.must("edit")
    check(viewer, activity.plan, said)
    with recording(viewer.actor, "change activity") as batch:
        rewrite(batch, viewer, activity, said, groups_meant(viewer, activity.plan, said))
    return activity


def rewrite(
    batch: Batch,
    viewer: Viewer,
    activity: Activity,
    said: Mapping[str, Any],
    groups: Mapping[str, int],
) -> bool:
    """Change an activity within an act; permission and `check` are the caller's. `groups`: groups of the
    directory by folded name. Returns whether anything differs."""
    columns = {name: value for name, value in said.items() if name in COLUMNS}
    with _own_code(columns.get("code", "")):
        changed = change(batch, activity, **columns)
    changed |= _write_parts(batch, viewer, activity, said, groups)
    if changed:
        stir(batch, activity)
    return changed


def _write_parts(
    batch: Batch,
    viewer: Viewer,
    activity: Activity,
    said: Mapping[str, Any],
    groups: Mapping[str, int],
) -> bool:
    changed = False
    if "deadline" in said:
        changed |= write_dates(batch, activity, said["deadline"])
    if "takers" in said:
        takers: tuple[Taker, ...] = said["takers"]
        called = called_today(viewer, list(Hand.objects.filter(activity=activity)))
        changed |= write_takers(batch, activity, takers, groups=groups, called=called)
    return changed


@contextmanager
def _own_code(code: str) -> Iterator[None]:
    """Turns the database's refusal of a code that stands already into a problem that a person can mend."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Problem(
            _("The code “%(code)s” stands in this plan already.") % {"code": code},
            remedy=_("Give it another code, or leave the code empty: then it gets the next one."),
            status=409,
        ) from error


def check(viewer: Viewer, plan: Plan, columns: Mapping[str, Any]) -> None:
    """Raise `Problem` for a section of another plan, or a resolution that is not the group's or its
    networks'."""
    section = columns.get("section_id")
    if section is not None and not Section.objects.filter(pk=section, plan=plan).exists():
        raise Problem(_("This section is not in this plan."), remedy=_("Open the page again."))
    resolution = columns.get("resolution_id")
    if resolution is not None and not Activity.objects.filter(plan=plan, resolution=resolution).exists():
        known = {one.id for one in choosable_resolutions(viewer, plan)}
        if resolution not in known:
            raise Problem(
                _("This resolution is not one of this group or its networks."), remedy=_("Choose another.")
            )


def next_code(plan: Plan, section_id: int | None) -> str:
    """The code after the last of its section ("1.4" after "1.3"), or after the last number of the plan."""
    section = Section.objects.filter(pk=section_id).first() if section_id else None
    prefix = f"{section.code}." if section and section.code else ""
    pattern = re.compile(rf"{re.escape(prefix)}(\d+)\Z", re.ASCII)
    codes = Activity.objects.filter(plan=plan, removed_at=None, code__startswith=prefix)
    taken = [int(match[1]) for code in codes.values_list("code", flat=True) if (match := pattern.match(code))]
    return f"{prefix}{max(taken, default=0) + 1}"


def set_state(viewer: Viewer, uid: str, state: str) -> Activity:
    """Say how an activity stands: whoever takes part may. Raises `NotFound`, `NotAllowed`, `Problem`."""
    activity, sight = seen_activity(viewer, uid)
    sight.must("take part")
    if state not in Activity.State.values:
        raise Problem(_("There is no such state."), remedy=_("Choose one of the list."))
    with recording(viewer.actor, "change state") as batch:
        if change(batch, activity, state=state):
            stir(batch, activity)
    return activity


def remove_activity(viewer: Viewer, uid: str) -> Activity:
    """Take an activity out of its plan; the chronicle keeps it. Raises `NotFound`, `NotAllowed`."""
    activity, sight = seen_activity(viewer, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove activity") as batch:
        change(batch, activity, removed_at=timezone.now())
    return activity
