"""What groups show of all that is said of them: once some claims have changed, and in a network's name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from konbit.directory.claim_fields import part_of, parts_of, words_of
from konbit.directory.models import Group
from konbit.directory.precedence import Said, parts_to_show, resolve
from konbit.directory.queries.claims import Orders, Speaking, said_of, spoken_of_by_several
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.directory.state import State, states_of
from konbit.people.audience import Viewer


def fields_of(said: Sequence[Said]) -> set[str]:
    """The fields of which anybody speaks."""
    return {field for one in said for field in one.words}


def shown_after(groups: Collection[Group], changed: Mapping[int, dict[str, Any]]) -> dict[int, State]:
    """The parts in which these groups (by id) will show something else, once their claims (by id) say what
    they now say: `changed` holds the fields of their rows."""
    if not groups:
        return {}
    speaking = Speaking()
    words = {claim: speaking.words(fields) for claim, fields in changed.items()}
    before, after = said_of(groups, speaking), said_of(groups, speaking, words)
    orders = Orders(None, after)
    states = states_of(groups)
    return {
        group: parts_to_show(
            words_of(states[group], speaking.scheme_of),
            said,
            orders.of(group),
            fields_of(before[group]) - fields_of(said),
        )
        for group, said in after.items()
    }


def shown_by(network: int, ids: Iterable[int]) -> dict[int, State]:
    """The parts in which a network (id) shows these groups otherwise than the instance does, by group.

    Nothing at all for a network that has no order of its own and has settled nothing.
    """
    ids = list(ids)
    orders = Orders(network, ids)
    several = spoken_of_by_several(ids) if orders.is_own else frozenset()
    if not several:
        return {}
    speaking, usual = Speaking(), Orders(None, several)
    groups = list(Group.objects.filter(pk__in=several))
    states = states_of(groups)
    shown = {}
    for group, said in said_of(groups, speaking).items():
        here = resolve(said, usual.of(group))
        there = resolve(said, orders.of(group))
        other = {field: one.value for field, one in there.items() if one.value != here[field].value}
        if other:
            whole = parts_of(words_of(states[group], speaking.scheme_of) | other)
            shown[group] = {part: whole[part] for part in map(part_of, other)}
    return shown


def showing_network(viewer: Viewer, sight: Sight, uid: str) -> GroupLink | None:
    """The network in whose name a group is asked for: one to which it belongs, and of which the viewer may
    know; None for any other."""
    network = Group.objects.filter(uid=uid, pk__in=sight.network_ids).first() if uid else None
    return visible_groups(viewer, [network.pk]).get(network.pk) if network else None
