"""The shipped example: which of its networks shows best what Konbit is."""

from __future__ import annotations

from django.db.models import Count, Q

from konbit.directory.models import Group, RelationKind
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer

_BELONGING = (RelationKind.MEMBER_OF, RelationKind.PART_OF)


def example_network(viewer: Viewer) -> GroupLink | None:
    """The network of the shipped example to which most others belong; None where it is not loaded."""
    network = (
        Group.objects.filter(is_example=True, kind=Group.Kind.NETWORK, removed_at=None)
        .annotate(members=Count("relations_in", filter=Q(relations_in__kind__in=_BELONGING)))
        .order_by("-members", "pk")
        .first()
    )
    return visible_groups(viewer, [network.pk]).get(network.pk) if network else None
