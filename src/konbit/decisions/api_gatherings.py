"""Reading gatherings and their points as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.decisions.queries.gatherings import (
    Asked,
    GatheringLine,
    all_points,
    gathering_page,
    gatherings_of,
)
from konbit.decisions.queries.points import PointLine
from konbit.directory.api_shapes import Problem
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class GatheringOut(Schema):
    """A gathering. `brought`, `standing`: how many points came in, and how many stand now."""

    uid: str
    url: str
    title: dict[str, str]
    state: str
    brought: int
    standing: int


class GatheredPoint(Schema):
    """A point. `into`: the numbers of the points through which it went, the last one stands; `round`: 0 as it
    was brought in; `outcome`: what became of the one that stands. `brought_by`: the group, if it can be
    seen."""

    number: int
    url: str
    title: dict[str, str]
    text: dict[str, str]
    heading: dict[str, str]
    brought_by: str
    round: int
    into: list[int]
    outcome: str
    reason: dict[str, str]


class WholeGathering(GatheringOut):
    """A gathering with all its points."""

    text: dict[str, str]
    points: list[GatheredPoint]


class GatheringList(Schema):
    """The gatherings of a group."""

    gatherings: list[GatheringOut]


@router.get(
    "groups/{uid}/gatherings",
    response={200: GatheringList, NOT_HERE: Problem},
    summary="What a group collects points for",
    operation_id="list_gatherings",
)
def gatherings(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The gatherings of a group, those that go on first."""
    return {"gatherings": [_gathering(one) for one in gatherings_of(viewer_in(request), uid).lines]}


@router.get(
    "gatherings/{uid}",
    response={200: WholeGathering, NOT_HERE: Problem},
    summary="One gathering with every point and where it went",
    operation_id="get_gathering",
)
def gathering(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A gathering, its points, and what became of each."""
    viewer = viewer_in(request)
    page = gathering_page(viewer, uid, Asked())
    return {
        **_gathering(page.line),
        "text": page.text,
        "points": [_point(one) for one in all_points(viewer, uid)],
    }


def _gathering(line: GatheringLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "title": line.title,
        "state": line.state, "brought": line.brought, "standing": line.standing,
    }  # fmt: skip


def _point(line: PointLine) -> dict[str, Any]:
    return {
        "number": line.number, "url": f"{settings.KONBIT_URL}{line.url}", "title": line.title,
        "text": line.text, "heading": line.heading,
        "brought_by": line.brought_by.name if line.brought_by else "", "round": line.round,
        "into": list(line.into), "outcome": line.became.code, "reason": line.became.reason,
    }  # fmt: skip
