"""Sealing: behind the bookings, in batches, a chain of digests over all that is booked.

A seal is SHA-256 over the head before it, its number, and the digest of each of its transfers in order. Who
keeps one head, on a statement say, can tell later whether anything before it was changed. Nobody waits for it
while booking, so ids that are committed late are sealed late: each transfer is in exactly one batch.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from konbit.exchange.journal.writing import as_moment
from konbit.exchange.models import Seal

BATCH = 1000
_LONGEST_ACT = timedelta(hours=1)
"""No act of booking is open for longer: what is older is in a batch."""

_LOCK = 0x6B6F6E02

_READ = (
    "SELECT t.id, t.uid, t.key, t.line, t.digest, c.uid, p.uid, q.uid, t.amount, t.payer_version, "
    "t.payee_version, t.payer_balance, t.payee_balance, t.sort, t.origin, r.uid, t.by, t.\"on\", t.at, "
    "t.words_digest "
    "FROM exchange_transfer t JOIN exchange_currency c ON c.id = t.currency_id "
    "JOIN exchange_account p ON p.id = t.payer_id JOIN exchange_account q ON q.id = t.payee_id "
    "LEFT JOIN exchange_transfer r ON r.id = t.reverses_id "
)  # fmt: skip
_UNSEALED = (
    _READ + "LEFT JOIN exchange_sealed s ON s.transfer_id = t.id "
    "WHERE t.id > %s AND s.transfer_id IS NULL ORDER BY t.id LIMIT %s"
)
IN_BATCH = _READ + "JOIN exchange_sealed s ON s.transfer_id = t.id WHERE s.seal_id = %s ORDER BY s.place"


def seal_new() -> int:
    """Seal what was booked since the last seal. Returns how many transfers. For the work behind the pages."""
    return _sealed_behind(_floor())


def seal_all() -> int:
    """Seal whatever is in no batch, however old. Returns how many transfers."""
    return _sealed_behind(0)


def content_digest(row: Sequence[Any]) -> bytes:
    """SHA-256 over a transfer as it was booked: a JSON list of its columns, accounts and unit by their uids,
    digests in hexadecimal, the moment in UTC. What it was for is in there by its salted digest only."""
    _pk, uid, key, line, digest, currency, payer, payee, *numbers = row
    *numbers, sort, origin, reverses, by, on, at, words = numbers
    written = json.dumps(
        [
            uid, key.hex if isinstance(key, uuid.UUID) else key, line, bytes(digest).hex(), currency, payer,
            payee, *numbers, sort, origin, reverses, by, _day(on), _moment(at),
            None if words is None else bytes(words).hex(),
        ],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    return hashlib.sha256(written.encode()).digest()


def next_head(head: bytes, number: int, digests: Iterable[bytes]) -> bytes:
    """The head of a seal with this number, after a head, over the digests of its transfers in order."""
    link = hashlib.sha256(head + number.to_bytes(8))
    for digest in digests:
        link.update(digest)
    return link.digest()


def batch_rows(seal_id: int) -> Iterator[tuple[Any, ...]]:
    """The transfers of a seal (id) in their order, as `content_digest` takes them."""
    with connection.cursor() as cursor:
        cursor.execute(IN_BATCH, [seal_id])
        yield from cursor.fetchall()


def _sealed_behind(floor: int) -> int:
    total = 0
    while many := _one_batch(floor):
        total += many
    return total


def _one_batch(floor: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_UNSEALED, [floor, BATCH])
        rows = cursor.fetchall()
        if not rows:
            return 0
        last = Seal.objects.order_by("-number").first()
        number, head = (last.number + 1, bytes(last.head)) if last else (1, b"")
        head = next_head(head, number, map(content_digest, rows))
        seal = Seal.objects.create(number=number, head=head, many=len(rows), at=timezone.now())
        cursor.executemany(
            "INSERT INTO exchange_sealed (transfer_id, seal_id, place) VALUES (%s, %s, %s)",
            [(row[0], seal.pk, place) for place, row in enumerate(rows)],
        )
        return len(rows)


def _floor() -> int:
    """The id up to which nothing can be open any more: the last of a seal that is old enough."""
    before = timezone.now() - _LONGEST_ACT
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(MAX(s.transfer_id), 0) FROM exchange_sealed s WHERE s.seal_id = "
            "(SELECT id FROM exchange_seal WHERE at < %s ORDER BY number DESC LIMIT 1)",
            [before],
        )
        (found,) = cursor.fetchone()
    return int(found)


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _moment(value: datetime | str) -> str:
    return as_moment(value).astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
