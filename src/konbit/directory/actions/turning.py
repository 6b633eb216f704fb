"""The turn of the day: ties begin and end without anybody's doing, and the index must hear of it."""

from __future__ import annotations

from datetime import date

from konbit.base.period import holding_on
from konbit.chronicle.actions import recording
from konbit.chronicle.queries import history
from konbit.directory.actions.rows import RELATION, row_state
from konbit.directory.models import Relation

DAY = "directory.day"
AT_ONCE = 2_000


def turn_the_day(today: date | None = None) -> int:
    """Note the ties that began or ended since the day of the last turn. Returns how many; done again on the
    same day, it does nothing.

    What belongs through them is then made again in the index, as after any other change of a tie.
    """
    today = today or date.today()
    before = history(DAY, 1, limit=1)
    last = date.fromisoformat((before[0].after or {})["day"]) if before else None
    if last is not None and last >= today:
        return 0
    turned: list[int] = []
    if last is not None:
        now, then = holding_on(today), holding_on(last)
        changed = Relation.objects.filter((now & ~then) | (then & ~now))
        turned = list(changed.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(turned), AT_ONCE):
        with recording("system", "turn the day") as batch:
            for row in Relation.objects.filter(pk__in=turned[start : start + AT_ONCE]):
                state = row_state(RELATION, row)
                batch.changed(RELATION, row.pk, state, state)
    with recording("system", "turn the day") as batch:
        was = {"day": last.isoformat()} if last else None
        batch.changed(DAY, 1, was, {"day": today.isoformat()})
    return len(turned)
