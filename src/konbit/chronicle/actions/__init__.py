"""Writing to the chronicle: the only way in, always within the transaction of the change itself."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from konbit.base.rows import insert
from konbit.chronicle.models import Change, Erasure, PersonalValue
from konbit.chronicle.personal import Sealed, identity_digest, seal, speaks_one

# One writer at a time on PostgreSQL (SQLite has no other way): ids are then handed out in the order of
# commits, so "everything after id n" misses nothing, and the chain has one end.
_ADVISORY_LOCK = 0x6B6F6E

COVERED = ("batch", "at", "actor", "verb", "kind", "object_id", "before", "after", "source")
"""What the digest of a row covers, in this order."""


@dataclass
class Batch:
    """The changes of one act, gathered and written together when the act ends."""

    actor: str
    verb: str
    source: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    entries: list[tuple[str, int, Any, Any]] = field(default_factory=list)

    def changed(self, kind: str, object_id: int, before: Any = None, after: Any = None) -> None:
        """Note that an object changed; `before` None means made, `after` None means removed."""
        self.entries.append((kind, object_id, before, after))


@contextmanager
def recording(actor: str, verb: str, source: str = "") -> Iterator[Batch]:
    """Run an act in one transaction and write what it changed: `with recording(…) as batch: …`."""
    with transaction.atomic():
        batch = Batch(actor, verb, source)
        yield batch
        if batch.entries:
            _write(batch)


def _write(batch: Batch) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
    previous = Change.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    at = timezone.now()
    rows: list[dict[str, Any]] = []
    personal: list[list[Sealed]] = []
    for kind, object_id, before, after in batch.entries:
        sealed: list[Sealed] = []
        row = {
            "batch": batch.id, "at": at, "actor": batch.actor, "verb": batch.verb, "kind": kind,
            "object_id": object_id, "source": batch.source,
            "before": plain(seal(before, sealed)), "after": plain(seal(after, sealed)),
        }  # fmt: skip
        row["digest"] = previous = digest_of(row, previous)
        rows.append(row)
        personal.append(sealed)
    insert(Change, rows)
    if any(personal):
        ids = Change.objects.filter(batch=batch.id).order_by("id").values_list("id", flat=True)
        insert(
            PersonalValue,
            [
                {"change_id": pk, **asdict(one)}
                for pk, sealed in zip(ids, personal, strict=True)
                for one in sealed
            ],
        )


def plain(tree: Any) -> Any:
    """The tree as either database will give it back, so that a digest taken now holds later.

    Raises ValueError for a number that JSON cannot write (not a number, infinity).
    """
    if tree is None:
        return None
    written = json.dumps(tree, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    return json.loads(written, parse_float=_number)


def _number(written: str) -> float | int:
    """A number as PostgreSQL keeps it: it knows no negative zero, and writes large ones without exponent."""
    number = float(written)
    return int(number) if abs(number) >= 1e16 else number or 0.0


def row_digest(row: Change, previous: str) -> str:
    """SHA-256 over the row's content and the digest of the row before it (hex)."""
    return digest_of({name: getattr(row, name) for name in COVERED}, previous)


def digest_of(row: Mapping[str, Any], previous: str) -> str:
    """The same for a row that is about to be written."""
    moment: datetime = row["at"]
    content = json.dumps(
        [
            previous, str(row["batch"]), moment.isoformat(),
            *(row[name] for name in COVERED[2:]),
        ],
        sort_keys=True, ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    return hashlib.sha256(content.encode()).hexdigest()


def forget(actor: str, subject: str, values: list[str]) -> int:
    """Purge the personal values of a person (by opaque id and by the values themselves) from the side
    rows, and note the erasure so that a restore can replay it. Returns how many values went."""
    key = settings.SECRET_KEY.encode()
    digests = sorted({identity_digest(value, key) for value in values if value.strip()})
    with transaction.atomic():
        gone = purge(subject, set(digests))
        note_erasure(timezone.now(), actor, subject, digests)
    return gone


def note_erasure(at: datetime, actor: str, subject: str, digests: list[str]) -> None:
    """Note that somebody was erased: by `forget`, or by a replay of an erasure that a restore had lost."""
    Erasure.objects.create(at=at, actor=actor, subject=subject, value_digests=sorted(digests))


def purge(subject: str, value_digests: set[str]) -> int:
    """Delete the side rows about a subject or holding a value with one of these keyed digests."""
    key = settings.SECRET_KEY.encode()
    gone = 0
    if subject:
        gone += PersonalValue.objects.filter(subject=subject).delete()[0]
    if value_digests:
        doomed = [
            pk
            for pk, value in PersonalValue.objects.values_list("pk", "value").iterator(chunk_size=5000)
            if speaks_one(value, value_digests, key)
        ]
        for start in range(0, len(doomed), 500):
            gone += PersonalValue.objects.filter(pk__in=doomed[start : start + 500]).delete()[0]
    return gone
