"""The door from a group to its gatherings; the points that a resolution decided, beneath it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.assembly.models import Resolution
from konbit.base.registry import GroupDoor
from konbit.base.templatetags.parts import said
from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Gathering, Point
from konbit.decisions.queries.gatherings import gathering_lines
from konbit.directory.models import Group
from konbit.directory.queries.of_group import takes_part
from konbit.people.audience import Viewer

MOST = 12


def gathering_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to what a group collects points for, where there is something behind it for this viewer."""
    lines = gathering_lines(viewer, list(Gathering.objects.filter(group=group_id, removed_at=None)))
    if not lines and not takes_part(viewer, group_id):
        return []
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    now = sum(line.state == Gathering.State.COLLECTING for line in lines)
    note = ngettext("%(count)s collects now", "%(count)s collect now", now) % {"count": now} if now else ""
    url = reverse("decisions:gatherings", args=[uid])
    return [GroupDoor(_("Points collected"), url, "list-plus", len(lines), note)]


def points_beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """The points that a resolution decided, by gathering: a few by their words, more as a number."""
    if kind != kind_of(Resolution):
        return
    points = Point.objects.filter(resolution=object_id, joined_into=None).order_by("gathering", "number")
    rows = Gathering.objects.filter(points__in=points, removed_at=None).distinct().order_by("pk")
    lines = {line.uid: line for line in gathering_lines(viewer, list(rows.select_related("group")))}
    for row in rows:
        if row.uid not in lines:
            continue
        decided = [one for one in points if one.gathering_id == row.pk]
        if len(decided) > MOST:
            note = ngettext("%(count)s point", "%(count)s points", len(decided)) % {"count": len(decided)}
            yield GroupDoor(said(row.title), f"{lines[row.uid].url}?show=decided", "list-plus", note=note)
            continue
        for one in decided:
            url = reverse("decisions:point", args=[row.uid, one.number])
            yield GroupDoor(said(one.title), url, "list-plus", note=said(row.title))
