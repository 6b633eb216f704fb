"""Reading budgets and their projects as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.decisions.queries.budgets import BudgetLine, budget_page, budgets_of
from konbit.decisions.queries.project_lines import ProjectLine
from konbit.directory.api_shapes import Problem
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class BudgetOut(Schema):
    """A budget. `money`: its amount as it is shown."""

    uid: str
    url: str
    title: dict[str, str]
    form: str
    state: str
    money: str
    projects: int


class ProjectOut(Schema):
    """A project. `cost`: as it is shown, empty where nobody knows it yet."""

    uid: str
    url: str
    number: int
    title: dict[str, str]
    text: dict[str, str]
    state: str
    cost: str
    where: str


class WholeBudget(BudgetOut):
    """A budget with its rules in words, its projects, and the vote that decides (uid)."""

    text: dict[str, str]
    rules: list[str]
    vote: str
    listed: list[ProjectOut]


class Budgets(Schema):
    """The budgets of a group."""

    budgets: list[BudgetOut]


@router.get(
    "groups/{uid}/budgets",
    response={200: Budgets, NOT_HERE: Problem},
    summary="Money that a group decides about together",
    operation_id="list_budgets",
)
def budgets(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The budgets of a group, newest first."""
    return {"budgets": [_budget(one) for one in budgets_of(viewer_in(request), uid).lines]}


@router.get(
    "budgets/{uid}",
    response={200: WholeBudget, NOT_HERE: Problem},
    summary="One budget with its projects",
    operation_id="get_budget",
)
def budget(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A budget, its rules, its projects and what became of each."""
    page = budget_page(viewer_in(request), uid)
    return {
        **_budget(page.line),
        "text": page.text,
        "rules": list(page.rules),
        "vote": page.vote.uid if page.vote else "",
        "listed": [_project(one) for one in page.projects],
    }


def _budget(line: BudgetLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": _address(line.url), "title": line.title, "form": line.form,
        "state": line.state, "money": line.money, "projects": line.projects,
    }  # fmt: skip


def _project(line: ProjectLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": _address(line.url), "number": line.number, "title": line.title,
        "text": line.text, "state": line.state, "cost": line.cost, "where": line.where,
    }  # fmt: skip


def _address(path: str) -> str:
    return f"{settings.KONBIT_URL}{path}"
