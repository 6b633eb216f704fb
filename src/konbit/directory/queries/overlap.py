"""Who is in two networks at once, in several networks of one, and who around is in none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.asked import Asked
from konbit.directory.models import Group
from konbit.directory.queries.cards import Card, cards, first_places
from konbit.directory.queries.documents import SEVERAL
from konbit.directory.queries.found import Center, center_of
from konbit.directory.queries.membership import inner_networks, networks_above
from konbit.directory.queries.totals import GROUPS, below
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import all_ids, search

PAGE = 20
MOST_CHOICES = 60
PARTS = ("both", "first", "second")


@dataclass(frozen=True)
class Paged:
    """A page of groups: their cards, how many there are in all, the number of the page and of all pages."""

    cards: tuple[Card, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class OverlapPage:
    """Two networks beside each other: how many groups are in both, in the first and in the second alone, and
    the groups of one of these parts. `second` is None as long as no other network was chosen."""

    first: GroupLink
    second: GroupLink | None
    both: int
    only_first: int
    only_second: int
    part: str
    paged: Paged

    @property
    def either(self) -> int:
        """How many are in one of the two at least."""
        return self.both + self.only_first + self.only_second


def overlap_page(
    viewer: Viewer, uid: str, other_uid: str, language: str, *, part: str = "both", number: int = 1
) -> OverlapPage:
    """Two networks (uids) compared, as far as this viewer may know of their groups.

    Raises `NotFound` for a network that is not open to her, `Problem` for a network beside itself.
    """
    first = link_of(viewer, uid)
    if not other_uid:
        return OverlapPage(first, None, 0, 0, 0, part, Paged((), 0, 1, 1))
    second = link_of(viewer, other_uid)
    if first.id == second.id:
        raise Problem(_("These are one and the same network."), remedy=_("Choose another one beside it."))
    part = part if part in PARTS else PARTS[0]
    asked = questions(viewer, first.id, second.id)
    counts = {name: search(question) for name, question in asked.items()}
    return OverlapPage(
        first,
        second,
        counts["both"].total,
        counts["first"].total,
        counts["second"].total,
        part,
        paged(viewer, asked[part], language, number),
    )


def questions(viewer: Viewer, first: int, second: int) -> dict[str, Question]:
    """What the index is asked for each part of an overlap of two networks (ids)."""
    one, other = ("network", str(first)), ("network", str(second))
    everybody = Question(tokens_of(viewer), kinds=(GROUPS,), size=0)
    return {
        "both": replace(everybody, every=(one, other)),
        "first": replace(everybody, every=(one,), without=(other,)),
        "second": replace(everybody, every=(other,), without=(one,)),
    }


def paged(viewer: Viewer, question: Question, language: str, number: int) -> Paged:
    """A page of what answers a question, in the order of the alphabet."""
    total = search(replace(question, size=0)).total
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    hits = search(replace(question, size=PAGE, offset=(number - 1) * PAGE)).hits
    return Paged(cards(viewer, [hit.id for hit in hits], language), total, number, pages)


def networks_called(viewer: Viewer, network: GroupLink, words: str) -> tuple[GroupLink, ...]:
    """Other networks to put beside one: those that words find; without words those within it, else any."""
    levels = {} if words.strip() else inner_networks(network.id)
    if levels:
        links = visible_groups(viewer, levels)
        nearest = sorted(links.values(), key=lambda link: (levels[link.id], link.name.casefold()))
        return tuple(nearest[:MOST_CHOICES])
    kinds = {"kind": (Group.Kind.NETWORK.value,)}
    question = Question(
        tokens_of(viewer), words=words[:200], kinds=(GROUPS,), facets=kinds, size=MOST_CHOICES
    )
    ids = [hit.id for hit in search(question).hits if hit.id != network.id]
    links = visible_groups(viewer, ids)
    return tuple(links[one] for one in ids if one in links)


@dataclass(frozen=True)
class InSeveral:
    """A group that belongs itself to several networks of one."""

    link: GroupLink
    networks: tuple[GroupLink, ...]


@dataclass(frozen=True)
class SeveralPage:
    """The groups that belong themselves to several networks of one, a page at a time."""

    link: GroupLink
    found: tuple[InSeveral, ...]
    total: int
    number: int
    pages: int


def several_page(viewer: Viewer, uid: str, number: int = 1) -> SeveralPage:
    """Who belongs to more than one of a network and the networks in it; networks that are not open to the
    viewer do not count. Raises `NotFound`."""
    network = link_of(viewer, uid)
    groups = list(chain.from_iterable(all_ids(_candidates(viewer, network.id))))
    own = visible_groups(viewer, {network.id, *inner_networks(network.id)})
    found = _in_several(viewer, own, groups)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, number), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    return SeveralPage(network, shown, len(found), number, pages)


def some_in_several(
    viewer: Viewer, network: int, own: Mapping[int, GroupLink], limit: int
) -> tuple[InSeveral, ...]:
    """Some of them, for a page that tells of more than this; `own`: the network and those within it of which
    the viewer may know, by id."""
    hits = search(replace(_candidates(viewer, network), size=4 * limit)).hits
    return _in_several(viewer, own, [hit.id for hit in hits])[:limit]


def _candidates(viewer: Viewer, network: int) -> Question:
    """Everybody below a network who belongs to more than one anywhere."""
    question = below(viewer, network)
    return replace(question, every=(*question.every, ("joined", SEVERAL)))


def _in_several(viewer: Viewer, own: Mapping[int, GroupLink], groups: list[int]) -> tuple[InSeveral, ...]:
    """Those of these groups that belong themselves to more than one of these networks, by name."""
    if not groups:
        return ()
    direct = networks_above(groups).direct
    links = visible_groups(viewer, groups)
    found = []
    for group in groups:
        its = tuple(own[one] for one in sorted(direct[group]) if one in own)
        if group in links and len(its) > 1:
            found.append(InSeveral(links[group], its))
    return tuple(sorted(found, key=lambda one: (one.link.name.casefold(), one.link.id)))


@dataclass(frozen=True)
class NonePage:
    """The groups around a network's place that belong to no network of which the viewer may know.

    `center` is None for all groups of this house; `notices` are in plain words.
    """

    link: GroupLink
    center: Center | None
    notices: tuple[str, ...]
    paged: Paged


def none_page(viewer: Viewer, uid: str, asked: Asked, language: str, *, everywhere: bool) -> NonePage:
    """Who belongs to no network: around the place that is asked for, else around the network's own place,
    else in the whole house. Raises `NotFound`."""
    network = link_of(viewer, uid)
    center, notices = (None, ()) if everywhere else center_of(asked)
    if center is None and not everywhere and not notices:
        center = _own_place(network, asked.km)
    networks = Group.objects.filter(kind=Group.Kind.NETWORK, removed_at=None).values_list("pk", flat=True)
    question = Question(
        tokens_of(viewer),
        kinds=(GROUPS,),
        without=(
            ("kind", Group.Kind.NETWORK.value),
            *(("network", str(one)) for one in sorted(visible_groups(viewer, networks))),
        ),
        near=(center.lat, center.lon, center.km) if center else None,
    )
    return NonePage(network, center, notices, paged(viewer, replace(question, size=0), language, asked.page))


def _own_place(network: GroupLink, km: int) -> Center | None:
    place = first_places([network.id]).get(network.id)
    if place is None or place.lat is None or place.lon is None:
        return None
    return Center(place.lat, place.lon, max(km, place.radius_km or 0), place.locality or network.name)


def link_of(viewer: Viewer, uid: str) -> GroupLink:
    """The group with this uid as pages name it. Raises `NotFound`."""
    group, _sight = seen_group(viewer, uid)
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
