"""Reading a cycle of assemblies and the works that follow as JSON: the same eyes as the pages. No names."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.decisions.queries.cycle import cycle_of
from konbit.decisions.queries.works import works_of_budget
from konbit.directory.api_shapes import Problem
from konbit.directory.queries.of_group import gone
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class AreaOut(Schema):
    """An area: how much is lacking (0 to 100), how many people, how many came, what it gets."""

    kind: str
    title: dict[str, str]
    need: int | None
    population: int | None
    came: int
    delegates: int
    hands: int
    money: str
    left: str


class RankedProjectOut(Schema):
    """A project in the order of priorities. `how`: paid by its "area", by the "rest", or not; `bought`: what
    the council decided, null where it has not."""

    place: int
    uid: str
    title: dict[str, str]
    cost: str
    hands: int
    weight: str
    how: str
    bought: bool | None


class CycleOut(Schema):
    """A cycle: how much what weighs, its areas, its projects."""

    amount: str
    need: int
    population: int
    priority: int
    areas: list[AreaOut]
    places: list[RankedProjectOut]
    is_decided: bool


class WorkOut(Schema):
    """How far a project was on a day."""

    state: str
    when: str
    text: dict[str, str]
    spent: str


class FollowedOut(Schema):
    """A project that got the money, with what was told of it, newest first."""

    uid: str
    title: dict[str, str]
    state: str
    cost: str
    spent: str
    silent: bool
    works: list[WorkOut]


class WorksOut(Schema):
    """What became of a budget."""

    projects: list[FollowedOut]


@router.get(
    "budgets/{uid}/cycle",
    response={200: CycleOut, NOT_HERE: Problem},
    summary="How a cycle of assemblies divides money",
    operation_id="get_cycle",
)
def cycle(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The areas and projects of a budget that is decided by plenaries and a council."""
    found = cycle_of(viewer_in(request), uid)
    if found is None:
        raise gone()
    weights = {name: getattr(found.needs, name) for name in ("need", "population", "priority")}
    return {
        "amount": found.amount,
        **weights,
        "areas": [_of(AreaOut, one) for one in found.areas],
        "places": [_of(RankedProjectOut, one) for one in found.places],
        "is_decided": found.is_decided,
    }


@router.get(
    "budgets/{uid}/works",
    response={200: WorksOut, NOT_HERE: Problem},
    summary="How far the works of a budget are",
    operation_id="get_works",
)
def works(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Every project that got the money, with what was told of it."""
    found = works_of_budget(viewer_in(request), uid)
    listed = found.projects if found else ()
    return {
        "projects": [
            {**_of(FollowedOut, one), "works": [_of(WorkOut, work) for work in one.works]} for one in listed
        ]
    }


def _of(shape: type[Schema], shown: Any) -> dict[str, Any]:
    return {name: getattr(shown, name) for name in shape.model_fields}
