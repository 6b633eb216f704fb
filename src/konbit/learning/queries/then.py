"""What the claims of a framework were when the version that follows it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from konbit.base.period import earliest, latest
from konbit.directory.queries.of_group import seen_things
from konbit.learning.models import Claim, Framework, Growth, Move, Priority
from konbit.learning.queries.claims import ClaimLine, claim_lines
from konbit.learning.queries.shown import State
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Then:
    """A claim as it stood (`state`), beside what it is now."""

    line: ClaimLine
    state: State


def then_of(viewer: Viewer, framework: Framework, priorities: Iterable[Priority]) -> dict[int, list[Then]]:
    """By priority of a past version, the claims of the priorities that grew out of it and had a state before
    the next version came, with that state."""
    rows = list(priorities)
    grown = _grown_out_of({one.pk for one in rows})
    claims = list(
        Claim.objects.filter(priority__in=grown, removed_at=None).select_related("source", "priority")
    )
    before = _over_from(viewer, framework)
    stood: dict[int, str] = {}
    for claim, on, after in Move.objects.filter(claim__in=claims).values_list("claim", "on", "after"):
        if on and earliest(on) < before:
            stood[claim] = after
    seen = {line.uid: line for line in claim_lines(viewer, [one for one in claims if one.pk in stood])}
    told: defaultdict[int, list[Then]] = defaultdict(list)
    for one in claims:
        if one.uid in seen and one.priority_id:
            for root in grown[one.priority_id]:
                told[root].append(Then(seen[one.uid], State(stood[one.pk])))
    return told


def _grown_out_of(roots: set[int]) -> dict[int, set[int]]:
    """By priority, out of which of the roots it grew, through any number of versions."""
    pairs = list(Growth.objects.values_list("out_of", "priority"))
    grown: dict[int, set[int]] = defaultdict(set)
    for root in roots:
        reached, edge = set(), {root}
        while edge:
            reached |= edge
            edge = {child for parent, child in pairs if parent in edge} - reached
        for one in reached - {root}:
            grown[one].add(root)
    return grown


def _over_from(viewer: Viewer, framework: Framework) -> date:
    """The first day on which a version no longer held: after its end, or when the first that follows it
    begins."""
    if framework.valid_until:
        return latest(framework.valid_until) + timedelta(days=1)
    later = seen_things(viewer, framework.followed_by.all())
    starts = [one.valid_from for one in later if one.valid_from]
    return earliest(min(starts)) if starts else date.max
