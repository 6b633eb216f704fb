"""What is wrong with the facts themselves, whatever the rules: surely, however their dates are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .days import LAST
from .facts import NONE, Facts, Ints, Marks, Spans
from .standing import Standing, same_as_before

Code = Literal[
    "rule_without_period",
    "contradiction",
    "overlapping_mandates",
    "two_colleges",
    "membership_cycle",
    "before_founding",
    "ends_before_it_begins",
]
Table = Literal["units", "memberships", "mandates", "meetings", "votes"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, about whom, and in which rows (from 0) of which table of the roster.

    rule_without_period: a rule. contradiction: two rules. overlapping_mandates: a body and its seat; two
    rows. two_colleges: a person and a body; two rows. membership_cycle: the units on the way, the first
    again at the end. before_founding: the unit that was founded later. ends_before_it_begins: a row.
    """

    code: Code
    keys: tuple[str, ...]
    table: Table | None = None
    rows: tuple[int, ...] = ()


def faults_of(standing: Standing) -> tuple[Fault, ...]:
    """Everything of the kind: colleges and cycles on the day, all else at any time."""
    facts = standing.facts
    return (
        *_overlaps(facts),
        *_two_colleges(standing),
        *_cycles(standing),
        *_before_founding(facts),
        *_turned_round(facts),
    )


def _overlaps(facts: Facts) -> Iterator[Fault]:
    """Two mandates of one seat at one time; each with the one before it that lasts longest."""
    begun, ending = facts.mandate_span.begun, facts.mandate_span.ending
    ending = np.where(
        facts.conditional & (facts.confirmed == LAST), np.minimum(ending, facts.confirm_by), ending
    )
    rows = np.flatnonzero((facts.seat != NONE) & (facts.organ != NONE) & (begun <= ending))
    order = rows[np.lexsort((begun[rows], facts.seat[rows], facts.college[rows], facts.organ[rows]))]
    follows = same_as_before(order, facts.organ, facts.college, facts.seat)
    order_of_pairs = np.flatnonzero(follows | np.append(follows[1:], False))
    before = NONE
    for row, same in zip(order[order_of_pairs].tolist(), follows[order_of_pairs].tolist(), strict=True):
        if same and begun[row] <= ending[before]:
            mandate = facts.roster.mandates[row]
            yield Fault("overlapping_mandates", (mandate.organ, mandate.seat), "mandates", (before, row))
        if not same or ending[row] > ending[before]:
            before = row


def _two_colleges(standing: Standing) -> Iterator[Fault]:
    facts = standing.facts
    rows = standing.sitting.order
    rows = rows[facts.college[rows] != NONE]
    order = rows[np.lexsort((rows, facts.person[rows], facts.organ[rows]))]
    same = (facts.organ[order][1:] == facts.organ[order][:-1]) & (
        facts.person[order][1:] == facts.person[order][:-1]
    )
    other = same & (facts.college[order][1:] != facts.college[order][:-1])
    for at in np.flatnonzero(other).tolist():
        pair = int(order[at]), int(order[at + 1])
        mandate = facts.roster.mandates[pair[1]]
        yield Fault("two_colleges", (mandate.person, mandate.organ), "mandates", pair)


def _cycles(standing: Standing) -> Iterator[Fault]:
    """Ways that lead back: who has no way on is taken off until such ways, and what leads there, are left."""
    facts = standing.facts
    rows = np.flatnonzero(standing.joined)
    left: Marks = np.ones(len(rows), bool)
    while left.any():
        goes_on = np.zeros(len(facts.units), bool)
        goes_on[facts.member[rows[left]]] = True
        kept = left & goes_on[facts.member_of[rows]]
        if kept.sum() == left.sum():
            break
        left = kept
    above: dict[int, int] = {}
    for row in rows[left].tolist():
        above.setdefault(int(facts.member[row]), int(facts.member_of[row]))
    seen: set[int] = set()
    for start in sorted(above):
        way: list[int] = []
        unit = start
        while unit not in seen:
            seen.add(unit)
            way.append(unit)
            unit = above[unit]
        if unit in way:
            cycle = [*way[way.index(unit) :], unit]
            yield Fault("membership_cycle", tuple(facts.roster.units[one].key for one in cycle))


def _before_founding(facts: Facts) -> Iterator[Fault]:
    """Something that was surely before the unit itself was founded."""
    founded = np.append(facts.unit_span.first, 0)

    def found(table: Table, units: Ints, begun: Ints) -> Iterator[Fault]:
        for row in np.flatnonzero((units != NONE) & (begun < founded[units])).tolist():
            yield Fault("before_founding", (facts.roster.units[units[row]].key,), table, (row,))

    yield from found("memberships", facts.member, facts.member_span.begun)
    yield from found("memberships", facts.member_of, facts.member_span.begun)
    yield from found("mandates", facts.organ, facts.mandate_span.begun)
    yield from found("mandates", facts.speaks_for, facts.mandate_span.begun)
    yield from found("meetings", facts.meeting_of, facts.meeting_last)
    yield from found("votes", facts.vote_of, facts.vote_last)


def _turned_round(facts: Facts) -> Iterator[Fault]:
    tables: tuple[tuple[Table, Spans], ...] = (
        ("units", facts.unit_span),
        ("memberships", facts.member_span),
        ("mandates", facts.mandate_span),
    )
    for table, span in tables:
        for row in np.flatnonzero(span.last < span.first).tolist():
            yield Fault("ends_before_it_begins", (), table, (row,))
