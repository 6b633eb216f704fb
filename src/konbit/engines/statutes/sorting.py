"""Which of the recorded rows count for a rule, which may, and for which place, college or member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .days import FIRST, LAST, stepped
from .facts import NONE, Facts, Ints, Marks
from .rules import COLLEGE, Again, Confirmation, Quota, Rotation, Rule, Seats, Share, Term, Units
from .standing import Rows, Standing


@dataclass(frozen=True, eq=False)
class Subjects:
    """Pairs of a rule (its place in a group of rules) and a body that it is about."""

    rule: Ints
    body: Ints


@dataclass(frozen=True, eq=False)
class Sorted:
    """Rows of memberships or of mandates, each with the place of its subject.

    counts, unsure: whether it counts, or may. slot: where, or `NONE`. unsure_of: what was not told,
    `MISSING`.
    """

    owner: Ints
    rows: Ints
    counts: Marks
    unsure: Marks
    slot: Ints
    unsure_of: str

    def keep(self, kept: Marks) -> Sorted:
        """Some of the rows."""
        return Sorted(
            self.owner[kept],
            self.rows[kept],
            self.counts[kept],
            self.unsure[kept],
            self.slot[kept],
            self.unsure_of,
        )


def subjects_of(standing: Standing, rules: Sequence[Rule]) -> Subjects:
    """Every body that is there and that a rule is about. Nobody, for a rule about what is not recorded."""
    units, there = standing.facts.units, standing.there
    bodies = []
    for rule in rules:
        if rule.about in standing.bodies:
            bodies.append(standing.bodies[rule.about])
        else:
            number = units.get(rule.about, NONE)
            known = number != NONE and bool(there[number])
            bodies.append(np.array([number] if known else [], np.int64))
    counts = [len(one) for one in bodies]
    return Subjects(
        np.repeat(np.arange(len(rules)), counts), np.concatenate([np.zeros(0, np.int64), *bodies])
    )


def per_of(rule: Rule) -> str:
    """What a rule asks something for each of; "" if nothing."""
    return rule.ask.per if isinstance(rule.ask, Seats | Quota | Share) else ""


def sorted_rows(standing: Standing, rule: Rule, bodies: Ints) -> Sorted:
    """The rows that a rule looks at in these bodies; of a group of rules, any of them will do."""
    if isinstance(rule.ask, Units):
        return _members(standing, rule.ask, bodies)
    owner, rows = _mandates(standing, rule).of(bodies)
    if rule.college:
        kept = standing.facts.college[rows] == standing.facts.colleges.get(rule.college, NONE - 1)
        owner, rows = owner[kept], rows[kept]
    counts, unsure, missing = _judged(standing, rule, rows)
    return Sorted(owner, rows, counts, unsure, _slots(standing.facts, per_of(rule), rows), missing)


def _mandates(standing: Standing, rule: Rule) -> Rows:
    if isinstance(rule.ask, Confirmation):
        return standing.given
    return standing.holding if isinstance(rule.ask, Term | Rotation) else standing.sitting


def _members(standing: Standing, ask: Units, bodies: Ints) -> Sorted:
    facts = standing.facts
    owner, rows = standing.members.of(bodies)
    member = facts.member[rows]
    kept = facts.unit_level[member] == facts.levels.get(ask.of, NONE - 1)
    owner, rows, member = owner[kept], rows[kept], member[kept]
    counts, unsure = np.ones(len(rows), bool), np.zeros(len(rows), bool)
    if ask.alike:
        here = place_in(facts, ask.alike, facts.unit_place[bodies[owner]])
        lies = place_in(facts, ask.alike, facts.unit_place[member])
        unsure = (here == NONE) | (lies == NONE)
        counts = ~unsure & (here == lies)
    return Sorted(owner, rows, counts, unsure, np.zeros(len(rows), np.int64), "places")


def _judged(standing: Standing, rule: Rule, rows: Ints) -> tuple[Marks, Marks, str]:
    """Which mandates count, which may, and for want of what."""
    facts, ask = standing.facts, rule.ask
    never = np.zeros(len(rows), bool)
    span = facts.mandate_span
    match ask:
        case Quota() | Share():
            if ask.dimension not in facts.traits:
                return never, ~never, "traits"
            column, numbers = facts.traits[ask.dimension]
            return column[rows] == numbers.get(ask.value, NONE - 1), column[rows] == NONE, "traits"
        case Term():
            ends = np.where(span.ending[rows] == LAST, standing.at, span.ending[rows])
            unsure = span.first[rows] == FIRST
            begun = np.where(unsure, standing.at, span.begun[rows])
            return ~unsure & (stepped(begun, ask.number, ask.span) < ends), unsure, "dates"
        case Again():
            counts = standing.in_a_row[rows] > ask.most
            return counts, ~counts & (span.first[rows] == FIRST), "dates"
        case Rotation():
            return _returns(standing, rows)
        case Confirmation():
            expired = standing.expired[rows]
            open_ = facts.conditional[rows] & (facts.confirmed[rows] > standing.at) & ~expired
            return expired, open_ & (facts.confirm_by[rows] == LAST), "confirmation"
    return ~never, never, ""


def _returns(standing: Standing, rows: Ints) -> tuple[Marks, Marks, str]:
    facts = standing.facts
    before = standing.before[rows]
    unit = facts.speaks_for[rows]
    last = np.append(facts.speaks_for, NONE)[before]
    unsure = (unit == NONE) | ((before != NONE) & (last == NONE)) | (facts.mandate_span.first[rows] == FIRST)
    return ~unsure & (before != NONE) & (unit == last), unsure, "places"


def place_in(facts: Facts, tier: str, places: Ints) -> Ints:
    """The place of a tier in which each place lies, or `NONE`."""
    return facts.place_in[tier][places] if tier in facts.place_in else np.full(len(places), NONE, np.int64)


def _slots(facts: Facts, per: str, rows: Ints) -> Ints:
    if not per:
        return np.zeros(len(rows), np.int64)
    if per == COLLEGE:
        return facts.college[rows]
    if per in facts.place_in:
        return place_in(facts, per, facts.mandate_place[rows])
    return facts.speaks_for[rows]
