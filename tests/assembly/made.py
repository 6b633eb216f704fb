"""Meetings for tests, planned the way the house itself plans them."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.assembly.actions.minuting import add_line
from konbit.assembly.actions.planning import Agenda, Plan, plan_meeting
from konbit.assembly.actions.resolving import Decision, decide
from konbit.assembly.models import Line, Meeting, Resolution
from konbit.assembly.moments import When
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer


def a_steward(group: Group, actor: str = "person:test") -> Viewer:
    """Somebody who looks after a group."""
    return a_viewer(group.scope, "steward", actor=actor)


def a_member(group: Group, actor: str = "person:member") -> Viewer:
    """Somebody who belongs to a group."""
    return a_viewer(group.scope, "member", actor=actor)


def a_meeting(group: Group | None = None, title: str = "Spring assembly", **said: Any) -> Meeting:
    """A meeting of a group, planned by its steward; `goals`, `points`, `carried`, `everybody`: its agenda."""
    group = group or a_group("Sunrise Bakery")
    agenda = {name: said.pop(name) for name in ("goals", "points", "carried", "everybody") if name in said}
    day = said.pop("on", "2027-03-06")
    plan = Plan(title=title, language="en", when=said.pop("when", When(day)), **said)
    return plan_meeting(a_steward(group), group.uid, uuid.uuid4(), plan, Agenda(**agenda))


def a_line(meeting: Meeting, text: str = "The oven is old.", viewer: Viewer | None = None) -> Line:
    """A line of its minutes."""
    return add_line(viewer or a_steward(meeting.group), meeting.uid, uuid.uuid4(), text, "en")


def a_decision(meeting: Meeting, text: str = "We buy an oven.", **said: Any) -> Resolution:
    """A decision of a meeting."""
    decision = Decision(text=text, language="en", **said)
    return decide(a_steward(meeting.group), meeting.uid, uuid.uuid4(), decision)
