"""When those who stand on levels of statutes met, and how they voted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import cast

from konbit.assembly.models import Meeting as Held
from konbit.assembly.models import Resolution
from konbit.directory.queries.of_group import seen_things
from konbit.engines.statutes import COUNTINGS, Counting, Meeting, Quorum, Rhythm, Rule, Vote
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Convocation, Organ, Poll, Standing, Statutes
from konbit.people.audience import Viewer


def meetings_of(
    viewer: Viewer, stands: Iterable[Standing], organs: Iterable[Organ], rules: Iterable[Rule]
) -> Iterator[Meeting]:
    """The meetings of bodies to which these were called together, and, where a rule asks for it, those of
    groups that were no meetings of a body. What was cancelled, or has no day, was not held."""
    asked = {rule.about for rule in rules if isinstance(rule.ask, Rhythm | Quorum)}
    keys = {one.pk: f"{ORGAN}{one.uid}" for one in organs}
    called = list(Convocation.objects.filter(organ__in=keys).select_related("meeting").order_by("pk"))
    seen = {one.pk for one in seen_things(viewer, [one.meeting for one in called])}
    for one in called:
        if one.meeting_id in seen and (on := _day(one.meeting)):
            counting = cast(Counting, one.counted_in) if one.counted_in in COUNTINGS else None
            yield Meeting(keys[one.organ_id], on, one.present, one.entitled, counting)
    groups = {
        one.group_id: f"{GROUP}{one.group.uid}"
        for one in stands
        if one.level.word in asked or f"{GROUP}{one.group.uid}" in asked
    }
    rows = Held.objects.filter(group__in=groups, removed_at=None, convocation=None).order_by("pk")
    for meeting in seen_things(viewer, rows):
        if on := _day(meeting):
            yield Meeting(groups[meeting.group_id], on)


def _day(meeting: Held) -> str:
    """The day of a meeting as far as it is known; empty for none, and for one that was cancelled."""
    if meeting.state == Held.State.CANCELLED:
        return ""
    return meeting.held_from or (meeting.starts_at.date().isoformat() if meeting.starts_at else "")


def votes_of(viewer: Viewer, statutes: Statutes, units: Collection[str]) -> Iterator[Vote]:
    """The votes of which rules speak, of the bodies (keys) that are recorded."""
    polls = list(statutes.polls.select_related("resolution__group", "organ").order_by("pk"))
    seen = {one.pk for one in seen_things(viewer, [one.resolution for one in polls])}
    for poll in polls:
        resolution: Resolution = poll.resolution
        unit = key_of_poll(poll)
        counted = resolution.in_favour is not None and resolution.against is not None
        if resolution.pk in seen and unit in units and counted and resolution.decided_on:
            yield Vote(
                unit,
                resolution.decided_on,
                cast(Counting, poll.counted_in),
                resolution.in_favour or 0,
                resolution.against or 0,
                poll.present,
                poll.entitled,
                poll.matter,
            )


def key_of_poll(poll: Poll) -> str:
    """Who voted, by key."""
    if poll.organ is not None:
        return f"{ORGAN}{poll.organ.uid}"
    return f"{GROUP}{poll.resolution.group.uid}"
