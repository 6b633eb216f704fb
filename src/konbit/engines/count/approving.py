"""Persons from ballots that say only whom one approves of: each seat to whom those pay least who had least.

Every seat costs one, paid in equal parts by those who approve of who gets it, those included who paid before:
so the next seat goes where the highest load that anybody then carries is lowest. The sequential rule of E.
Phragmén (1894), 'Sur une méthode nouvelle pour réaliser, dans les élections, la représentation
proportionnelle des partis', which represents every cohesive group as large as its seats ask: M. Brill, R.
Freeman, S. Janson, M. Lackner (2024), 'Phragmén's voting methods and justified representation'. Loads are
fractions; nothing is rounded.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from .asked import Contest, Election, Unfit, checked
from .counting import Impossible, standings
from .outlook import Outlook
from .sheets import Outcome, Spared, Standing, Tie


@dataclass(frozen=True, slots=True)
class Round:
    """One seat is given. Numbers run through all contests.

    `barred`: whom the limits leave no seat from this round on, and which. `loads`: of everybody who can still
    be elected, how much each of her supporters would then carry (None: she has none). It is said in parts of
    an even share: 1 is what each carries if all seats of the contest are shared by all its papers alike.
    """

    number: int
    contest: str
    elected: str
    loads: tuple[tuple[str, Fraction | None], ...]
    barred: tuple[Spared, ...] = ()
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """A whole count of approvals. `elected`: of all contests, one after the other."""

    elected: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    rounds: tuple[Round, ...]
    limits: tuple[Standing, ...]


def approvals(contest: Contest) -> tuple[dict[frozenset[str], int], int]:
    """How many papers approve of the same, and how many of nobody who stands.

    A paper approves of all whom it names, in whatever rank. Raises Unfit where no paper names anybody.
    """
    found: Counter[frozenset[str]] = Counter()
    for paper in contest.papers:
        found[frozenset(key for rank in paper.ranks for key in rank) - contest.withdrawn] += paper.count
    invalid = found.pop(frozenset(), 0)
    if not found:
        raise Unfit("papers", "", contest.key)
    return dict(found), invalid


class _Race:
    """A contest as it stands."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.groups, self.invalid = approvals(contest)
        self.papers = sum(self.groups.values())
        self.carried = dict.fromkeys(self.groups, Fraction(0))
        self.hopeful = [one.key for one in contest.standing()]
        self.elected: list[str] = []

    def load(self, key: str) -> Fraction | None:
        """What each supporter would carry."""
        mine = {group: count for group, count in self.groups.items() if key in group}
        if not mine:
            return None
        before = sum((count * self.carried[group] for group, count in mine.items()), Fraction(0))
        return (before + 1) / sum(mine.values())

    def share(self, key: str) -> Fraction | None:
        """The same in parts of an even share."""
        load = self.load(key)
        return None if load is None else load * self.papers / self.contest.seats

    def seat(self, key: str) -> None:
        """Give somebody a seat."""
        load = self.load(key)
        for group in self.groups:
            if load is not None and key in group:
                self.carried[group] = load
        self.hopeful.remove(key)
        self.elected.append(key)
        if len(self.elected) == self.contest.seats:
            self.hopeful = []


def approve(election: Election) -> Approved:
    """Who is elected, and every round. Ties are broken by the public order.

    Contests are counted together: the seat whose supporters would carry least comes first, in parts of an
    even share of their contest. Whoever nobody approves of comes last. Raises Unfit, Impossible and Undecided
    as `count` does.
    """
    checked(election)
    outlook, order = Outlook(election), election.order()
    races = [_Race(contest) for contest in election.contests]
    elected: list[str] = []
    if not outlook.possible((), order):
        raise Impossible(outlook.why((), order))
    rounds: list[Round] = []
    while any(race.hopeful for race in races):
        barred = _bar(races, outlook, elected)
        loads = {key: race.share(key) for race in races for key in race.hopeful}
        lowest = min((load for load in loads.values() if load is not None), default=None)
        equal = tuple(key for key, load in loads.items() if load == lowest)
        taken = min(equal, key=lambda key: order[key])
        race = next(race for race in races if taken in race.hopeful)
        race.seat(taken)
        elected.append(taken)
        tie = Tie(equal, taken) if len(equal) > 1 else None
        rounds.append(Round(len(elected), race.contest.key, taken, tuple(loads.items()), barred, tie))
    return Approved(
        tuple(elected),
        tuple(
            Outcome(one.contest.key, one.contest.seats, one.papers, one.invalid, 0, tuple(one.elected))
            for one in races
        ),
        tuple(rounds),
        standings(election, elected),
    )


def _bar(races: list[_Race], outlook: Outlook, elected: list[str]) -> tuple[Spared, ...]:
    """Let go whoever the limits leave no seat."""
    hopeful = {key for race in races for key in race.hopeful}
    barred = [
        Spared(key, outlook.why_not(key, elected, hopeful))
        for race in races
        for key in race.hopeful
        if outlook.cannot(key, elected, hopeful)
    ]
    gone = {one.key for one in barred}
    for race in races:
        race.hopeful = [key for key in race.hopeful if key not in gone]
    return tuple(barred)
