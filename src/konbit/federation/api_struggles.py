"""Reading struggles and gains as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from konbit.base.text import Multilingual
from konbit.directory.api_shapes import NamedGroup, Paged, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.federation.queries.allies import AllyShown
from konbit.federation.queries.atlas import atlas
from konbit.federation.queries.gains import GainLine, gain_page, gains_of
from konbit.federation.queries.struggle_lines import StruggleLine
from konbit.federation.queries.struggles import Moment, struggle_page, struggles_of
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class StruggleOut(Schema):
    """A struggle in a list; `institution`: whose rule it is, empty where none is named."""

    uid: str
    url: str
    title: Multilingual
    way: str
    state: str
    institution: str
    group: NamedGroup
    certainty: str


class Struggles(Schema):
    """A page of a list of struggles."""

    total: int
    page: int
    size: int
    struggles: list[StruggleOut]


class StruggleStep(Schema):
    """Something in the life of a struggle; `part`: the uid of the part in which it happened, or empty."""

    on: str
    kind: str
    text: Multilingual
    source: str
    certainty: str
    part: str


class AllyOut(Schema):
    """Who stands with a struggle."""

    group: NamedGroup
    tie: str


class WholeStruggle(StruggleOut):
    """A struggle with its life, its parts and those who stand with it."""

    aim: Multilingual
    contested: Multilingual
    stand: Multilingual
    result: Multilingual
    within: str
    parts: list[StruggleOut]
    life: list[StruggleStep]
    allies: list[AllyOut]


class GainOut(Schema):
    """A gain in a list; `standing`: whether it holds, is weakened or lost."""

    uid: str
    url: str
    title: Multilingual
    firmness: str
    standing: Literal["holds", "weakened", "lost"]
    institution: str
    place: str
    country: str
    group: NamedGroup
    certainty: str


class Gains(Schema):
    """A page of a list of gains."""

    total: int
    page: int
    size: int
    gains: list[GainOut]


class TurnOut(Schema):
    """Something that happened to a gain."""

    on: str
    kind: str


class WholeGain(GainOut):
    """A gain with what became of it."""

    text: Multilingual
    turns: list[TurnOut]


class Narrowed(Paged):
    """By what gains can be asked for."""

    firmness: str = Field("", max_length=20)
    country: str = Field("", max_length=2)
    standing: str = Field("", max_length=10)


@router.get(
    "groups/{uid}/struggles",
    response={200: Struggles, NOT_HERE: Problem},
    summary="What a group demands, defends and builds",
    operation_id="list_struggles",
)
def struggles(request: HttpRequest, uid: Path[Uid], paged: Query[Paged]) -> Any:
    """The struggles of a group, those that go on first."""
    lines = struggles_of(viewer_in(request), uid).lines
    return _page(paged, "struggles", [_struggle(line) for line in lines])


@router.get(
    "struggles/{uid}",
    response={200: WholeStruggle, NOT_HERE: Problem},
    summary="One struggle with its life",
    operation_id="get_struggle",
)
def struggle(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A struggle, its parts beneath, what happened, and which groups stand with it."""
    page = struggle_page(viewer_in(request), uid)
    return {
        **_struggle(page.line),
        "aim": page.aim, "contested": page.contested, "stand": page.stand, "result": page.result,
        "within": page.within.uid if page.within else "",
        "parts": [_struggle(part.line) for part in page.parts],
        "life": [_step(one) for one in page.life],
        "allies": [_ally(one, one.link) for one in page.allies if one.link],
    }  # fmt: skip


@router.get(
    "groups/{uid}/gains",
    response={200: Gains, NOT_HERE: Problem},
    summary="What a group gained and kept",
    operation_id="list_gains_of_group",
)
def gains_of_group(request: HttpRequest, uid: Path[Uid], paged: Query[Paged]) -> Any:
    """The gains of which a group tells, the newest first."""
    lines = gains_of(viewer_in(request), uid).lines
    return _page(paged, "gains", [_gain(line) for line in lines])


@router.get(
    "gains", response={200: Gains, 422: Problem}, summary="The atlas of what was gained and kept",
    operation_id="list_gains",
)  # fmt: skip
def gains(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Gains from the oldest to the newest, narrowed by kind, country, and whether they hold."""
    lines = atlas(viewer_in(request), asked.firmness, asked.country, asked.standing).lines
    return _page(asked, "gains", [_gain(line) for line in lines])


@router.get(
    "gains/{uid}",
    response={200: WholeGain, NOT_HERE: Problem},
    summary="One gain with what became of it",
    operation_id="get_gain",
)
def gain(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A gain with each turn: gained, kept, weakened, lost, restored."""
    page = gain_page(viewer_in(request), uid)
    turns = [{"on": on, "kind": kind} for on, kind in page.line.turned]
    return {**_gain(page.line), "text": page.text, "turns": turns}


def _page(paged: Paged, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    start = (paged.page - 1) * paged.size
    return {
        "total": len(rows), "page": paged.page, "size": paged.size, name: rows[start : start + paged.size],
    }  # fmt: skip


def _struggle(line: StruggleLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": _address(line.url), "title": line.title, "way": line.way.code,
        "state": line.state.code, "institution": line.institution.name if line.institution else "",
        "group": _named(line.group), "certainty": line.certainty,
    }  # fmt: skip


def _step(one: Moment) -> dict[str, Any]:
    return {
        "on": one.on, "kind": one.badge.code, "text": one.text,
        "source": one.source.name if one.source else one.address, "certainty": one.certainty,
        "part": one.of.uid if one.of else "",
    }  # fmt: skip


def _ally(one: AllyShown, link: GroupLink) -> dict[str, Any]:
    return {"group": _named(link), "tie": one.tie}


def _gain(line: GainLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": _address(line.url), "title": line.title, "firmness": line.firmness,
        "standing": line.standing.code, "institution": line.institution, "place": line.place,
        "country": line.country, "group": _named(line.group), "certainty": line.certainty,
    }  # fmt: skip


def _named(link: GroupLink) -> dict[str, str]:
    return {"uid": link.uid, "name": link.name, "kind": link.kind, "url": _address(link.url)}


def _address(path: str) -> str:
    return f"{settings.KONBIT_URL}{path}"
