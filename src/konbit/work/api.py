"""Reading plans as JSON: with the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import Problem
from konbit.people.audience import Viewer
from konbit.work.queries.activities import activity_page
from konbit.work.queries.lines import Line
from konbit.work.queries.plans import PAGE, plan_page, plans_of

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class HandOut(Schema):
    """Who does it; `wanted` where somebody is still looked for."""

    name: str
    kind: str
    contributes: bool
    wanted: bool


class ActivityOut(Schema):
    """An activity of a plan: words by language, its deadline as it is written in the language asked for."""

    uid: str
    code: str
    text: dict[str, str]
    goals: list[dict[str, str]]
    serves: list[str]
    deadline: str
    state: str
    hands: list[HandOut]
    notes: int


class PlanShort(Schema):
    """A plan of a group."""

    uid: str
    title: dict[str, str]
    when: str
    certainty: str
    activities: int
    done: int


class Plans(Schema):
    """The plans of a group, newest first."""

    plans: list[PlanShort]


class PlanGoalOut(Schema):
    """A goal of a plan."""

    code: str
    text: dict[str, str]


class PlanOut(Schema):
    """A plan and a page of its activities, in the order of its sections."""

    uid: str
    group: str
    title: dict[str, str]
    aim: dict[str, str]
    when: str
    certainty: str
    goals: list[PlanGoalOut]
    total: int
    page: int
    pages: int
    activities: list[ActivityOut]


class NoteOut(Schema):
    """What somebody noted of an activity."""

    when: str
    text: str
    language: str


class WholeActivity(ActivityOut):
    """An activity with its plan, details and notes."""

    plan: str
    section: str
    detail: dict[str, str]
    deliverable: dict[str, str]
    deliverable_url: str
    told: list[NoteOut]


@router.get(
    "groups/{uid}/plans",
    response={200: Plans, NOT_HERE: Problem},
    summary="The plans of a group",
    operation_id="list_plans",
)
def plans(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The plans of a group that you may see."""
    return {
        "plans": [
            {
                "uid": one.uid,
                "title": one.title,
                "when": one.when,
                "certainty": one.certainty,
                "activities": one.total,
                "done": one.done,
            }
            for one in plans_of(_viewer(request), uid).plans
        ]
    }


@router.get(
    "plans/{uid}", response={200: PlanOut, NOT_HERE: Problem}, summary="One plan", operation_id="get_plan"
)
def plan(request: HttpRequest, uid: Path[Uid], page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Any:
    """A plan and a page of its activities."""
    found = plan_page(_viewer(request), uid, "section", page, _language())
    facts = found.plan
    return {
        "uid": facts.uid,
        "group": facts.link.uid,
        "title": facts.title,
        "aim": facts.aim,
        "when": facts.when,
        "certainty": facts.certainty,
        "goals": [{"code": goal.code, "text": goal.text} for goal in facts.goals],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "activities": [_activity(line) for bunch in found.bunches for line in bunch.lines][:PAGE],
    }


@router.get(
    "activities/{uid}",
    response={200: WholeActivity, NOT_HERE: Problem},
    summary="One activity",
    operation_id="get_activity",
)
def activity(request: HttpRequest, uid: Path[Uid]) -> Any:
    """An activity with its notes."""
    found = activity_page(_viewer(request), uid, _language())
    return {
        **_activity(found.line),
        "plan": found.plan.uid,
        "section": found.section,
        "detail": found.detail,
        "deliverable": found.deliverable,
        "deliverable_url": found.deliverable_url,
        "told": [{"when": one.when, "text": one.text, "language": one.language} for one in found.notes],
    }


def _activity(line: Line) -> dict[str, Any]:
    return {
        "uid": line.uid,
        "code": line.code,
        "text": line.text,
        "goals": list(line.numbered),
        "serves": list(line.serves),
        "deadline": line.deadline,
        "state": line.state,
        "hands": [
            {"name": one.name, "kind": one.kind, "contributes": one.contributes, "wanted": one.inviting}
            for one in line.hands
        ],
        "notes": line.notes,
    }


def _language() -> str:
    return get_language() or "en"


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]
