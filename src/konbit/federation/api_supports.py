"""Reading supports as JSON. Accompaniments are not among what is read here: they are for two groups alone."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Paged, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.federation.queries.ecosystem import ecosystem
from konbit.federation.queries.supports import SupportLine, supports_page
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class SupportOut(Schema):
    """What a group gives, uses or lacks; texts by language. `other`: to whom, or from whom; `answer`: whether
    that group says that it is so (open, yes or no)."""

    uid: str
    does: str
    function: str
    group: NamedGroup
    other: NamedGroup | None
    territory: str
    what: dict[str, str]
    valid_from: str
    valid_until: str
    answer: str
    certainty: str
    source: str


class Supports(Schema):
    """A page of supports."""

    total: int
    page: int
    size: int
    supports: list[SupportOut]


class CellOut(Schema):
    """A support function in a place; empty `territory`: of no place. `gap`: some lack it and nobody gives it
    there, as far as it is told."""

    territory: str
    function: str
    gives: list[NamedGroup]
    uses: list[NamedGroup]
    lacks: list[NamedGroup]
    gap: bool


class EcosystemOut(Schema):
    """Who gives, uses and lacks what, where; cells of which nobody says anything are left out."""

    cells: list[CellOut]


@router.get(
    "groups/{uid}/supports",
    response={200: Supports, NOT_HERE: Problem},
    summary="What a group gives, uses and lacks",
    operation_id="list_supports",
)
def supports(request: HttpRequest, uid: Path[Uid], paged: Query[Paged]) -> Any:
    """What a group says of itself, then what others say of it; also what is over."""
    page = supports_page(viewer_in(request), uid)
    lines = [*page.lines, *page.named]
    start = (paged.page - 1) * paged.size
    shown = [_support(line) for line in lines[start : start + paged.size]]
    return {"total": len(lines), "page": paged.page, "size": paged.size, "supports": shown}


@router.get(
    "groups/{uid}/supports/ecosystem",
    response={200: EcosystemOut, NOT_HERE: Problem},
    summary="Who gives, uses and lacks what in a network, by place",
    operation_id="get_ecosystem",
)
def eco(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The supports of a network and of all below it, as they hold today."""
    page = ecosystem(viewer_in(request), uid, get_language() or "en")
    return {
        "cells": [
            {
                "territory": row.name, "function": cell.function.code, "gap": cell.is_gap,
                **{name: [_group(one) for one in getattr(cell, name)] for name in ("gives", "uses", "lacks")},
            }
            for row in page.territories
            for cell in row.cells
            if not cell.is_empty
        ]
    }  # fmt: skip


def _support(line: SupportLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "does": line.does, "function": line.function.code, "group": _group(line.group),
        "other": _group(line.other) if line.other else None, "territory": line.territory, "what": line.what,
        "valid_from": line.period.start, "valid_until": line.period.until, "answer": line.answer,
        "certainty": line.certainty, "source": line.source.name if line.source else "",
    }  # fmt: skip


def _group(link: GroupLink) -> dict[str, str]:
    return {"uid": link.uid, "name": link.name, "kind": link.kind, "url": link.url}
