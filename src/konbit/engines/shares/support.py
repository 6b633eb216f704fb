"""How near each project came, measured before every payment as if it were not there.

The effective support of a project is the part of its cost that its supporters would give in the best round,
each at most what the project bought in that round costs for the same utility (D. Peters, G. Pierczyński,
P. Skowron (2021), 'Proportional Participatory Budgeting with Additive Utilities', of whom the rule is). The
round is that of a count without the project, and hands are those before the round is paid. So the support is
1 or more exactly where shares buy the project, but for ties that it loses at 1.

Floats find the best rounds; what lies near the border of two answers is computed exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf
from typing import Any

import numpy as np

from .asked import Floats
from .counting import FEW, Outcome, runner_of
from .exact import Ledger
from .marks import Mark, Run
from .merging import Merged, Side

_NEAR = 1e-4
"""Nearer to a whole number, what floats say is computed again exactly: they err by far less."""


@dataclass(frozen=True, slots=True)
class Support:
    """`basis`: effective support in hundredths of a percent, rounded down; 10,000 and more exactly where
    shares buy the project, at most 9,999 else. `most`: the highest cost at which they would have bought it: 0
    if at none, None for what costs nothing. `more`: about how many more supporters like those that it had it
    needed, None if no number would have been enough. `tied`: its support was full, but the order of ties
    preferred another.
    """

    basis: int
    most: int | None
    more: int | None
    tied: bool


@dataclass(slots=True)
class _Seen:
    """What was seen of a project in each round, the last where nothing is bought any more."""

    cover: list[float]
    most: list[float]
    sure: bool = True


def supports(outcome: Outcome) -> tuple[Support | None, ...]:
    """The support of every project at the last shares; None where it does not stand or a free one bars it."""
    merged, last = outcome.merged, outcome.last
    runner = runner_of(merged, outcome.rules)
    money = Fraction(outcome.money)
    found: dict[int, Support] = {project: Support(10_000, None, 0, False) for project in merged.free}
    lost = [project for project in merged.priced if project not in last.order]
    found |= _told(merged, money, last, lost, False)
    for project in last.order:
        found |= _told(merged, money, runner.run(last.step, without=project), [project], True)
    return tuple(found.get(project) for project in range(len(merged.costs)))


def _told(merged: Merged, money: Fraction, run: Run, projects: list[int], won: bool) -> dict[int, Support]:
    seen = _seen(merged, money, run, projects)
    few = len(merged.weight) <= FEW
    unsure = [
        project
        for project, one in seen.items()
        if few
        or not one.sure
        or _near(max(one.cover) * 10_000 / merged.costs[project])
        or _near(max(one.most))
    ]
    exact = _exactly(merged, money, run, unsure)
    return {project: _support(merged, project, one, exact.get(project), won) for project, one in seen.items()}


def _near(value: float) -> bool:
    """Whether a float cannot be rounded down for sure."""
    return abs(value - round(value)) < _NEAR


def _support(
    merged: Merged,
    project: int,
    seen: _Seen,
    exact: list[tuple[Fraction, int]] | None,
    won: bool,
) -> Support:
    cost, heads = merged.costs[project], merged.sides[project].heads
    cover: Fraction | float = max(seen.cover)
    most = floor(max(seen.most))
    if exact:
        cover = max(value for value, _most in exact)
        most = max(one for _value, one in exact)
    basis = floor(cover * 10_000 / cost)
    more: int | None = None
    if cover > 0:
        more = 0 if won else max(1, ceil(heads * (cost - cover) / cover))
    return Support(
        basis=max(10_000, basis) if won else min(9_999, basis),
        most=max(cost, most) if won else min(cost - 1, most),
        more=more,
        tied=not won and cover >= cost,
    )


def _rounds(run: Run) -> Iterator[Mark | None]:
    yield from run.marks
    yield None


def _seen(merged: Merged, money: Fraction, run: Run, projects: list[int]) -> dict[int, _Seen]:
    """What each project would have had in every round of a run in which it is not bought."""
    ledger = Ledger(merged, money)
    hand = ledger.hand
    seen = {project: _Seen([], []) for project in projects}
    standing = set(projects)
    for mark in _rounds(run):
        value = inf if mark is None else _value(mark)
        for project in sorted(standing):
            side = merged.sides[project]
            have = hand[side.group]
            price = value * merged.scale[project]
            asked: Any = price if side.plain else price * side.voice
            cover = float((np.minimum(have, asked) * side.strong).sum())
            seen[project].cover.append(cover)
            most, sure = _most(merged, side, have, value, cover)
            seen[project].most.append(most)
            seen[project].sure &= sure
        if mark is None:
            break
        side = merged.sides[mark.project]
        have = hand[side.group]
        hand[side.group] = have - np.minimum(have, value * merged.scale[mark.project] * side.voice)
        standing -= merged.rivals[mark.project]
    return seen


def _value(mark: Mark) -> float:
    return mark.high if mark.exact is None else float(mark.exact)


def _most(merged: Merged, side: Side, have: Floats, value: float, cover: float) -> tuple[float, bool]:
    """The highest cost that supporters would bear in a round, and whether floats can tell.

    Under cost utility the price that they accept grows with the cost; the highest is found from above, by
    taking those too poor for a cost at all that they have, until nobody more is rich enough.
    """
    if value == inf or not merged.by_cost:
        return cover, True
    most = float((have * side.strong).sum())
    while most > 0:
        poor = have < value * most
        left = 1 - value * float(side.strong[~poor].sum())
        if left < 1e-9:
            return most, False
        better = float((have * side.strong)[poor].sum()) / left
        if better >= most * (1 - 1e-12):
            return better, not (np.abs(have - value * better) < 1e-9 * value * better).any()
        most = better
    return 0.0, True


def _exactly(
    merged: Merged, money: Fraction, run: Run, projects: list[int]
) -> dict[int, list[tuple[Fraction, int]]]:
    """The same of some projects in every round: their cover, and the highest cost in smallest units."""
    found: dict[int, list[tuple[Fraction, int]]] = {project: [] for project in projects}
    standing = set(projects)
    ledger = Ledger(merged, money)
    for mark in _rounds(run) if projects else ():
        price = None if mark is None else ledger.price(mark.project)
        value = None if price is None or mark is None else price / merged.scale[mark.project]
        for project in sorted(standing):
            first = mark is None or merged.rank[project] < merged.rank[mark.project]
            found[project].append(_exact_round(merged, ledger, project, value, first))
        if mark is not None and price is not None:
            ledger.buy(mark.project, price)
            standing -= merged.rivals[mark.project]
    return found


def _exact_round(
    merged: Merged, ledger: Ledger, project: int, value: Fraction | None, first: bool
) -> tuple[Fraction, int]:
    """Cover and highest cost in a round that buys at `value`; `first`: whether the project wins a tie with
    what is bought. There is a tie only where somebody could still give more."""
    side = merged.sides[project]
    whole = ledger.together(side.group, side.weight)
    if value is None:
        return whole, floor(whole)
    poor = ledger.poor(project, value * merged.scale[project])
    rich = int((side.weight * side.voice)[~poor].sum())
    cover = ledger.together(side.group[poor], side.weight[poor]) + value * merged.scale[project] * rich
    most = cover
    if merged.by_cost:
        most = whole
        while True:
            poor = ledger.poor(project, value * most)
            rich = int(side.weight[~poor].sum())
            if value * rich == 1:
                return cover, floor(most) if first else 0
            better = ledger.together(side.group[poor], side.weight[poor]) / (1 - value * rich)
            if better == most:
                break
            most = better
    return cover, floor(most) if first or not rich else max(0, ceil(most) - 1)
