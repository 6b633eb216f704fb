"""The door from a group to the questions that came down to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base.registry import GroupDoor
from konbit.decisions.models import Entitled, Vote
from konbit.directory.models import Group
from konbit.directory.queries.of_group import takes_part
from konbit.people.audience import Viewer


def question_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door for those who take part in a group that was asked something."""
    if not takes_part(viewer, group_id):
        return
    lines = Entitled.objects.filter(group=group_id, until_on=None, vote__removed_at=None)
    states = dict(
        lines.filter(vote__state__in=(Vote.State.OPEN, Vote.State.CLOSED))
        .exclude(vote__group=group_id)
        .values_list("vote", "vote__state")
    )
    if not states:
        return
    now = sum(one == Vote.State.OPEN for one in states.values())
    note = ngettext("%(count)s is open", "%(count)s are open", now) % {"count": now} if now else ""
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    url = reverse("decisions:questions", args=[uid])
    yield GroupDoor(_("Questions to us"), url, "waypoints", len(states), note)
