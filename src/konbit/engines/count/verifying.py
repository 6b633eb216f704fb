"""Whether a count is right: every sheet recounted from the papers, every step held against the rules.

Nothing is shared with what counted but the words in which elections and sheets are said. By the Scottish
rules each paper's way is followed anew; by Meek's method votes are shared out with what the sheet says that
everybody keeps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .asked import Contest, Election, checked
from .sheets import Count, Stage
from .verifying_steps import steps

FlawCode = Literal[
    "votes", "quota", "moves", "sum", "step", "elected", "limits", "barred", "spared", "tie", "outcome"
]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong on a sheet (0: with the whole).

    votes, quota, moves: they come out otherwise. sum: the sheet does not add up. step: something else was to
    be done. elected: somebody is elected without reason, twice, or is not though she has to be. limits: one
    is not met, or told wrongly. barred, spared: the limits named do not ask for it. tie: not so broken.
    outcome: not who was elected, or not the papers.
    """

    code: FlawCode
    stage: int = 0
    about: str = ""


def verify(election: Election, count: Count) -> tuple[Flaw, ...]:
    """What is wrong with a count of this election; nothing, if it is right. Raises Unfit as `count` does."""
    checked(election)
    return tuple(_flaws(election, count))


def _flaws(election: Election, count: Count) -> Iterator[Flaw]:
    books = {contest.key: _Book(contest, count.parts) for contest in election.contests}
    if [stage.contest for stage in count.stages if stage.contest not in books] or not count.stages:
        yield Flaw("outcome")
        return
    for number, stage in enumerate(count.stages, 1):
        if stage.number != number:
            yield Flaw("step", number)
        yield from books[stage.contest].turn(stage, count.method == "meek")
    yield from (Flaw(*flaw) for flaw in steps(election, count))  # type: ignore[arg-type]
    yield from _outcome(election, count, books)


def _outcome(election: Election, count: Count, books: dict[str, _Book]) -> Iterator[Flaw]:
    said = [one.key for stage in count.stages for one in stage.elected]
    if sorted(said) != sorted(count.elected) or len(set(said)) < len(said):
        yield Flaw("elected")
    for contest, outcome in zip(election.contests, count.outcomes, strict=True):
        there = [one.key for stage in count.stages if stage.contest == contest.key for one in stage.elected]
        book = books[contest.key]
        papers = (book.total, book.invalid, book.cut)
        if (outcome.contest, outcome.seats) != (contest.key, contest.seats) or papers != (
            outcome.papers,
            outcome.invalid,
            outcome.cut,
        ):
            yield Flaw("outcome", 0, contest.key)
        if list(outcome.elected) != there or len(there) != contest.seats:
            yield Flaw("elected", 0, contest.key)
    traits = {one.key: (contest.key, one) for contest in election.contests for one in contest.standing()}
    if [one.limit for one in count.limits] != list(election.all_limits()):
        yield Flaw("limits")
    for standing in count.limits:
        limit = standing.limit
        number = sum(limit.counts(*traits[key]) for key in count.elected if key in traits)
        within = limit.least <= number and (limit.most is None or number <= limit.most)
        if number != standing.counted or not within:
            yield Flaw("limits", 0, f"{limit.dimension}: {limit.value}")


@dataclass
class _Pile:
    """Papers that say the same and lie with `holder` ("": with nobody any more)."""

    order: list[str]
    count: int
    holder: str
    value: int


@dataclass
class _Book:
    """The papers of a contest, and who is still in the race."""

    contest: Contest
    parts: int
    piles: list[_Pile] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    seated: set[str] = field(default_factory=set)
    passed_on: set[str] = field(default_factory=set)
    exhausted: int = 0
    invalid: int = 0
    cut: int = 0

    def __post_init__(self) -> None:
        for paper in self.contest.papers:
            order: list[str] = []
            clear = True
            for rank in paper.ranks:
                stand = [key for key in rank if key not in self.contest.withdrawn]
                if len(stand) == 1:
                    order.append(stand[0])
                elif stand or not rank:
                    clear = False
                    break
            if not order:
                self.invalid += paper.count
                continue
            self.cut += 0 if clear else paper.count
            self.piles.append(_Pile(order, paper.count, order[0], self.parts))

    @property
    def total(self) -> int:
        """How many papers are counted."""
        return sum(pile.count for pile in self.piles)

    def turn(self, stage: Stage, meek: bool) -> Iterator[Flaw]:
        """Do what the sheet says, and compare."""
        yield from self._meek(stage) if meek else self._scottish(stage)
        if sum(dict(stage.votes).values()) + stage.exhausted + stage.lost != self.total * self.parts:
            yield Flaw("sum", stage.number)
        for one in stage.elected:
            if one.key in self.seated | self.gone:
                yield Flaw("elected", stage.number, one.key)
            self.seated.add(one.key)

    def _scottish(self, stage: Stage) -> Iterator[Flaw]:
        seats, quota = self.contest.seats, 0
        while quota * (seats + 1) <= self.total:
            quota += 1
        quota *= self.parts
        if stage.quota != quota:
            yield Flaw("quota", stage.number)
        key, moves = stage.candidate, Counter[tuple[str, int]]()
        votes = self._votes(quota)
        if stage.act in ("exclusion", "barred"):
            self.gone.add(key)
        if stage.act == "surplus" or (stage.act != "first" and not self._settled()):
            share = (votes[key] - quota, votes[key]) if stage.act == "surplus" else (1, 1)
            for pile in self.piles:
                if pile.holder == key:
                    self._pass(pile, share, moves)
            self.passed_on.add(key)
        if Counter({(move.to, move.value): move.papers for move in stage.moves}) != moves:
            yield Flaw("moves", stage.number)
        if dict(stage.votes) != self._votes(quota) or stage.exhausted != self.exhausted:
            yield Flaw("votes", stage.number)

    def _settled(self) -> bool:
        """Whether as many are left as seats, so that papers need not go on."""
        left = len(self.contest.standing()) - len(self.gone) - len(self.seated)
        return left == self.contest.seats - len(self.seated)

    def _pass(self, pile: _Pile, share: tuple[int, int], moves: Counter[tuple[str, int]]) -> None:
        pile.value = pile.value * share[0] // share[1]
        later = pile.order[pile.order.index(pile.holder) + 1 :]
        pile.holder = next((key for key in later if key not in self.gone | self.seated), "")
        moves[pile.holder, pile.value] += pile.count
        if not pile.holder:
            self.exhausted += pile.count * pile.value

    def _votes(self, quota: int) -> dict[str, int]:
        """With everybody what lies with her; with those elected whose surplus went on, the quota."""
        votes = dict.fromkeys((one.key for one in self.contest.standing()), 0)
        for pile in self.piles:
            if pile.holder:
                votes[pile.holder] += pile.count * pile.value
        return {key: quota if key in self.passed_on & self.seated else many for key, many in votes.items()}

    def _meek(self, stage: Stage) -> Iterator[Flaw]:
        keeps = dict(stage.keeps)
        if stage.act in ("exclusion", "barred"):
            settled_before = keeps.get(stage.candidate) != 0
            self.gone.add(stage.candidate)
            if settled_before != self._settled():
                yield Flaw("moves", stage.number, stage.candidate)
        votes = dict.fromkeys((one.key for one in self.contest.standing()), 0)
        if keeps.keys() != votes.keys() or any(
            keep > self.parts if key in self.seated else keep not in (0, self.parts)
            for key, keep in keeps.items()
        ):
            yield Flaw("moves", stage.number)
            return
        for pile in self.piles:
            rest = self.parts
            for key in pile.order:
                keep = min(rest, -(-rest * keeps[key] // self.parts))
                votes[key] += keep * pile.count
                rest -= keep
        if dict(stage.votes) != votes:
            yield Flaw("votes", stage.number)
        if stage.quota != sum(votes.values()) // (self.contest.seats + 1) + 1:
            yield Flaw("quota", stage.number)
