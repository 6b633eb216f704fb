"""The way from a group's page to who sits where, and which mandates a resolution gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.federation.models import Mandate, Organ
from konbit.federation.queries.ending import ends_this_quarter
from konbit.people.audience import Viewer


def organ_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to who sits where, where something stands, or for whoever takes part there."""
    seen = seen_things(viewer, Organ.objects.filter(group=group_id, removed_at=None))
    if not (seen or takes_part(viewer, group_id)):
        return
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    ends = ends_this_quarter(seen) if seen else 0
    note = ngettext("%(count)s mandate ends this quarter", "%(count)s mandates end this quarter", ends) % {
        "count": ends
    }
    yield GroupDoor(
        title=_("Who sits where"),
        url=reverse("federation:organs", args=[uid]),
        symbol="armchair",
        count=len(seen),
        note=note if ends else "",
    )


def mandates_following(resolutions: list[int]) -> Iterator[tuple[int, str]]:
    """Pairs of a resolution (id) and the day since which somebody sits by it."""
    rows = Mandate.objects.filter(resolution__in=resolutions, organ__removed_at=None)
    yield from rows.values_list("resolution", "valid_from")
