"""Of every project: why, why not, what it would have taken, and what its supporters got."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal

import numpy as np

from .asked import Floats
from .counting import By, Outcome
from .support import Support, supports

Out = Literal["", "nobody", "score", "rival"]


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say of a project.

    `by`: how it was bought, empty if it was not. `out`: why it could not be: nobody supports it, its score is
    too low, or an incompatible one (`rival`) was bought. `score`: votes, or points; `supporters`: voters.
    `support`: how near it came by shares, None where it could not be bought. `had`: the shares of its
    supporters after they were raised; `got`: what of these went to which project that shares bought, itself
    among them; `left`: what stayed with them. Amounts are rounded to the smallest unit.
    """

    project: int
    by: By | Literal[""]
    out: Out
    rival: int | None
    score: int
    supporters: int
    support: Support | None
    had: int
    got: tuple[tuple[int, int], ...]
    left: int


def explained(outcome: Outcome) -> tuple[Told, ...]:
    """What there is to say of each project, in their order."""
    merged = outcome.merged
    bought = dict(zip(outcome.winners, outcome.by, strict=True))
    support = supports(outcome)
    paid = _paid(outcome)
    shares = np.array([float(share) for share in outcome.shares])[merged.college] * merged.weight
    told = []
    for project, side in enumerate(merged.sides):
        rival = min(merged.rivals[project] & bought.keys(), key=merged.rank.__getitem__, default=None)
        out: Out = "" if merged.standing[project] else "score" if side.heads else "nobody"
        if not out and project not in bought and rival is not None:
            out = "rival"
        got = [(other, _whole(float(amounts[side.group].sum()))) for other, amounts in paid]
        had = float(shares[side.group].sum())
        spent = sum(float(amounts[side.group].sum()) for _other, amounts in paid)
        told.append(
            Told(
                project=project,
                by=bought.get(project, ""),
                out=out,
                rival=rival if out == "rival" else None,
                score=side.voices,
                supporters=side.heads,
                support=support[project],
                had=_whole(had),
                got=tuple((other, amount) for other, amount in got if amount),
                left=_whole(had - spent),
            )
        )
    return tuple(told)


def _paid(outcome: Outcome) -> list[tuple[int, Floats]]:
    """What all voters of each group paid together, for each project that shares bought."""
    merged = outcome.merged
    hand = np.array([float(share) for share in outcome.shares])[merged.college]
    paid = []
    for one in outcome.rounds:
        side, amounts = merged.sides[one.project], np.zeros(len(merged.weight))
        pays = np.minimum(hand[side.group], float(one.price) * side.voice)
        hand[side.group] -= pays
        amounts[side.group] = pays * side.strong
        paid.append((one.project, amounts))
    return paid


def _whole(amount: float) -> int:
    """The nearest whole number; halves go up whatever the last digits of a float are."""
    return floor(amount + 0.5 + 1e-6)
