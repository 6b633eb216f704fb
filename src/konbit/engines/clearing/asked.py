"""What is asked of a set-off: who owes whom how much, and on which terms.

Amounts are whole numbers of one unit's smallest part (cents, minutes), within 64 bits. Members are whatever
names them: numbers, texts, anything hashable.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST = 2**62
"""All debts together are less than this: whatever is added up on the way stays within 64 bits."""

UnfitCode = Literal["whole", "positive", "large", "sum", "self", "twice", "lengths", "member", "terms"]

_SAID: dict[UnfitCode, str] = {
    "whole": "the amount {about} is no whole number; write it in the smallest unit, such as 57528 cents",
    "positive": "the amount {about} is not above 0; leave the row out, or turn debtor and creditor round",
    "large": "the amount {about} does not fit into 64 bits; write it in a larger unit",
    "sum": "all amounts together are {about}, more than 64 bits hold safely; write them in a larger unit",
    "self": "{about} is debtor and creditor at once; leave the row out",
    "twice": "the id {about} is there twice; give every debt an id of its own",
    "lengths": "{about} has another length than the amounts; give one for each debt",
    "member": "{about} neither owes nor is owed; terms are for members with debts or claims",
    "terms": "{about} is below 0 or said twice; say it once, as a whole number of 0 or more",
}


class Unfit(ValueError):
    """Debts or terms that cannot be set off: what is wrong (`code`), with what (`about`), in which `row`
    (from 1; 0 where it is of no single row)."""

    def __init__(self, code: UnfitCode, about: object = "", row: int = 0) -> None:
        self.code = code
        self.about = str(about)
        self.row = row
        said = _SAID[code].format(about=repr(about))
        super().__init__(f"row {row}: {said}" if row else said)


@dataclass(frozen=True, eq=False)
class Debts:
    """Debts, one a row: `members[debtor[row]]` owes `members[creditor[row]]` the `amount[row]`.

    `ids`: what each is called, None for the number of its row, from 1. `due`: when each was or is due, as
    whole numbers that grow with time, None where that is not known. Use `Debts.of` to make them of names.
    Raises Unfit.
    """

    members: tuple[Hashable, ...]
    debtor: Ints
    creditor: Ints
    amount: Ints
    ids: tuple[Hashable, ...] | None = None
    due: Ints | None = None

    def __post_init__(self) -> None:
        for name in ("debtor", "creditor", "ids", "due"):
            column = getattr(self, name)
            if column is not None and len(column) != len(self.amount):
                raise Unfit("lengths", name)
        for code, wrong in (("positive", self.amount <= 0), ("self", self.debtor == self.creditor)):
            if wrong.any():
                row = int(wrong.argmax())
                about = self.amount[row] if code == "positive" else self.members[self.debtor[row]]
                raise Unfit(code, about, row + 1)  # type: ignore[arg-type]
        if self.total >= MOST:
            raise Unfit("sum", self.total)
        if self.ids is not None and len(set(self.ids)) < len(self.ids):
            seen: set[Hashable] = set()
            for row, one in enumerate(self.ids, 1):
                if one in seen:
                    raise Unfit("twice", one, row)
                seen.add(one)

    def __len__(self) -> int:
        return len(self.amount)

    @cached_property
    def total(self) -> int:
        """All debts together, exactly."""
        whole, rest = np.divmod(self.amount, 2**31)
        return int(whole.sum()) * 2**31 + int(rest.sum())

    def name(self, row: int) -> Hashable:
        """What the debt of a row (from 0) is called."""
        return row + 1 if self.ids is None else self.ids[row]

    @classmethod
    def of(
        cls,
        debtors: Iterable[Hashable],
        creditors: Iterable[Hashable],
        amounts: Sequence[int] | Ints,
        ids: Iterable[Hashable] | None = None,
        due: Sequence[int] | Ints | None = None,
    ) -> Debts:
        """Debts from columns. Members are put in order (numbers by size, all else as text), so that the same
        debts are the same question in whatever order they come. Raises Unfit."""
        sides = [_plain(debtors), _plain(creditors)]
        members = tuple(sorted(dict.fromkeys([*sides[0], *sides[1]]), key=in_order))
        place = {member: number for number, member in enumerate(members)}
        debtor, creditor = (np.fromiter(map(place.__getitem__, side), np.int64, len(side)) for side in sides)
        return cls(
            members,
            debtor,
            creditor,
            _whole(amounts),
            None if ids is None else tuple(_plain(ids)),
            None if due is None else np.asarray(due, np.int64),
        )


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a common credit does for a member: she may `draw` so much to pay a debt with it, and is ready to
    `hold` so much of it instead of a claim."""

    member: Hashable
    draw: int = 0
    hold: int = 0


@dataclass(frozen=True)
class Terms:
    """On which terms debts are set off.

    `oldest_first`: of all greatest set-offs one that clears what is due longest, by `due`, or by the order of
    rows where that is not known. `credit`: lines of one common credit; as little of it is used as the
    greatest set-off needs. `caps`: at most so much of what a member owes is set off. `minimums`: smaller
    debts of this debtor are left alone. What is not said has no limit. Raises Unfit.
    """

    oldest_first: bool = False
    credit: tuple[CreditLine, ...] = ()
    caps: Mapping[Hashable, int] = field(default_factory=dict)
    minimums: Mapping[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for said in (*self.caps.items(), *self.minimums.items()):
            if said[1] < 0:
                raise Unfit("terms", said[0])
        seen: set[Hashable] = set()
        for line in self.credit:
            if line.draw < 0 or line.hold < 0 or line.member in seen:
                raise Unfit("terms", line.member)
            seen.add(line.member)


def in_order(key: Hashable) -> tuple[bool, int, str]:
    """The order of members and ids: whole numbers by size, then all else as text."""
    return (False, key, "") if isinstance(key, int) else (True, 0, str(key))


def _plain(column: Iterable[Hashable]) -> list[Any]:
    """The column as a list of Python's own things, since numpy's numbers print otherwise."""
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def _whole(amounts: Sequence[int] | Ints) -> Ints:
    """The amounts as 64-bit numbers. Raises Unfit for the first that is none; nothing is rounded."""
    if isinstance(amounts, np.ndarray) and amounts.dtype == np.int64:
        return amounts
    for row, amount in enumerate(amounts, 1):
        if type(amount) is not int and not isinstance(amount, np.integer):
            raise Unfit("whole", amount, row)
        if not -(2**63) <= amount < 2**63:
            raise Unfit("large", amount, row)
    return np.array(amounts, np.int64)
