"""Whether a count of approvals is right: every seat paid for anew, paper by paper, out of equal incomes.

The same rule told as a purse: every paper earns alike, and a seat is bought as soon as those who approve of
somebody have one between them, which empties their purses. What a paper has earned by then is its load.
Nothing is shared with what counted but the words in which it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from .approving import Approved, Round
from .asked import Contest, Election, Limit, checked
from .sheets import Tie
from .sums import Row, reachable
from .verifying import Flaw


def verify_approved(election: Election, approved: Approved) -> tuple[Flaw, ...]:
    """What is wrong with a count of approvals; nothing, if it is right. Raises Unfit as `approve` does."""
    checked(election)
    return tuple(_Walk(election).flaws(approved))


@dataclass
class _Purses:
    """The papers of a contest: whom each names, and when it last paid."""

    contest: Contest
    papers: list[set[str]] = field(default_factory=list)
    paid: list[Fraction] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    seated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for paper in self.contest.papers:
            named = {key for rank in paper.ranks for key in rank if key not in self.contest.withdrawn}
            if named:
                self.papers.append(named)
                self.paid.append(Fraction(0))
                self.counts.append(paper.count)

    def when(self, key: str) -> Fraction | None:
        """When those who approve of somebody have one between them."""
        mine = [at for at, named in enumerate(self.papers) if key in named]
        late = sum(self.paid[at] * self.counts[at] for at in mine)
        return (1 + late) / Fraction(sum(self.counts[at] for at in mine)) if mine else None

    def pay(self, key: str) -> None:
        """Empty the purses of those who approve of somebody."""
        when = self.when(key)
        self.seated.append(key)
        for at, named in enumerate(self.papers):
            if when is not None and key in named:
                self.paid[at] = when


class _Walk:
    """The count so far."""

    def __init__(self, election: Election) -> None:
        self._election, self._limits = election, election.all_limits()
        self._order = election.order()
        self._purses = {contest.key: _Purses(contest) for contest in election.contests}
        self._rows = {
            one.key: (contest.key, one) for contest in election.contests for one in contest.standing()
        }
        self._elected: list[str] = []
        self._barred: set[str] = set()

    def flaws(self, approved: Approved) -> Iterator[Flaw]:
        """Go through all rounds, and hold the end against what is said of it."""
        for number, one in enumerate(approved.rounds, 1):
            if one.number != number or one.elected not in self._rows or one.contest not in self._purses:
                yield Flaw("step", number, one.elected)
                return
            yield from self._round(one)
        if tuple(self._elected) != approved.elected:
            yield Flaw("elected")
        for purses, outcome in zip(self._purses.values(), approved.outcomes, strict=True):
            papers, all_ = sum(purses.counts), sum(paper.count for paper in purses.contest.papers)
            said = (outcome.contest, outcome.seats, outcome.papers, outcome.invalid)
            if said != (purses.contest.key, purses.contest.seats, papers, all_ - papers):
                yield Flaw("outcome", 0, outcome.contest)
            if list(outcome.elected) != purses.seated or len(purses.seated) != purses.contest.seats:
                yield Flaw("elected", 0, outcome.contest)
        if [one.limit for one in approved.limits] != list(self._limits):
            yield Flaw("limits")
        for standing in approved.limits:
            limit = standing.limit
            number = sum(limit.counts(*self._rows[key]) for key in self._elected)
            within = limit.least <= number and (limit.most is None or number <= limit.most)
            if number != standing.counted or not within:
                yield Flaw("limits", 0, f"{limit.dimension}: {limit.value}")

    def _round(self, one: Round) -> Iterator[Flaw]:
        hopeful = self._hopeful()
        for gone in one.barred:
            named = set(gone.limits) <= set(self._limits) and gone.key in hopeful
            if not named or self._can(gone.limits, gone.key, hopeful):
                yield Flaw("barred", one.number, gone.key)
        self._barred |= {gone.key for gone in one.barred}
        left = self._hopeful()
        loads = {}
        for key in left:
            purses = self._purses[self._rows[key][0]]
            when = purses.when(key)
            loads[key] = None if when is None else when * sum(purses.counts) / purses.contest.seats
        if dict(one.loads) != loads:
            yield Flaw("votes", one.number)
        if one.elected not in left or not self._can(self._limits, one.elected, left):
            yield Flaw("elected", one.number, one.elected)
            return
        paid = [load for load in loads.values() if load is not None]
        first = min(paid) if paid else None
        equal = {key for key, load in loads.items() if load == first}
        said = one.tie or Tie((one.elected,), one.elected)
        if one.elected != min(equal, key=lambda key: self._order[key]):
            yield Flaw("step", one.number, one.elected)
        if set(said.among) != equal or said.taken != one.elected or (one.tie is None) != (len(equal) == 1):
            yield Flaw("tie", one.number, one.elected)
        self._purses[one.contest].pay(one.elected)
        self._elected.append(one.elected)

    def _hopeful(self) -> set[str]:
        return {
            one.key
            for purses in self._purses.values()
            if len(purses.seated) < purses.contest.seats
            for one in purses.contest.standing()
            if one.key not in self._barred and one.key not in purses.seated
        }

    def _can(self, limits: tuple[Limit, ...], key: str, hopeful: set[str]) -> bool:
        def rows(keys: list[str]) -> list[Row]:
            return [tuple(int(limit.counts(*self._rows[one])) for limit in limits) for one in keys]

        seats = sum(contest.seats for contest in self._election.contests)
        found = reachable(limits, seats, rows([*self._elected, key]), rows(sorted(hopeful - {key})))
        return found is not False
