"""Which direct members share a priority by a handshake of their own, and who could be asked for one."""

from __future__ import annotations

from dataclasses import dataclass

from .carrying import Carrying
from .facts import Facts
from .pairs import Pairs, joined, paired


@dataclass(frozen=True, eq=False)
class Sharing:
    """same, contributing: pairs (priority, direct member); who does both stands in the first alone.

    candidates: pairs (priority, a priority of a direct member that does not carry it, of a same theme), where
    these two are not aligned in any way.
    """

    same: Pairs
    contributing: Pairs
    candidates: Pairs


def sharing(facts: Facts, carried: Carrying) -> Sharing:
    """Who shares each priority. Chains through other priorities count for coverage, not here."""
    same = _direct_members(facts, facts.same)
    contributing = _direct_members(facts, facts.contributing)
    only = ~same.has(contributing.left, contributing.right)
    return Sharing(
        same=same,
        contributing=paired(
            contributing.left[only], contributing.right[only], contributing.lefts, contributing.rights
        ),
        candidates=_candidates(facts, carried.carried),
    )


def _direct_members(facts: Facts, links: Pairs) -> Pairs:
    """Pairs (priority, direct member) of pairs (priority, a priority aligned with it)."""
    body = facts.body[links.right]
    direct = facts.members.has(facts.body[links.left], body)
    return paired(links.left[direct], body[direct], links.lefts, len(facts.bodies))


def _candidates(facts: Facts, carried: Pairs) -> Pairs:
    many, themes = len(facts.priorities), max(1, len(facts.themes))
    priority, member = facts.members.of(facts.body)
    open_ = ~carried.has(priority, member)
    priority, member = priority[open_], member[open_]
    row, theme = facts.themed.of(priority)
    of_member = paired(
        facts.body[facts.themed.left] * themes + facts.themed.right,
        facts.themed.left,
        len(facts.bodies) * themes,
        many,
    )
    place, other = of_member.of(member[row] * themes + theme)
    found = paired(priority[row[place]], other, many, many)
    aligned = joined(joined(facts.linked, facts.linked.turned), facts.conflicting)
    kept = ~aligned.has(found.left, found.right)
    return paired(found.left[kept], found.right[kept], many, many)
