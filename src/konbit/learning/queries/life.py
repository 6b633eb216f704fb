"""The life of a claim as a line of time: what it was, what became of it and why, which cases came when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konbit.assembly.queries.agreed_shown import ResolutionShown, resolutions_shown
from konbit.base.text import Multilingual
from konbit.directory.queries.wording import date_words
from konbit.learning.models import Claim
from konbit.learning.queries.cases import CaseShown
from konbit.learning.queries.shown import State
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Moment:
    """Something that happened to a claim: it moved (`after`), or a case came (`case`).

    `unseen`: a resolution stands behind it that is not open to this reader.
    """

    when: str
    on: str
    before: State | None = None
    after: State | None = None
    reason: Multilingual | None = None
    resolution: ResolutionShown | None = None
    unseen: bool = False
    case: CaseShown | None = None
    begins: bool = False


def life_of(viewer: Viewer, claim: Claim, cases: Iterable[CaseShown]) -> tuple[Moment, ...]:
    """Everything that happened to a claim, in the order of time: the day on which it was written down first,
    where no move tells how it began."""
    moves = list(claim.moves.select_related("resolution", "resolution__group"))
    resolutions = resolutions_shown(viewer, [move.resolution for move in moves])
    told = [
        Moment(
            when=date_words(move.on),
            on=move.on,
            before=State(move.before) if move.before else None,
            after=State(move.after),
            reason=move.reason,
            resolution=resolutions.get(move.resolution_id),
            unseen=move.resolution_id not in resolutions,
            begins=not move.before,
        )
        for move in moves
    ]
    if not told or told[0].before is not None:
        written = claim.made_at.date().isoformat()
        first = told[0].before if told else State(claim.state)
        earliest = min([written, *(one.on for one in told if one.on)])
        told.insert(0, Moment(date_words(written), earliest, after=first, begins=True))
    told += [Moment(case.when or date_words(case.on), case.on, case=case) for case in cases]
    return tuple(sorted(told, key=_place))


def _place(moment: Moment) -> tuple[str, int]:
    """On one day it begins first; cases come before the move to which they led."""
    return moment.on, 0 if moment.begins else 1 if moment.case else 2
