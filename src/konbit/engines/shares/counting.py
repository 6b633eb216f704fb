"""The Method of Equal Shares from ballots to winners, with its round log.

D. Peters, P. Skowron (2020), 'Proportionality and the Limits of Welfarism'; D. Peters, G. Pierczyński,
P. Skowron (2021), 'Proportional Participatory Budgeting with Additive Utilities': the money is shared
equally. A project is bought when its supporters can pay it together, each the same per voice or all that is
left; of those that can be paid, the one that costs least for the utility that it gives.

The program pabutools (1.2.3) buys the same, but for this: it buys projects that nobody supports while money
is left; it gives a project without cost no worth under cost utility, so that it comes last; and it measures
effective support after a round is paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from typing import Literal

from .asked import Election, Rules
from .exact import Ledger
from .greedy import greedy, preferring
from .marks import Run
from .merging import Merged, merged
from .quick import Quick
from .raising import Raised, raised
from .small import Small

FEW = 150
"""Up to so many groups of voters everything is counted in whole numbers alone."""

By = Literal["free", "shares", "completion"]
_FREE: By = "free"
_SHARES: By = "shares"
_COMPLETION: By = "completion"


@dataclass(frozen=True, slots=True)
class Payer:
    """Voters of one group who paid the same: how many, and how much each of them."""

    group: int
    voters: int
    paid: Fraction


@dataclass(frozen=True, slots=True)
class Round:
    """A project that shares bought. `price`: per voice. `full`: voters who paid it. `rest`: voters who gave
    all that they had left, which was less; `from_rest`: what these gave together."""

    project: int
    price: Fraction
    full: int
    rest: int
    from_rest: Fraction


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a budget buys.

    `winners` in the order bought, and `by` what; `spent` on them. `rounds`: what shares bought. `last`: the
    run that counts. `raising`: how shares were raised up to it, None where they were not. `compared`: the
    comparison step, None where it was not asked for; where `greedy` holds, the rounds say what equal shares
    would have bought.
    """

    rules: Rules
    merged: Merged
    winners: tuple[int, ...]
    by: tuple[By, ...]
    spent: int
    rounds: tuple[Round, ...]
    last: Run
    raising: Raised | None
    compared: Compared | None

    @property
    def raised(self) -> int:
        """By how many steps shares were raised."""
        return self.last.step

    @property
    def money(self) -> int:
        """All shares together, after they were raised."""
        return self.merged.budget + self.raised * self.rules.step * len(self.merged.voters)

    @property
    def left(self) -> int:
        """What of the budget nobody spent."""
        return self.merged.budget - self.spent

    @cached_property
    def first_shares(self) -> tuple[Fraction, ...]:
        """What the vote of each voter of each college is worth before shares are raised."""
        return tuple(self.merged.budget * part for part in self.merged.part)

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """What it is worth after."""
        return tuple(self.money * part for part in self.merged.part)

    def payers(self) -> tuple[tuple[Payer, ...], ...]:
        """Who paid how much, round by round, in exact numbers."""
        ledger = Ledger(self.merged, Fraction(self.money))
        told = []
        for one in self.rounds:
            side, have = self.merged.sides[one.project], ledger.in_hand(self.merged.sides[one.project].group)
            told.append(
                tuple(
                    Payer(group, voters, min(one.price * voice, mine))
                    for group, voters, voice, mine in zip(
                        side.group.tolist(), side.weight.tolist(), side.voice.tolist(), have, strict=True
                    )
                )
            )
            ledger.buy(one.project, one.price)
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison step: what `greedy` buys, how many voters prefer it, how many prefer equal shares."""

    greedy: tuple[int, ...]
    prefer_greedy: int
    prefer_shares: int

    @property
    def chosen(self) -> bool:
        """Whether `greedy` holds."""
        return self.prefer_greedy > self.prefer_shares


def share_out(election: Election, rules: Rules) -> Outcome:
    """Count an election by equal shares.

    Exact, and the same on every machine and for every order of the voters. Raises ValueError for rules that
    do not fit the election (see `merged`, `share_parts`).
    """
    groups = merged(election, rules)
    runner = runner_of(groups, rules)
    raising = raised(groups, runner) if rules.completion in ("add1", "add1u") else None
    last = raising.last if raising else runner.run(0)
    bought = (*groups.free, *last.order)
    more = greedy(groups, bought) if rules.completion in ("u", "add1u") else ()
    compared = None
    winners: tuple[int, ...] = (*bought, *more)
    by: tuple[By, ...] = (
        *repeat(_FREE, len(groups.free)),
        *repeat(_SHARES, len(last.order)),
        *repeat(_COMPLETION, len(more)),
    )
    if rules.comparison:
        other = greedy(groups)
        compared = Compared(other, *preferring(groups, other, winners))
        if compared.chosen:
            winners = other
            by = tuple(_FREE if project in groups.free else _COMPLETION for project in other)
    return Outcome(
        rules=rules,
        merged=groups,
        winners=winners,
        by=by,
        spent=sum(election.costs[project] for project in winners),
        rounds=_rounds(groups, rules, last),
        last=last,
        raising=raising,
        compared=compared,
    )


def runner_of(groups: Merged, rules: Rules) -> Small | Quick:
    """What makes runs: in whole numbers where voters are few, else in floats that know how wrong they are."""
    return (Small if len(groups.weight) <= FEW else Quick)(groups, rules.step)


def _rounds(groups: Merged, rules: Rules, last: Run) -> tuple[Round, ...]:
    """The rounds of a run at exact prices."""
    ledger = Ledger(groups, Fraction(groups.budget + last.step * rules.step * len(groups.voters)))
    told = []
    for mark in last.marks:
        side, cost = groups.sides[mark.project], groups.costs[mark.project]
        price = ledger.price(mark.project)
        assert price is not None
        poor = ledger.poor(mark.project, price)
        rest = int(side.weight[poor].sum())
        from_full = price * int((side.weight * side.voice)[~poor].sum())
        told.append(Round(mark.project, price, side.heads - rest, rest, cost - from_full))
        ledger.buy(mark.project, price)
    return tuple(told)
