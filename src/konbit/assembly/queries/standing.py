"""Whether a resolution holds today, and what it waits for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import earliest, latest

SOON = timedelta(days=30)
SILENT = timedelta(days=90)

HOLDS, LATER, EXPIRED, REPLACED = "holds", "later", "expired", "replaced"
WAITING, FAILED, REFUSED, WITHDRAWN = "waiting", "failed", "refused", "withdrawn"

LABELS = {
    HOLDS: _("holds"),
    LATER: _("holds from a later day"),
    EXPIRED: _("expired"),
    REPLACED: _("replaced"),
    WAITING: _("waits on its condition"),
    FAILED: _("its condition was not met"),
    REFUSED: _("not agreed"),
    WITHDRAWN: _("withdrawn"),
}


def standing_of(row: Resolution, is_replaced: bool, today: date) -> str:
    """How a resolution stands on a day, one of `LABELS`."""
    if row.state != Resolution.State.ADOPTED:
        return REFUSED if row.state == Resolution.State.REFUSED else WITHDRAWN
    if is_replaced:
        return REPLACED
    if row.valid_until and latest(row.valid_until) < today:
        return EXPIRED
    if row.condition_state == Resolution.Condition.FAILED:
        return FAILED
    if row.condition_state == Resolution.Condition.WAITING:
        return WAITING
    return LATER if row.valid_from and earliest(row.valid_from) > today else HOLDS


def replaced_among(ids: Collection[int]) -> set[int]:
    """Those of these resolutions that another one, which was agreed, replaces."""
    followers = Resolution.objects.filter(
        replaces__in=ids, state=Resolution.State.ADOPTED, removed_at=None, joined_into=None
    )
    return {pk for pk in followers.values_list("replaces", flat=True) if pk}


def in_force() -> Q:
    """The condition that a resolution was agreed and none has taken its place; its days are not looked at."""
    followers = Resolution.objects.filter(
        state=Resolution.State.ADOPTED, removed_at=None, joined_into=None
    ).exclude(replaces=None)
    return Q(state=Resolution.State.ADOPTED) & ~Q(pk__in=followers.values("replaces"))


def due_for_review(row: Resolution, today: date) -> bool:
    """Whether its day of review has come, or comes within thirty days."""
    return bool(row.review_on) and earliest(row.review_on) <= today + SOON


def expires_soon(row: Resolution, today: date) -> bool:
    """Whether it ends within ninety days."""
    return bool(row.valid_until) and today <= latest(row.valid_until) <= today + SILENT


def decided_long_ago(row: Resolution, today: date) -> bool:
    """Whether ninety days have passed since it was agreed."""
    return bool(row.decided_on) and latest(row.decided_on) <= today - SILENT
