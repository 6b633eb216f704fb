"""Reading the rules of statutes as JSON, with the same eyes as the pages. What is checked is not among it."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.federation.queries.statutes import (
    RuleShown,
    StatutesLink,
    statutes_of_group,
    statutes_page,
)
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class StatutesOut(Schema):
    """Statutes of a group."""

    uid: str
    url: str
    title: dict[str, str]
    group: NamedGroup
    certainty: str


class RuleOut(Schema):
    """A rule: `about` is the word of a level, or the name of one body. `asked` is in the language of the
    answer. `state`: now, past or coming."""

    word: str
    about: str
    asked: str
    period: str
    state: str
    note: dict[str, str]
    source: str
    certainty: str
    resolution: str


class LevelOut(Schema):
    """A level; on one with `organ` stand bodies in which people sit."""

    word: str
    title: dict[str, str]
    organ: bool
    colleges: dict[str, dict[str, str]]


class StatutesList(Schema):
    """The statutes of a group."""

    statutes: list[StatutesOut]


class WholeStatutes(StatutesOut):
    """Statutes with their levels and rules."""

    note: dict[str, str]
    levels: list[LevelOut]
    rules: list[RuleOut]


@router.get(
    "groups/{uid}/statutes",
    response={200: StatutesList, NOT_HERE: Problem},
    summary="The statutes of a group",
    operation_id="list_statutes",
)
def statutes_of(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The statutes of a group, newest first."""
    page = statutes_of_group(viewer_in(request), uid)
    return {"statutes": [_statutes(one) for one in page.statutes]}


@router.get(
    "statutes/{uid}",
    response={200: WholeStatutes, NOT_HERE: Problem},
    summary="One text of statutes with its rules",
    operation_id="get_statutes",
)
def statutes(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Levels and rules in words, also those that held before."""
    page = statutes_page(viewer_in(request), uid, get_language() or "en")
    rules = [rule for level in page.levels for rule in (*level.rules, *level.past)]
    return {
        **_statutes(page.link),
        "note": page.note,
        "levels": [
            {
                "word": one.word, "title": one.title, "organ": one.organ,
                "colleges": {college.word: college.title for college in one.colleges},
            }
            for one in page.levels
        ],
        "rules": [_rule(rule) for rule in (*rules, *page.others)],
    }  # fmt: skip


def _rule(one: RuleShown) -> dict[str, Any]:
    return {
        "word": one.word, "about": one.about, "asked": one.asked, "period": one.period, "state": one.state,
        "note": one.note, "source": one.source.name if one.source else one.address,
        "certainty": one.certainty, "resolution": one.resolution.uid if one.resolution else "",
    }  # fmt: skip


def _statutes(one: StatutesLink) -> dict[str, Any]:
    return {
        "uid": one.uid, "url": f"{settings.KONBIT_URL}{one.url}", "title": one.title,
        "group": _named(one.group), "certainty": one.certainty,
    }  # fmt: skip


def _named(link: GroupLink) -> dict[str, str]:
    return {
        "uid": link.uid, "name": link.name, "kind": link.kind, "url": f"{settings.KONBIT_URL}{link.url}",
    }  # fmt: skip
