"""Which groups a reader may know of, and what she may see and do in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.addresses import group_address
from konbit.directory.models import Group
from konbit.directory.queries.membership import networks_of
from konbit.people.audience import Audience, Viewer, may_see
from konbit.people.rules import allows, require

_SYMBOLS = {
    "initiative": "sprout",
    "collective": "users",
    "network": "waypoints",
    "public_body": "landmark",
}


@dataclass(frozen=True)
class GroupLink:
    """A group as other pages name it."""

    id: int
    uid: str
    slug: str
    name: str
    kind: str
    shown_by: str = ""
    """The network (uid) in whose name it is shown."""

    @property
    def url(self) -> str:
        """The address of its page."""
        address = group_address(self.uid, self.slug)
        return f"{address}?in={self.shown_by}" if self.shown_by else address

    @property
    def scope(self) -> str:
        """What roles in it are held in, as `Group.scope`."""
        return f"group:{self.id}"

    @property
    def symbol(self) -> str:
        """The name of its kind's symbol."""
        return _SYMBOLS[self.kind]

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return str(Group.Kind(self.kind).label)


@dataclass(frozen=True)
class Sight:
    """What a viewer may see and do in a group (scope) that belongs to networks (ids)."""

    viewer: Viewer
    scope: str
    network_ids: frozenset[int]

    @property
    def networks(self) -> tuple[str, ...]:
        """The scopes of the group's networks."""
        return tuple(f"group:{one}" for one in sorted(self.network_ids))

    def sees(self, audience: str) -> bool:
        """Whether a fact with this audience is shown to the viewer."""
        return may_see(self.viewer, audience, self.scope, self.networks)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden: exact places, private contacts, what sources said of them."""
        return self.sees(Audience.STEWARDS)

    def may(self, verb: str) -> bool:
        """Whether the viewer may do this (see `konbit.people.rules`)."""
        return allows(self.viewer, verb, self.scope, self.networks)

    def must(self, verb: str) -> None:
        """Raise `NotAllowed` unless the viewer may do this."""
        require(self.viewer, verb, self.scope, self.networks)


def sight_of(viewer: Viewer, group: Group) -> Sight:
    """What the viewer may see and do in this group, as it belongs to networks today."""
    return Sight(viewer, group.scope, frozenset(networks_of([group.pk])[group.pk]))


def sights_of(viewer: Viewer, groups: Iterable[int]) -> dict[int, Sight]:
    """What the viewer may see and do in each of these groups (ids), asked for all of them at once."""
    above = networks_of(set(groups))
    return {one: Sight(viewer, f"group:{one}", frozenset(found)) for one, found in above.items()}


def seen_group(viewer: Viewer, uid: str) -> tuple[Group, Sight]:
    """The group with this uid. Raises `NotFound` if it is removed or not for this viewer's eyes."""
    group, sight = _group(viewer, uid)
    if group.removed_at or not sight.sees(group.audience):
        raise _unknown()
    return group, sight


def kept_group(viewer: Viewer, uid: str) -> tuple[Group, Sight]:
    """The same, where those who may take a group away also find it when it has been removed."""
    group, sight = _group(viewer, uid)
    if not sight.sees(group.audience) or (group.removed_at and not sight.may("hide")):
        raise _unknown()
    return group, sight


def _group(viewer: Viewer, uid: str) -> tuple[Group, Sight]:
    group = Group.objects.select_related("motive__scheme").filter(uid=uid).first()
    if group is None:
        raise _unknown()
    return group, sight_of(viewer, group)


def _unknown() -> NotFound:
    return NotFound(
        _("There is no such group, or it is not open to you."),
        remedy=_("Look for it by its name. If it is yours, sign in first."),
    )


def visible_groups(viewer: Viewer, ids: Iterable[int]) -> dict[int, GroupLink]:
    """Those of these groups that the viewer may know of, by id; removed ones are not among them."""
    return {link.id: link for link, _values in visible_rows(viewer, ids)}


def visible_rows(
    viewer: Viewer, ids: Iterable[int], *columns: str
) -> Iterator[tuple[GroupLink, tuple[Any, ...]]]:
    """The same, each with the values of some columns beside it."""
    rows: list[tuple[Any, ...]] = []
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 5000):
        rows += Group.objects.filter(pk__in=wanted[start : start + 5000], removed_at=None).values_list(
            "pk", "uid", "slug", "name", "kind", "audience", *columns
        )
    closed = [row[0] for row in rows if row[5] != Audience.PUBLIC]
    networks = networks_of(closed) if closed else {}
    for pk, uid, slug, name, kind, audience, *values in rows:
        if audience == Audience.PUBLIC or may_see(
            viewer, audience, f"group:{pk}", [f"group:{one}" for one in networks[pk]]
        ):
            yield GroupLink(pk, uid, slug, name, kind), tuple(values)
