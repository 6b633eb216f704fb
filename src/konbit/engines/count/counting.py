"""Counting contests together, stage by stage, so that the limits hold for all who are elected.

What is done next is always the first of these that there is: elect whoever reached the quota; fill a contest
in which as many are left as seats; let go whoever the limits leave no seat; let the largest surplus go on;
let go whoever has the fewest votes and is not needed. Where contests are counted together, votes are compared
as parts of the quota of their contest. Without limits across them, each comes out as if it were counted
alone.

Those who cannot be elected any more are "doomed", those whom every outcome needs are "guarded": as in
elections of the Church of England and the House of Commons; I. D. Hill (1998), 'STV with constraints', tells
of it, and what speaks against it: limits overrule voters, so those who set them should be the voters
themselves, beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from .asked import Candidate, Contest, Election, Limit, checked, preferences
from .meek import Meek
from .outlook import Outlook
from .scottish import Scottish
from .sheets import Act, Count, Elected, How, Method, Move, Outcome, Spared, Stage, Standing, Tie


class Impossible(ValueError):
    """`limits` cannot be met together by those who stand; without any one of them, the others can."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self.limits = limits
        super().__init__(", ".join(f"{one.dimension}: {one.value}" for one in limits))


def count(election: Election, method: Method = "scottish") -> Count:
    """Who is elected, and every sheet of the count.

    Raises Unfit for an election that cannot be counted, Impossible for limits that cannot be met together,
    and Undecided where that cannot be told in reasonable time.
    """
    checked(election)
    outlook = Outlook(election)
    standing = [one.key for contest in election.contests for one in contest.standing()]
    if not outlook.possible((), standing):
        raise Impossible(outlook.why((), standing))
    return _Joint(election, method, outlook).run()


def standings(election: Election, elected: Sequence[str]) -> tuple[Standing, ...]:
    """How many of those elected count for each limit, seats among them where there are several contests."""
    people: list[tuple[str, Candidate]] = [
        (contest.key, one)
        for contest in election.contests
        for one in contest.candidates
        if one.key in elected
    ]
    return tuple(
        Standing(limit, sum(limit.counts(contest, one) for contest, one in people))
        for limit in election.all_limits()
    )


class _Race:
    """A contest as it stands."""

    def __init__(self, contest: Contest, method: Method) -> None:
        self.contest = contest
        self.papers = preferences(contest)
        self.tally = (Scottish if method == "scottish" else Meek)(contest, self.papers)
        self.elected: list[str] = []
        self.sheets: list[int] = []

    @property
    def vacant(self) -> int:
        """How many seats are not filled yet."""
        return self.contest.seats - len(self.elected)

    def share(self, key: str) -> Fraction:
        """Somebody's votes as a part of the quota."""
        return Fraction(self.tally.votes[key], self.tally.quota)

    def above(self, key: str) -> Fraction:
        """A surplus as a part of the quota."""
        return Fraction(self.tally.surplus(key), self.tally.quota)

    def outcome(self) -> Outcome:
        """What came of it."""
        said = self.papers
        return Outcome(
            self.contest.key, self.contest.seats, said.total, said.invalid, said.cut, tuple(self.elected)
        )


_Entry = tuple[_Race, str]


class _Joint:
    """Contests that are counted together."""

    def __init__(self, election: Election, method: Method, outlook: Outlook) -> None:
        self._election, self._method, self._outlook = election, method, outlook
        self._races = [_Race(contest, method) for contest in election.contests]
        self._order = election.order()
        self._elected: list[str] = []
        self._stages: list[Stage] = []

    def run(self) -> Count:
        """Count to the end."""
        for race in self._races:
            self._sheet(race, "first", "")
        while any(race.vacant for race in self._races):
            _ = self._elect() or self._fill() or self._bar() or self._transfer() or self._exclude()
        return Count(
            self._method,
            self._races[0].tally.parts,
            tuple(self._elected),
            tuple(race.outcome() for race in self._races),
            tuple(self._stages),
            standings(self._election, self._elected),
        )

    def _hopeful(self) -> list[_Entry]:
        """In the order of the contests and their candidates."""
        return [
            (race, key)
            for race in self._races
            if race.vacant
            for key in race.tally.votes
            if key in race.tally.hopeful
        ]

    def _keys(self) -> set[str]:
        return {key for _race, key in self._hopeful()}

    def _elect(self) -> bool:
        """The one with most votes of those who reached the quota and whom the limits leave a seat."""
        keys = self._keys()
        reached = [
            (race, key)
            for race, key in self._hopeful()
            if race.tally.votes[key] >= race.tally.quota
            if not self._outlook.cannot(key, self._elected, keys)
        ]
        if reached:
            self._seat(*self._most(reached), "quota")
        return bool(reached)

    def _fill(self) -> bool:
        """As many are left as seats."""
        for race in self._races:
            left = [entry for entry in self._hopeful() if entry[0] is race]
            if left and len(left) == race.vacant:
                self._seat(*self._most(left), "remaining")
                return True
        return False

    def _bar(self) -> bool:
        """Of those whom the limits leave no seat the one with the fewest votes."""
        if not self._election.limits:
            return False
        keys = self._keys()
        barred = [entry for entry in self._hopeful() if self._outlook.cannot(entry[1], self._elected, keys)]
        if barred:
            race, key, tie = self._fewest(barred)
            limits = self._outlook.why_not(key, self._elected, keys)
            self._let_go(race, key, "barred", limits, tie=tie)
        return bool(barred)

    def _transfer(self) -> bool:
        """The largest surplus goes on."""
        waiting = [(race, key) for race in self._races if race.vacant for key in race.tally.waiting()]
        if not waiting:
            return False
        largest = max(race.above(key) for race, key in waiting)
        race, key, tie = self._first(
            [entry for entry in waiting if entry[0].above(entry[1]) == largest], True
        )
        moves = race.tally.transfer(key)
        self._sheet(race, "surplus", key, moves, tie=tie)
        return True

    def _exclude(self) -> bool:
        """Of those who are not needed the one with the fewest votes."""
        hopeful, keys = self._hopeful(), self._keys()
        needed = {
            key
            for _race, key in hopeful
            if self._election.limits
            if self._outlook.needs(key, self._elected, keys)
        }
        race, key, tie = self._fewest([entry for entry in hopeful if entry[1] not in needed])
        spared = tuple(
            Spared(other, self._outlook.why_needed(other, self._elected, keys))
            for where, other in hopeful
            if other in needed and where.share(other) <= race.share(key)
        )
        self._let_go(race, key, "exclusion", spared=spared, tie=tie)
        return True

    def _seat(self, race: _Race, key: str, tie: Tie | None, how: How) -> None:
        race.tally.elect(key)
        race.elected.append(key)
        self._elected.append(key)
        at = race.sheets[-1]
        sheet = self._stages[at]
        self._stages[at] = replace(sheet, elected=(*sheet.elected, Elected(key, how, tie)))

    def _let_go(
        self,
        race: _Race,
        key: str,
        act: Act,
        limits: tuple[Limit, ...] = (),
        spared: tuple[Spared, ...] = (),
        tie: Tie | None = None,
    ) -> None:
        """Her papers go on, unless the last seats can be filled without (rule 52)."""
        moves = race.tally.exclude(key, papers=len(race.tally.hopeful) - 1 > race.vacant)
        self._sheet(race, act, key, moves, limits, spared, tie)

    def _sheet(
        self,
        race: _Race,
        act: Act,
        candidate: str,
        moves: tuple[Move, ...] = (),
        limits: tuple[Limit, ...] = (),
        spared: tuple[Spared, ...] = (),
        tie: Tie | None = None,
    ) -> None:
        tally = race.tally
        race.sheets.append(len(self._stages))
        self._stages.append(
            Stage(
                number=len(self._stages) + 1,
                contest=race.contest.key,
                act=act,
                candidate=candidate,
                quota=tally.quota,
                votes=tuple(tally.votes.items()),
                exhausted=tally.exhausted,
                lost=tally.lost,
                moves=moves,
                keeps=tally.keeps,
                limits=limits,
                spared=spared,
                tie=tie,
            )
        )

    def _most(self, entries: list[_Entry]) -> tuple[_Race, str, Tie | None]:
        most = max(race.share(key) for race, key in entries)
        return self._first([entry for entry in entries if entry[0].share(entry[1]) == most], True)

    def _fewest(self, entries: list[_Entry]) -> tuple[_Race, str, Tie | None]:
        fewest = min(race.share(key) for race, key in entries)
        low = []
        for race in self._races:
            keys = [key for where, key in entries if where is race]
            if keys and min(map(race.share, keys)) == fewest:
                low += [(race, key) for key in race.tally.low(keys)]
        return self._first(low, False)

    def _first(self, equal: list[_Entry], favour: bool) -> tuple[_Race, str, Tie | None]:
        """Which of equals is taken: to be elected (`favour`), or to go.

        In one contest by the Scottish rules: by the latest earlier sheet on which they differ (49, 51). Else,
        and where there is none: by the public order.
        """
        among = tuple(key for _race, key in equal)
        if len(equal) == 1 or not among[0]:
            return *equal[0], None
        best = max if favour else min
        if self._method == "scottish" and len({id(race) for race, _key in equal}) == 1:
            for at in reversed(equal[0][0].sheets[:-1]):
                votes = dict(self._stages[at].votes)
                sought = best(votes[key] for _race, key in equal)
                equal = [entry for entry in equal if votes[entry[1]] == sought]
                if len(equal) == 1:
                    return *equal[0], Tie(among, equal[0][1], self._stages[at].number)
        race, key = (min if favour else max)(equal, key=lambda entry: self._order[entry[1]])
        return race, key, Tie(among, key)
