"""Debts as a network through which a set-off flows in circles.

An arc is all that one member owes another. Arcs that lie on no circle at all can clear nothing and are left
out: what is left are the strongly connected parts. A debt that is merged is never netted against its
opposite: that would lose larger circles (A and B owe each other 2, and A→B lies on a longer circle, too).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .asked import Debts, Flags, Ints, Terms, Unfit, in_order

MOST_CLASSES = 1000
"""Ages are told apart as finely as this; with more different ones, neighbours count as equally old."""

MOST_WORTH = 2**57
"""Solvers multiply worths by the number of nodes, and by 16: with this as most, that fits into 64 bits."""

TIES = 2**16

MOST_TIED = 300_000
"""With more arcs, ties are left to the solver: cost scaling would take several times as long."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes are the members, in their order; then the common credit, if there is one; then the far side of
    each member with a cap, from which all she owes goes out.

    Arc a goes from `tail` to `head`, holds `cap`, and is worth `worth` for every unit: debts `scale` and a
    little more (see `worths`), the way to a far side nothing, lines of credit less than nothing. `counts`:
    whether it is a debt. `part`: the strongly connected part of each node. `arc_of`: the arc of each debt, −1
    where it is left alone. `sides`: the far side of members with a cap.
    """

    nodes: int
    scale: int
    tail: Ints
    head: Ints
    cap: Ints
    worth: Ints
    counts: Flags
    part: Ints
    arc_of: Ints
    sides: dict[int, int]

    @property
    def circular(self) -> Flags:
        """Arcs that lie on a circle."""
        inside: Flags = self.part[self.tail] == self.part[self.head]
        return inside


def network(debts: Debts, terms: Terms) -> Network:
    """The network of debts on these terms. Raises Unfit for terms of somebody who is no member."""
    place = {member: number for number, member in enumerate(debts.members)}
    for member in (*terms.caps, *terms.minimums, *(line.member for line in terms.credit)):
        if member not in place:
            raise Unfit("member", member)
    many = len(debts.members) + bool(terms.credit)
    sides = {place[member]: many + number for number, member in enumerate(sorted(terms.caps, key=in_order))}
    nodes = many + len(sides)
    leaves = np.arange(nodes)
    for member, side in sides.items():
        leaves[member] = side
    age, classes = _ages(debts) if terms.oldest_first else (np.zeros(len(debts), np.int64), 1)
    tail, head, cap, older, arc_of = _merged(debts, leaves, age, _allowed(debts, terms, place))
    scale, step, tie = worths(nodes, classes, bool(terms.credit), len(tail))
    other = _other_arcs(debts, terms, place, sides, step)
    tail, head, cap = (np.concatenate(both) for both in zip((tail, head, cap), other[:3], strict=True))
    return Network(
        nodes,
        scale,
        tail,
        head,
        cap,
        np.concatenate((scale + step * older + tie, other[3])),
        np.arange(len(tail)) < len(older),
        _parts(nodes, tail, head),
        arc_of,
        sides,
    )


def worths(nodes: int, classes: int, credit: bool, arcs: int) -> tuple[int, int, Ints]:
    """What each unit of a debt is worth, what each class of age adds and a line of credit costs, and by how
    much each arc is worth a little more than that, so that one set-off alone is worth most.

    The last are numbers without a pattern, the same for the same arc; without them different solvers find
    different set-offs that are equally great. A circle has no more arcs than there are nodes, two of them
    lines of credit: so a class of age outweighs all that ties add on a circle, and a unit more cleared
    outweighs both. Ties are told apart less finely, or not at all, where the sums would pass 64 bits, or
    where that would take too long.
    """
    fine = MOST_WORTH // (max(nodes, 1) ** (2 if classes == 1 and not credit else 3) * classes)
    ties = 1 if arcs > MOST_TIED else max(1, min(TIES, fine))
    step = nodes * (ties - 1) + 1
    scale = nodes * (step * (classes - 1) + ties - 1) + 2 * step * credit + 1
    return scale, step, (shuffled(arcs) % np.uint64(ties)).astype(np.int64)


def shuffled(many: int) -> NDArray[np.uint64]:
    """So many numbers of 64 bits without a pattern, always the same (SplitMix64 with seed 0).

    G. L. Steele, D. Lea, C. H. Flood (2014), 'Fast Splittable Pseudorandom Number Generators'."""
    number = np.arange(1, many + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))


def _parts(nodes: int, tail: Ints, head: Ints) -> Ints:
    """The strongly connected part of each node, numbered so that arcs between parts lead to lower ones."""
    from scipy.sparse import csr_array  # here, since it takes longer to load than most commands take
    from scipy.sparse.csgraph import connected_components

    graph = csr_array((np.ones(len(tail), np.int8), (tail, head)), shape=(nodes, nodes))
    _many, part = connected_components(graph, connection="strong")
    return np.asarray(part, np.int64)


def _ages(debts: Debts) -> tuple[Ints, int]:
    """How old each debt is, in classes from 0, and how many classes there are. By when it was due, or by the
    order of the rows where that is not known."""
    when = np.arange(len(debts)) if debts.due is None else debts.due
    known, rank = np.unique(when, return_inverse=True)
    if len(known) > MOST_CLASSES:
        rank = rank * MOST_CLASSES // len(known)
    classes = min(len(known), MOST_CLASSES)
    return classes - 1 - rank.astype(np.int64), max(classes, 1)


def _allowed(debts: Debts, terms: Terms, place: dict[Any, int]) -> Flags:
    """Whether each debt is large enough for its debtor."""
    least = np.zeros(len(debts.members), np.int64)
    for member, minimum in terms.minimums.items():
        least[place[member]] = min(minimum, 2**62)
    allowed: Flags = debts.amount >= least[debts.debtor]
    return allowed


def _merged(debts: Debts, leaves: Ints, age: Ints, allowed: Flags) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Tail, head, capacity and age of arcs in canonical order, and the arc of each debt."""
    arc_of = np.full(len(debts), -1, np.int64)
    rows = np.flatnonzero(allowed)
    if not rows.size:
        none = np.zeros(0, np.int64)
        return none, none, none, none, arc_of
    tail, head, age = leaves[debts.debtor[rows]], debts.creditor[rows], age[rows]
    pair = tail * len(leaves) + head
    order = np.lexsort((age, pair)) if age.any() else np.argsort(pair, kind="stable")
    rows, tail, head, age, pair = rows[order], tail[order], head[order], age[order], pair[order]
    new = np.ones(len(rows), bool)
    new[1:] = (np.diff(pair) != 0) | (np.diff(age) != 0)
    arc_of[rows] = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    return tail[first], head[first], np.add.reduceat(debts.amount[rows], first), age[first], arc_of


def _other_arcs(
    debts: Debts, terms: Terms, place: dict[Any, int], sides: dict[int, int], step: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Tail, head, capacity and worth of lines of credit and of the ways to far sides. The node of the common
    credit stands after the members; more than all debts never flows."""
    credit, total = len(debts.members), debts.total
    found: list[tuple[int, int, int, int]] = []
    for line in sorted(terms.credit, key=lambda line: in_order(line.member)):
        found.append((credit, place[line.member], min(line.draw, total), -step))
        found.append((place[line.member], credit, min(line.hold, total), -step))
    for member, side in sides.items():
        found.append((member, side, min(terms.caps[debts.members[member]], total), 0))
    columns = np.array(found, np.int64).reshape(len(found), 4)
    return columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3]
