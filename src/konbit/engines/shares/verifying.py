"""A certificate recounted, without the code that made it: fractions, one group after the other, no arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from .asked import Election, Rules
from .certifying import Certificate

Code = Literal[
    "groups", "paid", "poor", "unequal", "sum", "dearer", "stopped", "raised", "winners", "chosen", "order"
]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, where it is in a round (from 0) and of which project.

    groups: they are not those of the ballots. paid: a group paid for what it did not name, or not at all.
    poor: somebody paid more than she had, or less than 0. unequal: somebody with money left paid less than
    others per voice. sum: payments are not the cost. dearer: another project came first. stopped: something
    could still be paid. raised: shares were raised too often or not often enough. winners: they are not what
    was bought, and what completes it. chosen: the comparison step says otherwise. order: a round buys what is
    barred, bought or left out.
    """

    code: Code
    round: int | None = None
    project: int | None = None


def verify(certificate: Certificate, election: Election, rules: Rules, every_step: bool = True) -> list[Flaw]:
    """Everything that is wrong with a certificate; an empty list proves the count.

    Payments are added up, and in every round the price of every other project is computed anew. That shares
    were raised as often as the rules say is recounted from the first step on; with `every_step` False only
    for the last step and the one after it.
    """
    desk = _Desk(election, rules)
    if Counter({(one.college, one.ballot): one.voters for one in certificate.groups}) != desk.groups:
        return [Flaw("groups")]
    flaws = list(desk.rounds(certificate))
    raises = rules.completion in ("add1", "add1u") and bool(len(election.votes))
    first, ends = (0 if every_step else certificate.raised), 0 if not raises else None
    for step in range(first, certificate.raised + 2) if raises else ():
        bought = desk.count(step)
        over = desk.cost(bought) > election.budget
        if over or desk.full(bought):
            ends = step - over
            break
    if ends != certificate.raised:
        flaws.append(Flaw("raised"))
    shares = [*desk.free, *(one.project for one in certificate.paid)]
    full = [*shares, *(desk.greedy(shares) if rules.completion in ("u", "add1u") else [])]
    by = ["free"] * len(desk.free) + ["shares"] * len(certificate.paid)
    by += ["completion"] * (len(full) - len(by))
    if rules.comparison:
        other = [*desk.free, *desk.greedy(desk.free)]
        if desk.prefer(other, full) > desk.prefer(full, other):
            full = other
            by = ["free"] * len(desk.free) + ["completion"] * (len(full) - len(desk.free))
    if list(certificate.winners) != full or list(certificate.by) != by:
        flaws.append(Flaw("chosen" if rules.comparison else "winners"))
    return flaws


class _Desk:
    """Recounts one election; groups by their ballots, in any order."""

    def __init__(self, election: Election, rules: Rules) -> None:
        self._election, self._rules = election, rules
        votes = election.votes
        self.groups: Counter[tuple[int, tuple[tuple[int, int], ...]]] = Counter()
        start, project = votes.start.tolist(), votes.project.tolist()
        points = [1] * len(project) if votes.points is None else votes.points.tolist()
        college = [0] * len(votes) if votes.college is None else votes.college.tolist()
        for voter, (low, high) in enumerate(pairwise(start)):
            named = zip(project[low:high], points[low:high], strict=True)
            said = ((one, many if rules.utility == "points" else 1) for one, many in named if many > 0)
            self.groups[college[voter], tuple(sorted(said))] += 1
        self._sorted = sorted(self.groups)
        self._ballot = [dict(ballot) for _college, ballot in self._sorted]
        self._voters = [self.groups[one] for one in self._sorted]
        self._voice: list[dict[int, int]] = [{} for _ in election.costs]
        for group, ballot in enumerate(self._ballot):
            for one, many in ballot.items():
                self._voice[one][group] = many
        self._ties = list(rules.ties or range(len(election.costs)))
        self._many = len(votes)
        self._of = Counter(college)
        self.free: list[int] = []
        for one in self._ties:
            if not election.costs[one] and self.stands(one) and not self.barred(one, self.free):
                self.free.append(one)

    def stands(self, project: int) -> bool:
        score = sum(self._voters[group] * many for group, many in self._voice[project].items())
        return score >= max(1, self._rules.least_score)

    def barred(self, project: int, bought: Sequence[int]) -> bool:
        return any(
            project in some and set(some) & set(bought) - {project} for some in self._rules.incompatible
        )

    def cost(self, projects: Sequence[int]) -> int:
        return sum(self._election.costs[project] for project in projects)

    def starts(self, raised: int) -> list[Fraction]:
        money = self._election.budget + raised * self._rules.step * self._many
        parts = self._rules.parts
        if not parts:
            return [Fraction(money, self._many)] * len(self._sorted)
        return [
            Fraction(money * parts[college], sum(parts) * self._of[college])
            for college, _ballot in self._sorted
        ]

    def value(self, project: int, hand: Sequence[Fraction]) -> Fraction | None:
        """What a unit of utility costs the supporters; None where they have too little."""
        cost = self._election.costs[project]
        left, voices = Fraction(cost), 0
        ranked = sorted((hand[group] / many, group, many) for group, many in self._voice[project].items())
        voices = sum(self._voters[group] * many for _each, group, many in ranked)
        for each, group, many in ranked:
            if left <= each * voices:
                return left / voices / (cost if self._rules.utility == "cost" else 1)
            left -= hand[group] * self._voters[group]
            voices -= self._voters[group] * many
        return None

    def open(self, bought: Sequence[int]) -> list[int]:
        """What stands, costs something, and may still be bought."""
        return [
            project
            for project, cost in enumerate(self._election.costs)
            if cost and project not in bought and self.stands(project) and not self.barred(project, bought)
        ]

    def first(self, hand: Sequence[Fraction], bought: Sequence[int]) -> tuple[int, Fraction] | None:
        values = [
            (value, self._ties.index(project), project)
            for project in self.open(bought)
            if (value := self.value(project, hand)) is not None
        ]
        if not values:
            return None
        value, _place, project = min(values)
        return project, value

    def count(self, raised: int) -> list[int]:
        hand, bought = self.starts(raised), list(self.free)
        while found := self.first(hand, bought):
            project, value = found
            scale = self._election.costs[project] if self._rules.utility == "cost" else 1
            for group, many in self._voice[project].items():
                hand[group] -= min(hand[group], value * scale * many)
            bought.append(project)
        return bought

    def full(self, bought: Sequence[int]) -> bool:
        left = self._election.budget - self.cost(bought)
        return all(self._election.costs[project] > left for project in self.open(bought))

    def greedy(self, bought: Sequence[int]) -> list[int]:
        taken = list(bought)
        by_cost = self._rules.utility == "cost"
        ranked = sorted(
            (
                -sum(self._voters[group] * many for group, many in self._voice[project].items())
                * Fraction(1, 1 if by_cost else self._election.costs[project]),
                self._ties.index(project),
                project,
            )
            for project in self.open(bought)
        )
        for _worth, _place, project in ranked:
            if not self.barred(project, taken) and self.cost([*taken, project]) <= self._election.budget:
                taken.append(project)
        return taken[len(bought) :]

    def prefer(self, one: Sequence[int], other: Sequence[int]) -> int:
        def got(ballot: dict[int, int], projects: Sequence[int]) -> int:
            costs = self._election.costs if self._rules.utility == "cost" else [1] * len(self._election.costs)
            return sum(ballot.get(project, 0) * costs[project] for project in projects)

        return sum(
            voters
            for ballot, voters in zip(self._ballot, self._voters, strict=True)
            if got(ballot, one) > got(ballot, other)
        )

    def rounds(self, certificate: Certificate) -> Iterator[Flaw]:
        """Every round as it was paid."""
        at = {key: number for number, key in enumerate(self._sorted)}
        mine = [at[one.college, one.ballot] for one in certificate.groups]
        hand, bought = self.starts(certificate.raised) if self._many else [], list(self.free)
        for number, paid in enumerate(certificate.paid):
            project = paid.project
            if project not in self.open(bought):
                yield Flaw("order", number, project)
                return
            each = {mine[group]: amount for group, amount in paid.each}
            voice = self._voice[project]
            if each.keys() != voice.keys():
                yield Flaw("paid", number, project)
                return
            if any(not 0 <= amount <= hand[group] for group, amount in each.items()):
                yield Flaw("poor", number, project)
            price = max(each[group] / voice[group] for group in each)
            if any(amount != min(hand[group], price * voice[group]) for group, amount in each.items()):
                yield Flaw("unequal", number, project)
            if sum(amount * self._voters[group] for group, amount in each.items()) != self.cost([project]):
                yield Flaw("sum", number, project)
            best = self.first(hand, bought)
            if best is None or best[0] != project:
                yield Flaw("dearer", number, project)
            for group, amount in each.items():
                hand[group] -= amount
            bought.append(project)
        if self._many and self.first(hand, bought):
            yield Flaw("stopped", len(certificate.paid))
