"""Care for a circle: whom to help, and suggestions out of what its members offer and need today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q
from django.utils.safestring import SafeString

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import sights_of
from konbit.engines.trade_rings import Give, Ring, trade_rings
from konbit.exchange.models import Listing, Member
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.going_round import (
    SILENT,
    Stuck,
    last_days,
    silent_members,
    stuck_accounts,
    velocity,
)
from konbit.exchange.queries.listings import MOST, ListingLine, listing_lines, open_listings
from konbit.exchange.queries.matching import meeting_pairs
from konbit.exchange.queries.members import names_in
from konbit.exchange.queries.terms import kind_of_circle
from konbit.exchange.ring_of_giving import Arrow, ring_of_giving
from konbit.people.audience import Viewer

SHOWN = 3
"""So many ways to help are shown for each."""

Ways = dict[tuple[int, int], tuple[ListingLine, ListingLine]]
"""By giver and taker (ids of members): the offer and the need that it may meet."""


@dataclass(frozen=True)
class Way:
    """That one could give the other something: the offer and the need behind it."""

    giver: str
    taker: str
    offer: ListingLine
    need: ListingLine


@dataclass(frozen=True)
class Helped:
    """A member who has come to a limit, by her name and number, and what would help: others' needs that her
    offers meet, or others' offers that meet her needs."""

    name: str
    number: int
    can_give: bool
    last: date | None
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Suggested:
    """A circle of members in which everybody gives something to the next, as a picture and as a list."""

    drawing: SafeString
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class CarePage:
    """A circle for who cares for it (`keeps`: who keeps its books sees all), or what touches the reader
    herself. `times`: how often in a year what members have is passed on; None: nobody has anything."""

    uid: str
    title: Multilingual
    keeps: bool
    stuck: tuple[Helped, ...]
    silent: tuple[tuple[int, str], ...]
    days: int
    times: float | None
    mine: tuple[Way, ...]
    rings: tuple[Suggested, ...]
    seen_all: bool


def care_page(viewer: Viewer, circle_uid: str) -> CarePage:
    """Who has come to a limit or fallen silent and what would help, for who keeps the books; for a member,
    what touches herself alone. Offers and needs as far as the viewer may know of them.

    Raises `NotFound`.
    """
    circle, _sight = seen_circle(viewer, circle_uid)
    members = list(circle.members.filter(left_on=None).select_related("group"))
    own, keeper = own_among(viewer, members), keeps(viewer, circle)
    if not kind_of_circle(circle).pays or not (own or keeper):
        raise gone()
    names = {pk: name for pk, (name, _url) in names_in(viewer, members).items()}
    ways = _ways(viewer, members)
    last = last_days(circle)
    stuck = stuck_accounts(circle, last)
    gives = [Give(giver, taker) for giver, taker in ways]
    # A member's circles are looked for as if nobody were stuck: who is, their choice would give away.
    found = trade_rings(gives, [one.member for one in stuck] if keeper else own)
    told = [one for one in found.rings if keeper or own & set(one.members)]
    numbers = {one.pk: one.number for one in members}
    return CarePage(
        uid=circle.uid, title=circle.title, keeps=keeper,
        stuck=tuple(_helped(one, names, numbers, ways) for one in stuck) if keeper else (),
        silent=tuple((numbers[pk], names[pk]) for pk in silent_members(circle, last)) if keeper else (),
        days=SILENT, times=velocity(circle) if keeper else None,
        mine=_worded([pair for pair in ways if own.intersection(pair)][: 4 * SHOWN], names, ways),
        rings=tuple(_suggested(one, names, ways) for one in told), seen_all=found.seen_all,
    )  # fmt: skip


def _ways(viewer: Viewer, members: Iterable[Member]) -> Ways:
    """Who (ids) could give what to whom, the first that fits of each two, by offers and needs that the viewer
    may know of: those of a person only where she is told whose they are."""
    people = {one.person: one.pk for one in members if one.person}
    groups = {one.group_id: one.pk for one in members if one.group_id and not one.person}
    rows = list(open_listings().filter(Q(person__in=people) | Q(person="", name="", group__in=groups))[:MOST])
    sights = sights_of(viewer, {row.group_id for row in rows})
    told = {group for group, sight in sights.items() if sight.may("take part")}
    rows = [one for one in rows if not one.person or one.group_id in told]
    whose = {one.pk: people[one.person] if one.person else groups[one.group_id] for one in rows}
    lines = listing_lines(viewer, rows)
    offers = [one for one in lines if one.what == Listing.What.OFFER]
    needs = [one for one in lines if one.what == Listing.What.NEED]
    ways: Ways = {}
    for offer, need in meeting_pairs(offers, needs):
        if whose[offer.id] != whose[need.id]:
            ways.setdefault((whose[offer.id], whose[need.id]), (offer, need))
    return ways


def _worded(pairs: Iterable[tuple[int, int]], names: Mapping[int, str], ways: Ways) -> tuple[Way, ...]:
    return tuple(Way(names[giver], names[taker], *ways[giver, taker]) for giver, taker in pairs)


def _helped(one: Stuck, names: Mapping[int, str], numbers: Mapping[int, int], ways: Ways) -> Helped:
    side = 0 if one.can_give else 1
    pairs = list(islice((pair for pair in ways if pair[side] == one.member), SHOWN))
    return Helped(names[one.member], numbers[one.member], one.can_give, one.last, _worded(pairs, names, ways))


def _suggested(ring: Ring, names: Mapping[int, str], ways: Ways) -> Suggested:
    found = _worded([(one.giver, one.taker) for one in ring.gives], names, ways)
    return Suggested(ring_of_giving([Arrow(one.giver, one.offer.title) for one in found]), found)
