"""Rows that a source names again after readings without them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from konbit.base.rows import insert
from konbit.chronicle.actions import Batch
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Claim, Difference, ImportRun

Kind = Difference.Kind
AT_ONCE = 2_000
SECOND, RETURNED = "again", "returned"
"""How a reading, not a person, settles that a group was not seen."""


def note_seen_again(batch: Batch, run: ImportRun, claims: list[int]) -> None:
    """Claims (ids) that were missing are here again: nobody waits for a word on them any more, and the end
    that a second reading without them gave their groups is taken back."""
    for some in portions(claims):
        _reopen(batch, some)
        insert(Difference, [noted(run, Kind.RETURNED, group, pk) for pk, group in groups_of(some)])
        Claim.objects.filter(pk__in=some).update(missing_since=None, missing_readings=0)
        settle(some, RETURNED)


def _reopen(batch: Batch, claims: list[int]) -> None:
    gone = Difference.objects.filter(claim__in=claims, kind=Kind.GONE).order_by("pk")
    decisions = dict(gone.values_list("claim", "decision"))  # the last of each
    ended = Claim.objects.filter(pk__in=[pk for pk, decision in decisions.items() if decision == SECOND])
    change_groups(
        batch,
        [
            (claim.group, {"valid_until": claim.fields.get("closed", "")})
            for claim in ended.exclude(missing_since=None).select_related("group").order_by("pk")
            if claim.group.valid_until == missing_day(claim)
        ],
    )


def missing_day(claim: Claim) -> str:
    """The day since which a claim is missing, as a partial date."""
    assert claim.missing_since is not None
    return timezone.localdate(claim.missing_since).isoformat()


def settle(claims: list[int], decision: str) -> None:
    """What still waited for a person about these claims waits no longer."""
    waiting = Difference.objects.filter(claim__in=claims, kind=Kind.GONE, decided_at=None)
    waiting.update(decided_at=timezone.now(), decision=decision)


def groups_of(claims: list[int]) -> list[tuple[int, int]]:
    """Claims, each with its group (ids)."""
    return list(Claim.objects.filter(pk__in=claims).order_by("pk").values_list("pk", "group"))


def noted(run: ImportRun, kind: str, group: int, claim: int) -> dict[str, object]:
    """A row that tells what a reading said of a group."""
    return {"run_id": run.pk, "group_id": group, "claim_id": claim, "kind": kind}


def portions(ids: list[int]) -> Iterator[list[int]]:
    """As many ids at once as a statement takes."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
