"""Who belongs to which network, through any number of levels, each counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from konbit.base.period import Period, holding_on
from konbit.directory.models import Group, Relation, RelationKind

# "A is a member of B" and "B federates A" say the same of who belongs to whom.
UPWARD = (RelationKind.MEMBER_OF, RelationKind.PART_OF)
DOWNWARD = (RelationKind.FEDERATES,)
BELONGING = frozenset({*UPWARD, *DOWNWARD})

AT_ONCE = 50_000


@dataclass(frozen=True)
class Above:
    """The networks of some groups on a day, by the group's id: those to which it belongs itself, and all."""

    direct: dict[int, set[int]]
    all: dict[int, set[int]]


def ends_of_tie(kind: str, subject: int, object_: int) -> tuple[int, int]:
    """(member, network): who belongs to whom by a tie of belonging of this kind."""
    return (object_, subject) if kind in DOWNWARD else (subject, object_)


def _ties(condition_up: Q, condition_down: Q, day: date) -> Iterable[tuple[int, int]]:
    """(member, network) pairs of relations that hold on a day."""
    holding = Relation.objects.filter(holding_on(day))
    yield from holding.filter(condition_up, kind__in=UPWARD).values_list("subject_id", "object_id")
    yield from holding.filter(condition_down, kind__in=DOWNWARD).values_list("object_id", "subject_id")


def _portions(ids: set[int]) -> Iterable[list[int]]:
    """The ids in as many portions as a database takes in one statement."""
    listed = sorted(ids)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def networks_of(groups: Iterable[int], day: date | None = None) -> dict[int, set[int]]:
    """For each group the networks it belongs to on a day (today), directly or through other networks."""
    return networks_above(groups, day).all


def networks_above(groups: Iterable[int], day: date | None = None) -> Above:
    """The networks of these groups on a day (today): direct ones, and those that are reached through them."""
    groups = list(groups)
    day = day or date.today()
    direct: dict[int, set[int]] = defaultdict(set)
    seen: set[int] = set()
    wanted = set(groups)
    while wanted:
        seen |= wanted
        found: set[int] = set()
        for some in _portions(wanted):
            for member, network in _ties(Q(subject__in=some), Q(object__in=some), day):
                direct[member].add(network)
                found.add(network)
        wanted = found - seen
    return Above(
        {group: set(direct.get(group, ())) for group in groups},
        {group: _reach(group, direct) for group in groups},
    )


def members_of(network: int, day: date | None = None) -> dict[int, set[int]]:
    """Everybody below a network on a day (today), with those directly above each: `{member: {networks}}`.

    A member of two of its networks stands there once.
    """
    day = day or date.today()
    above: dict[int, set[int]] = defaultdict(set)
    seen: set[int] = set()
    wanted = {network}
    while wanted:
        seen |= wanted
        found: set[int] = set()
        for some in _portions(wanted):
            for member, parent in _ties(Q(object__in=some), Q(subject__in=some), day):
                above[member].add(parent)
                found.add(member)
        wanted = found - seen
    above.pop(network, None)
    return dict(above)


def inner_networks(network: int, day: date | None = None) -> dict[int, int]:
    """The networks within a network on a day (today), each with its level: 1 for its own members.

    Networks are few beside groups, so their ties are read, not those of everybody below.
    """
    day = day or date.today()
    networks = set(
        Group.objects.filter(kind=Group.Kind.NETWORK, removed_at=None).values_list("pk", flat=True)
    )
    below: dict[int, list[int]] = defaultdict(list)
    for some in _portions(networks):
        for member, above in _ties(Q(subject__in=some), Q(object__in=some), day):
            below[above].append(member)
    levels: dict[int, int] = {network: 0}
    wanted = [network]
    while wanted:
        found = [(member, above) for above in wanted for member in below[above]]
        wanted = []
        for member, above in found:
            if member not in levels:
                levels[member] = levels[above] + 1
                wanted.append(member)
    del levels[network]
    return levels


def _reach(start: int, direct: dict[int, set[int]]) -> set[int]:
    reached: set[int] = set()
    wanted = set(direct.get(start, ()))
    while wanted:
        reached |= wanted
        wanted = {network for one in wanted for network in direct.get(one, ())} - reached
    return reached - {start}


def way_up(lower: int, upper: int, period: Period, without: int | None = None) -> tuple[int, ...]:
    """The shortest way on which one group belongs to another, from the lower to the upper; empty for none.

    Only a way counts whose ties all hold together on some day of a period. `without`: the id of a tie to
    pass over, such as the one that is being changed.
    """
    ways: list[tuple[tuple[int, ...], Period]] = [((lower,), period)]
    passed: dict[int, list[Period]] = {lower: [period]}
    while ways:
        further: list[tuple[tuple[int, ...], Period]] = []
        above = _told_above({way[-1] for way, _held in ways}, without)
        for way, held in ways:
            for network, told in above.get(way[-1], ()):
                both = held.shared_with(told)
                if both is None or any(both.lies_in(one) for one in passed.get(network, ())):
                    continue
                if network == upper:
                    return (*way, network)
                passed.setdefault(network, []).append(both)
                further.append(((*way, network), both))
        ways = further
    return ()


def _told_above(groups: set[int], without: int | None) -> dict[int, list[tuple[int, Period]]]:
    """Per group the networks to which it ever belonged itself, each with the time of the tie."""
    found: dict[int, list[tuple[int, Period]]] = defaultdict(list)
    for some in _portions(groups):
        ties = Relation.objects.exclude(pk=without) if without else Relation.objects.all()
        ties = ties.filter(
            Q(subject__in=some, kind__in=UPWARD) | Q(object__in=some, kind__in=DOWNWARD)
        ).order_by("pk")
        for kind, subject, object_, start, until in ties.values_list(
            "kind", "subject_id", "object_id", "valid_from", "valid_until"
        ):
            member, network = ends_of_tie(kind, subject, object_)
            found[member].append((network, Period(start, until)))
    return found
