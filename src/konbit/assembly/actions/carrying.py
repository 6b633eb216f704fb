"""Goals that one meeting leaves to the next, both ends linked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from konbit.assembly.models import Goal, Meeting
from konbit.chronicle.actions import Batch, rows

LEFT = (Goal.State.OPEN.value, Goal.State.CARRIED.value)


def carry(batch: Batch, meeting: Meeting, goals: Iterable[int]) -> int:
    """Carry goals (ids) of the group's other meetings over to this one; each goes to one meeting only.

    Returns the greatest number of a goal of this meeting then.
    """
    number = int(Goal.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0)
    left = (
        Goal.objects.filter(pk__in=list(goals), meeting__group=meeting.group_id, state__in=LEFT)
        .exclude(meeting=meeting)
        .exclude(pk__in=Goal.objects.exclude(carried_from=None).values("carried_from"))
    )
    for goal in left.order_by("meeting", "number"):
        number += 1
        rows.add(batch, Goal(meeting=meeting, number=number, text=goal.text, carried_from=goal))
        rows.change(batch, goal, state=Goal.State.CARRIED.value)
    return number


def next_planned(meeting: Meeting) -> Meeting | None:
    """The meeting to which goals go by themselves: the next that is planned in the same series."""
    if meeting.series_id is None:
        return None
    return (
        Meeting.objects.filter(series=meeting.series_id, state=Meeting.State.PLANNED, removed_at=None)
        .exclude(pk=meeting.pk)
        .filter(held_from__gte=meeting.held_from)
        .order_by("held_from", "pk")
        .first()
    )
