"""The ways from a group's page to its supports, to the weave of a network, to its accompaniments."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.federation.models import Support
from konbit.federation.queries.accompaniments import accompaniment_doors
from konbit.people.audience import Viewer


def support_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The doors to what a group gives, uses and lacks, and, for a network, to what it weaves together."""
    told = Group.objects.filter(pk=group_id).values_list("uid", "kind").first()
    if told is None:
        return
    uid, kind = told
    rows = Support.objects.filter(Q(group=group_id) | Q(other=group_id), removed_at=None)
    seen = seen_things(viewer, rows)
    if seen or takes_part(viewer, group_id):
        lacks = sum(one.group_id == group_id and one.does == Support.Does.LACKS for one in seen)
        note = ngettext("%(count)s is lacking", "%(count)s are lacking", lacks) % {"count": lacks}
        address = reverse("federation:supports", args=[uid])
        yield GroupDoor(_("Supports"), address, "hand-helping", len(seen), note if lacks else "")
    if kind == Group.Kind.NETWORK:
        yield GroupDoor(
            _("What they weave together"), reverse("federation:consortium", args=[uid]), "waypoints"
        )
    yield from accompaniment_doors(viewer, group_id)
