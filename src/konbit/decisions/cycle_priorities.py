"""How an assembly cycle divides money over areas, and in which order it comes to its projects.

After the assembly cycle that began in Porto Alegre in 1989, on which the World Bank's report 40144-BR
(“Brazil: Toward a More Inclusive and Effective Participatory Budget in Porto Alegre”, 2008) tells more. The
formula is our own: need, population and what the plenaries put first each divide a part of the money in
proportion. Marks in steps would leap where one person more tips them over.

In plain words, for the weights 2, 1 and 3: of every 6 coins, 2 are divided by need, 1 by population, 3 by
hands raised. By need: an area where twice as much is lacking gets twice as much. By population: twice the
people, twice the money. By hands: twice the hands, twice the money. What nothing is known of in any area does
not weigh. Then each area's projects are taken in the order of hands, as far as its money goes; what does not
fit is passed over. What is left everywhere is put together, and spent on what is left, in the order of
weight: the part of its area's money for which a project's hands stand. A tie goes to what was proposed first.
Of projects that exclude each other, the one whose turn comes first is paid, and the others are passed over.

All in whole coins: what does not divide goes, coin by coin, to the largest remainders. No floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from konbit.engines.remainders import shared_out

NOWHERE = ""
"""The area of projects that are for everybody: it gets money by hands alone."""


@dataclass(frozen=True)
class Weights:
    """How much need, population and hands count beside each other."""

    need: int = 2
    population: int = 1
    priority: int = 3


@dataclass(frozen=True)
class AreaSaid:
    """What is known of an area: how much is lacking (0 to 100), how many people; 0 where it is not said."""

    word: str
    need: int = 0
    population: int = 0


@dataclass(frozen=True)
class ProjectSaid:
    """A project that could be done: what it costs, for which area, how many hands went up for it, and the
    numbers of those that cannot be done with it."""

    number: int
    area: str
    cost: int
    hands: int
    excludes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Part:
    """What an area gets by each of the three, and what is left of it when its own projects are paid."""

    area: str
    by_need: int
    by_population: int
    by_priority: int
    left: int

    @property
    def money(self) -> int:
        """What it gets in all."""
        return self.by_need + self.by_population + self.by_priority


@dataclass(frozen=True)
class Place:
    """Where a project stands. `how`: paid by its "area", by the "rest", or "" for not paid; `short`: how much
    was missing when its last turn came; `barred_by`: the number of one that is paid and excludes it."""

    number: int
    weight: Fraction
    how: str
    short: int = 0
    barred_by: int | None = None


@dataclass(frozen=True)
class Division:
    """Money divided. `pots`: by need, population, hands; `parts` in the order of areas, `places` in the order
    of weight; `rest`: what areas had left together, `kept`: what nobody needs in the end."""

    pots: tuple[int, int, int]
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    rest: int
    kept: int


def delegates_for(present: int, per: int) -> int:
    """How many delegates a plenary sends: one for every `per` who came, and one where fewer came."""
    return max(present // per, 1) if present else 0


def divide(
    amount: int, weights: Weights, areas: Sequence[AreaSaid], projects: Sequence[ProjectSaid]
) -> Division:
    """Divide an amount over areas and their projects, as the module says. The order of areas is the order in
    which equals are served; that of projects means nothing."""
    known = [*areas, AreaSaid(NOWHERE)]
    hands = {one.word: 0 for one in known}
    for project in projects:
        hands[project.area] += project.hands
    claims = [
        [one.need for one in known],
        [one.population for one in known],
        [hands[one.word] for one in known],
    ]
    wanted = (weights.need, weights.population, weights.priority)
    pots = shared_out(amount, [one if sum(by) else 0 for one, by in zip(wanted, claims, strict=True)])
    by_need, by_people, by_hands = (shared_out(pot, by) for pot, by in zip(pots, claims, strict=True))
    three = list(zip([one.word for one in known], by_need, by_people, by_hands, strict=True))
    money = {word: need + people + hands_ for word, need, people, hands_ in three}
    paid = _paid_by_areas(projects, money)
    left = {word: sum_ - sum(one.cost for one in paid[word]) for word, sum_ in money.items()}
    rest = sum(left.values()) + amount - sum(pots)
    places, kept = _in_order(projects, money, hands, paid, rest)
    parts = [Part(word, need, people, hands_, left[word]) for word, need, people, hands_ in three]
    return Division((pots[0], pots[1], pots[2]), tuple(parts), tuple(places), rest, kept)


def _paid_by_areas(projects: Iterable[ProjectSaid], money: Mapping[str, int]) -> dict[str, list[ProjectSaid]]:
    paid: dict[str, list[ProjectSaid]] = {word: [] for word in money}
    left, all_paid = dict(money), list[ProjectSaid]()
    for project in sorted(projects, key=lambda one: (-one.hands, one.number)):
        affordable = project.hands and project.cost <= left[project.area]
        if affordable and _barred_by(project, all_paid) is None:
            left[project.area] -= project.cost
            paid[project.area].append(project)
            all_paid.append(project)
    return paid


def _barred_by(project: ProjectSaid, paid: Iterable[ProjectSaid]) -> int | None:
    """The first of those that are paid with which this one cannot be done."""
    return next(
        (one.number for one in paid if one.number in project.excludes or project.number in one.excludes),
        None,
    )


def _in_order(
    projects: Sequence[ProjectSaid],
    money: Mapping[str, int],
    hands: Mapping[str, int],
    paid: Mapping[str, list[ProjectSaid]],
    rest: int,
) -> tuple[list[Place], int]:
    weight = {one.number: Fraction(money[one.area] * one.hands, hands[one.area] or 1) for one in projects}
    all_paid = sorted((one for each in paid.values() for one in each), key=lambda one: one.number)
    by_area = {one.number for one in all_paid}
    places = []
    for project in sorted(projects, key=lambda one: (-weight[one.number], one.number)):
        number = project.number
        if number in by_area:
            places.append(Place(number, weight[number], "area"))
        elif (barred := _barred_by(project, all_paid)) is not None:
            places.append(Place(number, weight[number], "", barred_by=barred))
        elif project.hands and project.cost <= rest:
            rest -= project.cost
            all_paid.append(project)
            places.append(Place(number, weight[number], "rest"))
        else:
            short = project.cost - rest if project.hands else 0
            places.append(Place(number, weight[number], "", short))
    return places, rest
