"""`make bench NAME=plans`: a plan of 5,000 activities, beside openpyxl reading the same plan as a sheet.

Prints one JSON object last, times in milliseconds of the server: `p95_plan` for its first page through the
Django view, `p95_far` for pages further on, `p95_who`, `p95_month` for other views, `out_s` and `look_s` in
seconds for taking it out as a sheet and looking at the differences of that sheet brought back, `peer_sheet`
for openpyxl reading the cells of that sheet, `peer_whole` for all of its activities in one page, and
`goal_plan`. KONBIT_BENCH_ACTIVITIES changes the number of activities.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import asked_twice, in_a_home_of_its_own, page, say, timed

ACTIVITIES = int(os.environ.get("KONBIT_BENCH_ACTIVITIES", "5000"))
GOAL = 60.0
ASKED = 20


def a_full_plan() -> Any:
    """A plan with thousands of activities."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.work.made import a_plan
    from tests.work.many import fill

    plan = a_plan()
    plan.goals.all().delete()
    fill(plan, ACTIVITIES)
    return plan


def read_by_openpyxl(content: bytes) -> int:
    """How many rows the peer reads: every cell of the sheet, nothing else."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(1 for _row in book.worksheets[0].iter_rows(values_only=True))


def measure(plan: Any) -> dict[str, float]:
    """Pages, sheets and the peer, in the same run."""
    from django.urls import reverse

    from konbit.people.audience import ANYONE
    from konbit.work.actions.sheets import keep_sheet, look_at_sheet
    from konbit.work.formats.plan_out import workbook
    from konbit.work.queries import plans
    from konbit.work.queries.cells import cells_of
    from tests.work.made import an_editor

    address = reverse("work:plan", args=[plan.uid])
    last = -(-ACTIVITIES // plans.PAGE)
    figures = {
        **asked_twice("plan", page, [address] * ASKED),
        **asked_twice("far", page, [f"{address}?page={number}" for number in range(2, last, last // ASKED)]),
        **asked_twice("who", page, [f"{address}?by=who"] * ASKED),
        **asked_twice("month", page, [f"{address}?by=month"] * ASKED),
    }
    made: list[bytes] = []
    out = timed(lambda: made.append(workbook(cells_of(ANYONE, plan, "en"), (), ["en"], "en").read()))
    viewer = an_editor(plan.group)
    token = keep_sheet(viewer, plan.uid, "plan.xlsx", made[0])
    seen: list[Any] = []
    looked = timed(lambda: seen.append(look_at_sheet(viewer, plan.uid, token, None, "en")))
    if seen[0].same != ACTIVITIES:
        raise SystemExit(f"brought back unchanged, {ACTIVITIES - seen[0].same} activities differ")
    read: list[int] = []
    peer = timed(lambda: read.append(read_by_openpyxl(made[0])))
    if read[0] != ACTIVITIES + 1:
        raise SystemExit(f"the peer reads {read[0]} rows")
    plans.PAGE = ACTIVITIES
    whole = min(timed(lambda: page(address)) for _twice in range(2))
    return {
        **figures,
        "out_s": round(out, 2),
        "look_s": round(looked, 2),
        "peer_sheet": round(peer * 1000, 1),
        "peer_whole": round(whole * 1000, 1),
    }


def main(_home: Path) -> dict[str, float]:
    """Make the plan and measure."""
    say(f"Making a plan of {ACTIVITIES:,} activities …")
    plan = a_full_plan()
    say("Asking …")
    figures = measure(plan)
    ratio = round(figures["peer_whole"] / figures["p95_plan"], 1)
    return {**figures, "activities": ACTIVITIES, "goal_plan": GOAL, "whole_to_page": ratio}


if __name__ == "__main__":
    in_a_home_of_its_own(main)
