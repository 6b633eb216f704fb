"""A list of payments before it is booked: who may pay it, to whom, how much in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange import amounts
from konbit.exchange.models import Account
from konbit.exchange.queries.acting import account_acted_for
from konbit.exchange.queries.notebook import NotebookLine, read_notebook
from konbit.exchange.queries.pay_page import PayPage
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class ListRow:
    """A member in the form of a list: her account, number and name."""

    account: str
    number: int
    name: str


@dataclass(frozen=True)
class ListLine:
    """A line of a list that was read: to whom (account uid), how much, in words too, what for."""

    account: str
    name: str
    amount: int
    shown: str
    words: str


@dataclass(frozen=True)
class ListShown:
    """A list as it is read once more: its lines, the sum, what the payer has then."""

    payer: str
    lines: tuple[ListLine, ...]
    total: str
    after: str
    goes_too_far: bool


def rows_to_pay(page: PayPage) -> tuple[ListRow, ...]:
    """The members of a circle who can be paid, by number."""
    accounts = (
        Account.objects.filter(circle=page.circle, word="member", closed_on=None)
        .exclude(member=None)
        .order_by("member__number")
        .values_list("uid", "member__number")
    )
    names = dict(page.payees)
    return tuple(ListRow(uid, number, str(names[uid])) for uid, number in accounts if uid in names)


def lines_of_notebook(viewer: Viewer, page: PayPage, words: str, usual: str) -> tuple[ListLine, ...]:
    """The lines of a pasted list: name or number, amount, what for (else what is usual). Raises `Problem` for
    those that cannot be read."""
    read = read_notebook(viewer, page.circle, page.currency, words, _is_a_payment)
    return tuple(
        ListLine(one.uid, one.name, one.amount, amounts.shown(one.amount, page.currency), one.words or usual)
        for one in read
    )


def list_shown(viewer: Viewer, page: PayPage, payer_uid: str, lines: Sequence[ListLine]) -> ListShown:
    """A list to be read once more. Raises `Problem` where somebody stands in it twice; `NotAllowed`,
    `NotFound` for who may not pay from this account."""
    payer = account_acted_for(viewer, payer_uid)
    accounts = [one.account for one in lines]
    twice = next((one for one in lines if accounts.count(one.account) > 1), None)
    if twice is not None:
        told = _("“%(name)s” stands there twice.") % {"name": twice.name[:60]}
        raise Problem(told, remedy=_("Write one line for each."))
    total = sum(one.amount for one in lines)
    left = payer.balance - payer.held - total
    return ListShown(
        str(dict(page.payers).get(payer_uid, "")), tuple(lines), amounts.shown(total, page.currency),
        amounts.shown(payer.balance - total, page.currency), payer.least is not None and left < payer.least,
    )  # fmt: skip


def _is_a_payment(line: NotebookLine) -> None:
    if line.amount <= 0:
        raise Problem(_("To “%(name)s” nothing is paid.") % {"name": line.name[:60]})
