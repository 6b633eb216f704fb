"""Writing the parts of an activity, its dates and hands, so that only what differs is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from konbit.chronicle.actions import Batch
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.folding import fold
from konbit.work.deadlines import Written
from konbit.work.hands import GROUP, Taker
from konbit.work.models import Activity, Deadline, Hand


def add_parts(
    batch: Batch, activity: Activity, written: Written, takers: Iterable[Taker], groups: Mapping[str, int]
) -> None:
    """Give a new activity its dates and hands. `groups`: groups of the directory by folded name."""
    for place, due in enumerate(written.dues):
        said = {"kind": due.kind, "due_from": due.since, "due_until": due.until, "place": due.place}
        add(batch, Deadline(activity=activity, order=place, **said))
    for place, taker in enumerate(dict.fromkeys(takers)):
        add(batch, _hand(activity, taker, place, groups))


def _hand(activity: Activity, taker: Taker, place: int, groups: Mapping[str, int]) -> Hand:
    group = groups.get(fold(taker.name))
    kind = GROUP if group else taker.kind
    return Hand(activity=activity, role=taker.role, kind=kind, name=taker.name, group_id=group, order=place)


def write_dates(batch: Batch, activity: Activity, written: Written) -> bool:
    """Give an activity this deadline. Returns whether anything differs."""
    changed = change(batch, activity, pace=written.pace, due_words=written.words)
    stand = list(Deadline.objects.filter(activity=activity))
    for place, due in enumerate(written.dues):
        said = {
            "kind": due.kind,
            "due_from": due.since,
            "due_until": due.until,
            "place": due.place,
            "order": place,
        }
        if place < len(stand):
            changed |= change(batch, stand[place], **said)
        else:
            add(batch, Deadline(activity=activity, **said))
            changed = True
    for row in stand[len(written.dues) :]:
        remove(batch, row)
        changed = True
    return changed


def write_takers(
    batch: Batch,
    activity: Activity,
    takers: Iterable[Taker],
    *,
    groups: Mapping[str, int],
    called: Mapping[int, str],
) -> bool:
    """Give an activity these hands. Returns whether anything differs.

    One that was there under the same name stays what it is, an account or a group of the directory. `groups`:
    groups of the directory by folded name. `called`: what hands (ids) are called today.
    """
    changed = False
    left = list(Hand.objects.filter(activity=activity))
    for place, taker in enumerate(dict.fromkeys(takers)):
        row = _same(left, taker, called)
        if row is not None:
            left.remove(row)
            changed |= change(batch, row, role=taker.role, order=place)
            continue
        add(batch, _hand(activity, taker, place, groups))
        changed = True
    for row in left:
        remove(batch, row)
        changed = True
    return changed


def _same(rows: Iterable[Hand], taker: Taker, called: Mapping[int, str]) -> Hand | None:
    wanted = fold(taker.name)
    for row in rows:
        names = {fold(row.name), fold(called.get(row.pk, row.name))}
        if wanted in names and (row.kind == taker.kind or row.person or row.group_id):
            return row
    return None


def stir(batch: Batch, activity: Activity) -> None:
    """Note that somebody did something with an activity: it is not silent, and calendars take it anew."""
    change(batch, activity, stirred_at=timezone.now(), sequence=activity.sequence + 1)
