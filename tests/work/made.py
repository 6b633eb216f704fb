"""Plans for the tests of this room, made the way the house itself makes them."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.directory.models import Group
from konbit.people.audience import Viewer
from konbit.work.actions.activities import add_activity
from konbit.work.actions.plans import GoalLine, SectionLine, make_plan, set_outline
from konbit.work.deadlines import read_deadline
from konbit.work.hands import read_hands
from konbit.work.models import Activity, Plan
from tests.builders import a_group, a_person, a_viewer


def a_member(group: Group, actor: str = "person:member") -> Viewer:
    """Somebody who takes part in a group and does not edit it."""
    return a_viewer(group.scope, "member", actor=actor)


def an_editor(group: Group, actor: str = "person:editor") -> Viewer:
    """Somebody who edits a group."""
    return a_viewer(group.scope, "editor", actor=actor)


def a_signed_in(client: Any, group: Group, role: str = "steward", username: str = "rosa") -> Any:
    """An account with a role in a group, signed in with this client."""
    from konbit.chronicle.actions import recording
    from konbit.directory.models import Role

    person = a_person(username)
    with recording("test", "give role") as batch:
        row = Role.objects.create(group=group, person_id=person.pk, kind=role)
        batch.changed("directory.role", row.pk)
    client.force_login(person)
    return person


def a_plan(group: Group | None = None, title: str = "Our year", **said: Any) -> Plan:
    """A plan with two goals and a section beneath another."""
    group = group or a_group()
    viewer = an_editor(group)
    plan = make_plan(viewer, group.uid, {"title": {"en": title}, "aim": {"en": "Bread for all"}, **said})
    goals = [GoalLine("A", "Bake"), GoalLine("B", "Share")]
    sections = [SectionLine(None, "", "DAILY BREAD", False), SectionLine(None, "1", "Meetings", True)]
    return set_outline(viewer, plan.uid, goals, sections, "en")


def an_activity(
    plan: Plan, text: str = "Mend the oven", deadline: str = "", who: str = "", **said: Any
) -> Activity:
    """An activity of a plan, its deadline and hands as one would write them."""
    columns = {"text": {"en": text}, "deadline": read_deadline(deadline), "takers": read_hands(who), **said}
    return add_activity(an_editor(plan.group), plan.uid, uuid.uuid4(), columns)
