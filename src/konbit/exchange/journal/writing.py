"""Writing postings under the locks of their accounts: for one as for a thousand, on both databases."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.uids import new_uid
from konbit.exchange.journal.entries import Booked, Line, Sent, Standing

MOST_KEPT = 10**18
"""What no account goes beyond, on either side, whatever its limits."""

_PORTION = 500
_COLUMNS = (
    'uid, key, line, digest, currency_id, payer_id, payee_id, amount, payer_version, payee_version, '
    'payer_balance, payee_balance, sort, origin, reverses_id, by, "on", at, words_digest'
)  # fmt: skip


@dataclass
class _Written:
    """What is to be written, gathered: rows of transfers, words by their uid, answers still without ids."""

    at: datetime
    transfers: list[tuple[Any, ...]] = field(default_factory=list)
    words: list[tuple[str, bytes, str]] = field(default_factory=list)
    before: dict[int, int] = field(default_factory=dict)
    """The version that each account had, of those that change."""


def write(sent: Sequence[Sent]) -> list[tuple[Booked, ...] | Problem]:
    """Book each of these, in their order, within the present transaction; a refused one leaves no trace.

    Raises `IntegrityError` where the same key or the same reversal is written elsewhere at this moment.
    """
    accounts = lock(one for each in sent for line in each.lines for one in (line.payer, line.payee))
    stands = _standing({each.key for each in sent})
    written = _Written(timezone.now())
    outcomes: list[tuple[Booked, ...] | Problem] = []
    new: dict[uuid.UUID, tuple[bytes, int]] = {}
    for each in sent:
        if each.key in stands:
            outcomes.append(_as_it_stands(each, *stands[each.key]))
        elif each.key in new:  # twice among these
            digest, place = new[each.key]
            first = outcomes[place]
            assert not isinstance(first, Problem)
            outcomes.append(_as_it_stands(each, digest, first))
        else:
            outcome = _worked_out(each, accounts, written)
            if not isinstance(outcome, Problem):
                new[each.key] = each.digest, len(outcomes)
            outcomes.append(outcome)
    ids = _kept(written, accounts)
    return [
        outcome if isinstance(outcome, Problem) else tuple(_with_id(one, ids) for one in outcome)
        for outcome in outcomes
    ]


def lock(ids: Iterable[int]) -> dict[int, Standing]:
    """These accounts as they stand, locked in the order of their ids; those that there are."""
    locks = " ORDER BY a.id FOR NO KEY UPDATE OF a" if connection.vendor == "postgresql" else ""
    wanted = sorted(set(ids))
    found: dict[int, Standing] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), _PORTION):
            some = wanted[start : start + _PORTION]
            cursor.execute(
                "SELECT a.id, a.circle_id, a.currency_id, a.balance, a.held, a.version, a.least, a.most, "  # noqa: S608
                "a.closed_on IS NOT NULL OR c.state = 'closed' OR c.removed_at IS NOT NULL "
                "FROM exchange_account a JOIN exchange_circle c ON c.id = a.circle_id "
                f"WHERE a.id IN ({_marks(some)}){locks}",
                some,
            )
            found |= {row[0]: Standing(*row) for row in cursor.fetchall()}
    return found


def may(line: Line, accounts: dict[int, Standing]) -> None:
    """Raise `Problem` where these two accounts cannot pay each other, `NotFound` where one is none."""
    if line.payer not in accounts or line.payee not in accounts:
        raise NotFound(_("There is no such account."), remedy=_("Choose one of this circle’s accounts."))
    payer, payee = accounts[line.payer], accounts[line.payee]
    if payer.circle != payee.circle:
        raise Problem(
            _("The two accounts are of different circles."), remedy=_("Choose two of the same circle.")
        )
    if payer.currency != payee.currency:
        raise Problem(
            _("The two accounts count in different units."), remedy=_("Choose two that count alike.")
        )
    if payer.closed or payee.closed:
        raise Problem(_("One of the accounts is closed."), remedy=_("Ask those who keep the circle’s books."))


def within(account: Standing) -> None:
    """Raise `Problem` where an account would stand beyond a limit. What is held cannot be spent twice."""
    if abs(account.balance) > MOST_KEPT:
        raise Problem(_("The amount is too large for an account."), remedy=_("Send less."))
    if account.least is not None and account.balance - account.held < account.least:
        raise Problem(
            _("This goes further than the account’s limit lets it."),
            remedy=_("Send less, or wait until something has come in."),
            status=409,
        )
    if account.most is not None and account.balance > account.most:
        raise Problem(
            _("The account that is paid would hold more than its limit."),
            remedy=_("Send less, or let them spend something first."),
            status=409,
        )


def words_digest(salt: bytes, words: str) -> bytes:
    """SHA-256 over a salt and words: it stays when the words are emptied."""
    return hashlib.sha256(salt + words.encode()).digest()


def as_moment(value: datetime | str) -> datetime:
    """A moment as the database gives it: SQLite keeps text, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (
        moment if timezone.is_aware(moment) else timezone.make_aware(moment, timezone.get_fixed_timezone(0))
    )


def _standing(keys: set[uuid.UUID]) -> dict[uuid.UUID, tuple[bytes, tuple[Booked, ...]]]:
    """What was booked with these keys before: the digest of each, and its lines."""
    found: dict[uuid.UUID, tuple[bytes, tuple[Booked, ...]]] = {}
    wanted = [_as_kept(key) for key in keys]
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), _PORTION):
            some = wanted[start : start + _PORTION]
            cursor.execute(
                "SELECT key, digest, id, uid, payer_id, payee_id, amount, payer_balance, payee_balance, at "  # noqa: S608
                f"FROM exchange_transfer WHERE key IN ({_marks(some)}) ORDER BY key, line",
                some,
            )
            for key, digest, *said in cursor.fetchall():
                one = key if isinstance(key, uuid.UUID) else uuid.UUID(key)
                booked = Booked(*said)
                booked = replace(booked, at=as_moment(booked.at))
                found[one] = bytes(digest), (*found.get(one, (b"", ()))[1], booked)
    return found


def _as_it_stands(sent: Sent, digest: bytes, booked: tuple[Booked, ...]) -> tuple[Booked, ...] | Problem:
    same = [(one.payer, one.payee) for one in booked] == [(one.payer, one.payee) for one in sent.lines]
    return booked if same and digest == sent.digest else _otherwise()


def _otherwise() -> Problem:
    return Problem(
        _("This was sent before with other contents."),
        remedy=_("Look at your statement. Send what is new under a new key."),
        status=409,
    )


def _worked_out(sent: Sent, accounts: dict[int, Standing], written: _Written) -> tuple[Booked, ...] | Problem:
    """The lines of one posting, added to what is to be written; the accounts as they stand afterwards."""
    ids = {one for line in sent.lines for one in (line.payer, line.payee)}
    before = {one: replace(accounts[one]) for one in ids if one in accounts}
    many, said = len(written.transfers), len(written.words)
    try:
        booked = tuple(
            _one_line(number, line, sent, accounts, written) for number, line in enumerate(sent.lines)
        )
        for one in ids:
            within(accounts[one])
    except Problem as problem:
        accounts.update(before)
        del written.transfers[many:], written.words[said:]
        return problem
    for one in ids:
        written.before.setdefault(one, before[one].version)
    return booked


def _one_line(
    number: int, line: Line, sent: Sent, accounts: dict[int, Standing], written: _Written
) -> Booked:
    may(line, accounts)
    payer, payee = accounts[line.payer], accounts[line.payee]
    payer.balance, payee.balance = payer.balance - line.amount, payee.balance + line.amount
    payer.version, payee.version = payer.version + 1, payee.version + 1
    uid, digest = new_uid(), None
    if line.words:
        salt = secrets.token_bytes(16)
        digest = words_digest(salt, line.words)
        written.words.append((uid, salt, line.words))
    written.transfers.append(
        (
            uid, _as_kept(sent.key), number, sent.digest, payer.currency, payer.id, payee.id, line.amount,
            payer.version, payee.version, payer.balance, payee.balance, line.sort, line.origin,
            line.reverses, sent.by, sent.on, written.at, digest,
        )
    )  # fmt: skip
    return Booked(0, uid, payer.id, payee.id, line.amount, payer.balance, payee.balance, written.at)


def _kept(written: _Written, accounts: dict[int, Standing]) -> dict[str, int]:
    """Write what was worked out. Returns the ids of the transfers by their uids."""
    if not written.transfers:
        return {}
    ids: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE exchange_account SET balance = %s, version = %s WHERE id = %s AND version = %s",
            [
                (accounts[one].balance, accounts[one].version, one, version)
                for one, version in sorted(written.before.items())
            ],
        )
        cursor.executemany(
            f"INSERT INTO exchange_transfer ({_COLUMNS}) "  # noqa: S608
            f"VALUES ({_marks(_COLUMNS.split(', '))})",
            written.transfers,
        )
        uids = [row[0] for row in written.transfers]
        for start in range(0, len(uids), _PORTION):
            some = uids[start : start + _PORTION]
            cursor.execute(
                f"SELECT uid, id FROM exchange_transfer WHERE uid IN ({_marks(some)})",  # noqa: S608
                some,
            )
            ids.update(cursor.fetchall())
        if written.words:
            cursor.executemany(
                "INSERT INTO exchange_words (transfer_id, salt, text) VALUES (%s, %s, %s)",
                [(ids[uid], salt, text) for uid, salt, text in written.words],
            )
    return ids


def _with_id(booked: Booked, ids: dict[str, int]) -> Booked:
    if booked.uid not in ids:
        return booked
    return Booked(
        ids[booked.uid], booked.uid, booked.payer, booked.payee, booked.amount, booked.payer_balance,
        booked.payee_balance, booked.at,
    )  # fmt: skip


def _as_kept(key: uuid.UUID) -> str | uuid.UUID:
    """A key as the database keeps it: of its own type, or 32 digits."""
    return key if connection.features.has_native_uuid_field else key.hex


def _marks(of: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(of))
