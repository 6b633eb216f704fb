"""Activities in words: their deadline, who does them, whether they are late or silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from konbit.base.period import latest
from konbit.work.deadlines import Due, Written, write_deadline
from konbit.work.hands import Taker
from konbit.work.models import Activity, Deadline, Hand, Plan

STILL_TO_DO = (Activity.State.OPEN, Activity.State.GOING, Activity.State.BLOCKED)
SILENCE = timedelta(days=30)


def written_of(activity: Activity, deadlines: Iterable[Deadline]) -> Written:
    """An activity's deadline as it can be written."""
    dues = tuple(Due(one.kind, one.due_from, one.due_until, one.place) for one in deadlines)
    return Written(activity.pace, dues, activity.due_words)


def deadline_words(activity: Activity, deadlines: Iterable[Deadline], language: str) -> str:
    """An activity's deadline in words of a language; "" where it has none."""
    return write_deadline(written_of(activity, deadlines), language)


def takers_of(hands: Iterable[Hand], names: dict[int, str] | None = None) -> tuple[Taker, ...]:
    """Hands as they can be written. `names`: what some of them (ids) are called today."""
    called = names or {}
    return tuple(Taker(hand.kind, called.get(hand.pk, hand.name), hand.role) for hand in hands)


def is_running(plan: Plan, today: date | None = None) -> bool:
    """Whether somebody works by this plan today, so that "late" and "silent" mean something. A plan told
    after a publication is not: nobody here knows what became of it."""
    day = today or timezone.localdate()
    return plan.certainty == "confirmed" and (not plan.valid_until or latest(plan.valid_until) >= day)


def is_late(pace: str, state: str, untils: Iterable[str], today: date) -> bool:
    """Whether every date of something that is still to do has passed."""
    dates = [until for until in untils if until]
    return (
        pace == Activity.Pace.DATED
        and state in STILL_TO_DO
        and bool(dates)
        and max(latest(until) for until in dates) < today
    )
