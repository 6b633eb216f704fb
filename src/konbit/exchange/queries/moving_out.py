"""What goes out of a circle: its members with balances, and all its transfers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Currency, Transfer
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import names_in
from konbit.exchange.queries.terms import kind_of_circle
from konbit.people.audience import Viewer

PORTION = 2000


@dataclass(frozen=True)
class OutMember:
    """A member as she goes out: amounts in smallest parts and as they are written."""

    uid: str
    number: int
    name: str
    balance: int
    written: str
    least: int | None
    most: int | None
    since: date


@dataclass(frozen=True)
class OutTransfer:
    """A transfer as it goes out; circle's own accounts by their words, in square brackets."""

    uid: str
    on: date
    payer_uid: str
    payee_uid: str
    payer: str
    payee: str
    amount: int
    written: str
    words: str
    sort: str


def movable_circle(viewer: Viewer, uid: str) -> tuple[Circle, Currency]:
    """A circle of those in which members pay each other, whose books the viewer keeps. Raises `NotFound`,
    `NotAllowed`, `Problem` for one of another kind."""
    circle = kept_circle(viewer, uid)
    kind = kind_of_circle(circle)
    if not kind.pays or not any(one.word == "opening" for one in kind.owns):
        raise Problem(
            _("Into a circle of this kind nothing is brought from elsewhere."),
            remedy=_("Bring it into a mutual credit or a time bank."),
        )
    return circle, Currency.objects.get(pk=circle.currency_id)


def members_out(viewer: Viewer, uid: str) -> tuple[Currency, list[OutMember]]:
    """The members of a circle whose books the viewer keeps, by number. Raises `NotFound`, `NotAllowed`."""
    circle, currency = movable_circle(viewer, uid)
    accounts = list(own_accounts_in(circle).filter(member__left_on=None).select_related("member__group"))
    rows = [(one, one.member) for one in accounts if one.member is not None]
    names = names_in(viewer, [member for _one, member in rows])
    return currency, [
        OutMember(one.uid, who.number, names[who.pk][0], one.balance, amounts.written(one.balance, currency),
                  one.least, one.most, who.joined_on)
        for one, who in rows
    ]  # fmt: skip


def transfers_out(viewer: Viewer, uid: str) -> Iterator[OutTransfer]:
    """All transfers of a circle whose books the viewer keeps, the first one first. Raises `NotFound`,
    `NotAllowed` before the first one."""
    circle, currency = movable_circle(viewer, uid)
    rows = list(circle.accounts.filter(currency=currency).select_related("member__group"))
    called = {one.pk: str(one.member.number) if one.member else f"[{one.word}]" for one in rows}
    uids = {one.pk: one.uid for one in rows}
    return _each_transfer(circle, currency, called, uids)


def _each_transfer(
    circle: Circle, currency: Currency, called: Mapping[int, str], uids: Mapping[int, str]
) -> Iterator[OutTransfer]:
    last = 0
    while True:
        rows = list(
            Transfer.objects.filter(payer__circle=circle, currency=currency, pk__gt=last)
            .select_related("words")
            .order_by("pk")[:PORTION]
        )
        for one in rows:
            words = one.words.text if hasattr(one, "words") else ""
            yield OutTransfer(
                one.uid, one.on, uids[one.payer_id], uids[one.payee_id], called[one.payer_id],
                called[one.payee_id], one.amount, amounts.written(one.amount, currency), words, one.sort,
            )  # fmt: skip
        if len(rows) < PORTION:
            return
        last = rows[-1].pk


def own_accounts_in(circle: Circle) -> QuerySet[Account]:
    """The open accounts of members in what the circle counts, by number."""
    return (
        Account.objects.filter(circle=circle, currency=circle.currency_id, word="member", closed_on=None)
        .exclude(member=None)
        .order_by("member__number")
    )
