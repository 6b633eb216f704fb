"""What a loan costs and when it comes back: worked out before anybody says yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from konbit.engines.remainders import shared_out
from konbit.exchange.tontine_order import months_after

ROUNDS = 120
DIGITS = 50


@dataclass(frozen=True)
class LoanPlan:
    """A loan's parts with their days, its charge and all that is paid, in smallest parts; `yearly_rate`: the
    annual percentage rate in hundredths of a percent, rounded half up."""

    parts: tuple[tuple[date, int], ...]
    charge: int
    total: int
    yearly_rate: int


def charge_of(amount: int, percent: int | None) -> int:
    """What is paid beyond the amount: hundredths of a percent of it, once, rounded down."""
    return amount * (percent or 0) // 10000


def plan(amount: int, charge: int, instalments: int, moratorium: int, starts_on: date) -> LoanPlan:
    """Equal monthly parts, the first one month after so many months of moratorium; what does not divide goes
    to the first parts."""
    months = [moratorium + number for number in range(1, instalments + 1)]
    parts = [one for one in shared_out(amount + charge, [1] * instalments) if one]
    rate = yearly_rate(amount, list(zip(months, parts, strict=False)))
    days = tuple((months_after(starts_on, month), part) for month, part in zip(months, parts, strict=False))
    return LoanPlan(days, charge, amount + charge, rate)


def yearly_rate(amount: int, parts: Sequence[tuple[int, int]]) -> int:
    """The annual percentage rate X, in hundredths of a percent, of a loan that is paid back in parts (months
    after it was paid out, amount).

    Directive 2008/48/EC of the European Union, annex I: the X at which what is lent now equals the sum of all
    parts D, each divided by (1 + X) to the power of its time in years; a month is a twelfth of a year. With
    v = (1 + X) ** (-1/12) it is a polynomial that grows with v, whose root is found by halving.
    """
    if sum(part for _month, part in parts) <= amount:
        return 0
    with localcontext(prec=DIGITS):
        low, high = Decimal(0), Decimal(1)
        for _round in range(ROUNDS):
            middle = (low + high) / 2
            if sum(part * middle**month for month, part in parts) > amount:
                high = middle
            else:
                low = middle
        rate = (1 / high) ** 12 - 1
        return int((rate * 10000).to_integral_value(rounding=ROUND_HALF_UP))
