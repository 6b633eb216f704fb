"""A network as a whole: its face, the networks in it, its members, sums in which each group counts once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from konbit.base.period import holding_on
from konbit.directory.asked import Asked
from konbit.directory.models import Group, Relation
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.found import Found, find
from konbit.directory.queries.membership import DOWNWARD, UPWARD, inner_networks
from konbit.directory.queries.overlap import InSeveral, some_in_several
from konbit.directory.queries.shown import GroupPage
from konbit.directory.queries.ties import WaitingTie, unconfirmed_members, waiting_ties
from konbit.directory.queries.totals import Through, Totals, joined, through, totals
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer
from konbit.search.queries import search

__all__ = ["InSeveral", "InnerNetwork", "NetworkPage", "belonging", "inner_networks", "network_page"]

SHOWN_MEMBERS = 24
SHOWN_NETWORKS = 60
SHOWN_IN_SEVERAL = 12
SHOWN_WAITING = 12


@dataclass(frozen=True)
class InnerNetwork:
    """A network within the network, and how many levels below it."""

    link: GroupLink
    level: int


@dataclass(frozen=True)
class NetworkPage:
    """What a network's page shows besides that of any group; `found`: all below it, each once.

    `through`: its own member networks with how many belong through each. `unconfirmed`: members with
    what is to be said of a tie that one side alone has confirmed. `waiting`: the first of the ties that wait
    for the word of the network, of which there are `waiting_count`, for those who may give it.
    """

    motto: str
    found: Found
    totals: Totals
    through: tuple[Through, ...]
    inner: tuple[InnerNetwork, ...]
    more_inner: int
    members: tuple[Card, ...]
    more_members: int
    unconfirmed: tuple[tuple[GroupLink, str], ...]
    in_several: tuple[InSeveral, ...]
    waiting: tuple[WaitingTie, ...]
    waiting_count: int


def network_page(viewer: Viewer, page: GroupPage, language: str) -> NetworkPage:
    """What a network's page shows of its members, as far as this viewer may know of them."""
    network = page.link.id
    face = face_of(network, language)
    asked = Asked(chosen={"network": (page.link.uid,)})
    found = find(viewer, asked, language, count=("kind", "country"), size=1)
    levels = inner_networks(network)
    links = visible_groups(viewer, levels)
    inner = sorted(
        (InnerNetwork(links[pk], level) for pk, level in levels.items() if pk in links),
        key=lambda one: (one.level, one.link.name.casefold()),
    )
    own = replace(joined(viewer, network), without=(("kind", Group.Kind.NETWORK.value),), size=SHOWN_MEMBERS)
    answer = search(own)
    members = cards(viewer, [hit.id for hit in answer.hits], language, in_name_of=page.link)
    nearest = [one.link for one in inner if one.level == 1][:SHOWN_NETWORKS]
    count, waiting = waiting_ties(viewer, page.link.uid, SHOWN_WAITING)
    return NetworkPage(
        motto=face.motto if face else "",
        found=found,
        totals=totals(viewer, network, language),
        through=through(viewer, nearest),
        inner=tuple(inner[:SHOWN_NETWORKS]),
        more_inner=max(0, len(inner) - SHOWN_NETWORKS),
        members=members,
        more_members=max(0, answer.total - len(members)),
        unconfirmed=unconfirmed_members(page.link, (*nearest, *(card.link for card in members))),
        in_several=some_in_several(viewer, network, {**links, network: page.link}, SHOWN_IN_SEVERAL),
        waiting=waiting,
        waiting_count=count,
    )


def belonging(networks: Iterable[int], day: date | None = None) -> Q:
    """The condition on groups that they belong directly to one of these networks on a day (today)."""
    holding = Relation.objects.filter(holding_on(day or date.today()))
    networks = list(networks)
    return Q(pk__in=holding.filter(kind__in=UPWARD, object__in=networks).values("subject")) | Q(
        pk__in=holding.filter(kind__in=DOWNWARD, subject__in=networks).values("object")
    )
