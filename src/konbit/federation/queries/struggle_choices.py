"""What can be chosen in forms of struggles and gains."""

from __future__ import annotations

from konbit.assembly.queries.choices import NONE, Choices, short
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import keepers, seen_things
from konbit.federation.models import Struggle
from konbit.people.audience import Viewer

MOST = 300


def near_groups(group: int) -> set[int]:
    """A group (id) and the networks to which it belongs: whose struggles can be wider ones of its own."""
    return {group, *networks_of([group])[group]}


def wider_choices(viewer: Viewer, group: int, own: str = "") -> Choices:
    """The struggles of which one of this group (id; `own`: its uid) can be the local part."""
    rows = Struggle.objects.filter(group__in=near_groups(group), removed_at=None).exclude(uid=own or "-")
    seen = seen_things(viewer, rows.order_by("-pk")[:MOST])
    names = keepers(viewer, seen)
    return [*NONE, *((one.uid, f"{short(one.title)} · {names[one.group_id].name}") for one in seen)]


def struggle_choices(viewer: Viewer, group: int) -> Choices:
    """The struggles of a group (id), of which a gain can come."""
    rows = Struggle.objects.filter(group=group, removed_at=None).order_by("-pk")[:MOST]
    return [*NONE, *((one.uid, short(one.title)) for one in seen_things(viewer, rows))]
