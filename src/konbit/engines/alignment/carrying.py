"""Coverage: how many of the bodies beneath a priority's own have something that leads up to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .facts import Facts
from .pairs import Ints, Marks, Pairs, growing, holds, paired, spread


@dataclass(frozen=True, eq=False)
class Carrying:
    """For each priority, in arrays of that length: how many bodies there are, carry it, and do so live.

    Of direct members, and of all bodies beneath. `line_*`: the same of direct members by priority and region,
    by growing numbers of both. `carried`: pairs (priority, direct member that carries it).
    """

    members: Ints
    carry: Ints
    live: Ints
    beneath: Ints
    beneath_carry: Ints
    beneath_live: Ints
    line_priority: Ints
    line_region: Ints
    line_members: Ints
    line_carry: Ints
    line_live: Ints
    carried: Pairs


def carrying(facts: Facts) -> Carrying:
    """The coverage of every priority.

    A body carries a priority if one of its own contributes to it or says the same, directly or through any
    number of others, whoever has these. It does so live if one of its own that does is live.
    """
    many = len(facts.priorities)
    below, marks, bodies = _bodies_by_sense(facts)
    priority, body = facts.beneath.of(facts.body)
    wanted = facts.sense[priority] * bodies + body
    carries, lives = holds(below, wanted), holds(marks, wanted)
    direct = facts.members.has(facts.body[priority], body)

    def count(chosen: Marks) -> Ints:
        return np.bincount(priority[chosen], minlength=many)

    regions = max(1, len(facts.regions))
    lying = priority[direct] * regions + facts.region[body[direct]]
    lines = growing(lying)
    line = np.searchsorted(lines, lying)

    def in_line(chosen: Marks) -> Ints:
        return np.bincount(line[chosen[direct]], minlength=len(lines))

    chosen = direct & carries
    return Carrying(
        members=count(direct),
        carry=count(chosen),
        live=count(direct & lives),
        beneath=np.bincount(priority, minlength=many),
        beneath_carry=count(carries),
        beneath_live=count(lives),
        line_priority=lines // regions,
        line_region=lines % regions,
        line_members=in_line(direct),
        line_carry=in_line(chosen),
        line_live=in_line(direct & lives),
        carried=paired(priority[chosen], body[chosen], many, len(facts.bodies)),
    )


def _bodies_by_sense(facts: Facts) -> tuple[Ints, Ints, int]:
    """Growing codes `sense * bodies + body`: whose priorities say it or lead to it, and whose live ones."""
    many, bodies = len(facts.priorities), len(facts.bodies)
    own = paired(facts.sense, facts.body * 2 + facts.live, many, bodies * 2)
    codes = spread(own, facts.upward).codes
    return growing(codes // 2), codes[codes % 2 == 1] // 2, bodies
