"""The way from a group's page to its statutes, and which rules began by a resolution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.federation.models import Rule, Statutes
from konbit.people.audience import Viewer


def statutes_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to the statutes of a group, where there are some, or for whoever takes part there."""
    seen = seen_things(viewer, Statutes.objects.filter(group=group_id, removed_at=None))
    if not (seen or takes_part(viewer, group_id)):
        return
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    yield GroupDoor(_("Statutes"), reverse("federation:statutes-of-group", args=[uid]), "scale", len(seen))


def statutes_follows(resolutions: list[int]) -> Iterator[tuple[int, str]]:
    """Pairs of a resolution (id) and the day since which a rule holds by it."""
    rows = Rule.objects.filter(resolution__in=resolutions, statutes__removed_at=None)
    yield from rows.values_list("resolution", "valid_from")
