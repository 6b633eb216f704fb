"""Members and transfers of a circle as tables, and as Komunitin's JSON:API documents write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from konbit.base.errors import Problem
from konbit.directory.formats.cells import neutralise
from konbit.directory.formats.outward import without_controls
from konbit.directory.formats.xlsx_out import LONGEST_CELL, MOST_ROWS
from konbit.exchange.models import Currency
from konbit.exchange.queries.moving_out import OutMember, OutTransfer

MEMBERS = ("number", "name", "balance", "unit", "account", "since")
TRANSFERS = ("uid", "day", "from", "to", "amount", "unit", "for", "sort")


Cell = str | int


def member_rows(members: Iterable[OutMember], currency: Currency) -> Iterator[Sequence[Cell]]:
    """The columns, then one row for each member; amounts as they are typed."""
    yield MEMBERS
    for one in members:
        name, since = neutralise(one.name), one.since.isoformat()
        yield [one.number, name, one.written, currency.code, one.uid, since]


def transfer_rows(transfers: Iterable[OutTransfer], currency: Currency) -> Iterator[Sequence[Cell]]:
    """The columns, then one row for each transfer, the first one first; members by their numbers."""
    yield TRANSFERS
    for one in transfers:
        words = neutralise(one.words)
        yield [
            one.uid, one.on.isoformat(), one.payer, one.payee, one.written, currency.code, words, one.sort,
        ]  # fmt: skip


def as_csv(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Rows as lines of CSV."""
    return (_line(row) for row in rows)


def as_xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as a workbook; every cell is text or a whole number, never a formula. Raises `Problem` beyond
    100,000 rows: take the CSV then."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            sheet.close()
            raise Problem(
                _("A workbook holds at most %(count)s rows.") % {"count": f"{MOST_ROWS:,}"},
                remedy=_("Take the CSV, which has no limit."),
                status=422,
            )
        sheet.append([one if isinstance(one, int) else without_controls(one)[:LONGEST_CELL] for one in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def accounts_json(members: Iterable[OutMember], currency: Currency) -> str:
    """The accounts as a JSON:API document: whole numbers of the smallest part."""
    return _document([_account(one, currency) for one in members], [])


def transfers_json(transfers: Iterable[OutTransfer], members: Iterable[OutMember], currency: Currency) -> str:
    """The transfers as a JSON:API document, with the accounts that they name."""
    accounts = [_account(one, currency) for one in members]
    return _document([_transfer(one, currency) for one in transfers], accounts)


def _account(one: OutMember, currency: Currency) -> dict[str, Any]:
    return {
        "type": "accounts", "id": one.uid,
        "attributes": {
            "code": f"{_letters(currency)}{one.number:04d}", "balance": one.balance,
            "creditLimit": None if one.least is None else -one.least, "maximumBalance": one.most,
            "name": one.name, "created": _moment(one.since),
        },
        "relationships": {"currency": {"data": {"type": "currencies", "id": currency.uid}}},
    }  # fmt: skip


def _transfer(one: OutTransfer, currency: Currency) -> dict[str, Any]:
    sides = {"payer": one.payer_uid, "payee": one.payee_uid}
    return {
        "type": "transfers", "id": one.uid,
        "attributes": {
            "state": "committed", "amount": one.amount, "meta": one.words, "created": _moment(one.on),
        },
        "relationships": {
            **{side: {"data": {"type": "accounts", "id": uid}} for side, uid in sides.items()},
            "currency": {"data": {"type": "currencies", "id": currency.uid}},
        },
    }  # fmt: skip


def _letters(currency: Currency) -> str:
    """Four letters, as codes of accounts begin there."""
    return "".join(one for one in currency.code.upper() if one.isalpha())[:4].ljust(4, "X")


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


def _document(data: list[dict[str, Any]], included: list[dict[str, Any]]) -> str:
    return json.dumps({"data": data, "included": included}, ensure_ascii=False)


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
