"""Money divided over areas and projects, against a slow counting of coin after coin."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from konbit.decisions.cycle_priorities import (
    AreaSaid,
    ProjectSaid,
    Weights,
    delegates_for,
    divide,
)
from konbit.engines.remainders import shared_out

AREAS = [AreaSaid("north", need=60, population=1000), AreaSaid("south", need=30, population=3000)]
PROJECTS = [
    ProjectSaid(1, "north", 300, 40),
    ProjectSaid(2, "north", 200, 20),
    ProjectSaid(3, "south", 100, 30),
    ProjectSaid(4, "", 90, 10),
]


def slowly_shared_out(amount: int, claims: list[int]) -> list[int]:
    """Everybody gets what is whole of the exact share; then one coin after another goes to whoever misses
    most."""
    if not any(claims):
        return [0 for _ in claims]
    exact = [Fraction(amount) * one / sum(claims) for one in claims]
    given = [int(one) for one in exact]
    while sum(given) < amount:
        misses = [one - got for one, got in zip(exact, given, strict=True)]
        given[misses.index(max(misses))] += 1
    return given


def fits(turn: ProjectSaid, projects: list[ProjectSaid], bought: dict[int, str]) -> bool:
    """Whether nothing is bought that excludes it, or that it excludes."""
    pairs = {(p.number, other) for p in projects for other in p.excludes}
    return not any((one, turn.number) in pairs or (turn.number, one) in pairs for one in bought)


def slowly_bought(amount: int, weights: Weights, areas: list[AreaSaid], projects: list[ProjectSaid]) -> dict:
    """What is bought and how, by looking again for the next one at every turn."""
    hands = {one.word: sum(p.hands for p in projects if p.area == one.word) for one in areas}
    hands[""] = sum(p.hands for p in projects if p.area == "")
    by = {
        "need": [one.need for one in areas] + [0],
        "population": [one.population for one in areas] + [0],
        "priority": list(hands.values()),
    }
    pots = slowly_shared_out(amount, [getattr(weights, name) if any(by[name]) else 0 for name in by])
    money = [
        sum(column)
        for column in zip(
            *(slowly_shared_out(pot, by[name]) for pot, name in zip(pots, by, strict=True)), strict=True
        )
    ]
    got = dict(zip(hands, money, strict=True))
    bought: dict[int, str] = {}
    left = dict(got)
    waiting = [p for p in projects if p.hands]
    while waiting:
        most = max(p.hands for p in waiting)
        turn = min((p for p in waiting if p.hands == most), key=lambda p: p.number)
        waiting.remove(turn)
        if turn.cost <= left[turn.area] and fits(turn, projects, bought):
            left[turn.area] -= turn.cost
            bought[turn.number] = "area"
    rest = amount - sum(p.cost for p in projects if p.number in bought)
    waiting = [p for p in projects if p.number not in bought and p.hands]
    while waiting:
        worth = {p.number: Fraction(got[p.area] * p.hands, hands[p.area]) for p in waiting}
        heaviest = max(worth.values())
        turn = min((p for p in waiting if worth[p.number] == heaviest), key=lambda p: p.number)
        waiting.remove(turn)
        if turn.cost <= rest and fits(turn, projects, bought):
            rest -= turn.cost
            bought[turn.number] = "rest"
    return {"bought": bought, "money": got, "kept": rest}


def test_of_six_coins_two_go_by_need_one_by_population_three_by_hands() -> None:
    found = divide(600, Weights(2, 1, 3), AREAS, PROJECTS)
    assert found.pots == (200, 100, 300)
    north, south, everybody = found.parts
    assert (north.by_need, north.by_population, north.by_priority) == (133, 25, 180)
    assert (south.by_need, south.by_population, south.by_priority) == (67, 75, 90)
    assert (everybody.by_need, everybody.by_population, everybody.by_priority) == (0, 0, 30)


def test_an_area_pays_first_what_most_hands_want_and_the_rest_is_spent_together() -> None:
    found = divide(600, Weights(2, 1, 3), AREAS, PROJECTS)
    how = {one.number: one.how for one in found.places}
    assert how == {1: "area", 2: "rest", 3: "area", 4: ""}
    assert found.rest == 600 - 300 - 100
    assert found.kept == 0
    assert next(one for one in found.places if one.number == 4).short == 90


@pytest.mark.parametrize("seed", range(120))
def test_it_is_what_counting_coin_after_coin_gives(seed: int) -> None:
    draw = random.Random(seed)
    areas = [
        AreaSaid(f"a{i}", draw.choice([0, 0, 10, 50, 50, 100]), draw.choice([0, 7, 7, 500, 12_345]))
        for i in range(draw.randint(0, 5))
    ]
    words = [one.word for one in areas] + [""]
    projects = [
        ProjectSaid(
            n,
            draw.choice(words),
            draw.randint(1, 60),
            draw.choice([0, 3, 3, 5, 8, 40]),
            frozenset(draw.sample(range(1, 14), draw.choice([0, 0, 1, 2]))),
        )
        for n in range(1, draw.randint(1, 14))
    ]
    weights = Weights(draw.randint(0, 4), draw.randint(0, 4), draw.randint(0, 4))
    amount = draw.choice([0, 1, 97, 200, 1000])
    found = divide(amount, weights, areas, projects)
    slowly = slowly_bought(amount, weights, areas, projects)
    assert {one.number: one.how for one in found.places if one.how} == slowly["bought"]
    assert {one.area: one.money for one in found.parts} == slowly["money"]
    assert found.kept == slowly["kept"]

    draw.shuffle(projects)
    assert divide(amount, weights, areas, projects) == found
    spent = sum(one.cost for one in projects if one.number in slowly["bought"])
    assert spent + found.kept == amount


def test_what_is_known_of_no_area_does_not_weigh() -> None:
    areas = [AreaSaid("north", population=1000), AreaSaid("south", population=3000)]
    found = divide(400, Weights(2, 1, 3), areas, [ProjectSaid(1, "north", 10, 5)])
    assert found.pots == (0, 100, 300)


def test_where_nothing_is_known_all_of_it_is_kept() -> None:
    found = divide(400, Weights(), [AreaSaid("north")], [ProjectSaid(1, "north", 10, 0)])
    assert (found.rest, found.kept) == (400, 400)
    assert found.places[0].how == ""


def test_not_one_coin_is_lost_and_the_first_of_equals_is_served_first() -> None:
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert shared_out(2, [1, 1, 1]) == [1, 1, 0]


@pytest.mark.parametrize(("present", "delegates"), [(0, 0), (4, 1), (10, 1), (19, 1), (20, 2), (124, 12)])
def test_one_delegate_for_every_ten_who_came(present: int, delegates: int) -> None:
    assert delegates_for(present, 10) == delegates
