"""One's own accounts as JSON, their statements, and paying: with the same permission as the pages.

Amounts are strings of whole numbers of the smallest part: no program rounds them on the way.
"""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.security import django_auth
from pydantic import Field

from konbit.directory.api_shapes import Problem
from konbit.exchange.actions.paying import pay
from konbit.exchange.queries.seals import head_for
from konbit.exchange.queries.statements import Statement, own_accounts, statement
from konbit.people.views.asking import viewer_in

router = Router()

REFUSED = frozenset({400, 401, 403, 404, 409, 422})
NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]
Amount = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,15}$", examples=["57528"])]


class AccountOut(Schema):
    """An account: what it has, what is held for payments on their way, its limits (null: none)."""

    uid: str
    circle: str
    currency: str
    word: str
    balance: str
    held: str
    least: str | None
    most: str | None


class StatementLineOut(Schema):
    """What came (or, below 0, went), and what there was then. `number`: the how-manieth of the account."""

    uid: str
    number: int
    at: str
    on: str
    amount: str
    balance: str
    sort: str
    words: str
    reverses: str
    reversed_by: str


class SealOut(Schema):
    """The last seal over an account's lines: nothing up to `up_to` can change without `head` changing."""

    number: int
    head: str
    up_to: int


class StatementOut(Schema):
    """A page of a statement, the last line first. `before`: ask with it for the next page; null: no more."""

    account: AccountOut
    lines: list[StatementLineOut]
    before: int | None
    seal: SealOut | None


class StatementAsked(Schema):
    """Which lines."""

    before: Annotated[int, Field(ge=1)] | None = None
    many: Annotated[int, Field(ge=1, le=500)] = 50


class TransferIn(Schema):
    """A payment. `key`: made by who sends it; sent again with the same contents it is booked once."""

    key: uuid.UUID
    payer: Uid
    payee: Uid
    amount: Amount
    words: Annotated[str, Field(max_length=500)] = ""


class TransferOut(Schema):
    """A payment that is booked, and what its payer has now."""

    uid: str
    amount: str
    balance: str
    at: str


@router.get(
    "accounts", response={200: list[AccountOut]}, summary="Your own accounts", operation_id="own_accounts"
)
def accounts(request: HttpRequest) -> Any:
    """The accounts of whoever is signed in, in all circles; none for who is not."""
    return [account_data(one) for one in own_accounts(viewer_in(request))]


@router.get(
    "accounts/{uid}/statement",
    response={200: StatementOut, NOT_HERE: Problem},
    summary="The statement of an account",
    operation_id="statement",
)
def statement_(request: HttpRequest, uid: Path[Uid], asked: Query[StatementAsked]) -> Any:
    """For whose account it is, and those who keep the circle's books."""
    return statement_data(statement(viewer_in(request), uid, asked.before, asked.many))


@router.post(
    "transfers",
    response={200: TransferOut, REFUSED: Problem},
    auth=django_auth,
    summary="Pay",
    operation_id="pay",
)
def transfer(request: HttpRequest, said: TransferIn) -> Any:
    """Pay out of an account that one may act for. It is on the disk when this answers. The same key again
    gives the same answer; with other contents 409."""
    booked = pay(viewer_in(request), said.payer, said.payee, int(said.amount), said.words, said.key)
    return {
        "uid": booked.uid,
        "amount": str(booked.amount),
        "balance": str(booked.payer_balance),
        "at": booked.at.isoformat(),
    }


def account_data(account: Any) -> dict[str, Any]:
    """An account as JSON."""
    return {
        "uid": account.uid, "circle": account.circle.uid, "currency": account.currency.code,
        "word": account.word, "balance": str(account.balance), "held": str(account.held),
        "least": _written(account.least), "most": _written(account.most),
    }  # fmt: skip


def statement_data(page: Statement) -> dict[str, Any]:
    """A page of a statement as JSON."""
    head = head_for(page.account.pk)
    return {
        "account": account_data(page.account),
        "lines": [
            {
                "uid": one.uid, "number": one.number, "at": one.at.isoformat(), "on": one.on.isoformat(),
                "amount": str(one.amount), "balance": str(one.balance), "sort": one.sort,
                "words": one.words, "reverses": one.reverses, "reversed_by": one.reversed_by,
            }
            for one in page.lines
        ],
        "before": page.before,
        "seal": head and {"number": head.number, "head": head.head, "up_to": head.up_to},
    }  # fmt: skip


def _written(amount: int | None) -> str | None:
    return None if amount is None else str(amount)
