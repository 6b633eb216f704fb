"""The way from a group's page to the money that it decides about."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.registry import GroupDoor
from konbit.decisions.models import Budget
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.people.audience import Viewer

GOING_ON = (Budget.State.PROPOSING, Budget.State.REVIEWING, Budget.State.VOTING)


def budget_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to a group's budgets, where there is something behind it for this viewer."""
    rows = Budget.objects.filter(group=group_id, removed_at=None).order_by("-pk")
    seen = seen_things(viewer, rows)
    if not seen and not takes_part(viewer, group_id):
        return
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    now = next((one for one in seen if one.state in GOING_ON), None)
    note = str(Budget.State(now.state).label) if now else ""
    url = reverse("decisions:budgets-of", args=[uid])
    yield GroupDoor(_("Money, decided together"), url, "coins", len(seen), note)
