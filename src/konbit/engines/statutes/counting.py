"""Lines of the rules that count members and mandates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .facts import NONE, Facts, Ints
from .lines import MANY, MISSING, UNTOLD, Lines
from .rules import COLLEGE, People, Quota, Rule, Seats, Share, Statutes, Units
from .sorting import Sorted, Subjects, per_of, sorted_rows, subjects_of
from .standing import Standing


@dataclass(frozen=True, eq=False)
class Slots:
    """For what something is asked of each subject; `key`: the subject's number times `width`, plus slot."""

    owner: Ints
    slot: Ints
    key: Ints
    width: int


def counted_lines(standing: Standing, statutes: Statutes, numbers: Sequence[int]) -> Lines:
    """Lines of rules (by number) that ask the same, apart from numbers, and of whom they ask it."""
    rules = [statutes.rules[number] for number in numbers]
    subjects = subjects_of(standing, rules)
    rows = rows_of(standing, statutes, rules[0], subjects.body)
    subjects, rows = _where(rules, subjects, rows)
    slots = _slots(standing, statutes, rules, subjects)
    counted, untold, whole, nowhere = _tally(rows, slots)
    which, body = subjects.rule[slots.owner], subjects.body[slots.owner]
    least, most = _numbers(standing.facts, statutes, rules, which, slots, whole)
    missing = np.where(nowhere > 0, MISSING.index("places"), MISSING.index(rows.unsure_of))
    counted, untold, missing = _said(standing, rules[0], body, counted, untold, missing)
    return told(
        Lines(
            rule=np.array(numbers, np.int64)[which],
            body=body,
            slot=slots.slot if per_of(rules[0]) else np.full(len(body), NONE),
            counted=counted,
            untold=untold,
            least=least,
            most=most,
            whole=whole if isinstance(rules[0].ask, Share) else np.zeros(len(body), np.int64),
            missing=np.where(least < 0, MISSING.index("seats"), missing),
        )
    )


def told(lines: Lines) -> Lines:
    """The lines, with what is missing only where it is."""
    lines.missing[lines.state != UNTOLD] = 0
    return lines


def _where(rules: Sequence[Rule], subjects: Subjects, rows: Sorted) -> tuple[Subjects, Sorted]:
    """Only the bodies in which as many sit as the rules say, where they say it."""
    asked = [rule.ask.where if isinstance(rule.ask, Quota) else None for rule in rules]
    if not any(number is not None for number in asked):
        return subjects, rows
    sitting = np.bincount(rows.owner, minlength=len(subjects.body))
    wanted = np.array([NONE if number is None else number for number in asked])[subjects.rule]
    kept = (wanted == NONE) | (wanted == sitting)
    now = np.cumsum(kept) - 1
    rows = rows.keep(kept[rows.owner])
    return Subjects(subjects.rule[kept], subjects.body[kept]), replace(rows, owner=now[rows.owner])


def _slots(standing: Standing, statutes: Statutes, rules: Sequence[Rule], subjects: Subjects) -> Slots:
    facts, per = standing.facts, per_of(rules[0])
    everybody = np.arange(len(subjects.body))
    if not per:
        return Slots(everybody, np.zeros(len(everybody), np.int64), everybody, 1)
    if per in facts.place_in:
        there = facts.place_span.on(standing.at)
        tier = np.array([facts.places[one.key] for one in facts.roster.places if one.tier == per])
        places = tier[there[tier]]
        owner, slot = np.repeat(everybody, len(places)), np.tile(places, len(everybody))
        width = len(facts.places)
    elif per == COLLEGE:
        owner, slot, width = _colleges(facts, statutes, rules, subjects)
    else:
        owner, rows = standing.members.of(subjects.body)
        member = facts.member[rows]
        kept = facts.unit_level[member] == facts.levels.get(per, NONE - 1)
        owner, slot, width = owner[kept], member[kept], len(facts.units)
    key = np.unique(owner * width + slot)
    return Slots(key // max(1, width), key % max(1, width), key, width)


def _colleges(
    facts: Facts, statutes: Statutes, rules: Sequence[Rule], subjects: Subjects
) -> tuple[Ints, Ints, int]:
    """The colleges of every subject, numbered as the statutes name them."""
    of: dict[str, list[int]] = {}
    for number, college in enumerate(statutes.colleges):
        of.setdefault(college.about, []).append(number)
    owners, slots = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    begins = np.searchsorted(subjects.rule, np.arange(len(rules) + 1))
    for place, rule in enumerate(rules):
        mine = np.arange(begins[place], begins[place + 1])
        abouts = {rule.about}
        if rule.about in facts.units:
            abouts.add(facts.roster.units[facts.units[rule.about]].level)
        colleges = np.array(sorted(one for about in abouts for one in of.get(about, [])), np.int64)
        owners.append(np.repeat(mine, len(colleges)))
        slots.append(np.tile(colleges, len(mine)))
    return np.concatenate(owners), np.concatenate(slots), len(statutes.colleges)


def rows_of(standing: Standing, statutes: Statutes, rule: Rule, bodies: Ints) -> Sorted:
    """The rows that a rule looks at in these bodies; colleges are numbered as the statutes name them."""
    rows = sorted_rows(standing, rule, bodies)
    if per_of(rule) != COLLEGE:
        return rows
    named = {college.key: number for number, college in enumerate(statutes.colleges)}
    numbers = [*(named.get(key, _ELSEWHERE) for key in standing.facts.colleges), NONE]
    return replace(rows, slot=np.array(numbers, np.int64)[rows.slot])


def _tally(rows: Sorted, slots: Slots) -> tuple[Ints, Ints, Ints, Ints]:
    """Of each slot: how many count, how many may, how many there are, how many lie nowhere that was told."""
    length, subjects = len(slots.key), int(rows.owner.max(initial=-1)) + 1
    key = rows.owner * slots.width + rows.slot
    at = np.minimum(np.searchsorted(slots.key, key), max(0, length - 1))
    placed = (rows.slot >= 0) & (slots.key[at] == key) if length else np.zeros(len(key), bool)
    lost = (rows.slot == NONE) & (rows.counts | rows.unsure)
    of_owner = np.bincount(rows.owner[lost], minlength=max(subjects, int(slots.owner.max(initial=-1)) + 1))
    nowhere = of_owner[slots.owner]
    counted = np.bincount(at[placed & rows.counts], minlength=length)
    untold = np.bincount(at[placed & rows.unsure & ~rows.counts], minlength=length) + nowhere
    return counted, untold, np.bincount(at[placed], minlength=length), nowhere


def _numbers(
    facts: Facts, statutes: Statutes, rules: Sequence[Rule], which: Ints, slots: Slots, whole: Ints
) -> tuple[Ints, Ints]:
    """Between which numbers each line may lie; `which` is its rule."""
    asks = [rule.ask for rule in rules]
    if isinstance(asks[0], Seats):
        seats = _seats(facts, statutes, rules, which, slots)
        return seats, seats
    if isinstance(asks[0], Share):
        least = np.zeros(len(which), np.int64)
        for place, ask in enumerate(asks):
            if isinstance(ask, Share):
                mine = slice(*np.searchsorted(which, [place, place + 1]))
                least[mine] = ask.part.least(whole[mine])
        return least, np.full(len(which), MANY)
    if isinstance(asks[0], Units | People | Quota):
        ranges = [(ask.least, ask.most) for ask in asks if isinstance(ask, Units | People | Quota)]
        least = np.array([one for one, _ in ranges], np.int64)[which]
        most = np.array([MANY if one is None else one for _, one in ranges], np.int64)[which]
        return least, most
    return np.zeros(len(which), np.int64), np.zeros(len(which), np.int64)


def _seats(facts: Facts, statutes: Statutes, rules: Sequence[Rule], which: Ints, slots: Slots) -> Ints:
    """How many seats each line has, `NONE` where that is not known."""
    named = {college.key: number for number, college in enumerate(statutes.colleges)}
    default, other = [], {}
    for place, rule in enumerate(rules):
        if isinstance(rule.ask, Seats):
            default.append(NONE if rule.ask.number is None else rule.ask.number)
            numbers = named if rule.ask.per == COLLEGE else facts.places
            numbers = numbers if rule.ask.per in (COLLEGE, *facts.place_in) else facts.units
            for key, number in rule.ask.other:
                if key in numbers:
                    other[place * slots.width + numbers[key]] = NONE if number is None else number
    seats = np.array(default, np.int64)[which]
    if other:
        keys = np.array(sorted(other))
        wanted = which * slots.width + slots.slot
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        seats = np.where(keys[at] == wanted, np.array([other[key] for key in sorted(other)])[at], seats)
    return seats


def _said(
    standing: Standing, rule: Rule, body: Ints, counted: Ints, untold: Ints, missing: Ints
) -> tuple[Ints, Ints, Ints]:
    """What a body says of itself, and what cannot be told because nothing was ever recorded."""
    facts = standing.facts
    if isinstance(rule.ask, Units):
        silent, what = ~standing.has_members[body], "members"
    else:
        silent, what = ~standing.has_people[body], "people"
    if isinstance(rule.ask, People) and not rule.college:
        said = facts.unit_people[body]
        silent &= said == NONE
        counted = np.where(said == NONE, counted, said)
    return counted, np.where(silent, MANY, untold), np.where(silent, MISSING.index(what), missing)


_ELSEWHERE = NONE - 1
"""The slot of somebody in a college that the statutes do not name."""
