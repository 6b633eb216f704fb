"""Ways to practices: from a group's page, and from the encounter that they grew out of."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.registry import GroupDoor
from konbit.base.templatetags.parts import said
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.learning.models import Descent, Practice
from konbit.learning.queries.practices import practice_links
from konbit.people.audience import Viewer

ENCOUNTER = "work.encounter"


def practice_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to a group's practices, where there are any or the viewer may tell of one."""
    rows = Practice.objects.filter(group=group_id) | Practice.objects.filter(practised_by=group_id)
    count = len(seen_things(viewer, rows))
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid and (count or takes_part(viewer, group_id)):
        yield GroupDoor(_("Practices"), reverse("learning:practices", args=[uid]), "sprout", count)


def practices_beneath(viewer: Viewer, kind: str, object_id: int) -> Iterator[GroupDoor]:
    """What came out of an encounter: the practices whose descent names it."""
    if kind != ENCOUNTER:
        return
    met = Descent.objects.filter(encounter=object_id).select_related("child", "parent").order_by("id")
    links = practice_links(viewer, [end for one in met for end in (one.child, one.parent)])
    for one in met:
        if one.child_id in links and one.parent_id in links:
            child, parent = links[one.child_id], links[one.parent_id]
            note = f"{Descent.Kind(one.kind).label} {said(parent.title)}"
            yield GroupDoor(said(child.title), child.url, "sprout", note=note)
