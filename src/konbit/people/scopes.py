"""What higher rooms say of their scopes, asked through the registry: names, networks, roles."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.registry import Room, ScopeCard, rooms
from konbit.people.audience import Viewer
from konbit.people.rules import allows, require


def _room_and_card(scope: str) -> tuple[Room, ScopeCard]:
    for room in rooms():
        card = room.describe_scope(scope) if room.describe_scope else None
        if card:
            return room, card
    raise NotFound(
        _("There is no such group."), remedy=_("It may have left. Look for it under another name.")
    )


def describe(scope: str) -> ScopeCard:
    """The card of a scope. Raises `NotFound` where no room knows it."""
    return _room_and_card(scope)[1]


def grant(person_id: int, scope: str, role: str, by_actor: str) -> None:
    """Give a person a role, through the room that the scope belongs to. Raises `NotFound`."""
    room, _card = _room_and_card(scope)
    if room.grant is None:
        raise NotFound(_("Nobody can be given a role there."))
    room.grant(person_id, scope, role, by_actor)


def roles_of(person_id: int) -> Mapping[str, frozenset[str]]:
    """The roles that a person holds in every room, by scope."""
    held: dict[str, frozenset[str]] = {}
    for room in rooms():
        for scope, roles in (room.roles(person_id) if room.roles else {}).items():
            held[scope] = held.get(scope, frozenset()) | roles
    return held


def viewer_allows(viewer: Viewer, verb: str, scope: str) -> bool:
    """Whether a viewer may do this in a scope, its networks looked up. False where the scope is gone."""
    try:
        return allows(viewer, verb, scope, describe(scope).networks)
    except NotFound:
        return False


def viewer_must(viewer: Viewer, verb: str, scope: str) -> ScopeCard:
    """The card of a scope in which the viewer may do this. Raises `NotFound` or `NotAllowed`."""
    card = describe(scope)
    require(viewer, verb, scope, card.networks)
    return card
