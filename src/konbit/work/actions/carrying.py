"""Carrying what is unfinished over to the next plan, all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer
from konbit.work.actions.activities import next_code
from konbit.work.actions.plans import put_plan
from konbit.work.models import Activity, Deadline, Hand, Plan, PlanGoal, Section
from konbit.work.queries.carrying import unfinished
from konbit.work.queries.wording import is_late


def carry_over(
    viewer: Viewer, plan_uid: str, uids: Collection[str], into: str, said: Mapping[str, Any]
) -> tuple[Plan, list[Activity]]:
    """Copy unfinished activities (uids) into another plan of the group (`into`), or into a new one with the
    columns `said` where none is named, with goals, sections, hands and dates to come. Each copy names what
    it continues.

    Returns that plan and the copies. Raises `NotFound`, `NotAllowed`, and `Problem` where nothing is chosen.
    """
    plan, sight = seen_thing(viewer, Plan, plan_uid)
    sight.must("edit")
    chosen = [one for one in unfinished(plan) if one.uid in set(uids)]
    if not chosen:
        raise Problem(_("Nothing is chosen."), remedy=_("Tick what is to go on."), status=422)
    target = seen_thing(viewer, Plan, into)[0] if into else None
    if target is not None and (target.group_id != plan.group_id or target.pk == plan.pk):
        raise Problem(_("This is not another plan of the same group."), remedy=_("Choose another plan."))
    with recording(viewer.actor, "carry over") as batch:
        if target is None:
            columns = {"introduction": plan.introduction, "aim": plan.aim, "audience": plan.audience}
            target = put_plan(batch, viewer, plan.group, {**columns, **said}, continues=plan)
        _copy_goals(batch, plan, target)
        places = _copy_sections(batch, plan, target)
        return target, [_copy(batch, one, target, places) for one in chosen]


def _copy_goals(batch: Batch, plan: Plan, target: Plan) -> None:
    there = set(PlanGoal.objects.filter(plan=target).values_list("code", flat=True))
    for goal in PlanGoal.objects.filter(plan=plan).exclude(code__in=there):
        add(batch, PlanGoal(plan=target, code=goal.code, text=goal.text, order=goal.order))


def _copy_sections(batch: Batch, plan: Plan, target: Plan) -> dict[int | None, Section | None]:
    """The sections of the target by the ids of those that they stand for; made where they lack."""
    there = {(one.parent_id, one.code, str(one.title)): one for one in Section.objects.filter(plan=target)}
    places: dict[int | None, Section | None] = {None: None}
    for one in Section.objects.filter(plan=plan).order_by("parent_id", "order", "pk"):
        parent = places.get(one.parent_id)
        found = there.get((parent.pk if parent else None, one.code, str(one.title)))
        if found is None:
            found = Section(
                plan=target, parent=parent, code=one.code, title=one.title, note=one.note, order=one.order
            )
            add(batch, found)
        places[one.pk] = found
    return places


def _copy(batch: Batch, old: Activity, target: Plan, places: Mapping[int | None, Section | None]) -> Activity:
    section = places.get(old.section_id)
    taken = Activity.objects.filter(plan=target, code=old.code, removed_at=None).exists()
    deadlines = list(Deadline.objects.filter(activity=old))
    past = is_late(old.pace, old.state, (one.due_until for one in deadlines), timezone.localdate())
    copy = Activity(
        plan=target,
        section=section,
        code=next_code(target, section.pk if section else None) if taken else old.code,
        pace=Activity.Pace.UNPLANNED if past else old.pace,
        due_words=old.due_words,
        continues=old,
        stirred_at=timezone.now(),
        **{name: getattr(old, name) for name in _KEPT},
    )
    add(batch, copy)
    for deadline in [] if past else deadlines:
        said = {name: getattr(deadline, name) for name in ("kind", "due_from", "due_until", "place", "order")}
        add(batch, Deadline(activity=copy, **said))
    for hand in Hand.objects.filter(activity=old):
        said = {name: getattr(hand, name) for name in ("role", "kind", "name", "person", "group_id", "order")}
        add(batch, Hand(activity=copy, **said))
    return copy


_KEPT = (
    "order", "text", "detail", "numbered", "serves", "resolution_id", "deliverable", "deliverable_url",
    "state",
)  # fmt: skip
