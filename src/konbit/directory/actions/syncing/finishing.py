"""The end of a reading: what it no longer had, what it had again. One transaction, so never half done."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from konbit.base.rows import insert
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.importing.returning import (
    SECOND,
    groups_of,
    missing_day,
    note_seen_again,
    noted,
    portions,
    settle,
)
from konbit.directory.actions.importing.runs import alone
from konbit.directory.actions.syncing.looking import Look
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Claim, Difference, ImportRun, Role, Source
from konbit.directory.queries.claims import TAKEN_BACK
from konbit.directory.queries.imports import last_edition
from konbit.people.audience import SYSTEM

Kind = Difference.Kind


def note_missing(batch: Batch, run: ImportRun, look: Look) -> int:
    """Write what an edition says by what is missing in it. Returns how many groups it closed.

    Missing for the first time: noted, nothing else. For the second time, in another edition or on a later
    day: the group gets the day on which it was first missed as its end, unless another source or its own
    people speak for it; then it waits for a person. Seen again: no longer missing.
    """
    now = timezone.now()
    for some in portions(look.gone):
        Claim.objects.filter(pk__in=some).update(missing_since=now, missing_readings=1)
        insert(Difference, [noted(run, Kind.GONE, group, pk) for pk, group in groups_of(some)])
    note_seen_again(batch, run, look.back)
    return sum(_close(batch, run, some) for some in portions(_missing_again(run, look)))


def confirm_missing(source: Source) -> int:
    """A source's address says on a later day that its last edition still holds: so does what was missing in
    it. Returns how many groups that closed. An edition that waits for somebody's word confirms nothing.

    Raises Problem while the same source is being read by somebody else.
    """
    with alone(source):
        run = last_edition(source)
        if run is None or run.state != ImportRun.State.DONE:
            return 0
        earlier = {"missing_readings": 1, "missing_since__date__lt": timezone.localdate()}
        claims = list(source.claims.filter(group__removed_at=None, **earlier).values_list("pk", flat=True))
        with recording(SYSTEM.actor, "import", source.code) as batch:
            return sum(_close(batch, run, some) for some in portions(claims))


def _missing_again(run: ImportRun, look: Look) -> list[int]:
    """The claims that are missing for the second time, which an unchanged file of the same day cannot say."""
    found: list[int] = []
    for some in portions(look.still_gone):
        once = Claim.objects.filter(pk__in=some, missing_readings=1)
        if _same_edition(run):
            once = once.filter(missing_since__date__lt=timezone.localdate())
        found += once.values_list("pk", flat=True)
    return found


def is_news(run: ImportRun, look: Look) -> bool:
    """Whether there is anything to note at the end of a reading."""
    return bool(look.gone or look.back or _missing_again(run, look))


def _same_edition(run: ImportRun) -> bool:
    """Whether the last reading of the source read the very same content."""
    before = ImportRun.objects.filter(source=run.source, state=ImportRun.State.DONE).exclude(pk=run.pk)
    last = before.order_by("-started_at").values_list("digest", flat=True).first()
    return bool(run.digest) and last == run.digest


def _close(batch: Batch, run: ImportRun, claims: list[int]) -> int:
    """Close the groups that nobody else speaks for."""
    Claim.objects.filter(pk__in=claims).update(missing_readings=2)
    missed = list(Claim.objects.filter(pk__in=claims).select_related("group").order_by("pk"))
    others = _spoken_for({claim.group_id for claim in missed})
    free = [claim for claim in missed if claim.group_id not in others]
    ends = {claim.group_id: claim for claim in free if not claim.group.valid_until}.values()
    change_groups(batch, [(claim.group, {"valid_until": missing_day(claim)}) for claim in ends])
    rows = [noted(run, Kind.CLOSED, one.group_id, one.pk) | {"now": missing_day(one)} for one in ends]
    insert(Difference, rows)
    settle([claim.pk for claim in free], SECOND)
    return len(ends)


def _spoken_for(groups: Collection[int]) -> set[int]:
    """Those of these groups (ids) of which a source, be it in another row, or somebody of their own, still
    speaks."""
    others = Claim.objects.filter(group__in=groups, missing_readings=0).exclude(digest=TAKEN_BACK)
    people = Role.objects.filter(group__in=groups)
    return {*others.values_list("group", flat=True), *people.values_list("group", flat=True)}
