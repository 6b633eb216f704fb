"""Equal shares the slow, obvious way: voter by voter, project by project, in fractions."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

Ballot = dict[int, int]


@dataclass
class Slow:
    """An election with one ballot for each voter; `parts` of each voter's college, `ties` in order."""

    costs: list[int]
    budget: int
    ballots: list[Ballot]
    utility: str = "cost"
    step: int = 1
    least_score: int = 0
    incompatible: list[tuple[int, ...]] = field(default_factory=list)
    ties: list[int] = field(default_factory=list)
    colleges: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ties = self.ties or list(range(len(self.costs)))
        self.colleges = self.colleges or [0] * len(self.ballots)

    def utility_of(self, voter: int, project: int) -> int:
        points = self.ballots[voter].get(project, 0)
        if points <= 0:
            return 0
        return {"cost": self.costs[project], "cardinality": 1, "points": points}[self.utility]

    def supporters(self, project: int) -> list[int]:
        return [voter for voter in range(len(self.ballots)) if self.ballots[voter].get(project, 0) > 0]

    def score(self, project: int) -> int:
        if self.utility == "points":
            return sum(self.ballots[voter][project] for voter in self.supporters(project))
        return len(self.supporters(project))

    def barred(self, project: int, bought: list[int]) -> bool:
        return any(
            project in some and one in some for some in self.incompatible for one in bought if one != project
        )

    def stands(self, project: int) -> bool:
        return bool(self.supporters(project)) and self.score(project) >= self.least_score

    def free(self) -> list[int]:
        taken: list[int] = []
        for project in self.ties:
            if self.costs[project] == 0 and self.stands(project) and not self.barred(project, taken):
                taken.append(project)
        return taken

    def starts(self, raised: int) -> list[Fraction]:
        many = len(self.ballots)
        money = self.budget + raised * self.step * many
        if not self.parts:
            return [Fraction(money, many)] * many
        return [
            Fraction(money * self.parts[college], sum(self.parts) * self.colleges.count(college))
            for college in self.colleges
        ]

    def price(self, project: int, hand: list[Fraction], cost: Fraction | None = None) -> Fraction | None:
        """The least that one unit of utility costs; None where supporters have too little."""
        paid_at = cost if cost is not None else Fraction(self.costs[project])
        supporters = self.supporters(project)
        if sum(hand[voter] for voter in supporters) < paid_at:
            return None
        utility = {voter: Fraction(self.utility_of(voter, project)) for voter in supporters}
        if cost is not None and self.utility == "cost":
            utility = dict.fromkeys(supporters, cost)
        poor: Fraction = Fraction(0)
        rich = sum(utility.values(), Fraction(0))
        for voter in sorted(supporters, key=lambda one: hand[one] / utility[one]):
            if (paid_at - poor) / rich * utility[voter] <= hand[voter]:
                break
            poor += hand[voter]
            rich -= utility[voter]
        return (paid_at - poor) / rich

    def run(
        self, raised: int, without: int | None = None
    ) -> list[tuple[int | None, Fraction | None, list[Fraction]]]:
        """Rounds: the project bought, the price of a unit of utility, hands before; last, what stays."""
        hand = self.starts(raised)
        bought = [one for one in self.free() if one != without]
        rounds: list[tuple[int | None, Fraction | None, list[Fraction]]] = []
        while True:
            prices = {
                project: price
                for project in range(len(self.costs))
                if self.costs[project] > 0 and self.stands(project) and project != without
                if project not in bought and not self.barred(project, bought)
                if (price := self.price(project, hand)) is not None
            }
            if not prices:
                rounds.append((None, None, hand))
                return rounds
            first = min(prices, key=lambda one: (prices[one], self.ties.index(one)))
            rounds.append((first, prices[first], hand))
            hand = [
                have - min(have, prices[first] * self.utility_of(voter, first))
                for voter, have in enumerate(hand)
            ]
            bought.append(first)

    def bought(self, raised: int) -> list[int]:
        return [project for project, _price, _hand in self.run(raised) if project is not None]

    def full(self, bought: list[int]) -> bool:
        spent = sum(self.costs[project] for project in bought)
        return not any(
            spent + cost <= self.budget and self.stands(project)
            for project, cost in enumerate(self.costs)
            if cost > 0 and project not in bought and not self.barred(project, bought)
        )

    def raised(self) -> int:
        """By how many steps shares are raised."""
        if not self.ballots:
            return 0
        step = 0
        while True:
            bought = [*self.free(), *self.bought(step)]
            if sum(self.costs[project] for project in bought) > self.budget:
                return step - 1
            if self.full(bought):
                return step
            step += 1

    def greedy(self, bought: list[int]) -> list[int]:
        taken = bought.copy()
        worth = {
            project: Fraction(
                sum(self.utility_of(voter, project) for voter in self.supporters(project)), cost
            )
            for project, cost in enumerate(self.costs)
            if cost > 0 and self.stands(project)
        }
        for project in sorted(worth, key=lambda one: (-worth[one], self.ties.index(one))):
            if project in taken or self.barred(project, taken):
                continue
            if sum(self.costs[one] for one in taken) + self.costs[project] <= self.budget:
                taken.append(project)
        return taken[len(bought) :]

    def winners(self, completion: str) -> list[int]:
        step = self.raised() if completion in ("add1", "add1u") else 0
        bought = [*self.free(), *(self.bought(step) if self.ballots else [])]
        return [*bought, *(self.greedy(bought) if completion in ("u", "add1u") else [])]

    def prefers(self, one: list[int], other: list[int]) -> int:
        """How many voters get more from one outcome than from the other."""
        return sum(
            sum(self.utility_of(voter, project) for project in one)
            > sum(self.utility_of(voter, project) for project in other)
            for voter in range(len(self.ballots))
        )

    def wins_at(self, project: int, cost: int, raised: int) -> bool:
        """Whether shares buy a project, were it this dear."""
        world = Slow(**{**self.__dict__, "costs": [*self.costs]})
        world.costs[project] = cost
        return project in [*world.free(), *world.bought(raised)]

    def support(self, project: int, raised: int) -> Fraction:
        """Before each payment without the project: the part of its cost that supporters would give."""
        best = Fraction(0)
        bought = [one for one in self.free() if one != project]
        for first, price, hand in self.run(raised, without=project):
            if self.barred(project, bought):
                break
            cover = sum(
                hand[voter] if price is None else min(hand[voter], price * self.utility_of(voter, project))
                for voter in self.supporters(project)
            )
            best = max(best, Fraction(cover) / self.costs[project])
            if first is not None:
                bought.append(first)
        return best
