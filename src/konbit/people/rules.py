"""Who may do what: one table of roles, and the predicates that follow from it.

| role | held in | may |
|---|---|---|
| member | a group | see what is open to its people (see `audience`), take part in what it discusses |
| editor | a group | edit it |
| steward | a group | everything of the group: edit, hide, invite, give roles, set who sees what |
| moderator | a network | edit and hide the groups of the network |
| organiser | a network | everything of its groups, and the network's face, words, roles, invitations |
| operator | the instance | everything |

Scopes are opaque ids ("group:7"): who asks says which group and which networks it belongs to. A network
is a group too: its organisers and moderators hold their role in its own scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.errors import NotAllowed
from konbit.people.audience import EDITOR, MEMBER, MODERATOR, ORGANISER, STEWARD, Viewer

ROLE_NAMES = {
    MEMBER: gettext_lazy("member"),
    EDITOR: gettext_lazy("editor"),
    STEWARD: gettext_lazy("steward"),
    MODERATOR: gettext_lazy("moderator"),
    ORGANISER: gettext_lazy("organiser"),
}


@dataclass(frozen=True)
class Ground:
    """What is asked about: the scope of a group and the scopes of its networks."""

    group: str
    networks: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """The group itself and its networks."""
        return (self.group, *self.networks)


@rules.predicate
def is_operator(viewer: Viewer, _ground: Ground) -> bool:
    """Keeps the instance running."""
    return viewer.is_operator


@rules.predicate
def is_steward(viewer: Viewer, ground: Ground) -> bool:
    """Answers for the group."""
    return viewer.holds(ground.group, STEWARD)


@rules.predicate
def is_editor(viewer: Viewer, ground: Ground) -> bool:
    """Keeps the group's pages."""
    return viewer.holds(ground.group, EDITOR)


@rules.predicate
def is_member(viewer: Viewer, ground: Ground) -> bool:
    """Belongs to the group."""
    return viewer.holds(ground.group, MEMBER)


@rules.predicate
def is_organiser(viewer: Viewer, ground: Ground) -> bool:
    """Organises one of the group's networks, or the group itself where that is a network."""
    return any(viewer.holds(scope, ORGANISER) for scope in ground.all)


@rules.predicate
def is_moderator(viewer: Viewer, ground: Ground) -> bool:
    """Looks after what one of the group's networks shows."""
    return any(viewer.holds(scope, MODERATOR) for scope in ground.all)


_HOLDS = {
    MEMBER: is_member,
    STEWARD: is_steward,
    EDITOR: is_editor,
    ORGANISER: is_organiser,
    MODERATOR: is_moderator,
}


@dataclass(frozen=True)
class Permission:
    """A verb: the roles that may do it, and the sentence that says so to those who may not."""

    roles: tuple[str, ...]
    who: Any


PERMISSIONS: dict[str, Permission] = {
    "edit": Permission(
        (STEWARD, EDITOR, ORGANISER, MODERATOR),
        gettext_lazy(
            "The stewards and editors of the group, and the organisers and moderators of its networks, can."
        ),
    ),
    "take part": Permission(
        (MEMBER, STEWARD, EDITOR, ORGANISER, MODERATOR),
        gettext_lazy("The people of the group, and the organisers and moderators of its networks, can."),
    ),
    "hide": Permission(
        (STEWARD, ORGANISER, MODERATOR),
        gettext_lazy("The stewards of the group, and the organisers and moderators of its networks, can."),
    ),
    "steward": Permission(
        (STEWARD, ORGANISER),
        gettext_lazy("The stewards of the group and the organisers of its networks can."),
    ),
    "invite": Permission(
        (STEWARD, ORGANISER),
        gettext_lazy("The stewards of the group and the organisers of its networks can."),
    ),
    "vouch": Permission(
        (STEWARD, ORGANISER),
        gettext_lazy("The stewards of this person's groups and the organisers of their networks can."),
    ),
    "organise": Permission((ORGANISER,), gettext_lazy("The organisers of the network can.")),
    "moderate": Permission(
        (ORGANISER, MODERATOR), gettext_lazy("The organisers and moderators of the network can.")
    ),
}


RULES = rules.rulesets.RuleSet()
for _verb, _permission in PERMISSIONS.items():
    RULES.add_rule(_verb, reduce(or_, (_HOLDS[role] for role in _permission.roles), is_operator))

may_edit_group = RULES["edit"]
may_hide_group = RULES["hide"]
may_steward_group = RULES["steward"]
may_invite = RULES["invite"]
may_vouch = RULES["vouch"]
may_organise_network = RULES["organise"]
may_moderate = RULES["moderate"]

# Who may do this verb in a scope may give this role there.
GIVEN_BY = {
    MEMBER: "invite",
    EDITOR: "steward",
    STEWARD: "steward",
    MODERATOR: "organise",
    ORGANISER: "organise",
}


def allows(viewer: Viewer, verb: str, group: str, networks: Iterable[str] = ()) -> bool:
    """Whether a viewer may do this to a group (scope) that belongs to networks (scopes).

    Raises KeyError for a verb that is not in `PERMISSIONS`: a slip in the code, never of the reader.
    """
    return RULES[verb].test(viewer, Ground(group, tuple(networks)))


def require(viewer: Viewer, verb: str, group: str, networks: Iterable[str] = ()) -> None:
    """Do nothing if the viewer may do this, else raise `NotAllowed` saying who may."""
    if not allows(viewer, verb, group, networks):
        remedy = str(PERMISSIONS[verb].who)
        if not viewer.is_someone:
            remedy = f"{remedy} {_('Sign in if you are one of them.')}"
        raise NotAllowed(_("You may not do this."), remedy=remedy)


def may_give(viewer: Viewer, role: str, group: str, networks: Iterable[str] = ()) -> bool:
    """Whether a viewer may give (or offer by invitation) a role in a scope."""
    return role in GIVEN_BY and allows(viewer, GIVEN_BY[role], group, networks)
