"""The shipped example: which of its networks shows best what Konbit is."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q

from konbit.directory.models import Fact, Group, Place, RelationKind
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer

_BELONGING = (RelationKind.MEMBER_OF, RelationKind.PART_OF)


def example_network(viewer: Viewer) -> GroupLink | None:
    """The network of the shipped example to which most others belong; None where it is not loaded.

    One that has a place and a story goes before one that has not: they are what a visitor comes to see.
    """
    placed = Q(given_latitude__isnull=False) | Q(geocoded_latitude__isnull=False)
    places = Place.objects.filter(placed, group=OuterRef("pk"))
    facts = Fact.objects.filter(group=OuterRef("pk"))
    network = (
        Group.objects.filter(is_example=True, kind=Group.Kind.NETWORK, removed_at=None)
        .annotate(
            members=Count("relations_in", filter=Q(relations_in__kind__in=_BELONGING)),
            has_place=Exists(places),
            has_story=Exists(facts),
        )
        .order_by("-has_place", "-has_story", "-members", "pk")
        .first()
    )
    return visible_groups(viewer, [network.pk]).get(network.pk) if network else None
