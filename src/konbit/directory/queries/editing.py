"""A group as somebody may edit it: the parts of its state without what is hidden from her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from konbit.directory.models import Group, Place
from konbit.directory.queries.versions import version_of
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.directory.state import State, states_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Editable:
    """A group in the hands of somebody who may edit it: the state that she sees, and as of which change."""

    link: GroupLink
    state: State
    version: int
    may: frozenset[str]
    network_ids: frozenset[int]


def editable_group(viewer: Viewer, uid: str, verb: str = "edit") -> Editable:
    """The group for editing. Raises `NotFound`, or `NotAllowed` saying who may do this to it."""
    group, sight = seen_group(viewer, uid)
    sight.must(verb)
    version = version_of(group.pk)
    state = seen_parts(sight, states_of([group])[group.pk])
    verbs = frozenset(verb for verb in ("edit", "steward", "hide", "organise") if sight.may(verb))
    return Editable(group_link(group), state, version, verbs, sight.network_ids)


def group_link(group: Group) -> GroupLink:
    """A group as other pages name it."""
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)


def hidden_from(sight: Sight) -> dict[str, Callable[[dict[str, Any]], bool]]:
    """By part of the state, what tells whether one of its entries is hidden from this viewer."""
    return {
        "contacts": lambda contact: not sight.sees(contact["audience"]),
        "places": lambda place: not sight.sees_all and place["precision"] != Place.Precision.EXACT,
    }


def seen_parts(sight: Sight, state: State) -> State:
    """The state without the contacts and places that are hidden from this viewer."""
    hidden = hidden_from(sight)
    return {
        part: [one for one in value if not hidden[part](one)] if part in hidden else value
        for part, value in state.items()
    }


def with_unseen(sight: Sight, now: State, wanted: State) -> State:
    """The wanted parts, with the contacts and places that the viewer does not see put back among them."""
    whole = dict(wanted)
    for part, is_hidden in hidden_from(sight).items():
        if part not in wanted:
            continue
        together = list(wanted[part])
        for index, one in enumerate(now[part]):
            if is_hidden(one):
                together.insert(min(index, len(together)), one)
        whole[part] = together
    return whole
