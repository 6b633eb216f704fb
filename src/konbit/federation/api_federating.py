"""Reading pacts, and how a group grew, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.federation.queries.growth import growth_page
from konbit.federation.queries.pacts import PactLine, pact_page, pacts_of_group
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class PactOut(Schema):
    """A pact; texts by language. `asked`, `answered`, `agreed`, `bound`: how many of the groups that you may
    see."""

    uid: str
    url: str
    title: dict[str, str]
    aim: dict[str, str]
    state: str
    group: NamedGroup
    network: NamedGroup | None
    when: str
    asked: int
    answered: int
    agreed: int
    bound: int
    certainty: str


class PartyOut(Schema):
    """A group that is asked, and what it answered; `resolution`: the uid of that by which it did."""

    group: NamedGroup
    state: str
    mandate: dict[str, str]
    reason: dict[str, str]
    resolution: str
    answered_on: str
    bound: str


class WholePact(PactOut):
    """A pact with its charter and the answers. `needed`: how many have to agree; null: all, or it is not
    told."""

    charter: dict[str, str]
    needed: int | None
    source: str
    parties: list[PartyOut]


class Pacts(Schema):
    """The pacts of a group: proposed by it, those in which it is asked, those from which it came."""

    own: list[PactOut]
    asked: list[PactOut]
    founding: list[PactOut]


class HappeningOut(Schema):
    """Something that happened to a group; `valid_from` and `valid_until` are partial dates."""

    kind: str
    group: NamedGroup
    other: NamedGroup | None
    valid_from: str
    valid_until: str
    text: dict[str, str]
    certainty: str
    source: str


class StayOut(Schema):
    """A mandate on somebody's way."""

    group: NamedGroup
    organ: dict[str, str]
    valid_from: str
    valid_until: str
    certainty: str
    source: str


class WayOut(Schema):
    """Somebody's way from group to group, by the name that stands there for everybody."""

    name: str
    stays: list[StayOut]


class GrowthOut(Schema):
    """How a group grew."""

    group: NamedGroup
    groups: list[NamedGroup]
    told: list[HappeningOut]
    ways: list[WayOut]


@router.get(
    "groups/{uid}/pacts",
    response={200: Pacts, NOT_HERE: Problem},
    summary="The pacts of a group",
    operation_id="list_pacts",
)
def pacts(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The pacts that a group proposed, in which it takes part, from which it came; newest first."""
    page = pacts_of_group(viewer_in(request), uid)
    return {name: [_pact(one) for one in getattr(page, name)] for name in ("own", "asked", "founding")}


@router.get(
    "pacts/{uid}",
    response={200: WholePact, NOT_HERE: Problem},
    summary="One pact with its answers",
    operation_id="get_pact",
)
def pact(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A pact, its charter, and what each group answered."""
    page = pact_page(viewer_in(request), uid)
    return {
        **_pact(page.line),
        "charter": page.charter,
        "needed": page.needed if page.tells_needed else None,
        "source": page.source.name if page.source else "",
        "parties": [
            {
                "group": _named(one.group), "state": one.state, "mandate": one.mandate, "reason": one.reason,
                "resolution": one.resolution.uid if one.resolution else "", "answered_on": one.answered_on,
                "bound": one.bound,
            }
            for one in page.parties
        ],
    }  # fmt: skip


@router.get(
    "groups/{uid}/growth",
    response={200: GrowthOut, NOT_HERE: Problem},
    summary="How a group grew",
    operation_id="get_growth",
)
def growth(request: HttpRequest, uid: Path[Uid]) -> Any:
    """What a group came out of, what came out of it, who joined and left, the people who carried it."""
    page = growth_page(viewer_in(request), uid, get_language() or "en")
    return {
        "group": _named(page.group),
        "groups": [_named(one) for one in page.links.values()],
        "told": [
            {
                "kind": one.kind, "group": _named(one.group),
                "other": _named(one.other) if one.other else None, "valid_from": one.valid_from,
                "valid_until": one.valid_until, "text": one.text or {}, "certainty": one.certainty,
                "source": one.source.name if one.source else "",
            }
            for one in page.told
        ],
        "ways": [
            {
                "name": way.name,
                "stays": [
                    {
                        "group": _named(one.group), "organ": one.organ, "valid_from": one.valid_from,
                        "valid_until": one.valid_until, "certainty": one.certainty,
                        "source": one.source.name if one.source else "",
                    }
                    for one in way.stays
                ],
            }
            for way in page.ways
        ],
    }  # fmt: skip


def _pact(line: PactLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "title": line.title, "aim": line.aim,
        "state": line.state, "group": _named(line.group),
        "network": _named(line.network) if line.network else None, "when": line.when, "asked": line.asked,
        "answered": line.answered, "agreed": line.agreed, "bound": line.bound, "certainty": line.certainty,
    }  # fmt: skip


def _named(link: GroupLink) -> dict[str, str]:
    return {
        "uid": link.uid, "name": link.name, "kind": link.kind, "url": f"{settings.KONBIT_URL}{link.url}",
    }  # fmt: skip
