"""Who belongs to which network, through any number of levels, each counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from konbit.base.period import holding_on
from konbit.directory.models import Relation, RelationKind

# "A is a member of B" and "B federates A" say the same of who belongs to whom.
UPWARD = (RelationKind.MEMBER_OF, RelationKind.PART_OF)
DOWNWARD = (RelationKind.FEDERATES,)

AT_ONCE = 50_000


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
    return {group: _reach(group, direct) for group in groups}


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


def _reach(start: int, direct: dict[int, set[int]]) -> set[int]:
    reached: set[int] = set()
    wanted = set(direct.get(start, ()))
    while wanted:
        reached |= wanted
        wanted = {network for one in wanted for network in direct.get(one, ())} - reached
    return reached - {start}
