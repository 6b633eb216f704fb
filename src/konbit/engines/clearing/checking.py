"""Whether a set-off is right and the greatest: multiplying and adding up, in the plainest words.

Nothing here is shared with what found it but the words in which debts and set-offs are said. Who does not
trust this program can write these few lines again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from .asked import Debts, Terms
from .clearing import Clearing


class Refused(Exception):
    """A set-off that is wrong, or a proof that proves nothing: `what` is wrong, `where`, what to do."""

    def __init__(self, what: str, where: object = "") -> None:
        self.what = what
        self.where = str(where)
        self.remedy = "Do not book this set-off; find it again, with another solver if it is wrong again."
        super().__init__(f"{self.what} {self.where}".strip())


def check(debts: Debts, clearing: Clearing, terms: Terms | None = None) -> None:
    """Raises Refused, unless of every debt between nothing and all of it is cleared, everybody's claims less
    debts stay the same (what a common credit lends or keeps counted), the terms are held, and the proof's
    bound is exactly what is cleared. That oldest debts go first it does not prove."""
    asked = terms or Terms()
    open_debts = _amounts(debts, clearing, asked)
    _credit(clearing, asked)
    _net_positions(debts, clearing)
    _caps(debts, clearing, asked)
    cleared = sum(clearing.amounts.tolist())
    most = bound(debts, clearing, asked, open_debts)
    if cleared != clearing.cleared or most != cleared:
        raise Refused(f"{clearing.cleared} is said to be cleared, it adds up to {cleared}, proved is {most}")


def _amounts(debts: Debts, clearing: Clearing, terms: Terms) -> list[int]:
    """How much of each debt may be cleared."""
    if len(clearing.amounts) != len(debts):
        raise Refused(f"{len(clearing.amounts)} debts are answered, {len(debts)} were asked about")
    may: list[int] = []
    for row, (debtor, amount, cleared) in enumerate(
        zip(debts.debtor.tolist(), debts.amount.tolist(), clearing.amounts.tolist(), strict=True)
    ):
        least = terms.minimums.get(debts.members[debtor], 0) if terms.minimums else 0
        may.append(amount if amount >= least else 0)
        if not 0 <= cleared <= may[-1]:
            raise Refused(f"{cleared} is cleared of a debt of which {may[-1]} may be", debts.name(row))
    return may


def _credit(clearing: Clearing, terms: Terms) -> None:
    lines = {line.member: line for line in terms.credit}
    if sorted(map(repr, lines)) != sorted(repr(one.member) for one in clearing.credit):
        raise Refused("credit is told of others than those who have a line")
    for one in clearing.credit:
        line = lines[one.member]
        if not (0 <= one.drawn <= line.draw and 0 <= one.held <= line.hold):
            raise Refused("more credit is drawn or held than agreed", one.member)


def _net_positions(debts: Debts, clearing: Clearing) -> None:
    change: Counter[Hashable] = Counter()
    for debtor, creditor, cleared in zip(
        debts.debtor.tolist(), debts.creditor.tolist(), clearing.amounts.tolist(), strict=True
    ):
        change[debts.members[debtor]] += cleared
        change[debts.members[creditor]] -= cleared
    for one in clearing.credit:
        change[one.member] += one.held - one.drawn
    for member, difference in change.items():
        if difference:
            raise Refused(f"claims less debts change by {difference}", member)


def _caps(debts: Debts, clearing: Clearing, terms: Terms) -> None:
    paid: Counter[Hashable] = Counter()
    for debtor, cleared in zip(debts.debtor.tolist(), clearing.amounts.tolist(), strict=True):
        paid[debts.members[debtor]] += cleared
    for member, most in terms.caps.items():
        if paid[member] > most:
            raise Refused(f"{paid[member]} of what is owed is cleared, agreed was {most}", member)


def bound(debts: Debts, clearing: Clearing, terms: Terms, may: list[int]) -> int:
    """What nobody can clear more than, by the proof's numbers: `may` is how much of each debt may be cleared.
    Raises Refused where a number is missing or not whole."""
    proof = clearing.certificate
    if len(proof.members) != len(debts.members) or set(proof.sides) != set(terms.caps):
        raise Refused("the proof has not one number for each member")
    for number in (*proof.members, *proof.sides.values(), proof.credit):
        if type(number) is not int:
            raise Refused("a number of the proof is not whole", number)
    comes = dict(zip(debts.members, proof.members, strict=True))
    goes = comes | dict(proof.sides)
    leaves = [goes[member] for member in debts.members]
    most = 0
    for debtor, creditor, amount in zip(debts.debtor.tolist(), debts.creditor.tolist(), may, strict=True):
        each = 1 + leaves[debtor] - proof.members[creditor]
        if each > 0:
            most += amount * each
    for line in terms.credit:
        most += line.draw * max(0, proof.credit - comes[line.member])
        most += line.hold * max(0, comes[line.member] - proof.credit)
    for member, cap in terms.caps.items():
        most += cap * max(0, comes[member] - goes[member])
    return most
