"""Plans of a group: making, changing, their goals and sections, taking one away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.base.text import with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer
from konbit.work.models import Plan, PlanGoal, Section

COLUMNS = frozenset(["title", "introduction", "aim", "valid_from", "valid_until", "audience"])
"""What `make_plan` and `change_plan` take by name."""


@dataclass(frozen=True)
class GoalLine:
    """A goal as it is to stand: its code and words."""

    code: str
    text: str


@dataclass(frozen=True)
class SectionLine:
    """A section as it is to stand: which one it was (id, None for a new one), code, title, whether it stands
    beneath the last one that does not."""

    id: int | None
    code: str
    title: str
    beneath: bool


def make_plan(viewer: Viewer, group_uid: str, said: Mapping[str, Any]) -> Plan:
    """Make a plan of a group: `COLUMNS` by name. Raises `NotFound`, `NotAllowed`, and `Problem` for a period
    that ends before it begins."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    with recording(viewer.actor, "make plan") as batch:
        return put_plan(batch, viewer, group, said)


def put_plan(
    batch: Batch, viewer: Viewer, group: Group, said: Mapping[str, Any], continues: Plan | None = None
) -> Plan:
    """Write a new plan within an act, perhaps one that continues another; permission is the caller's."""
    columns = {name: value for name, value in said.items() if name in COLUMNS}
    _check(columns)
    plan = Plan(group=group, by=viewer.actor, continues=continues, **columns)
    add(batch, plan)
    return plan


def change_plan(viewer: Viewer, uid: str, said: Mapping[str, Any]) -> Plan:
    """Change what is given by name. Raises `NotFound`, `NotAllowed`, `Problem`."""
    plan, sight = seen_thing(viewer, Plan, uid)
    sight.must("edit")
    columns = {name: value for name, value in said.items() if name in COLUMNS}
    _check(columns)
    with recording(viewer.actor, "change plan") as batch:
        change(batch, plan, **columns)
    return plan


def _check(columns: Mapping[str, Any]) -> None:
    start, until = columns.get("valid_from", ""), columns.get("valid_until", "")
    if start and until and earliest(start) > earliest(until):
        raise Problem(
            _("This period ends before it begins."), remedy=_("Change one of the two dates."), status=422
        )


def remove_plan(viewer: Viewer, uid: str) -> Plan:
    """Take a plan away with all that is in it; the chronicle keeps it. Raises `NotFound`, `NotAllowed`."""
    plan, sight = seen_thing(viewer, Plan, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove plan") as batch:
        change(batch, plan, removed_at=timezone.now())
    return plan


def set_outline(
    viewer: Viewer, uid: str, goals: Sequence[GoalLine], sections: Sequence[SectionLine], language: str
) -> Plan:
    """Give a plan these goals and sections in this order; words are of one language, the others stay.

    What is not among them goes; activities of a section that goes stay without one. Raises `NotFound`,
    `NotAllowed`, and `Problem` (422) where a goal's code stands twice.
    """
    plan, sight = seen_thing(viewer, Plan, uid)
    sight.must("edit")
    codes = [goal.code for goal in goals]
    for code in codes:
        if codes.count(code) > 1:
            raise Problem(
                _("Two goals have the code “%(code)s”.") % {"code": code},
                remedy=_("Give one of them another code."),
                status=422,
            )
    with recording(viewer.actor, "outline plan") as batch:
        _write_goals(batch, plan, goals, language)
        _write_sections(batch, plan, sections, language)
    return plan


def _write_goals(batch: Batch, plan: Plan, goals: Sequence[GoalLine], language: str) -> None:
    stand = {goal.code: goal for goal in PlanGoal.objects.filter(plan=plan)}
    for place, said in enumerate(goals):
        goal = stand.pop(said.code, None)
        if goal is None:
            add(batch, PlanGoal(plan=plan, code=said.code, text={language: said.text}, order=place))
        else:
            change(batch, goal, text=with_words(goal.text, language, said.text), order=place)
    for goal in stand.values():
        remove(batch, goal)


def _write_sections(batch: Batch, plan: Plan, sections: Sequence[SectionLine], language: str) -> None:
    stand = {section.pk: section for section in Section.objects.filter(plan=plan)}
    above: Section | None = None
    for place, said in enumerate(sections):
        section = stand.pop(said.id or 0, None)
        parent = above if said.beneath else None
        if section is None:
            section = Section(
                plan=plan, parent=parent, code=said.code, title={language: said.title}, order=place
            )
            add(batch, section)
        else:
            title = with_words(section.title, language, said.title)
            change(batch, section, parent=parent, code=said.code, title=title, order=place)
        above = above if said.beneath else section
    for section in sorted(stand.values(), key=lambda one: one.parent_id is None):
        _take_out(batch, section)


def _take_out(batch: Batch, section: Section) -> None:
    for activity in section.activities.all():
        change(batch, activity, section=None)
    for part in section.parts.all():
        change(batch, part, parent=None)
    remove(batch, section)


def section_named(
    batch: Batch, plan: Plan, path: Sequence[tuple[str, str]], language: str, known: dict[Any, Section]
) -> Section | None:
    """The section at the end of a path of codes and titles, made where it is not there yet.

    `known` keeps what was found for the next call: sections by the id of the one above, code and title.
    """
    section: Section | None = None
    for code, title in path:
        above = section.pk if section else None
        found = known.get((above, code, title))
        if found is None:
            last = Section.objects.filter(plan=plan).order_by("-order").values_list("order", flat=True)
            found = Section(
                plan=plan,
                parent=section,
                code=code,
                title={language: title},
                order=(last.first() or 0) + 1,
            )
            add(batch, found)
            known[(above, code, title)] = found
        section = found
    return section
