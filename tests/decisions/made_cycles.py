"""Cycles for tests: two areas with their plenaries, three projects, made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.decisions.actions.areas import AreaDraft, add_area
from konbit.decisions.actions.plenaries import PlenaryDraft, count_hands, hold_plenary
from konbit.decisions.actions.projects import ProjectDraft, propose_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.decisions.models import Area, Budget, Plenary, Project
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.decisions.made_budgets import a_budget


def an_area(viewer: Viewer, budget: Budget, title: str = "North", **said: Any) -> Area:
    """An area of a budget."""
    return add_area(viewer, budget.uid, AreaDraft("en", title, **said))


def a_plenary(viewer: Viewer, area: Area, present: int = 40, **said: Any) -> Plenary:
    """A plenary to which so many came."""
    draft = PlenaryDraft(on="2024-03-09", present=present, **said)
    return hold_plenary(viewer, area.pk, draft, uuid.uuid4())


def a_project_of(viewer: Viewer, budget: Budget, area: Area | None, title: str, cost: str) -> Project:
    """A project of an area that can be done."""
    draft = ProjectDraft("en", title, cost=cost, area=area.pk if area else None)
    uid = propose_project(viewer, budget.uid, draft, uuid.uuid4())
    review_project(viewer, uid, ReviewDraft(True, "en", cost=cost))
    return Project.objects.get(uid=uid)


def a_cycle(viewer: Viewer, group: Group, **said: Any) -> tuple[Budget, Area, Area]:
    """A budget of 600 EUR with two areas, three projects and the hands of two plenaries.

    North: 60 lacking, 1000 people, a pump (300) with 40 hands, a roof (200) with 20; South: 30 lacking, 3000
    people, a path (100) with 30.
    """
    budget = a_budget(viewer, group, state="proposing", form="cycle", amount="600", **said)
    north = an_area(viewer, budget, "North", need=60, population=1000)
    south = an_area(viewer, budget, "South", need=30, population=3000)
    pump = a_project_of(viewer, budget, north, "A pump", "300")
    roof = a_project_of(viewer, budget, north, "A roof", "200")
    path = a_project_of(viewer, budget, south, "A path", "100")
    count_hands(viewer, a_plenary(viewer, north, 44).pk, {pump.uid: 40, roof.uid: 20})
    count_hands(viewer, a_plenary(viewer, south, 35).pk, {path.uid: 30})
    return budget, north, south
