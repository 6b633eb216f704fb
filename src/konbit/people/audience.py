"""Who may see what: the one place that decides it.

Scopes are opaque ids given by higher rooms ("group:7"). A viewer holds roles in scopes; a thing has an
audience and the scopes that it belongs to. A fact with audience

* `public` is for everyone,
* `network` for whoever has a role in one of the thing's networks, or in the group itself,
* `group` for whoever has a role in the group,
* `stewards` for the stewards of the group and the organisers of its networks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import rooms


class Audience(models.TextChoices):
    """Who may see a field."""

    PUBLIC = "public", _("everyone")
    NETWORK = "network", _("people of its networks")
    GROUP = "group", _("people of the group")
    STEWARDS = "stewards", _("its stewards only")


STEWARD, EDITOR, MEMBER = "steward", "editor", "member"
ORGANISER, MODERATOR = "organiser", "moderator"


@dataclass(frozen=True)
class Viewer:
    """Who looks: an opaque id, the roles held by scope, whether the instance's operator."""

    actor: str = "anyone"
    person_id: int | None = None
    name: str = ""
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_operator: bool = False

    @property
    def is_someone(self) -> bool:
        """Whether signed in."""
        return self.person_id is not None

    def holds(self, scope: str, *wanted: str) -> bool:
        """Whether the viewer has one of these roles in a scope (any role, if none is named)."""
        held = self.roles.get(scope, frozenset())
        return bool(held & set(wanted)) if wanted else bool(held)


ANYONE = Viewer()
SYSTEM = Viewer(actor="system", is_operator=True)


def viewer_of(person: object) -> Viewer:
    """The viewer that a signed-in account (or `AnonymousUser`) is. Its roles, from every room, are read when
    they are first asked for."""
    if not getattr(person, "is_authenticated", False):
        return ANYONE
    roles: Any = SimpleLazyObject(lambda: _roles_of(person.pk))  # type: ignore[attr-defined]
    return Viewer(
        actor=person.opaque_id,  # type: ignore[attr-defined]
        person_id=person.pk,  # type: ignore[attr-defined]
        name=person.name,  # type: ignore[attr-defined]
        roles=roles,
        is_operator=person.is_superuser,  # type: ignore[attr-defined]
    )


def _roles_of(person_id: int) -> dict[str, frozenset[str]]:
    roles: dict[str, frozenset[str]] = {}
    for room in rooms():
        if room.roles:
            for scope, held in room.roles(person_id).items():
                roles[scope] = roles.get(scope, frozenset()) | held
    return roles


def may_see(viewer: Viewer, audience: str, group: str, networks: Iterable[str]) -> bool:
    """Whether a viewer may see a fact of a group (scope `group`) that belongs to `networks`."""
    if audience == Audience.PUBLIC or viewer.is_operator:
        return True
    networks = list(networks)
    organises = any(viewer.holds(network, ORGANISER) for network in networks)
    if audience == Audience.NETWORK:
        return viewer.holds(group) or any(viewer.holds(network) for network in networks)
    if audience == Audience.GROUP:
        return viewer.holds(group) or organises
    return viewer.holds(group, STEWARD) or organises


def tokens_for(audience: str, group: str, networks: Iterable[str]) -> tuple[str, ...]:
    """The tokens that open a thing in the index to those whom `may_see` lets in."""
    networks = list(networks)
    if audience == Audience.PUBLIC:
        return ("public",)
    organisers = [f"{network}/{ORGANISER}" for network in networks]
    if audience == Audience.NETWORK:
        return ("operator", group, *networks)
    if audience == Audience.GROUP:
        return ("operator", group, *organisers)
    return ("operator", f"{group}/{STEWARD}", *organisers)


def tokens_of(viewer: Viewer) -> frozenset[str]:
    """The tokens that a viewer holds."""
    held = {"public"}
    for scope, roles in viewer.roles.items():
        held.add(scope)
        held.update(f"{scope}/{role}" for role in roles)
    if viewer.is_operator:
        held.add("operator")
    return frozenset(held)
