"""Things of the federation room for its tests, made the way the house makes them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from konbit.assembly.actions.agreed import Agreed
from konbit.chronicle.actions import recording
from konbit.directory.models import Group, Relation, Scheme, Term
from konbit.federation.actions.aligning import AlignmentDraft, answer_alignment, propose_alignment
from konbit.federation.actions.indicators import IndicatorDraft
from konbit.federation.actions.priorities import PriorityDraft, adopt_priority
from konbit.federation.actions.targets import ReadingDraft, TargetDraft, add_reading, set_target
from konbit.federation.models import Alignment, Priority, Reading, Target
from konbit.federation.numbers import read_number
from konbit.people.audience import SYSTEM, Viewer

TODAY = date.today().isoformat()


def belongs(member: Group, network: Group) -> None:
    """A group is a member of another one."""
    with recording("test", "tie") as batch:
        tie = Relation.objects.create(subject=member, kind="member_of", object=network)
        batch.changed("directory.relation", tie.pk)


def a_theme(code: str) -> Term:
    """A word of everybody's list of themes; its label is its code."""
    with recording("test", "term") as batch:
        scheme, _new = Scheme.objects.get_or_create(code="test/themes", facet="theme", title={"en": "Themes"})
        term, _new = Term.objects.get_or_create(scheme=scheme, code=code, label={"en": code.capitalize()})
        batch.changed("directory.term", term.pk)
    return term


def a_priority(
    group: Group, words: str = "Land stays common.", viewer: Viewer = SYSTEM, **said: Any
) -> Priority:
    """A group adopts a priority; `themes` are words for `a_theme`."""
    terms = tuple(a_theme(code).pk for code in said.pop("themes", ()))
    draft = PriorityDraft("en", words, themes=terms, **said)
    agreed = Agreed(text=f"We adopt: {words}", on="2024-05-04", key=uuid.uuid4(), audience=draft.audience)
    return adopt_priority(viewer, group.uid, draft, agreed, uuid.uuid4())


def a_target(priority: Priority, viewer: Viewer = SYSTEM, **numbers: str) -> Target:
    """A target by an indicator of its own; numbers and days as text."""
    new = IndicatorDraft(
        "en", numbers.pop("title", "Land in common hands"), unit=numbers.pop("unit", "hectares")
    )
    days = {name: numbers.pop(name) for name in ("baseline_on", "due") if name in numbers}
    amounts = {name: read_number(one) for name, one in numbers.items()}
    return set_target(viewer, priority.uid, TargetDraft(new=new, **amounts, **days), uuid.uuid4())


def read(target: Target, value: str, on: str = TODAY, viewer: Viewer = SYSTEM, **said: Any) -> Reading:
    """Somebody writes down what was read."""
    return add_reading(viewer, target.pk, ReadingDraft(read_number(value), on, **said), uuid.uuid4())


def aligned(one: Priority, other: Priority, way: str = "contributes", viewer: Viewer = SYSTEM) -> Alignment:
    """Two bodies agree how their priorities meet."""
    row = propose_alignment(viewer, AlignmentDraft(one.uid, other.uid, way))
    return answer_alignment(viewer, row.pk, accept=True)
