"""Reading offers and needs as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.exchange.queries.browsing import Looked, browse
from konbit.exchange.queries.listings import ListingLine, listing_page
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]
Words = dict[str, str]


class ListingsAsked(Schema):
    """What is looked for: `near` a town, within so many kilometres."""

    what: Literal["offer", "need"] = "offer"
    sort: Literal["", "goods", "service", "knowhow", "time", "space", "transport"] = ""
    q: Annotated[str, Field(max_length=100)] = ""
    near: Annotated[str, Field(max_length=100)] = ""
    km: Annotated[int, Field(ge=1, le=20000)] = 25
    page: Annotated[int, Field(ge=1, le=1000)] = 1


class ListingOut(Schema):
    """An offer or a need; texts by language. `state`: open, over or done. `latitude` and `longitude` in
    degrees, as exactly as its group shows its places. `prices` as a page of this language writes them."""

    uid: str
    url: str
    what: str
    sort: str
    title: Words
    text: Words
    group: NamedGroup
    category: Words
    free: bool
    prices: list[str]
    quantity: str
    where: str
    latitude: float | None
    longitude: float | None
    radius_km: int | None
    until: str
    state: str
    picture: str


class Listings(Schema):
    """A page of offers, or of needs."""

    total: int
    page: int
    pages: int
    listings: list[ListingOut]


@router.get(
    "listings",
    response={200: Listings, 422: Problem},
    summary="What is offered, or needed",
    operation_id="list_listings",
)
def listings(request: HttpRequest, asked: Query[ListingsAsked]) -> Any:
    """Offers, or needs, that hold today: twenty a page, newest or nearest first."""
    found = browse(viewer_in(request), Looked(**asked.dict()))
    return {
        "total": found.total, "page": found.looked.page, "pages": found.pages,
        "listings": [listing_data(line) for line in found.lines],
    }  # fmt: skip


@router.get(
    "listings/{uid}",
    response={200: ListingOut, NOT_HERE: Problem},
    summary="One offer or need",
    operation_id="get_listing",
)
def listing(request: HttpRequest, uid: Path[Uid]) -> Any:
    """An offer or a need, also one that is over. Whose it is, is not among it: write to its group."""
    return listing_data(listing_page(viewer_in(request), uid).line)


def listing_data(line: ListingLine) -> dict[str, Any]:
    """An offer or a need as plain values."""
    point = line.where.point
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "what": line.what, "sort": line.sort,
        "title": line.title, "text": line.text, "group": _group(line.group), "category": line.term,
        "free": line.free, "prices": list(line.prices), "quantity": line.quantity, "where": line.where.words,
        "latitude": point[0] if point else None, "longitude": point[1] if point else None,
        "radius_km": line.where.radius, "until": line.until.isoformat(), "state": line.state,
        "picture": f"{settings.KONBIT_URL}{line.picture.url}" if line.picture else "",
    }  # fmt: skip


def _group(group: GroupLink) -> dict[str, str]:
    address = f"{settings.KONBIT_URL}{group.url}"
    return {"uid": group.uid, "name": group.name, "kind": group.kind, "url": address}
