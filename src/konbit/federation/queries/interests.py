"""What members of a network may have in common: suggested to their people, and as they answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed
from konbit.base.registry import rooms
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.queries.membership import members_of, networks_of
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, visible_groups
from konbit.federation.interests.pairing import Pair, Suggested, not_too_often, suggested
from konbit.federation.models import Interest
from konbit.people.audience import Viewer
from konbit.people.rules import allows

MOST = 20
"""How many pairs a page suggests: nobody can answer a hundred."""
EACH = 3
"""How often one group stands among them, where the whole network is looked at."""
ANSWERED = 200


@dataclass(frozen=True)
class Card:
    """Two members of a network, and in words what they have in common."""

    one: GroupLink
    other: GroupLink
    reasons: tuple[str, ...]
    answer_url: str


@dataclass(frozen=True)
class Answered:
    """A pair that people have answered."""

    uid: str
    one: GroupLink
    other: GroupLink
    found: Multilingual
    reason: Multilingual
    is_taken: bool


@dataclass(frozen=True)
class Interests:
    """Suggested and answered pairs of a network. `has_part`: whether there is anybody for whom the reader can
    answer; `for_all`: whether she answers for the whole network."""

    network: GroupLink
    cards: tuple[Card, ...]
    taken: tuple[Answered, ...]
    left: tuple[Answered, ...]
    members: int
    has_part: bool
    for_all: bool


@dataclass(frozen=True)
class Asked:
    """A pair for which somebody answers, the smaller id first; `reasons`: what they have in common now."""

    network: Group
    one: GroupLink
    other: GroupLink
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Looking:
    """A network, who of it the viewer may know of, and for whom she may answer."""

    group: Group
    links: dict[int, GroupLink]
    own: frozenset[int]
    for_all: bool


def interests(viewer: Viewer, network_uid: str) -> Interests:
    """The shared interests of a network (uid), as far as the viewer may answer for one of a pair. Raises
    `NotFound`."""
    group, sight = seen_group(viewer, network_uid)
    above = members_of(group.pk)
    looking = _looking(viewer, group, sight, above)
    rows = _answered(viewer, group, looking)
    known = {(one.one_id, one.other_id) for one in rows}
    cards = _cards(viewer, looking, known, above) if looking.for_all or looking.own else ()
    listed = _named(viewer, rows[:ANSWERED])
    return Interests(
        network=visible_groups(viewer, [group.pk])[group.pk],
        cards=cards,
        taken=tuple(one for one in listed if one.is_taken),
        left=tuple(one for one in listed if not one.is_taken),
        members=len(looking.links),
        has_part=looking.for_all or bool(looking.own) or bool(rows),
        for_all=looking.for_all,
    )


def one_pair(viewer: Viewer, network_uid: str, uids: tuple[str, str]) -> Asked:
    """Two members (uids) of a network that the viewer may know of, and what they have in common now.

    Raises `NotFound` where she may not know of one of them or it is no member, `NotAllowed` where she may
    answer for neither.
    """
    group, sight = seen_group(viewer, network_uid)
    above = members_of(group.pk)
    looking = _looking(viewer, group, sight, above)
    by_uid = {link.uid: pk for pk, link in looking.links.items()}
    if len(set(uids)) != 2 or not by_uid.keys() >= set(uids):
        raise gone()
    pair = _ordered(by_uid[uids[0]], by_uid[uids[1]])
    if not (looking.for_all or looking.own & set(pair)):
        raise may_not_answer()
    found = _suggested(viewer, looking, set(), above, only=frozenset(pair))
    this = next((one for one in found if one.pair == pair), None)
    one, other = (looking.links[pk] for pk in pair)
    return Asked(group, one, other, _card(looking, this).reasons if this else ())


def may_not_answer() -> NotAllowed:
    """What is said to whoever has no part in a pair."""
    return NotAllowed(
        _("You may not answer for these two."),
        remedy=_("The people of the two groups, and the editors of the network, can."),
    )


def may_answer(viewer: Viewer, network: Sight, groups: Iterable[Group]) -> bool:
    """Whether the viewer may answer for a pair: who takes part in one of them, or edits the network."""
    pks = [one.pk for one in groups]
    return network.may("edit") or bool(_own(viewer, pks))


def taken_in(viewer: Viewer, group: int) -> list[tuple[GroupLink, int]]:
    """In which networks a group (id) took something up with how many others, as far as the viewer may know of
    them; for a network itself how many of its pairs did."""
    rows = Interest.objects.filter(
        Q(one=group) | Q(other=group) | Q(group=group), removed_at=None, state=Interest.State.TAKEN
    )
    pairs = set(rows.values_list("group", "one", "other"))
    links = visible_groups(viewer, {pk for pair in pairs for pk in pair}) if pairs else {}
    counted = Counter(pair[0] for pair in pairs if all(pk in links for pk in pair))
    return [(links[network], count) for network, count in sorted(counted.items())]


def _looking(viewer: Viewer, group: Group, sight: Sight, above: dict[int, set[int]]) -> Looking:
    links = visible_groups(viewer, above)
    for_all = sight.may("edit")
    return Looking(group, links, frozenset() if for_all else _own(viewer, links), for_all)


def _own(viewer: Viewer, groups: Iterable[int]) -> frozenset[int]:
    """Those of these groups (ids) for whom the viewer may speak."""
    if not (viewer.roles or viewer.is_operator):
        return frozenset()
    networks = networks_of(groups)
    return frozenset(
        pk
        for pk, scopes in networks.items()
        if allows(viewer, "take part", f"group:{pk}", [f"group:{one}" for one in scopes])
    )


def _answered(viewer: Viewer, group: Group, looking: Looking) -> list[Interest]:
    """What was answered in this network of pairs for one of whom the viewer may answer, also of groups that
    left it since."""
    if not (viewer.roles or viewer.is_operator):
        return []
    rows = list(Interest.objects.filter(group=group, removed_at=None).order_by("-pk"))
    if looking.for_all:
        return rows
    own = looking.own | _own(viewer, {pk for one in rows for pk in (one.one_id, one.other_id)})
    return [one for one in rows if own & {one.one_id, one.other_id}]


def _named(viewer: Viewer, rows: Iterable[Interest]) -> list[Answered]:
    listed = list(rows)
    links = visible_groups(viewer, {pk for one in listed for pk in (one.one_id, one.other_id)})
    return [
        Answered(
            one.uid, links[one.one_id], links[one.other_id], one.found, one.reason,
            one.state == Interest.State.TAKEN,
        )
        for one in listed
        if one.one_id in links and one.other_id in links
    ]  # fmt: skip


def _cards(
    viewer: Viewer, looking: Looking, known: set[Pair], above: dict[int, set[int]]
) -> tuple[Card, ...]:
    only = None if looking.for_all else looking.own
    found = _suggested(viewer, looking, known, above, only=only)
    few = len(looking.links) <= 2 * EACH
    each = EACH if looking.for_all and not few else MOST
    return tuple(_card(looking, one) for one in not_too_often(found, MOST, each))


def _suggested(
    viewer: Viewer,
    looking: Looking,
    known: set[Pair],
    above: dict[int, set[int]],
    only: frozenset[int] | None,
) -> Iterable[Suggested]:
    members = frozenset(looking.links)
    related = {_ordered(pk, network) for pk in members for network in above[pk] if network in members}
    found = (
        (suggester.code, common)
        for room in rooms()
        for suggester in room.suggesters
        for common in suggester.find(viewer, members)
    )
    return suggested(found, members=len(members), without=known | related, only=only)


def _card(looking: Looking, one: Suggested) -> Card:
    first, other = (looking.links[pk] for pk in one.pair)
    pair = {pk: looking.links[pk].name for pk in one.pair}
    words = [
        reason.common.say(pair[reason.first], next(name for pk, name in pair.items() if pk != reason.first))
        for reason in one.reasons
    ]
    address = reverse("federation:answer-interest", args=[looking.group.uid])
    return Card(
        first,
        other,
        tuple(dict.fromkeys(words)),
        f"{address}?{urlencode({'one': first.uid, 'other': other.uid})}",
    )


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
