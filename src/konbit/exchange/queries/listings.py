"""Offers and needs: in lists, and one with all that its reader may know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import number_format

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.exchange import amounts
from konbit.exchange.models import Currency, Listing, Photo, Price
from konbit.exchange.queries.listing_places import Where, wheres_of
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of

SYMBOLS = {
    Listing.Sort.GOODS: "package",
    Listing.Sort.SERVICE: "wrench",
    Listing.Sort.KNOWHOW: "lightbulb",
    Listing.Sort.TIME: "clock",
    Listing.Sort.SPACE: "house",
    Listing.Sort.TRANSPORT: "truck",
}
SOON = 14
"""From so many days before its end on, its keeper is asked whether it still holds."""
WITH = ("group", "term__scheme__network")
"""What a list reads of each offer and need with it."""
MOST = 2000
"""More are not gone through for one page: the newest come first."""


@dataclass(frozen=True)
class Picture:
    """A picture by the address from which it is sent, and what it shows, in words."""

    id: int
    url: str
    alt: Multilingual


@dataclass(frozen=True)
class ListingLine:
    """An offer or a need in a list. `prices`: in the reader's language; `typed`: the same as an amount and
    the code of its unit, as they stand in a table. `state`: open, over, or done."""

    id: int
    uid: str
    what: str
    sort: str
    title: Multilingual
    text: Multilingual
    group: GroupLink
    term: Multilingual
    term_id: int | None
    prices: tuple[str, ...]
    typed: tuple[tuple[str, str], ...]
    free: bool
    quantity: str
    where: Where
    until: date
    ended: date | None
    picture: Picture | None

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("exchange:listing", args=[self.uid])

    @property
    def what_label(self) -> str:
        """Whether it is offered or needed, in words."""
        return str(Listing.What(self.what).label)

    @property
    def sort_label(self) -> str:
        """What sort of thing it is, in words."""
        return str(Listing.Sort(self.sort).label)

    @property
    def symbol(self) -> str:
        """The name of the symbol of its sort."""
        return SYMBOLS[Listing.Sort(self.sort)]

    @property
    def state(self) -> str:
        """Whether it still holds."""
        if self.ended is not None:
            return "done"
        return "open" if self.until >= date.today() else "over"

    @property
    def days_left(self) -> int:
        """How many days it still stands, today among them; nothing or less: it does not."""
        return (self.until - date.today()).days + 1

    @property
    def ends_soon(self) -> bool:
        """Whether its keeper is to be asked if it still holds."""
        return self.state == "open" and self.days_left <= SOON


@dataclass(frozen=True)
class ListingPage:
    """An offer or a need with everything. `who`: her name, for people of the group; empty for all others."""

    line: ListingLine
    pictures: tuple[Picture, ...]
    who: str
    audience: str
    may_change: bool
    is_public: bool


def listing_page(viewer: Viewer, uid: str) -> ListingPage:
    """The page of an offer or a need, also of one that is over. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Listing, uid)
    line = listing_lines(viewer, [row])[0]
    return ListingPage(
        line=line,
        pictures=tuple(_picture(row, one) for one in row.photos.all()),
        who=_who(row, sight),
        audience=str(Audience(row.audience).label),
        may_change=may_change(viewer, row, sight),
        is_public=row.audience == Audience.PUBLIC == row.group.audience,
    )


def may_change(viewer: Viewer, row: Listing, sight: Sight) -> bool:
    """Whether a viewer may change an offer or a need: whose it is, who wrote it down, who edits its group."""
    own = viewer.is_someone and viewer.actor in (row.person, row.by) and sight.may("take part")
    return own or sight.may("edit")


def _who(row: Listing, sight: Sight) -> str:
    if not sight.may("take part"):
        return ""
    return row.name or (names_of([row.person]).get(row.person, "") if row.person else "")


def listing_lines(viewer: Viewer, rows: Iterable[Listing]) -> list[ListingLine]:
    """Those of these offers and needs that the viewer may know of, in their order."""
    seen = seen_things(viewer, rows)
    groups = keepers(viewer, seen)
    ids = [one.pk for one in seen]
    prices = _prices_of(viewer, ids)
    first: dict[int, Photo] = {}
    for photo in Photo.objects.filter(listing__in=ids):
        first.setdefault(photo.listing_id, photo)
    wheres = wheres_of(seen)
    return [
        ListingLine(
            id=one.pk,
            uid=one.uid,
            what=one.what,
            sort=one.sort,
            title=one.title,
            text=one.text,
            group=groups[one.group_id],
            term=category_of(one),
            term_id=one.term_id if category_of(one) else None,
            prices=tuple(amounts.shown(*price) for price in prices.get(one.pk, ())),
            typed=tuple((amounts.written(*price), price[1].code) for price in prices.get(one.pk, ())),
            free=one.free,
            quantity=_quantity(one),
            where=wheres[one.pk],
            until=one.until_on,
            ended=one.ended_on,
            picture=_picture(one, first[one.pk]) if one.pk in first else None,
        )
        for one in seen
    ]


def _prices_of(viewer: Viewer, ids: list[int]) -> dict[int, list[tuple[int, Currency]]]:
    """The prices of these offers and needs (ids); not those in the unit of a group that is closed to the
    viewer."""
    rows = list(Price.objects.filter(listing__in=ids).select_related("currency").order_by("id"))
    groups = visible_groups(viewer, {one.currency.group_id for one in rows if one.currency.group_id})
    found: dict[int, list[tuple[int, Currency]]] = {}
    for one in rows:
        if one.currency.group_id is None or one.currency.group_id in groups:
            found.setdefault(one.listing_id, []).append((one.amount, one.currency))
    return found


def category_of(row: Listing) -> Multilingual:
    """Its category in all languages; nothing where that is a word of a network that is not public."""
    if row.term is None:
        return {}
    network = row.term.scheme.network
    return row.term.label if network is None or network.audience == Audience.PUBLIC else {}


def open_listings(**said: Any) -> QuerySet[Listing]:
    """The offers and needs that hold today, newest first. Nobody's eyes yet: see `seen_things`."""
    rows = Listing.objects.filter(removed_at=None, ended_on=None, until_on__gte=date.today(), **said)
    return rows.select_related(*WITH).order_by("-from_on", "-id")


def listings_of_group(viewer: Viewer, group: int, what: str) -> list[ListingLine]:
    """What a group (id) and its people offer, or need, today."""
    return listing_lines(viewer, open_listings(group=group, what=what)[:MOST])


def own_listings(viewer: Viewer) -> list[ListingLine]:
    """What somebody offers and needs, or wrote down for another: what is over or ends soon first, what is
    done last."""
    if not viewer.is_someone:
        return []
    mine = Q(person=viewer.actor) | Q(by=viewer.actor)
    rows = Listing.objects.filter(mine, removed_at=None).select_related(*WITH)
    lines = listing_lines(viewer, rows.order_by("until_on", "id")[:MOST])
    return sorted(lines, key=lambda line: line.state == "done")


def listing_written(viewer: Viewer, uid: str) -> Listing:
    """An offer or a need as it stands, for a message. Raises `NotFound`."""
    return seen_thing(viewer, Listing, uid)[0]


def as_typed(row: Listing) -> dict[str, Any]:
    """What stands in the fields of a form in which an offer or a need is written again."""
    prices = [(amounts.written(one.amount, one.currency), _word(one.currency)) for one in _written(row)]
    first, second = [*prices, ("", ""), ("", "")][:2]
    return {
        "sort": row.sort, "term": row.term_id, "free": row.free, "quantity": row.quantity, "unit": row.unit,
        "price": first[0], "currency": first[1], "second": second[0], "second_unit": second[1],
        "place": row.place_id, "where": row.where, "radius": row.radius, "name": row.name,
        "audience": row.audience,
    }  # fmt: skip


def _written(row: Listing) -> Iterable[Price]:
    return row.prices.select_related("currency").order_by("id")


def _word(currency: Currency) -> str:
    return currency.uid if currency.group_id else currency.code


def _picture(row: Listing, photo: Photo) -> Picture:
    return Picture(photo.pk, reverse("exchange:listing-photo", args=[row.uid, photo.pk]), photo.alt)


def _quantity(row: Listing) -> str:
    if row.quantity is None:
        return row.unit
    return f"{number_format(row.quantity.normalize(), use_l10n=True)} {row.unit}".strip()
