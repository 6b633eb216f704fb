"""Booking transfers: the one place where balances change. Plain SQL, a handful of statements.

The accounts are locked in the order of their ids and read once; what follows is worked out under the lock and
written at once, however many lines there are. The database checks the limits again. On SQLite, who comes at
the same time shares a commit (`journal.sharing`); the plain case on PostgreSQL goes in one call
(`journal.at_once`).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange.journal import at_once, sharing, writing
from konbit.exchange.journal.entries import Booked, Line, Sent
from konbit.exchange.models import LARGEST

__all__ = ["Booked", "Line", "Posting", "checked", "keyed", "post", "post_many", "sent_otherwise"]

LONGEST = 500


@dataclass(frozen=True)
class Posting:
    """What is sent with one key: lines that stand together, and who sends them (opaque id)."""

    lines: Sequence[Line]
    key: uuid.UUID
    by: str
    on: date | None = None


def post(lines: Sequence[Line], *, key: uuid.UUID, by: str, on: date | None = None) -> tuple[Booked, ...]:
    """Book all lines or none; when this returns outside a transaction, they are on the disk.

    The same key with the same lines gives what stands; with others a `Problem` with status 409. Raises
    `Problem` where a limit, a closed account or two currencies forbid it, and `NotFound`.
    """
    checked(lines)
    sent = _sent(Posting(lines, key, by, on))
    if connection.in_atomic_block or connection.vendor == "postgresql":
        outcome = _all_booked([sent])[0]
    else:
        outcome = sharing.booked(sent, _all_booked)
    if isinstance(outcome, Problem):
        raise outcome
    return outcome


def paid_at_once(
    payer_uid: str, payee_uid: str, amount: int, words: str, key: uuid.UUID, by: str, origin: str,
    kinds: Sequence[str],
) -> Booked | None:  # fmt: skip
    """What somebody paid out of her own account, where that goes in one call; None: go the long way, nothing
    was written. `kinds`: of circles in which one pays by hand. Raises `Problem` as `post`."""
    if not at_once.is_here():
        return None
    line = Line(0, 1, amount, words=words, origin=origin)
    checked([line])
    return at_once.paid(_sent(Posting([line], key, by)), payer_uid, payee_uid, kinds)


def post_many(postings: Sequence[Posting]) -> list[tuple[Booked, ...] | Problem]:
    """Book many postings with one commit, in their order. Each stands or is refused by itself: what became of
    it is at its place. For lists, meetings and imports."""
    outcomes: list[tuple[Booked, ...] | Problem] = []
    sent: list[Sent] = []
    for one in postings:
        try:
            checked(one.lines)
        except Problem as problem:
            outcomes.append(problem)
        else:
            outcomes.append(())
            sent.append(_sent(one))
    done = iter(_all_booked(sent))
    return [one if isinstance(one, Problem) else next(done) for one in outcomes]


def checked(lines: Sequence[Line]) -> None:
    """Raise `Problem` for what can be told to be wrong without looking at the accounts."""
    if not lines:
        raise Problem(_("Nothing is to be booked."), remedy=_("Write at least one amount."))
    for line in lines:
        if type(line.amount) is not int or not 0 < line.amount <= LARGEST:
            raise Problem(
                _("This amount cannot be booked."), remedy=_("Write an amount above nothing, not too large.")
            )
        if line.payer == line.payee:
            raise Problem(
                _("Payer and payee are the same account."), remedy=_("Choose another one to be paid.")
            )
        if len(line.words) > LONGEST:
            raise Problem(_("These words are too long."), remedy=_("Say it in 500 letters."))


def keyed(said: object) -> bytes:
    """A keyed digest of all that was sent: the same contents can be told, and nothing be read out of it."""
    written = json.dumps(said, default=str)
    return salted_hmac("konbit.exchange.journal", written, algorithm="sha256").digest()


def sent_otherwise() -> Problem:
    """What is said to a key that was used for something else."""
    return Problem(
        _("This was sent before with other contents."),
        remedy=_("Look at your statement. Send what is new under a new key."),
        status=409,
    )


def _sent(one: Posting) -> Sent:
    digest = keyed(
        [
            [line.amount, line.sort, line.words, line.origin, line.reverses]  # the accounts stand on the row
            for line in one.lines
        ]
    )
    return Sent(tuple(one.lines), one.key, digest, one.by, one.on or timezone.localdate())


def _all_booked(sent: Sequence[Sent]) -> list[tuple[Booked, ...] | Problem]:
    """With one commit if it goes; one by one where two ran into each other."""
    if not sent:
        return []
    try:
        with transaction.atomic():
            return writing.write(sent)
    except IntegrityError:
        if len(sent) > 1:
            return [outcome for one in sent for outcome in _all_booked([one])]
        return [_after_a_race(sent[0])]


def _after_a_race(sent: Sent) -> tuple[Booked, ...] | Problem:
    """The same key, or the same reversal, came from elsewhere in this very moment: it stands now."""
    try:
        with transaction.atomic():
            return writing.write([sent])[0]
    except IntegrityError:
        return Problem(
            _("This cannot be booked as it is."), remedy=_("Look at the statement and try again."), status=409
        )
