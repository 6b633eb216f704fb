"""The goals and sections of a plan in one language, for the forms that change them."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import pick
from konbit.work.models import Plan, PlanGoal
from konbit.work.queries.arranging import sections_in_order


@dataclass(frozen=True)
class GoalHere:
    """A goal: its code and its words in the language asked for, or in another where it has none."""

    code: str
    text: str


@dataclass(frozen=True)
class SectionHere:
    """A section: its id, code and title, and whether it stands beneath another."""

    id: int
    code: str
    title: str
    beneath: bool

    @property
    def name(self) -> str:
        """Its code and title."""
        return f"{self.code}. {self.title}" if self.code else self.title


@dataclass(frozen=True)
class Outline:
    """The goals and sections of a plan, in their order."""

    goals: tuple[GoalHere, ...]
    sections: tuple[SectionHere, ...]


def outline_of(plan: Plan, language: str) -> Outline:
    """The goals and sections of a plan."""
    return Outline(
        tuple(
            GoalHere(goal.code, pick(goal.text, language).text) for goal in PlanGoal.objects.filter(plan=plan)
        ),
        tuple(
            SectionHere(one.pk, one.code, pick(one.title, language).text, one.parent_id is not None)
            for one in sections_in_order(plan)
        ),
    )
