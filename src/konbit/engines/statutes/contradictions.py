"""Rules that cannot both hold: two by two, about the same bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from .facts import Facts
from .faults import Fault
from .rules import COLLEGE, People, Quota, Rule, Seats, Statutes, Units


def contradictions(statutes: Statutes, facts: Facts, rules: Sequence[Rule]) -> tuple[Fault, ...]:
    """Pairs of these rules that leave no number: ranges without a common one, seats that are said twice
    otherwise, a quota above the number of people, seats in colleges that do not add up to it.

    A rule without a period is told here, too. Rules contradict each other only if there are bodies that both
    are about; more than two rules that only together leave no number are not looked for.
    """
    found = [Fault("rule_without_period", (rule.key,)) for rule in rules if not (rule.since or rule.until)]
    about: dict[str, list[Rule]] = {}
    for rule in rules:
        about.setdefault(rule.about, []).append(rule)
    for key, mine in about.items():
        pairs = list(combinations(mine, 2))
        if key in facts.units:
            level = facts.roster.units[facts.units[key]].level
            pairs += list(product(about.get(level, []), mine))
        found += [
            Fault("contradiction", (one.key, other.key))
            for one, other in pairs
            if one.college == other.college and _contradict(statutes, one, other)
        ]
    return tuple(found)


def _contradict(statutes: Statutes, one: Rule, other: Rule) -> bool:
    match one.ask, other.ask:
        case (Seats() as seats, Seats() as others):
            return seats.per == others.per and any(
                first is not None and second is not None and first != second
                for first, second in _both(statutes, one, seats, others)
            )
        case (People() as people, Quota() as quota) | (Quota() as quota, People() as people):
            most = people.most if quota.where is None else quota.where
            return most is not None and not quota.per and quota.least > most
        case (Seats() as seats, People() as people):
            total = _total(statutes, one.about, seats)
            return total is not None and not _meet((total, total), (people.least, people.most))
        case (People(), Seats()):
            return _contradict(statutes, other, one)
        case (Units() as units, Units() as more):
            same = (units.of, units.alike) == (more.of, more.alike)
            return same and not _meet((units.least, units.most), (more.least, more.most))
        case (People() as people, People() as more_people):
            return not _meet((people.least, people.most), (more_people.least, more_people.most))
        case (Quota() as quota, Quota() as more_quota):
            same = _measure(quota) == _measure(more_quota)
            return same and not _meet((quota.least, quota.most), (more_quota.least, more_quota.most))
    return False


def _measure(quota: Quota) -> tuple[object, ...]:
    return quota.dimension, quota.value, quota.per, quota.where


def _meet(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether two ranges have a number in common."""
    ends = [end for _, end in (one, other) if end is not None]
    return not ends or max(one[0], other[0]) <= min(ends)


def _both(
    statutes: Statutes, rule: Rule, one: Seats, other: Seats
) -> Iterator[tuple[int | None, int | None]]:
    """What two rules say of each place or college that one of them names, and of the others."""
    first, second = dict(one.other), dict(other.other)
    for key in first | second:
        yield first.get(key, one.number), second.get(key, other.number)
    if one.per != COLLEGE or any(
        college.about == rule.about and college.key not in first | second for college in statutes.colleges
    ):
        yield one.number, other.number


def _total(statutes: Statutes, about: str, seats: Seats) -> int | None:
    """How many seats the colleges have together; None where that is not known."""
    other = dict(seats.other)
    mine = [college.key for college in statutes.colleges if college.about == about]
    numbers = [other.get(key, seats.number) for key in mine]
    if seats.per != COLLEGE or not mine:
        return None
    return sum(number or 0 for number in numbers) if None not in numbers else None
