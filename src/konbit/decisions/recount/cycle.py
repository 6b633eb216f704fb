#!/usr/bin/env python3
"""Divides the money of an assembly cycle again: `python3 cycle.py` beside division.json.

Needs Python 3.9 or later and nothing else. It says what it found, and ends with 1 where that is not what
was published. How money is divided, in short: the amount falls into three pots by the weights of need,
population and hands; each pot is shared over the areas in proportion; each area pays its projects in the
order of hands as far as its money goes; what is left everywhere pays for what is left, in the order of
weight: the area's money times the project's hands, through all hands of the area. Whole coins only: those
that do not divide go to the largest remainders, the first of equals first.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

Data = dict[str, Any]


def shared(amount: int, claims: list[int]) -> list[int]:
    """An amount in whole coins, in proportion to claims."""
    whole = sum(claims)
    if whole == 0:
        return [0 for _ in claims]
    exact = [Fraction(amount * claim, whole) for claim in claims]
    coins = [part.numerator // part.denominator for part in exact]
    order = list(range(len(claims)))
    order.sort(key=lambda at: coins[at] - exact[at])
    for at in order[: amount - sum(coins)]:
        coins[at] += 1
    return coins


def barred(project: Data, paid: list[Data]) -> bool:
    """Whether something is paid with which a project cannot be done."""
    return any(one["number"] in project["excludes"] or project["number"] in one["excludes"] for one in paid)


def divided(said: Data) -> Data:
    """What each area gets, by need, population and hands; which projects are paid; what is kept."""
    areas = [*said["areas"], {"area": "", "need": 0, "population": 0}]
    hands = {
        area["area"]: sum(one["hands"] for one in said["projects"] if one["area"] == area["area"])
        for area in areas
    }
    claims = {
        "need": [area["need"] for area in areas],
        "population": [area["population"] for area in areas],
        "priority": [hands[area["area"]] for area in areas],
    }
    names = ["need", "population", "priority"]
    weights = [said["weights"][name] if sum(claims[name]) else 0 for name in names]
    pots = shared(said["amount"], weights)
    parts = {name: shared(pots[at], claims[name]) for at, name in enumerate(names)}
    money = {area["area"]: sum(parts[name][at] for name in names) for at, area in enumerate(areas)}

    paid: list[Data] = []
    left = dict(money)
    for one in sorted(said["projects"], key=lambda one: (-one["hands"], one["number"])):
        if one["hands"] and one["cost"] <= left[one["area"]] and not barred(one, paid):
            left[one["area"]] -= one["cost"]
            paid.append(one)
    by_area = sorted(one["number"] for one in paid)

    rest = said["amount"] - sum(money.values()) + sum(left.values())

    def weight(one: Data) -> Fraction:
        return Fraction(money[one["area"]] * one["hands"], hands[one["area"]] or 1)

    by_rest = []
    for one in sorted(said["projects"], key=lambda one: (-weight(one), one["number"])):
        open_to_all = one["number"] not in by_area and one["hands"] and one["cost"] <= rest
        if open_to_all and not barred(one, paid):
            rest -= one["cost"]
            paid.append(one)
            by_rest.append(one["number"])
    return {
        "areas": [
            {"area": area["area"], **{name: parts[name][at] for name in names}}
            for at, area in enumerate(areas)
        ],
        "by_area": by_area,
        "by_rest": sorted(by_rest),
        "kept": rest,
    }


def main() -> int:
    """Divide again, compare, say what came of it. Returns the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    said = json.loads((folder / "division.json").read_text(encoding="utf-8"))
    found = divided(said["said"])
    print(json.dumps(found, indent=1))
    if found == said["found"]:
        print("It comes out as it was published.", file=sys.stderr)
        return 0
    print("It does NOT come out as it was published.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
