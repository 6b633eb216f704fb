"""Which limits cannot hold together: as few as possible, so that letting go of any one of them helps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .asked import Limit, Nominee, Quota, limits_of, rules_from
from .proof import Against, Proof
from .search import Search
from .system import strict


@dataclass(frozen=True, slots=True)
class Without:
    """Some who meet every other limit of a conflict, once this one is let go."""

    limit: Limit
    panel: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Limits that cannot hold together among the nominees, whatever else is asked.

    `proof` is of the system of these limits alone, see `system.strict`. `without`: for each limit, in the
    same order, a panel that shows that the others can hold together.
    """

    limits: tuple[Limit, ...]
    proof: Proof
    without: tuple[Without, ...]


def conflict_of(
    nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota], proof: Proof
) -> Conflict:
    """The conflict in rules that `proof` refutes.

    A deletion filter: J. W. Chinneck, E. W. Dravnieks (1991), 'Locating Minimal Infeasible Constraint Sets in
    Linear Programs'; what a proof made no use of is dropped at once. Where several conflicts lie in the
    rules, this is one of them: limits are dropped in the order of the rules, where they can be.
    """
    limits = _used(proof, rules)
    needed: dict[Limit, tuple[str, ...]] = {}
    while rest := [limit for limit in limits if limit not in needed]:
        kept = [limit for limit in limits if limit != rest[0]]
        fewer = rules_from(kept, rules)
        found = panel_or_proof(nominees, fixed, fewer)
        if isinstance(found, Proof):
            used = set(_used(found, fewer))
            limits = [limit for limit in kept if limit in used]
        else:
            needed[rest[0]] = found
    last = _refuted(nominees, fixed, rules_from(limits, rules))
    return Conflict(tuple(limits), last, tuple(Without(limit, needed[limit]) for limit in limits))


def panel_or_proof(
    nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota]
) -> tuple[str, ...] | Proof:
    """Keys of some who meet the rules, in the order of the nominees, or the proof that nobody does."""
    system = strict(nominees, fixed, rules)
    found = Search(system).whole(system.low, system.high)
    if isinstance(found, Proof):
        return found
    return seated(nominees, fixed, system.kinds, found)


def seated(
    nominees: Sequence[Nominee], fixed: Collection[str], kinds: dict[str, int], numbers: Sequence[int]
) -> tuple[str, ...]:
    """As many of each kind as `numbers` say, the fixed first, then in the order of the nominees."""
    left = list(numbers)
    taken = set(fixed)
    for key in fixed:
        left[kinds[key]] -= 1
    for nominee in nominees:
        kind = kinds[nominee.key]
        if nominee.key not in taken and left[kind]:
            left[kind] -= 1
            taken.add(nominee.key)
    return tuple(nominee.key for nominee in nominees if nominee.key in taken)


def _refuted(nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota]) -> Proof:
    """The proof against rules that were refuted together with others."""
    found = panel_or_proof(nominees, fixed, rules)
    if not isinstance(found, Proof):
        raise AssertionError("what a proof did not lean on cannot make rules hold")
    return found


def _used(proof: Proof, rules: Sequence[Quota]) -> list[Limit]:
    """The limits that a proof leans on, in the order of the rules."""
    used = {
        (rules[row].dimension, rules[row].value, "least" if weight > 0 else "most")
        for step in proof.steps
        if isinstance(step, Against)
        for row, weight in enumerate(step.weights)
        if weight
    }
    return [limit for limit in limits_of(rules) if (limit.dimension, limit.value, limit.side) in used]
