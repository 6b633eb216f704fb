"""Budgets and projects for tests, made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from konbit.decisions.actions.budgets import BudgetDraft, start_budget
from konbit.decisions.actions.projects import ProjectDraft, propose_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.decisions.models import Budget, Project
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.learning.made import somebody_of


def a_table() -> tuple[Group, Viewer, Client]:
    """A group, its steward, her browser."""
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    return group, viewer, client


def a_budget(viewer: Viewer, group: Group, state: str = "preparing", **said: Any) -> Budget:
    """A budget of 10,000 in EUR, or what is said."""
    draft = BudgetDraft("en", **{"title": "The common pot", "amount": "10000", "currency": "EUR", **said})
    uid = start_budget(viewer, group.uid, draft, uuid.uuid4())
    Budget.objects.filter(uid=uid).update(state=state)
    return Budget.objects.get(uid=uid)


def a_project(
    viewer: Viewer, budget: Budget, title: str = "A bench", cost: str = "120", review: bool = True
) -> Project:
    """A project, looked at and found feasible."""
    uid = propose_project(viewer, budget.uid, ProjectDraft("en", title, cost=cost), uuid.uuid4())
    if review:
        review_project(viewer, uid, ReviewDraft(True, "en", cost=cost))
    return Project.objects.get(uid=uid)
