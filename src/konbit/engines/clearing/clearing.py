"""`clear`: as much as can be set off at once, and what shows that it is right."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .asked import Debts, Ints, Terms, in_order
from .network import Network, network
from .proving import potentials
from .solving import Solver, solved


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a member draws from the common credit, and what she holds of it afterwards."""

    member: Hashable
    drawn: int
    held: int


@dataclass(frozen=True)
class Certificate:
    """The proof that nothing more can be cleared: `members` has a number for each of them in their order,
    `sides` for those with a cap a second one, `credit` is that of the common credit."""

    members: tuple[int, ...]
    sides: Mapping[Hashable, int]
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's debts and claims before and after. Claims less debts are the same, save what she `drew`
    from a common credit or `held` of it instead."""

    member: Hashable
    owes: int
    owed: int
    owes_after: int
    owed_after: int
    drew: int = 0
    held: int = 0

    @property
    def net(self) -> int:
        """Claims less debts, in the smallest unit; below 0 for who owes more."""
        return self.owed - self.owes


@dataclass(frozen=True, eq=False)
class Clearing:
    """How much of each debt is set off (`amounts`, in the order of the debts), what the common credit lends
    for it (`credit`), the proof, and which `solver` found it in which version: of several greatest set-offs
    each solver may find another, but always the same."""

    debts: Debts
    terms: Terms
    amounts: Ints
    credit: tuple[Drawn, ...]
    certificate: Certificate
    solver: str

    @property
    def total(self) -> int:
        """All debts before."""
        return self.debts.total

    @cached_property
    def cleared(self) -> int:
        """By how much all debts together become less."""
        return int(self.amounts.sum())

    def by_id(self) -> dict[Hashable, int]:
        """How much of each debt is set off, those without anything left out."""
        return {self.debts.name(row): int(self.amounts[row]) for row in np.flatnonzero(self.amounts).tolist()}

    def standings(self) -> tuple[Standing, ...]:
        """Each member's debts and claims before and after, in the order of members."""
        debts, many = self.debts, len(self.debts.members)
        columns = []
        for amounts in (debts.amount, debts.amount - self.amounts):
            for side in (debts.debtor, debts.creditor):
                column = np.zeros(many, np.int64)
                np.add.at(column, side, amounts)
                columns.append(column.tolist())
        lent = {one.member: one for one in self.credit}
        nothing = Drawn(None, 0, 0)
        found = []
        for member, owes, owed, owes_after, owed_after in zip(debts.members, *columns, strict=True):
            line = lent.get(member, nothing)
            found.append(Standing(member, owes, owed, owes_after, owed_after, line.drawn, line.held))
        return tuple(found)


def clear(debts: Debts, terms: Terms | None = None, solver: Solver | None = None) -> Clearing:
    """The greatest set-off of these debts on these terms.

    Nobody's claims less debts change; no debt grows. What is set off of several debts between the same two
    goes to what was due first, then by id. The answer carries its proof: hand it to `check` before anything
    is booked. Raises Unfit for terms, NoSolver, and NotGreatest if a solver erred.
    """
    asked = terms or Terms()
    net = network(debts, asked)
    found = solved(net, solver)
    numbers = potentials(net, found.flow, found.hint)
    return Clearing(
        debts,
        asked,
        _shared_out(debts, net, found.flow),
        _drawn(debts, asked, net, found.flow),
        _certificate(debts, asked, net, numbers),
        found.solver,
    )


def _shared_out(debts: Debts, net: Network, flow: Ints) -> Ints:
    """What is set off on an arc, given to its debts one after the other."""
    cleared = np.zeros(len(debts), np.int64)
    rows = np.flatnonzero(net.arc_of >= 0)
    if not rows.size:
        return cleared
    arc = net.arc_of[rows]
    cleared[rows] = flow[arc]
    rows = rows[np.bincount(arc)[arc] > 1]
    arc = net.arc_of[rows]
    due = np.zeros(len(rows), np.int64) if debts.due is None else debts.due[rows]
    order = np.lexsort((_places(debts, rows), due, arc))
    rows, arc = rows[order], arc[order]
    amount = debts.amount[rows]
    before = np.cumsum(amount) - amount
    before -= before[np.searchsorted(arc, arc)]
    cleared[rows] = np.clip(flow[arc] - before, 0, amount)
    return cleared


def _places(debts: Debts, rows: Ints) -> Ints:
    """The places of these debts by id."""
    if debts.ids is None:
        return rows
    places = np.zeros(len(rows), np.int64)
    ids = [debts.ids[row] for row in rows.tolist()]
    places[sorted(range(len(ids)), key=lambda one: in_order(ids[one]))] = np.arange(len(ids))
    return places


def _drawn(debts: Debts, terms: Terms, net: Network, flow: Ints) -> tuple[Drawn, ...]:
    if not terms.credit:
        return ()
    credit = len(debts.members)
    out = dict(zip(net.head[net.tail == credit].tolist(), flow[net.tail == credit].tolist(), strict=True))
    back = dict(zip(net.tail[net.head == credit].tolist(), flow[net.head == credit].tolist(), strict=True))
    place = {member: number for number, member in enumerate(debts.members)}
    return tuple(
        Drawn(line.member, out[place[line.member]], back[place[line.member]])
        for line in sorted(terms.credit, key=lambda line: in_order(line.member))
    )


def _certificate(debts: Debts, terms: Terms, net: Network, numbers: Ints) -> Certificate:
    many = len(debts.members)
    return Certificate(
        tuple(numbers[:many].tolist()),
        {debts.members[member]: int(numbers[side]) for member, side in net.sides.items()},
        int(numbers[many]) if terms.credit else 0,
    )
