"""The end of a reading: what it no longer had, what it had again. One transaction, so never half done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils import timezone

from konbit.base.rows import insert
from konbit.chronicle.actions import Batch
from konbit.directory.actions.syncing.looking import Look
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Claim, Difference, ImportRun, Role

Kind = Difference.Kind
AT_ONCE = 2_000
SECOND, RETURNED = "again", "returned"
"""How a reading, not a person, settles that a group was not seen."""


def note_missing(batch: Batch, run: ImportRun, look: Look) -> int:
    """Write what an edition says by what is missing in it. Returns how many groups it closed.

    Missing for the first time: noted, nothing else. For the second time, in another edition or on a later
    day: the group gets the day on which it was first missed as its end, unless another source or its own
    people speak for it; then it waits for a person. Seen again: no longer missing.
    """
    now = timezone.now()
    for some in portions(look.gone):
        Claim.objects.filter(pk__in=some).update(missing_since=now, missing_readings=1)
        insert(Difference, [_row(run, Kind.GONE, group, pk) for pk, group in _groups(some)])
    for some in portions(look.back):
        insert(Difference, [_row(run, Kind.RETURNED, group, pk) for pk, group in _groups(some)])
        Claim.objects.filter(pk__in=some).update(missing_since=None, missing_readings=0)
        _settle(some, RETURNED, now)
    return sum(_close(batch, run, some, now) for some in portions(_missing_again(run, look)))


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


def _close(batch: Batch, run: ImportRun, claims: list[int], now: datetime) -> int:
    """Close the groups that nobody else speaks for."""
    missed = {
        claim.group_id: claim
        for claim in Claim.objects.filter(pk__in=claims).select_related("group").order_by("pk")
    }
    Claim.objects.filter(pk__in=claims).update(missing_readings=2)
    free = {group: claim for group, claim in missed.items() if group not in spoken_for(missed, run)}
    ends = [(claim.group, _day(claim)) for claim in free.values() if not claim.group.valid_until]
    change_groups(batch, [(group, {"valid_until": day}) for group, day in ends])
    rows = [_row(run, Kind.CLOSED, group.pk, free[group.pk].pk) | {"now": day} for group, day in ends]
    insert(Difference, rows)
    _settle([claim.pk for claim in free.values()], SECOND, now)
    return len(ends)


def spoken_for(groups: Collection[int], run: ImportRun) -> set[int]:
    """Those of these groups (ids) of which another source, or somebody of their own, still speaks."""
    others = Claim.objects.filter(group__in=groups, missing_readings=0).exclude(source=run.source)
    people = Role.objects.filter(group__in=groups)
    return {*others.values_list("group", flat=True), *people.values_list("group", flat=True)}


def _settle(claims: list[int], decision: str, now: datetime) -> None:
    """What still waited for a person about these claims waits no longer."""
    waiting = Difference.objects.filter(claim__in=claims, kind=Kind.GONE, decided_at=None)
    waiting.update(decided_at=now, decision=decision)


def _groups(claims: list[int]) -> list[tuple[int, int]]:
    return list(Claim.objects.filter(pk__in=claims).order_by("pk").values_list("pk", "group"))


def _row(run: ImportRun, kind: str, group: int, claim: int) -> dict[str, object]:
    return {"run_id": run.pk, "group_id": group, "claim_id": claim, "kind": kind}


def _day(claim: Claim) -> str:
    """The day since which a claim is missing, as a partial date."""
    assert claim.missing_since is not None
    return timezone.localdate(claim.missing_since).isoformat()


def portions(ids: list[int]) -> Iterator[list[int]]:
    """As many ids at once as a statement takes."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
