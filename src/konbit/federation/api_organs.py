"""Reading bodies and who sits in them as JSON. What people say of themselves is not among it."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.federation.queries.mandates import MandateShown
from konbit.federation.queries.organs import OrganShown, organs_page
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class MandateOut(Schema):
    """Who sits; texts by language. `name` is empty where it is not open to the reader, or a group holds the
    role itself (`holder`). `state`: sits, or waits for its condition to be confirmed by `confirm_by`."""

    name: str
    holder: NamedGroup | None
    speaks_for: NamedGroup | None
    region: dict[str, str]
    task: dict[str, str]
    college: dict[str, str]
    seat: dict[str, str]
    valid_from: str
    valid_until: str
    state: str
    condition: dict[str, str]
    confirm_by: str
    certainty: str


class OrganOut(Schema):
    """A body of a group and who sits there today; `seats`: how many there are, `vacant`: how many of them
    nobody has."""

    uid: str
    url: str
    title: dict[str, str]
    kind: str
    valid_from: str
    valid_until: str
    certainty: str
    seats: int
    vacant: int
    mandates: list[MandateOut]


class Organs(Schema):
    """The bodies of a group, those that ended last."""

    organs: list[OrganOut]


@router.get(
    "groups/{uid}/organs",
    response={200: Organs, NOT_HERE: Problem},
    summary="Who sits where in a group",
    operation_id="list_organs",
)
def organs(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The bodies of a group with the mandates of today."""
    page = organs_page(viewer_in(request), uid)
    return {"organs": [_organ(one) for one in (*page.organs, *page.ended)]}


def _organ(one: OrganShown) -> dict[str, Any]:
    link = one.link
    return {
        "uid": link.uid, "url": f"{settings.KONBIT_URL}{link.url}", "title": link.title, "kind": link.kind,
        "valid_from": link.valid_from, "valid_until": link.valid_until, "certainty": link.certainty,
        "seats": one.seats, "vacant": one.vacant, "mandates": [_mandate(row) for row in one.sitting],
    }  # fmt: skip


def _mandate(row: MandateShown) -> dict[str, Any]:
    return {
        "name": row.name, "holder": _named(row.holder), "speaks_for": _named(row.speaks_for),
        "region": row.region, "task": row.task, "college": row.college, "seat": row.seat,
        "valid_from": row.valid_from, "valid_until": row.valid_until, "state": row.state,
        "condition": row.condition, "confirm_by": row.confirm_by, "certainty": row.certainty,
    }  # fmt: skip


def _named(link: GroupLink | None) -> dict[str, str] | None:
    if link is None:
        return None
    url = f"{settings.KONBIT_URL}{link.url}"
    return {"uid": link.uid, "name": link.name, "kind": link.kind, "url": url}
