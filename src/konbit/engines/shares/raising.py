"""Raising all shares by a step until nothing more fits, in fewer runs than steps.

D. Peters, P. Skowron (2020), 'Proportionality and the Limits of Welfarism', give the rule; P. Faliszewski and
others (2023), 'Participatory Budgeting: Data, Tools, and Analysis', its completion by adding one unit to
every share at a time. As a rule the projects bought, and their order, stay the same over many steps. Where
two runs prove that (`same_between`), those in between are not made: what they would say is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .marks import Run, same_between
from .merging import Merged


class Runner(Protocol):
    """Whatever makes runs of one election."""

    def run(self, raised: int, below: Run | None = None) -> Run:
        """All rounds with shares raised so many times."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The run that counts, why it is the last, and every run that was made and leads there, in their order.

    `full`: nothing more fits. Otherwise the next step, `over`, would spend too much.
    """

    last: Run
    full: bool
    over: Run | None
    leads: tuple[Run, ...]
    runs: int


def raised(merged: Merged, runner: Runner) -> Raised:
    """Raise shares step by step. Gives the first run after which nothing more fits into the budget, or the
    one before the first that would spend more than the budget."""
    low = runner.run(0)
    leads, runs = [low], 1
    ahead: list[Run] = []
    leap = 1
    while True:
        if is_full(merged, low.order):
            return Raised(low, True, None, tuple(leads), runs)
        if not ahead:
            ahead.append(runner.run(low.step + leap, low))
            runs += 1
        high = ahead[-1]
        next_one = high.step == low.step + 1
        if next_one and high.spent > merged.budget:
            return Raised(low, False, high, tuple(leads), runs)
        if next_one or same_between(low, high, merged):
            leap = 2 * (high.step - low.step)
            leads.append(high)
            low = ahead.pop()
        else:
            leap = 1
            ahead.append(runner.run((low.step + high.step) // 2, low))
            runs += 1


def is_full(merged: Merged, order: tuple[int, ...]) -> bool:
    """Whether nothing that stands, and may be bought beside these projects, fits into what they leave."""
    bought = {*merged.free, *order}
    left = merged.budget - sum(merged.costs[project] for project in order)
    return not any(
        merged.costs[project] <= left and project not in bought and not merged.rivals[project] & bought
        for project in merged.priced
    )
