"""The roles that people hold in groups and networks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language

from konbit.base.registry import ScopeCard
from konbit.base.text import pick
from konbit.directory.addresses import group_address
from konbit.directory.models import Group, Media, Role
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.people.audience import Audience, Viewer
from konbit.people.rules import GIVEN_BY, may_give


def roles_of(person_id: int) -> dict[str, frozenset[str]]:
    """A person's roles by scope ("group:7")."""
    held: dict[str, set[str]] = defaultdict(set)
    for group, kind in Role.objects.filter(person=person_id).values_list("group_id", "kind"):
        held[f"group:{group}"].add(kind)
    return {scope: frozenset(kinds) for scope, kinds in held.items()}


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role in a group. `may_be` lists the roles that the viewer may give instead."""

    person_id: int
    name: str
    role: str
    role_label: str
    since: date
    is_me: bool
    may_be: tuple[tuple[str, str], ...]
    may_take: bool


@dataclass(frozen=True)
class RolesPage:
    """Who looks after a group. `scope`: under which its invitations and cards stand."""

    link: GroupLink
    scope: str
    holders: tuple[Holder, ...]
    may_invite: bool
    may_steward: bool


def roles_page(viewer: Viewer, uid: str) -> RolesPage:
    """Who holds which role in a group: for those who hold one there or may give one.

    Raises `NotFound`, and `NotAllowed` for everybody else: who belongs to a group is nobody else's matter.
    """
    group, sight = seen_group(viewer, uid)
    if not viewer.holds(group.scope):
        sight.must("invite")
    is_network = group.kind == Group.Kind.NETWORK
    giveable = tuple(
        (str(kind), str(label))
        for kind, label in Role.Kind.choices
        if may_give(viewer, kind, sight.scope, sight.networks)
        and (is_network or GIVEN_BY[kind] != "organise")
    )
    codes = {kind for kind, _label in giveable}
    rows = Role.objects.filter(group=group).select_related("person").order_by("-kind", "person__username")
    holders = tuple(
        Holder(
            person_id=role.person_id,
            name=role.person.name,
            role=role.kind,
            role_label=str(Role.Kind(role.kind).label),
            since=role.since,
            is_me=role.person_id == viewer.person_id,
            may_be=giveable if role.kind in codes else (),
            may_take=role.kind in codes or role.person_id == viewer.person_id,
        )
        for role in rows
    )
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    return RolesPage(link, group.scope, holders, sight.may("invite"), sight.may("steward"))


def describe_scope(scope: str) -> ScopeCard | None:
    """What a group's scope stands for, told to those who know its id; None if it is gone or no group's."""
    kind, _colon, number = scope.partition(":")
    if kind != "group" or not number.isdigit():
        return None
    group = Group.objects.filter(pk=number, removed_at=None).first()
    if group is None:
        return None
    language = get_language() or "en"
    photo = Media.objects.filter(group=group, kind=Media.Kind.PHOTO, audience=Audience.PUBLIC).first()
    return ScopeCard(
        name=pick(group.names, language, ()).text or group.name,
        url=group_address(group.uid, group.slug),
        networks=tuple(f"group:{one}" for one in sorted(networks_of([group.pk])[group.pk])),
        is_network=group.kind == Group.Kind.NETWORK,
        summary=Truncator(pick(group.description, language).text).chars(200),
        image=reverse("directory:media", args=[photo.pk]) if photo else "",
    )
