"""Priorities that nothing joins: orphans, those on paper alone; and those that stand against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .carrying import Carrying
from .facts import Facts
from .pairs import Ints, Marks, Pairs, joined, paired, spread


@dataclass(frozen=True, eq=False)
class Apart:
    """orphan, paper: which priorities are so. first, second: numbers of priorities that conflict, the lower
    number first. told: pairs (body, place in these two): the lowest bodies that hold both of them."""

    orphan: Marks
    paper: Marks
    first: Ints
    second: Ints
    told: Pairs


def apart(facts: Facts, carried: Carrying) -> Apart:
    """What stands alone, and what stands against what.

    An orphan's body belongs to others, but nothing leads from it up to a priority of one of these, and it is
    not aligned with such a one in any way. On paper alone is what is not live and what nobody beneath
    carries. A conflict is told at the lowest bodies that hold both: each is theirs or of a body beneath them.
    """
    once = facts.conflicting.left < facts.conflicting.right
    first, second = facts.conflicting.left[once], facts.conflicting.right[once]
    return Apart(
        orphan=_orphans(facts),
        paper=~facts.live & (carried.beneath_carry == 0),
        first=first,
        second=second,
        told=_told(facts, facts.body[first], facts.body[second]),
    )


def _orphans(facts: Facts) -> Marks:
    many, bodies = len(facts.priorities), len(facts.bodies)
    above = facts.beneath.turned
    led_to = spread(paired(facts.sense, facts.body, many, bodies), facts.upward.turned)
    priority, body = above.of(facts.body)
    met = led_to.has(facts.sense[priority], body)
    alone = np.bincount(priority, minlength=many) > 0
    alone[priority[met]] = False
    aligned = joined(joined(facts.linked, facts.linked.turned), facts.conflicting)
    upward = above.has(facts.body[aligned.left], facts.body[aligned.right])
    alone[aligned.left[upward]] = False
    return alone


def _told(facts: Facts, first: Ints, second: Ints) -> Pairs:
    bodies = len(facts.bodies)
    itself = paired(np.arange(bodies), np.arange(bodies), bodies, bodies)
    within = joined(facts.beneath, itself)
    conflict, body = within.turned.of(first)
    both = within.has(body, second[conflict])
    common = paired(conflict[both], body[both], len(first), bodies)
    place, higher = facts.beneath.turned.of(common.right)
    not_lowest = paired(common.left[place], higher, len(first), bodies)
    lowest = ~not_lowest.has(common.left, common.right)
    return paired(common.right[lowest], common.left[lowest], bodies, len(first))
