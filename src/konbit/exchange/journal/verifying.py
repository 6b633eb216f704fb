"""Checking everything: that what stands on the accounts follows from what was booked, line by line, and that
nothing of it was changed since it was sealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from konbit.exchange.journal.sealing import batch_rows, content_digest, next_head
from konbit.exchange.journal.writing import words_digest
from konbit.exchange.models import Account, Payment, Seal, Transfer, Words

MOST_TOLD = 100


@dataclass(frozen=True)
class Fault:
    """Something that is not as it must be: what, and of which account, transfer or seal."""

    what: str
    where: str


@dataclass
class Verified:
    """What was looked at, and what is wrong with it: the first hundred faults, and how many there are.

    `head`: the last head of the chain, in hexadecimal; `unsealed`: transfers that are in no batch yet.
    """

    transfers: int = 0
    accounts: int = 0
    seals: int = 0
    unsealed: int = 0
    words_emptied: int = 0
    head: str = ""
    faults: int = 0
    told: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything is as it was booked."""
        return self.faults == 0

    def fault(self, what: str, where: object) -> None:
        """Note a fault."""
        self.faults += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(Fault(what, str(where)))


@dataclass
class _Replayed:
    """An account as it follows from the transfers so far."""

    balance: int = 0
    version: int = 0


def verify() -> Verified:
    """Recompute everything, as of one moment; others may write meanwhile."""
    seen = Verified()
    with _one_moment():
        _accounts(seen, _replayed(seen))
        _chain(seen)
        _words(seen)
    return seen


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything that is read within is as of its beginning."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would lock others out
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _replayed(seen: Verified) -> dict[int, _Replayed]:
    accounts: dict[int, _Replayed] = defaultdict(_Replayed)
    booked = Transfer.objects.order_by("id").values_list(
        "id", "uid", "payer_id", "payee_id", "amount", "payer_version", "payee_version", "payer_balance",
        "payee_balance", "reverses_id",
    )  # fmt: skip
    for pk, uid, payer, payee, amount, out, into, left, right, reverses in booked.iterator(chunk_size=5000):
        seen.transfers += 1
        for account, delta, version, balance in ((payer, -amount, out, left), (payee, amount, into, right)):
            one = accounts[account]
            one.balance, one.version = one.balance + delta, one.version + 1
            if version != one.version:
                seen.fault(f"a line is missing or doubled before number {version} of account {account}", uid)
                one.version = version
            if balance != one.balance:
                seen.fault(f"the balance of account {account} does not follow from the line before", uid)
                one.balance = balance
        if reverses is not None and not _mirrors(pk, reverses):
            seen.fault("it does not take back what it says it takes back", uid)
    return accounts


def _mirrors(pk: int, reverses: int) -> bool:
    columns = ("payer_id", "payee_id", "amount")
    back = Transfer.objects.values_list(*columns).get(pk=pk)
    first = Transfer.objects.values_list(*columns).get(pk=reverses)
    return back == (first[1], first[0], first[2]) and reverses < pk


def _accounts(seen: Verified, replayed: dict[int, _Replayed]) -> None:
    held: dict[int, int] = defaultdict(int)
    waiting = Payment.objects.filter(holds=True).values_list("payer_id", "amount", "state")
    for payer, amount, state in waiting:
        held[payer] += amount
        if state != Payment.State.PENDING:
            seen.fault("something is held for a payment that does not wait", payer)
    sums: dict[int, int] = defaultdict(int)
    rows = Account.objects.values_list("pk", "uid", "currency_id", "balance", "version", "held")
    for pk, uid, currency, balance, version, holds in rows.iterator(chunk_size=5000):
        seen.accounts += 1
        sums[currency] += balance
        one = replayed.get(pk, _Replayed())
        if (balance, version) != (one.balance, one.version):
            seen.fault("its balance does not follow from what was booked", uid)
        if holds != held.get(pk, 0):
            seen.fault("what is held is not what waits for an answer", uid)
    for currency, total in sums.items():
        if total:
            seen.fault("all balances of a unit do not add up to nothing", f"currency {currency}")


def _chain(seen: Verified) -> None:
    head = b""
    for number, seal in enumerate(Seal.objects.order_by("number").iterator(chunk_size=1000), start=1):
        rows = list(batch_rows(seal.pk))
        if seal.number != number:
            seen.fault("a seal before it is missing", seal.number)
        head = next_head(head, seal.number, map(content_digest, rows))
        if bytes(seal.head) != head or seal.many != len(rows):
            seen.fault("something was changed since it was sealed, here or before", f"seal {seal.number}")
            head = bytes(seal.head)
        seen.seals += 1
    seen.head = head.hex()
    seen.unsealed = Transfer.objects.filter(sealed=None).count()


def _words(seen: Verified) -> None:
    """Words whose salt is gone were emptied because a person went; all others are what was sealed."""
    rows = Words.objects.order_by("pk").values_list("text", "salt", "transfer__words_digest", "transfer__uid")
    for text, salt, digest, uid in rows.iterator(chunk_size=5000):
        if not bytes(salt):
            seen.words_emptied += 1
        elif words_digest(bytes(salt), text) != bytes(digest or b""):
            seen.fault("its words are not those that were booked", uid)
