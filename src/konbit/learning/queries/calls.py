"""Open claims of all frameworks: who has a case?"""

from __future__ import annotations

from dataclasses import dataclass

from konbit.learning.models import Claim
from konbit.learning.queries.claims import ClaimLine, claim_lines
from konbit.learning.ways import OPEN
from konbit.people.audience import Viewer

PER_PAGE = 30


@dataclass(frozen=True)
class CallsPage:
    """A page of open claims, those to be settled soonest first, then those with the fewest cases."""

    lines: tuple[ClaimLine, ...]
    number: int
    is_last: bool
    state: str


def calls_page(viewer: Viewer, state: str = "", number: int = 1) -> CallsPage:
    """The claims for which cases are looked for, in one of the open states or in all."""
    wanted = (state,) if state in OPEN else OPEN
    rows = Claim.objects.filter(state__in=wanted, removed_at=None).exclude(statement={})
    lines = claim_lines(viewer, rows.select_related("source").order_by("-id")[:2000])
    dated = {one.uid: one.settle_by for one in rows}
    lines.sort(key=lambda line: (dated[line.uid] or "9", line.cases))
    start = (number - 1) * PER_PAGE
    return CallsPage(
        tuple(lines[start : start + PER_PAGE]),
        number,
        start + PER_PAGE >= len(lines),
        state if state in OPEN else "",
    )
