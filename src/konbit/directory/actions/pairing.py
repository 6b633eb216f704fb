"""Looking for records that may be the same group, and keeping what somebody said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.chronicle.actions import recording
from konbit.directory.actions.merging import join, must_join
from konbit.directory.models import Merge, Pair
from konbit.directory.queries.likeness import all_records
from konbit.directory.queries.pairs import kept_apart
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.engines.likeness import ASK, Likely, likely_pairs
from konbit.people.audience import SYSTEM, Viewer

PAIR = "directory.pair"
AT_ONCE = 500
DECIDED = (Pair.State.SAME, Pair.State.DIFFERENT)


def find_pairs(progress: Callable[[int], None] | None = None, threshold: float = ASK) -> int:
    """Compare all groups and keep the pairs that are worth a look. Returns how many wait now.

    What was decided stays decided; what waits is weighed anew, and goes where it no longer looks alike.
    `progress` is told the number of pairs found so far.
    """
    kept = {
        (first, second): (pk, state)
        for pk, first, second, state in Pair.objects.values_list("pk", "first", "second", "state")
    }
    found: set[tuple[int, int]] = set()
    likely = likely_pairs(all_records(), threshold=threshold)
    while some := list(islice(likely, AT_ONCE)):
        fresh: list[Pair] = []
        again: list[Pair] = []
        for one in some:
            ids = _ordered(int(one.a), int(one.b))
            found.add(ids)
            pk, state = kept.get(ids, (None, ""))
            if state not in DECIDED:
                (again if pk else fresh).append(_row(one, ids, pk))
        with transaction.atomic():
            Pair.objects.bulk_create(fresh)
            Pair.objects.bulk_update(again, ["score", "evidence", "strong"])
        if progress:
            progress(len(found))
    over = [pk for ids, (pk, state) in kept.items() if ids not in found and state not in DECIDED]
    for at in range(0, len(over), AT_ONCE):
        Pair.objects.filter(pk__in=over[at : at + AT_ONCE]).delete()
    return Pair.objects.filter(state=Pair.State.OPEN).count()


def _row(likely: Likely, ids: tuple[int, int], pk: int | None) -> Pair:
    judgement = likely.judgement
    turned = int(likely.a) != ids[0]
    evidence = [asdict(one) for one in judgement.evidence]
    return Pair(
        pk=pk, first_id=ids[0], second_id=ids[1], score=judgement.chance, strong=judgement.strong,
        evidence=[_turned(one) for one in evidence] if turned else evidence,
    )  # fmt: skip


def _turned(evidence: dict[str, object]) -> dict[str, object]:
    """The same seen from the other record: what is said of two stands the other way round."""
    detail = list(evidence["detail"])  # type: ignore[call-overload]
    if evidence["kind"] == "identifier":
        detail[1:3] = reversed(detail[1:3])
    elif evidence["kind"] not in ("distance", "acronym"):
        detail[:2] = reversed(detail[:2])
    return {**evidence, "detail": detail}


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def say_different(viewer: Viewer, pair_id: int) -> None:
    """Say that the two are different groups: it is remembered, and they are not asked about again."""
    _decide(viewer, pair_id, Pair.State.DIFFERENT)


def say_later(viewer: Viewer, pair_id: int) -> None:
    """Put a pair off."""
    _decide(viewer, pair_id, Pair.State.LATER)


def say_same(viewer: Viewer, pair_id: int, kept_uid: str) -> Merge:
    """Say that the two are one group, under the record that is kept. Raises as `merge` does."""
    pair = _pair(viewer, pair_id)
    kept, _sight = seen_group(viewer, kept_uid)
    gone = pair.second if kept.pk == pair.first_id else pair.first
    if kept.pk not in (pair.first_id, pair.second_id):
        raise _gone()
    must_join(viewer, kept, gone)
    with recording(viewer.actor, "merge") as batch:
        return join(batch, viewer, kept, gone)


def join_the_sure(progress: Callable[[int], None] | None = None) -> int:
    """Merge, unasked, the pairs on which a register agrees and nothing weighs against. Returns how many.

    The older record is kept. A pair that cannot be merged, because somebody said that parts of it are
    different groups, stays in the queue.
    """
    count = 0
    for pair in Pair.objects.filter(state=Pair.State.OPEN, strong=True).select_related("first", "second"):
        pair.refresh_from_db()
        ends = (pair.first, pair.second)
        if any(one.removed_at for one in ends) or kept_apart(*ends):
            continue
        with recording(SYSTEM.actor, "merge") as batch:
            join(batch, SYSTEM, *ends)
        count += 1
        if progress:
            progress(count)
    return count


def _decide(viewer: Viewer, pair_id: int, state: str) -> None:
    pair = _pair(viewer, pair_id)
    with recording(viewer.actor, "tell apart") as batch:
        before = {"state": pair.state}
        pair.state, pair.decided_by, pair.decided_at = state, viewer.actor, timezone.now()
        pair.save(update_fields=["state", "decided_by", "decided_at"])
        ends = {"first_id": pair.first_id, "second_id": pair.second_id}
        batch.changed(PAIR, pair.pk, ends | before, ends | {"state": state})


def _pair(viewer: Viewer, pair_id: int) -> Pair:
    pair = Pair.objects.select_related("first", "second").filter(pk=pair_id).first()
    if pair is None or pair.first.removed_at or pair.second.removed_at:
        raise _gone()
    for group in (pair.first, pair.second):
        sight_of(viewer, group).must("moderate")
    return pair


def _gone() -> NotFound:
    return NotFound(_("This pair no longer waits."), remedy=_("Open the page again: it has changed."))
