"""The way from a group's page to its encounters."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.people.audience import Viewer
from konbit.work.models import Encounter, Visitor


def encounter_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to the encounters that a group told of, hosted or came to, where there are any or the viewer
    may tell of one."""
    came = Visitor.objects.filter(group=group_id).values("encounter")
    rows = Encounter.objects.filter(group=group_id) | Encounter.objects.filter(host=group_id)
    count = len(seen_things(viewer, (rows | Encounter.objects.filter(pk__in=came)).distinct()))
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid and (count or takes_part(viewer, group_id)):
        yield GroupDoor(_("Encounters"), reverse("work:encounters", args=[uid]), "handshake", count)
