"""Reading what is learned as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from konbit.directory.api_shapes import Paged, Problem
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.learning import api_shapes as shapes
from konbit.learning.queries.claims import ClaimLine, claim_page, claims_of_group
from konbit.learning.queries.frameworks import (
    HEADINGS,
    FrameworkLink,
    PriorityShown,
    framework_page,
    frameworks_of_group,
)
from konbit.learning.queries.modules import module_page
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


@router.get(
    "groups/{uid}/claims",
    response={200: shapes.Claims, NOT_HERE: Problem},
    summary="What a group assumes and has learned",
    operation_id="list_claims",
)
def claims(request: HttpRequest, uid: Path[Uid], paged: Query[Paged]) -> Any:
    """The claims of a group, those that were retired last."""
    viewer = viewer_in(request)
    group, _sight = seen_group(viewer, uid)
    lines = claims_of_group(viewer, group.pk)
    start = (paged.page - 1) * paged.size
    shown = [_claim(line) for line in lines[start : start + paged.size]]
    return {"total": len(lines), "page": paged.page, "size": paged.size, "claims": shown}


@router.get(
    "claims/{uid}",
    response={200: shapes.WholeClaim, NOT_HERE: Problem},
    summary="One claim with its life",
    operation_id="get_claim",
)
def claim(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A claim, its cases, and each move with the resolution by which it was made."""
    page = claim_page(viewer_in(request), uid)
    return {
        **_claim(page.line),
        "would_change": page.would_change,
        "settle_by": page.settle_by,
        "replaced_by": page.replaced_by.uid if page.replaced_by else "",
        "cases": [
            {
                "stance": one.stance, "kind": one.kind, "text": one.text, "amount": one.amount,
                "unit": one.unit, "url": one.url, "place": one.place, "when": one.when,
                "source": one.source.name if one.source else one.address,
            }
            for one in page.cases
        ],
        "life": [
            {
                "on": one.on,
                "before": one.before.code if one.before else "",
                "after": one.after.code,
                "reason": one.reason or {},
                "resolution": one.resolution.uid if one.resolution else "",
            }
            for one in page.life
            if one.after
        ],
    }  # fmt: skip


@router.get(
    "groups/{uid}/frameworks",
    response={200: shapes.Frameworks, NOT_HERE: Problem},
    summary="What a group holds to",
    operation_id="list_frameworks",
)
def frameworks(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The frameworks of a group, all versions."""
    viewer = viewer_in(request)
    group, _sight = seen_group(viewer, uid)
    listed = frameworks_of_group(viewer, group.pk)
    return {"frameworks": [{**_framework(one), "priorities": one.count} for one in listed]}


@router.get(
    "frameworks/{uid}",
    response={200: shapes.WholeFramework, NOT_HERE: Problem},
    summary="One framework with its priorities",
    operation_id="get_framework",
)
def framework(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A framework, its priorities, and the claims that speak of each, by state."""
    page = framework_page(viewer_in(request), uid)
    return {
        **_framework(page.link),
        "introduction": page.introduction,
        "follows": page.follows.uid if page.follows else "",
        "followed_by": [one.uid for one in page.followed_by],
        "priorities": [_priority(one) for one in page.priorities],
    }


@router.get(
    "modules/{uid}",
    response={200: shapes.ModuleOut, NOT_HERE: Problem},
    summary="One study module",
    operation_id="get_module",
)
def module(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A study module with the steps of the way through it."""
    page = module_page(viewer_in(request), uid)
    return {
        "uid": page.link.uid,
        "url": _address(page.link.url),
        "title": page.link.title,
        "introduction": page.introduction,
        "exercise": page.exercise,
        "licence": page.licence,
        "group": _named(page.link.group),
        "certainty": page.link.certainty,
        "minutes": page.link.minutes,
        "steps": [
            {
                "number": one.number,
                "kind": one.kind,
                "title": one.title,
                "minutes": one.minutes,
                "pages": one.reading.pages if one.reading else "",
                "url": one.reading.url if one.reading else "",
            }
            for one in page.steps
        ],
    }


def _claim(line: ClaimLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": _address(line.url), "statement": line.statement,
        "conditions": line.conditions, "state": line.state.code, "group": _named(line.group),
        "certainty": line.certainty, "supports": line.supports, "qualifies": line.qualifies,
        "contradicts": line.contradicts,
    }  # fmt: skip


def _framework(link: FrameworkLink) -> dict[str, Any]:
    return {
        "uid": link.uid, "url": _address(link.url), "title": link.title, "version": link.version,
        "when": link.when, "group": _named(link.group), "certainty": link.certainty,
    }  # fmt: skip


def _priority(one: PriorityShown) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "statement": one.statement,
        "starting_point": one.starting_point,
        "example": one.example,
        "grew_from": [number for number, _title in one.grew_from],
        "claims": {state: [line.uid for line in one.claims.get(state, ())] for state in HEADINGS},
    }


def _named(link: GroupLink) -> dict[str, str]:
    return {"uid": link.uid, "name": link.name, "kind": link.kind, "url": _address(link.url)}


def _address(path: str) -> str:
    return f"{settings.KONBIT_URL}{path}"
