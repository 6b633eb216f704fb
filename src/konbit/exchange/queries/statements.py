"""Statements: what came and went on an account, the last first. However long the history, a page is one look
into an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from konbit.directory.queries.of_group import gone
from konbit.exchange.journal.writing import as_moment
from konbit.exchange.models import Account
from konbit.exchange.queries.acting import account_named, may_read
from konbit.people.audience import Viewer

MOST = 500

_LEG = (
    "SELECT t.id, t.uid, t.{side}_version, t.at, t.on, {sign}t.amount, t.{side}_balance, t.{other}_id, "
    "t.sort, t.origin, t.reverses_id, t.by FROM exchange_transfer t "
    "WHERE t.{side}_id = %s AND t.{side}_version < %s ORDER BY t.{side}_version DESC LIMIT %s"
)
_OUT = _LEG.format(side="payer", other="payee", sign="-").replace("t.on", 't."on"')
_IN = _LEG.format(side="payee", other="payer", sign="").replace("t.on", 't."on"')
_PAGE = (
    f"SELECT l.*, w.text, r.uid, b.uid FROM (SELECT * FROM ({_OUT}) o UNION ALL SELECT * FROM ({_IN}) i) l "  # noqa: S608
    "LEFT JOIN exchange_words w ON w.transfer_id = l.id "
    "LEFT JOIN exchange_transfer r ON r.id = l.reverses_id "
    "LEFT JOIN exchange_transfer b ON b.reverses_id = l.id "
    "ORDER BY 3 DESC LIMIT %s"
)


@dataclass(frozen=True)
class StatementLine:
    """One line of a statement.

    `number`: the how-manieth of the account; `amount`: what came (below 0: went), `balance`: what there was
    then, in smallest parts; `other`: the account (id) on the other side. `reverses`, `reversed_by`: uids
    of the transfer that it puts right, or that put it right.
    """

    id: int
    uid: str
    number: int
    at: datetime
    on: date
    amount: int
    balance: int
    other: int
    sort: str
    origin: str
    by: str
    words: str
    reverses: str
    reversed_by: str


@dataclass(frozen=True)
class Statement:
    """A page of a statement, the last line first. `before`: where the next page goes on; None: no more."""

    account: Account
    lines: tuple[StatementLine, ...]
    before: int | None


def statement(viewer: Viewer, account_uid: str, before: int | None = None, many: int = 50) -> Statement:
    """A page of the statement of an account, for whose it is and those who keep the books; that of a common
    account for all who take part.

    `before`: the number above the first line; None: the newest. Raises `NotFound` for everybody else.
    """
    account = account_named(account_uid)
    if not may_read(viewer, account):
        raise gone()
    many = max(1, min(many, MOST))
    lines = lines_of(account.pk, before, many)
    last = lines[-1].number if lines else 1
    return Statement(account, lines, last if last > 1 else None)


def own_accounts(viewer: Viewer) -> tuple[Account, ...]:
    """The accounts of a person in all circles that are not taken away; none for who is not signed in."""
    if not viewer.is_someone:
        return ()
    standing = Account.objects.filter(circle__removed_at=None, circle__group__removed_at=None)
    mine = standing.filter(member__person=viewer.actor, member__left_on=None)
    return tuple(mine.select_related("circle", "currency").order_by("circle", "pk"))


def lines_of(account_id: int, before: int | None = None, many: int = 50) -> tuple[StatementLine, ...]:
    """The lines of an account (id) below a number, the last first. Asks no permission."""
    below = before if before is not None else 2**62
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, [account_id, below, many, account_id, below, many, many])
        rows = cursor.fetchall()
    return tuple(_line(*row) for row in rows)


def _line(
    pk: int, uid: str, number: int, at: Any, on: Any, amount: int, balance: int, other: int, sort: str,
    origin: str, _reverses: int | None, by: str, words: str | None, right: str | None, righted: str | None,
) -> StatementLine:  # fmt: skip
    return StatementLine(
        pk, uid, number, as_moment(at), _day(on), amount, balance, other, sort, origin, by, words or "",
        right or "", righted or "",
    )  # fmt: skip


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
