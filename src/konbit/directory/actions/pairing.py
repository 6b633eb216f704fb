"""Looking for records that may be the same group, and keeping what somebody said of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.locks import Held, hold
from konbit.chronicle.actions import recording
from konbit.directory.actions.merging import join, must_fit, must_join
from konbit.directory.models import Merge, Pair
from konbit.directory.queries.likeness import all_records
from konbit.directory.queries.pair_words import UNSAID
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.engines.likeness import ASK, Evidence, Likely, likely_pairs
from konbit.people.audience import SYSTEM, Viewer

PAIR = "directory.pair"
COMPARING = "compare-all-groups"
"""The lock of whoever compares."""
AT_ONCE = 500
DECIDED = (Pair.State.SAME, Pair.State.DIFFERENT)


def find_pairs(progress: Callable[[int], None] | None = None, threshold: float = ASK) -> int:
    """Compare all groups and keep the pairs that are worth a look. Returns how many wait now.

    What was decided stays decided; what waits is weighed anew, and goes where it no longer looks alike.
    `progress` is told the number of pairs found so far. Raises `Problem` (409) while another process of this
    machine compares.
    """
    try:
        with hold(COMPARING):
            return _find(progress, threshold)
    except Held as error:
        raise Problem(
            _("All groups are being compared already."), remedy=_("Wait until that is done."), status=409
        ) from error


def _find(progress: Callable[[int], None] | None, threshold: float) -> int:
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
            Pair.objects.bulk_create(fresh, ignore_conflicts=True)  # merging makes pairs meanwhile, too
            Pair.objects.bulk_update(again, ["score", "evidence", "strong"])
        if progress:
            progress(len(found))
    over = [pk for ids, (pk, _state) in kept.items() if ids not in found]
    undecided = Pair.objects.exclude(state__in=DECIDED)
    for at in range(0, len(over), AT_ONCE):
        undecided.filter(pk__in=over[at : at + AT_ONCE]).delete()
    return Pair.objects.filter(state=Pair.State.OPEN).count()


def _row(likely: Likely, ids: tuple[int, int], pk: int | None) -> Pair:
    judgement = likely.judgement
    turned = int(likely.a) != ids[0]
    evidence = [
        {"kind": one.kind, "weight": one.weight, "detail": _detail(one, turned)} for one in judgement.evidence
    ]
    return Pair(
        pk=pk, first_id=ids[0], second_id=ids[1], score=judgement.chance, strong=judgement.strong,
        evidence=evidence,
    )  # fmt: skip


def _detail(evidence: Evidence, turned: bool) -> list[str]:
    """What of a piece of evidence is put into words; seen from the other record, what is said of two stands
    the other way round."""
    if evidence.kind in UNSAID:
        return []
    detail = list(evidence.detail)
    if turned and evidence.kind == "identifier":
        detail[1:3] = reversed(detail[1:3])
    elif turned and evidence.kind not in ("distance", "acronym"):
        detail[:2] = reversed(detail[:2])
    return detail


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

    The surest first; the older record is kept. A pair that cannot be merged, because somebody said that parts
    of it are different groups, because a network and another group share a number, or because a group would
    belong to itself, stays in the queue.
    """
    count = 0
    sure = Pair.objects.filter(state=Pair.State.OPEN, strong=True).order_by("-score", "pk")
    for pair_id in list(sure.values_list("pk", flat=True)):
        try:
            pair = _pair(SYSTEM, pair_id)
            must_fit(pair.first, pair.second)
            with recording(SYSTEM.actor, "merge") as batch:
                join(batch, SYSTEM, pair.first, pair.second)
        except Problem:
            continue
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
