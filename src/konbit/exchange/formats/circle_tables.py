"""Members with balances, and transfers, as other systems of exchange write them out; as rows of one shape.

Columns are known by their names, in four languages, whatever system they come from: Komunitin (its JSON:API
documents and its CSV), TimeOverflow (hours in seconds), Cyclos, the Community Exchange System (whose seller
gives and whose buyer pays), or a spreadsheet of one's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.folding import fold
from konbit.directory.formats.reading import Row


class Writing(StrEnum):
    """How amounts are written."""

    AS_PEOPLE = "as people write"
    PARTS = "whole numbers of the smallest part"
    SECONDS = "seconds"


_UNIT = ("unit", "currency", "unite", "unidad", "unidade", "devise", "moneda", "moeda", "monnaie")
_MEMBER: Mapping[str, tuple[str, ...]] = {
    "code": (
        "number", "code", "account", "account number", "account no", "account id", "member uid", "member no",
        "uid", "no", "numero", "compte", "cuenta", "conta",
    ),
    "name": (
        "name", "full name", "display name", "member", "member name", "user", "user name", "username", "nom",
        "nombre", "nome", "membre", "miembro", "membro", "socio", "usuario",
    ),
    "balance": (
        "balance", "account balance", "current balance", "solde", "saldo", "hours", "heures", "horas",
    ),
    "unit": _UNIT,
}  # fmt: skip
_TRANSFER: Mapping[str, tuple[str, ...]] = {
    "payer": (
        "payer", "payer code", "from", "from account", "from user", "source", "source account", "buyer",
        "buyer account", "de", "payeur", "pagador", "origen", "origem", "comprador", "acheteur",
    ),
    "payee": (
        "payee", "payee code", "to", "to account", "to user", "destination", "destination account", "seller",
        "seller account", "a", "para", "beneficiaire", "beneficiario", "destino", "vendedor", "vendeur",
    ),
    "amount": ("amount", "montant", "importe", "cantidad", "valor", "hours", "heures", "horas", "units"),
    "words": (
        "for", "description", "meta", "reason", "concept", "concepto", "motif", "pour", "descricao",
        "descripcion", "text", "details",
    ),
    "on": ("day", "date", "created", "created at", "time", "fecha", "data", "jour"),
    "uid": ("uid", "id", "transaction number", "transaction id", "reference", "hash"),
    "state": ("state", "status", "etat", "estado"),
    "unit": _UNIT,
}  # fmt: skip
_DONE = {"", "committed", "accepted", "processed", "done", "completed", "booked"}
_KOMUNITIN = ({"creditlimit", "maximumbalance"}, {"payer code", "payee code"})
_NUMBER = re.compile(r"(?:[A-Z]{2,4}-?)?([0-9]{1,6})")
# Names may end in digits too ("Club 2"): only what is written as a code is one.


@dataclass(frozen=True)
class MemberRow:
    """A member: her number or code there, what she is called, her balance as it is written there, in which
    unit; empty: it is not said."""

    row: int
    code: str
    name: str
    balance: str
    unit: str = ""


@dataclass(frozen=True)
class TransferRow:
    """A transfer: from whom and to whom by code or name, how much as it is written there, what for, on which
    day as written; `uid`: by what it is known there; `unit`: in what, empty: it is not said."""

    row: int
    payer: str
    payee: str
    amount: str
    words: str
    on: str
    uid: str
    unit: str = ""


@dataclass(frozen=True)
class Brought:
    """What a file says: members or transfers, how amounts are most likely written, rows left out and why."""

    members: tuple[MemberRow, ...]
    transfers: tuple[TransferRow, ...]
    writing: Writing
    left: tuple[tuple[int, str], ...]


def number_in(code: str) -> int | None:
    """The number of a member out of her code elsewhere, 17 of `17` and of `ABCD0017`; None: it is no code."""
    found = _NUMBER.fullmatch(code)
    return int(found[1]) or None if found else None


def read_circle(headers: Sequence[str], rows: Sequence[Row]) -> Brought:
    """What a table says. Raises `Problem` where its columns name neither members nor transfers."""
    plain = [_plain(one) for one in headers]
    said = {_plain(header): header for header in reversed(headers)}
    transfer, member = _columns(said, _TRANSFER), _columns(said, _MEMBER)
    komunitin = any(wanted <= set(plain) for wanted in _KOMUNITIN)
    writing = Writing.PARTS if komunitin else Writing.AS_PEOPLE
    if {"payer", "payee", "amount"} <= set(transfer):
        return _transfers(rows, transfer, writing)
    if "name" in member or "code" in member:
        return _members(rows, member, writing)
    raise Problem(
        _("The columns of this table name neither members nor transfers."),
        ", ".join(headers)[:120],
        _("Call them number, name, balance; or day, from, to, amount, for."),
        status=422,
    )


def rows_of_json(content: bytes, name: str) -> tuple[Sequence[str], list[Row]]:
    """The accounts or transfers of a JSON:API document as rows of a table. Raises `Problem`."""
    try:
        said = json.loads(content)
        entries, included = said["data"], said.get("included") or []
        codes = {
            one["id"]: one["attributes"].get("code", "") for one in [*entries, *included] if _is_account(one)
        }
        cells = [_cells(one, codes) for one in entries]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Problem(
            _("This file is not a document of accounts or transfers."), name[:80],
            _("Take it out of the other system again, or bring a table."), status=422,
        ) from error  # fmt: skip
    headers = list(dict.fromkeys(key for one in cells for key in one))
    return headers, [Row(number, one) for number, one in enumerate(cells, start=1)]


def _is_account(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("type") == "accounts" and "attributes" in entry


def _cells(entry: dict[str, Any], codes: Mapping[str, str]) -> dict[str, str]:
    said = {key: str(value) for key, value in entry["attributes"].items() if isinstance(value, str | int)}
    if entry["type"] == "transfers":
        for side in ("payer", "payee"):
            there = entry["relationships"][side]["data"]["id"]
            said[f"{side}.code"] = codes.get(there, there)
    else:
        said |= {"creditLimit": said.get("creditLimit", ""), "maximumBalance": ""}
    return said | {"id": str(entry["id"])}


def _columns(said: Mapping[str, str], wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which header stands for what: the first of its names that is there."""
    found = {}
    for word, names in wanted.items():
        header = next((said[one] for one in map(_plain, names) if one in said), None)
        if header is not None:
            found[word] = header
    return found


def _members(rows: Sequence[Row], columns: Mapping[str, str], writing: Writing) -> Brought:
    members, left, seen = list[MemberRow](), list[tuple[int, str]](), set[tuple[str, str]]()
    for row in rows:
        code, name, balance = (_cell(row, columns, one) for one in ("code", "name", "balance"))
        if not (code or name):
            left += [(row.number, _("Nobody is named."))] if balance else []
            continue
        if (code, name.casefold()) in seen:
            left.append((row.number, _("She stands there twice.")))
            continue
        seen.add((code, name.casefold()))
        members.append(MemberRow(row.number, code, name, balance, _cell(row, columns, "unit")))
    return Brought(tuple(members), (), writing, tuple(left))


def _transfers(rows: Sequence[Row], columns: Mapping[str, str], writing: Writing) -> Brought:
    transfers, left = list[TransferRow](), list[tuple[int, str]]()
    for row in rows:
        said = {one: _cell(row, columns, one) for one in _TRANSFER}
        if fold(said.pop("state")) not in _DONE:
            left.append((row.number, _("It was not done there.")))
        elif said["payer"] and said["payee"] and said["amount"]:
            transfers.append(TransferRow(row.number, **said))
        elif any(said.values()):
            left.append((row.number, _("Who paid whom, and how much, is not all said.")))
    return Brought((), tuple(transfers), writing, tuple(left))


def _cell(row: Row, columns: Mapping[str, str], word: str) -> str:
    return row.cells.get(columns.get(word, ""), "").strip()[:300]


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(header)).split())
