"""Bringing the shipped meetings and balanced groups in.

Again, it makes only what is not there; what people changed stays.
"""

from __future__ import annotations

import uuid

from konbit.assembly.actions.shipped_panels import load_panels
from konbit.assembly.models import Endorsement, Goal, Meeting, Resolution, Series
from konbit.assembly.shipped import reading
from konbit.assembly.shipped.reading import GoalEntry, MeetingEntry, ResolutionEntry
from konbit.chronicle.actions import Batch, recording, rows
from konbit.directory.models import Certainty, Group, Source

SHIPPED = "konbit"


def key_of(code: str) -> uuid.UUID:
    """The key of a shipped meeting or resolution: the same in every house."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:konbit:shipped:assembly:{code}")


def load_example() -> int:
    """Bring in the meetings, resolutions, panels of the shipped groups that are here. Returns how many."""
    groups = {group.slug: group for group in Group.objects.filter(is_example=True, removed_at=None)}
    made = 0
    with recording(SHIPPED, "load example") as batch:
        for entry in reading.meetings():
            if entry.group in groups and not Meeting.objects.filter(key=key_of(entry.code)).exists():
                made += _load(batch, entry, groups)
        made += load_panels(batch, groups)
    return made


def _load(batch: Batch, entry: MeetingEntry, groups: dict[str, Group]) -> int:
    group, source = groups[entry.group], Source.objects.filter(code=entry.source).first()
    meeting = Meeting(
        group=group,
        key=key_of(entry.code),
        series=_series(batch, group, entry),
        title=dict(entry.title),
        purpose=dict(entry.purpose),
        state=Meeting.State.CLOSED.value,
        held_from=entry.held_from,
        held_until=entry.held_until,
        place=entry.place,
        source=source,
        certainty=Certainty.PUBLISHED.value,
        by=SHIPPED,
    )
    rows.add(batch, meeting)
    for number, goal in enumerate(entry.goals, start=1):
        _add_goal(batch, meeting, number, goal)
    for one in entry.resolutions:
        _add_resolution(batch, meeting, one, groups)
    return 1 + len(entry.resolutions)


def _series(batch: Batch, group: Group, entry: MeetingEntry) -> Series:
    stands = Series.objects.filter(group=group, by=SHIPPED, title=dict(entry.series)).first()
    if stands is not None:
        return stands
    series = Series(group=group, title=dict(entry.series), certainty=Certainty.PUBLISHED.value, by=SHIPPED)
    rows.add(batch, series)
    return series


def _add_goal(batch: Batch, meeting: Meeting, number: int, entry: GoalEntry) -> None:
    before = Goal.objects.filter(meeting__key=key_of(entry.carried_from)).first()
    goal = Goal(
        meeting=meeting,
        number=number,
        text=dict(entry.text),
        state=entry.state,
        carried_from=before if entry.carried_from else None,
    )
    rows.add(batch, goal)


def _add_resolution(batch: Batch, meeting: Meeting, entry: ResolutionEntry, groups: dict[str, Group]) -> None:
    waiting = Resolution.Condition.WAITING if entry.condition else Resolution.Condition.NONE
    row = Resolution(
        group=meeting.group,
        key=key_of(entry.code),
        meeting=meeting,
        title=dict(entry.title),
        text=dict(entry.text),
        condition=dict(entry.condition),
        condition_state=waiting.value,
        decided_on=entry.on,
        how=entry.how,
        source=Source.objects.filter(code=entry.source).first(),
        certainty=Certainty.PUBLISHED.value,
        by=SHIPPED,
    )
    rows.add(batch, row)
    for one in entry.support:
        if one.group in groups:
            rows.add(batch, Endorsement(resolution=row, group=groups[one.group], note=dict(one.note)))
