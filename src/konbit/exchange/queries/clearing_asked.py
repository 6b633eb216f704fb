"""What a clearing round asks the engine: open promises of those who take part, on the terms of the round."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from konbit.engines.clearing import CreditLine, Debts, Terms
from konbit.exchange.models import LARGEST, Account, ClearingRound, Obligation

NO_DAY = 10**7
"""A promise without a day comes after all that have one (days are counted from the year 1)."""


def open_debts(row: ClearingRound) -> list[Obligation]:
    """The promises that may be set off: confirmed, of two members who both said yes, in the round's unit."""
    yes = row.taking_part.filter(says_yes=True).values("member")
    return list(
        Obligation.objects.filter(
            circle=row.circle_id, state=Obligation.State.STANDS, payer__currency=row.currency_id,
            payer__member__in=yes, payee__member__in=yes, payer__closed_on=None, payee__closed_on=None,
        )
        .select_related("payer", "payee")
        .order_by("pk")
    )  # fmt: skip


def debts_of(rows: Sequence[Obligation]) -> Debts:
    """The same as columns for the engine: accounts are the members, uids the names of debts."""
    return Debts.of(
        (one.payer_id for one in rows), (one.payee_id for one in rows),
        [one.amount - one.settled for one in rows], [one.uid for one in rows],
        [one.due_on.toordinal() if one.due_on else NO_DAY for one in rows],
    )  # fmt: skip


def asked_of(row: ClearingRound, rows: Sequence[Obligation]) -> Terms:
    """On which terms a round sets off: what members asked, and the circle's credit where it may help."""
    minimums = dict(row.taking_part.filter(says_yes=True, minimum__gt=0).values_list("member", "minimum"))
    accounts = {one.pk: one for debt in rows for one in (debt.payer, debt.payee)}
    said: dict[Hashable, int] = {
        pk: minimums[one.member_id] for pk, one in accounts.items() if one.member_id in minimums
    }
    credit = tuple(_line(one) for one in accounts.values()) if row.credit else ()
    return Terms(oldest_first=row.oldest_first, credit=credit, minimums=said)


def _line(account: Account) -> CreditLine:
    """How much of the circle's credit an account may draw, and may hold."""
    draw = LARGEST if account.least is None else account.balance - account.held - account.least
    hold = LARGEST if account.most is None else account.most - account.balance
    return CreditLine(account.pk, max(draw, 0), max(hold, 0))
