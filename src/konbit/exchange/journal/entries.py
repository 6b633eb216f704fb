"""What is sent to the journal, and what it says back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Line:
    """What goes from one account (id) to another, in smallest parts.

    `sort`: what it is (payment, opening, reversal …); `origin`: the uid of what it comes of; `reverses`: the
    id of the transfer that it puts right.
    """

    payer: int
    payee: int
    amount: int
    sort: str = "payment"
    words: str = ""
    origin: str = ""
    reverses: int | None = None


@dataclass(frozen=True)
class Sent:
    """Checked lines that stand together: `digest` is of all that was sent with this key."""

    lines: tuple[Line, ...]
    key: uuid.UUID
    digest: bytes
    by: str
    on: date


@dataclass(frozen=True)
class Booked:
    """A transfer that stands: what both accounts had afterwards, and when that was."""

    id: int
    uid: str
    payer: int
    payee: int
    amount: int
    payer_balance: int
    payee_balance: int
    at: datetime


@dataclass
class Standing:
    """An account (id) as it stands under the lock."""

    id: int
    circle: int
    currency: int
    balance: int
    held: int
    version: int
    least: int | None
    most: int | None
    closed: bool
