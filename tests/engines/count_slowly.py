"""Counting the slow, obvious way: every paper by itself, every board that could come of it tried."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from konbit.engines.count import Contest, Election

Sheet = tuple[str, str, str, dict[str, Fraction]]
"""Contest, what was done, with whom, votes of everybody."""

TINY = Fraction(1, 10**9)


class Paper:
    """One paper: where it lies, and what it is worth."""

    def __init__(self, order: list[str]) -> None:
        self.order, self.worth, self.at = order, Fraction(1), order[0]


class Race:
    """One contest."""

    def __init__(self, contest: Contest, meek: bool) -> None:
        self.key, self.seats, self.meek = contest.key, contest.seats, meek
        self.stand = [one.key for one in contest.candidates if one.key not in contest.withdrawn]
        self.hopeful, self.elected, self.passed = list(self.stand), list[str](), list[str]()
        self.keep = dict.fromkeys(self.stand, Fraction(1))
        self.before: list[dict[str, Fraction]] = []
        self.settled = True
        self.papers = []
        for said in contest.papers:
            order = []
            for rank in said.ranks:
                left = [key for key in rank if key not in contest.withdrawn]
                if rank and not left:
                    continue
                if len(left) != 1:
                    break
                order += left
            if order:
                self.papers += [Paper(order) for _ in range(said.count)]

    @property
    def open(self) -> bool:
        return len(self.elected) < self.seats

    def votes(self) -> dict[str, Fraction]:
        votes = dict.fromkeys(self.stand, Fraction(0))
        if self.meek:
            for paper in self.papers:
                rest = Fraction(1)
                for key in paper.order:
                    kept = ceil(rest * self.keep[key] / TINY) * TINY
                    votes[key] += kept
                    rest -= kept
            return votes
        for paper in self.papers:
            if paper.at:
                votes[paper.at] += paper.worth
        return {key: self.quota() if key in self.passed else many for key, many in votes.items()}

    def quota(self) -> Fraction:
        if self.meek:
            return floor(sum(self.votes().values()) / (self.seats + 1) / TINY) * TINY + TINY
        return Fraction(len(self.papers) // (self.seats + 1) + 1)

    def surplus(self) -> Fraction:
        votes, quota = self.votes(), self.quota()
        return max(Fraction(0), sum((votes[key] - quota for key in self.elected), Fraction(0)))

    def go_on(self, key: str, part: Fraction) -> None:
        for paper in self.papers:
            if paper.at == key:
                paper.worth = floor(paper.worth * part * 10**5) / Fraction(10**5)
                later = paper.order[paper.order.index(key) + 1 :]
                paper.at = next((one for one in later if one in self.hopeful), "")

    def keep_less(self) -> None:
        before = self.surplus()
        while True:
            votes, quota = self.votes(), self.quota()
            for key in self.elected:
                less = ceil(self.keep[key] * quota / TINY) * TINY
                self.keep[key] = ceil(less / votes[key] / TINY) * TINY
            after = self.surplus()
            self.settled = after < Fraction(1, 10**6) or after >= before
            if any(self.votes()[key] >= self.quota() for key in self.hopeful):
                self.settled = after < Fraction(1, 10**6)
                return
            if self.settled:
                return
            before = after


def slowly(election: Election, method: str) -> tuple[list[str], list[Sheet]] | None:
    """Who is elected in which order, and the sheets; None where the limits cannot be met."""
    races = [Race(contest, method == "meek") for contest in election.contests]
    people = {one.key: (contest.key, one) for contest in election.contests for one in contest.candidates}
    order = list(election.ties) or [key for race in races for key in race.stand]
    seats = sum(race.seats for race in races)
    elected: list[str] = []
    sheets: list[Sheet] = []

    def hopeful() -> list[tuple[Race, str]]:
        return [(race, key) for race in races if race.open for key in race.hopeful]

    def boards(with_: list[str], without: str = "") -> bool:
        free = [key for _race, key in hopeful() if key not in with_ and key != without]
        for more in combinations(free, max(0, seats - len(with_))):
            board = [*with_, *more]
            if len(board) == seats and all(
                limit.least <= sum(limit.counts(*people[key]) for key in board) <= (limit.most or 0)
                if limit.most is not None
                else limit.least <= sum(limit.counts(*people[key]) for key in board)
                for limit in election.all_limits()
            ):
                return True
        return False

    def share(race: Race, key: str) -> Fraction:
        return race.votes()[key] / race.quota()

    def taken(equal: list[tuple[Race, str]], favour: bool) -> tuple[Race, str]:
        if method == "scottish" and len({race.key for race, _key in equal}) == 1:
            for votes in equal[0][0].before[-2::-1]:
                best = (max if favour else min)(votes[key] for _race, key in equal)
                equal = [(race, key) for race, key in equal if votes[key] == best]
        return (min if favour else max)(equal, key=lambda pair: order.index(pair[1]))

    def write(race: Race, act: str, key: str) -> None:
        race.before.append(race.votes())
        sheets.append((race.key, act, key, race.votes()))

    def seat(among: list[tuple[Race, str]]) -> None:
        best = max(share(*pair) for pair in among)
        race, key = taken([pair for pair in among if share(*pair) == best], True)
        race.hopeful.remove(key)
        race.elected.append(key)
        elected.append(key)
        race.settled = race.surplus() < Fraction(1, 10**6)

    def let_go(among: list[tuple[Race, str]], act: str) -> None:
        fewest = min(share(*pair) for pair in among)
        low = []
        for race in races:
            mine = [key for where, key in among if where is race]
            if mine and min(share(race, key) for key in mine) == fewest:
                reach = min(race.votes()[key] for key in mine) + (race.surplus() if race.meek else 0)
                low += [(race, key) for key in mine if race.votes()[key] <= reach]
        race, key = taken(low, False)
        race.hopeful.remove(key)
        if len(race.hopeful) > race.seats - len(race.elected):
            race.keep[key] = Fraction(0)
            race.go_on(key, Fraction(1))
            race.settled = race.surplus() < Fraction(1, 10**6)
        write(race, act, key)

    if not boards([]):
        return None
    for race in races:
        write(race, "first", "")
    while any(race.open for race in races):
        reached = [
            (race, key) for race, key in hopeful() if share(race, key) >= 1 and boards([*elected, key])
        ]
        full = [race for race in races if race.open and len(race.hopeful) == race.seats - len(race.elected)]
        barred = [(race, key) for race, key in hopeful() if not boards([*elected, key])]
        if reached:
            seat(reached)
        elif full:
            seat([(full[0], key) for key in full[0].hopeful])
        elif barred:
            let_go(barred, "barred")
        elif method == "meek" and (open_ := [race for race in races if race.open and not race.settled]):
            largest = max(race.surplus() / race.quota() for race in open_)
            race = next(race for race in open_ if race.surplus() / race.quota() == largest)
            race.keep_less()
            write(race, "surplus", "")
        elif above := [
            (race, key) for race in races if race.open and not race.meek
            for key in race.elected if share(race, key) > 1
        ]:  # fmt: skip
            most = max(share(*pair) for pair in above)
            race, key = taken([pair for pair in above if share(*pair) == most], True)
            votes = race.votes()[key]
            race.go_on(key, (votes - race.quota()) / votes)
            race.passed.append(key)
            write(race, "surplus", key)
        else:
            let_go([(race, key) for race, key in hopeful() if boards(elected, without=key)], "exclusion")
    return elected, sheets
