"""Whom one can pay in a circle, and how a statement is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konbit.assembly.queries.choices import Choices
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Currency, Transfer
from konbit.exchange.queries.acting import acts_for, keeps, own_among
from konbit.exchange.queries.members import AccountLine, account_line, names_in, own_members
from konbit.exchange.queries.own_accounts import own_title
from konbit.exchange.queries.seals import Head, head_for
from konbit.exchange.queries.statements import statement
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PayPage:
    """What a form of payments knows: from which accounts (the reader's own first), to which, in what is
    counted."""

    circle: Circle
    payers: Choices
    payees: Choices
    currency: Currency


@dataclass(frozen=True)
class ShownLine:
    """A line of a statement in words."""

    uid: str
    number: int
    on: date
    other: str
    words: str
    came: bool
    amount: str
    balance: str
    sort: str
    is_reversed: bool
    may_reverse: bool


@dataclass(frozen=True)
class StatementPage:
    """A statement: whose, where it stands, its lines, the last first; `head`: of the sealing chain."""

    account: AccountLine
    who: str
    circle: str
    title: Multilingual
    currency: str
    lines: tuple[ShownLine, ...]
    before: int | None
    head: Head | None


def pay_page(viewer: Viewer, uid: str) -> PayPage:
    """What is needed to pay in a circle (uid). Raises `NotFound` for who does not take part."""
    circle, sight = seen_thing(viewer, Circle, uid)
    circle.currency = Currency.objects.get(pk=circle.currency_id)
    if not (sight.may("take part") or own_members(viewer, circle)):
        raise gone()
    rows = list(
        circle.accounts.filter(closed_on=None)
        .select_related("member__group", "currency", "circle__group")
        .order_by("member__number", "pk")
    )
    members = [one.member for one in rows if one.member is not None]
    names, own = names_in(viewer, members), own_among(viewer, members)
    keeper = keeps(viewer, circle)
    said = [(one, _called(one, names)) for one in rows]
    may = sorted(
        (pair for pair in said if keeper or pair[0].member_id in own),
        key=lambda pair: (pair[0].member_id not in own, pair[0].member_id is None),
    )
    payers = [(one.uid, name) for one, name in may]
    payees = [(one.uid, name) for one, name in said if one.word != "opening"]
    return PayPage(circle, payers, payees, circle.currency)


def statement_page(viewer: Viewer, uid: str, before: int | None, many: int = 50) -> StatementPage:
    """A page of a statement in words. Raises `NotFound` for who may not see it."""
    page = statement(viewer, uid, before, many)
    account = page.account
    others = {
        one.pk: one
        for one in Account.objects.filter(pk__in={line.other for line in page.lines}).select_related(
            "member__group", "circle"
        )
    }
    names = names_in(viewer, [one.member for one in others.values() if one.member is not None])
    may_give_back = acts_for(viewer, account)
    return StatementPage(
        account_line(account, True),
        names_in(viewer, [account.member])[account.member.pk][0] if account.member else own_title(account),
        account.circle.uid, account.circle.title, account.currency.code,
        tuple(
            ShownLine(
                one.uid, one.number, one.on, _called(others[one.other], names), one.words, one.amount > 0,
                amounts.shown(abs(one.amount), account.currency),
                amounts.shown(one.balance, account.currency),
                one.sort, bool(one.reversed_by),
                may_reverse=may_give_back and one.amount > 0 and not one.reversed_by and not one.reverses,
            )
            for one in page.lines
        ),
        page.before, head_for(account.pk),
    )  # fmt: skip


def account_after(viewer: Viewer, transfer_uid: str) -> str:
    """The account (uid) of a transfer's payee, on whose statement it stands. Raises `NotFound`."""
    one = Transfer.objects.select_related("payee").filter(uid=transfer_uid).first()
    if one is None:
        raise gone()
    return one.payee.uid


def _called(account: Account, names: dict[int, tuple[str, str]]) -> str:
    if account.member is None:
        return own_title(account)
    return f"{names[account.member.pk][0]} ({account.member.number})"
