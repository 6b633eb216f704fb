"""The way from a group's page to its plans, and what followed from a resolution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konbit.assembly.models import Resolution
from konbit.base.registry import GroupDoor
from konbit.base.templatetags.parts import said
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.people.audience import Viewer
from konbit.work.models import Activity, Hand, Plan
from konbit.work.queries.encounter_doors import encounter_doors
from konbit.work.queries.lines import INVITING, address_of
from konbit.work.queries.wording import STILL_TO_DO, is_running


def doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to the plans of a group that the viewer may know of: how many, and what waits; and the one to
    its encounters."""
    plans = seen_things(viewer, Plan.objects.filter(group=group_id, removed_at=None))
    uid = Group.objects.filter(pk=group_id, removed_at=None).values_list("uid", flat=True).first()
    if uid is None:
        return
    if plans or takes_part(viewer, group_id):
        yield _to_plans(uid, plans)
    yield from encounter_doors(viewer, group_id)


def _to_plans(uid: str, plans: list[Plan]) -> GroupDoor:
    running = [plan.pk for plan in plans if is_running(plan)]
    standing = Activity.objects.filter(plan__in=running, removed_at=None, state__in=STILL_TO_DO)
    to_do = standing.count() if running else 0
    wanted = Hand.objects.filter(activity__in=standing, kind__in=INVITING).count() if to_do else 0
    note = ngettext("%(count)s activity to do", "%(count)s activities to do", to_do) % {"count": to_do}
    if wanted:
        note += ", " + _("%(count)s need someone") % {"count": wanted}
    return GroupDoor(
        gettext_lazy("Plans"),
        reverse("work:plans", args=[uid]),
        "clipboard-list",
        len(plans),
        note if running else "",
    )


def tasks_beneath(viewer: Viewer, kind: str, object_id: int) -> Iterator[GroupDoor]:
    """What came of a resolution: the activities that say so, in the plans that the viewer may know of."""
    if kind != kind_of(Resolution):
        return
    rows = Activity.objects.filter(resolution=object_id, removed_at=None, plan__removed_at=None)
    activities = list(rows.select_related("plan"))
    open_plans = {plan.pk for plan in seen_things(viewer, {one.plan for one in activities})}
    for one in activities:
        if one.plan_id in open_plans:
            note = str(Activity.State(one.state).label)
            yield GroupDoor(said(one.text), address_of(one.uid), "clipboard-list", note=note)


def follows(resolutions: list[int]) -> Mapping[int, str]:
    """When something last happened with an activity that comes from one of these resolutions, by its id."""
    stirred = (
        Activity.objects.filter(resolution__in=resolutions, removed_at=None, plan__removed_at=None)
        .order_by()
        .values_list("resolution")
        .annotate(last=Max("stirred_at"))
    )
    rows = stirred.values_list("resolution", "last")
    return {pk: timezone.localdate(last).isoformat() for pk, last in rows}
