"""The way from a group's page to what it wants first, what follows there from a resolution, and the days by
which targets are to be reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from konbit.base.period import latest
from konbit.base.registry import CalendarEntry, GroupDoor
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.federation.models import Priority, Target
from konbit.federation.queries.aligning import waiting_for
from konbit.federation.queries.meeting import belongs_to
from konbit.federation.queries.order import holds
from konbit.people.audience import Viewer


def priority_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to a group's priorities, where there is something behind it for this viewer."""
    group = Group.objects.filter(pk=group_id).first()
    if group is None:
        return
    seen = seen_things(viewer, Priority.objects.filter(group=group_id, removed_at=None))
    if seen or takes_part(viewer, group_id):
        waiting = len(waiting_for(viewer, group)) if belongs_to(viewer, group) else 0
        words = ngettext("%(count)s waits for your word", "%(count)s wait for your word", waiting)
        note = words % {"count": waiting} if waiting else ""
        url = reverse("federation:priorities", args=[group.uid])
        yield GroupDoor(_("What it wants first"), url, "target", sum(map(holds, seen)), note)


def priority_follows(resolutions: list[int]) -> Iterable[tuple[int, str]]:
    """When a priority was adopted, or ended, by one of these resolutions (ids)."""
    rows = Priority.objects.filter(removed_at=None)
    yield from rows.filter(resolution__in=resolutions).values_list("resolution", "valid_from")
    yield from rows.filter(ended_by__in=resolutions).values_list("ended_by", "valid_until")


def target_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[CalendarEntry]:
    """The days by which the targets of these groups (ids) are to be reached, between two days. A year or a
    month stands on its last day."""
    rows = Target.objects.filter(priority__group__in=groups, priority__removed_at=None).exclude(due="")
    near = [
        one for one in rows.select_related("priority", "indicator").order_by("due", "pk")
        if first <= latest(one.due) <= last and holds(one.priority, latest(one.due))
    ]  # fmt: skip
    if not near:
        return
    open_ones = {one.pk for one in seen_things(viewer, {t.priority_id: t.priority for t in near}.values())}
    counted = {one.pk for one in seen_things(viewer, {t.indicator_id: t.indicator for t in near}.values())}
    changed = changed_at(kind_of(Target), [one.pk for one in near])
    language = get_language() or settings.LANGUAGE_CODE
    for one in near:
        if one.priority_id not in open_ones or one.indicator_id not in counted:
            continue
        day = latest(one.due)
        yield CalendarEntry(
            uid=f"target-{one.key}@konbit",
            title=_("To be reached: %(target)s") % {"target": sentence(one.indicator.title, language)},
            begin=day,
            end=day,
            url=f"{settings.KONBIT_URL}{reverse('federation:target', args=[one.pk])}",
            changed_at=changed.get(one.pk, one.priority.made_at),
            text=sentence(one.priority.statement, language),
        )
