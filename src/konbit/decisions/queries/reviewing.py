"""The projects of a budget that nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from konbit.base import money
from konbit.base.text import Multilingual
from konbit.decisions.models import Project
from konbit.decisions.queries.budgets import budget_written
from konbit.decisions.queries.project_lines import ProjectLine, project_lines
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Waiting:
    """A project that waits. `cost`: as its proposers wrote it; `excludes`: uids of those that it excludes."""

    line: ProjectLine
    cost: str
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class ToReview:
    """What of a budget is to be looked at."""

    title: Multilingual
    currency: str
    waiting: tuple[Waiting, ...]


def to_review(viewer: Viewer, uid: str, written: Collection[str] = ()) -> ToReview:
    """The projects of a budget (uid) that wait, and those of which somebody has just `written` (their uids),
    so that her words are not lost when another was faster. Raises `NotAllowed`, `NotFound`."""
    budget = budget_written(viewer, uid)
    rows = [
        one
        for one in budget.projects.exclude(state=Project.State.WITHDRAWN).prefetch_related("excludes")
        if one.state == Project.State.PROPOSED or one.uid in written
    ]
    lines = project_lines(viewer, budget, rows)
    waiting = tuple(
        Waiting(
            line,
            "" if one.cost is None else money.written(one.cost, budget.currency),
            tuple(other.uid for other in one.excludes.all()),
        )
        for one, line in zip(rows, lines, strict=True)
    )
    return ToReview(budget.title, budget.currency, waiting)
