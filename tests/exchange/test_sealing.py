"""The chain behind the bookings, and the check of everything."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner

from konbit.base.registry import Identity
from konbit.exchange.actions.erasure import erase
from konbit.exchange.actions.paying import offer_payment, pay
from konbit.exchange.commands import app
from konbit.exchange.journal import sealing
from konbit.exchange.journal.posting import Line, Posting, post_many
from konbit.exchange.journal.reversing import reverse
from konbit.exchange.journal.verifying import verify
from konbit.exchange.models import Account, Circle, Seal, Sealed, Transfer, Words
from konbit.exchange.queries.seals import head_for
from tests.builders import a_viewer
from tests.exchange.ledgers import a_ledger, an_account, paid

pytestmark = pytest.mark.django_db

AMINA = Identity(None, "person:amina", ("Amina Diallo",), lambda text: text == "Amina Diallo")


@pytest.fixture
def circle() -> Circle:
    return a_ledger()


@pytest.fixture
def two(circle: Circle) -> tuple[Account, Account]:
    return an_account(circle, least=-(10**9)), an_account(circle, least=-(10**9))


def by_hand(statement: str, *values: Any) -> None:
    """Somebody with the keys to the database changes it, and takes the guards away to do so."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(statement, values)
        for _name, sql in guards:
            cursor.execute(sql)


def test_every_transfer_is_in_one_batch_and_everything_is_as_it_was_booked(
    two: tuple[Account, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    first = [paid(*two, amount, words="bread") for amount in range(1, 11)]
    reverse(first[0].uid, uuid.uuid4(), "person:test")
    assert verify().unsealed == 11

    assert sealing.seal_new() == 11
    paid(*two, 5)
    assert sealing.seal_new() == 1
    assert sealing.seal_new() == 0

    seen = verify()
    assert (seen.ok, seen.transfers, seen.seals, seen.unsealed) == (True, 12, 4, 0)
    assert list(Seal.objects.order_by("number").values_list("many", flat=True)) == [4, 4, 3, 1]


def test_what_commits_late_is_sealed_late(two: tuple[Account, Account]) -> None:
    late = [paid(*two, amount) for amount in range(1, 6)]
    sealing.seal_new()
    by_hand("DELETE FROM exchange_sealed WHERE transfer_id = %s", late[1].id)  # as if it were not yet there
    assert sealing.seal_new() == 1
    by_hand("UPDATE exchange_seal SET at = %s", timezone.now() - timedelta(hours=2))
    paid(*two, 9)
    assert sealing.seal_new() == 1


def test_the_head_stands_on_the_statement_of_each_account(two: tuple[Account, Account]) -> None:
    assert head_for(two[0].pk) is None
    paid(*two, 1)
    sealing.seal_new()
    paid(*two, 2)
    head = head_for(two[0].pk)
    assert head is not None
    assert (head.number, head.up_to, head.waiting) == (1, 1, 1)
    assert head.head == verify().head


TAMPERING = [
    ("UPDATE exchange_transfer SET amount = amount + 1 WHERE id = %s", "follow"),
    ("UPDATE exchange_transfer SET sort = 'fee' WHERE id = %s", "sealed"),
    ("UPDATE exchange_transfer SET \"on\" = '2001-01-01' WHERE id = %s", "sealed"),
    ("UPDATE exchange_transfer SET payer_version = 99 WHERE id = %s", "missing"),
    ("UPDATE exchange_words SET text = 'cake' WHERE transfer_id = %s", "words"),
    ("UPDATE exchange_seal SET many = many + 1 WHERE %s > 0", "sealed"),
    ("UPDATE exchange_account SET balance = balance + 1 WHERE %s > 0", "add up"),
    ("UPDATE exchange_account SET held = held + 1 WHERE %s > 0", "held"),
]


@pytest.mark.parametrize(("statement", "told"), TAMPERING)
def test_whatever_is_changed_by_hand_is_found(
    statement: str, told: str, two: tuple[Account, Account]
) -> None:
    booked = [paid(*two, amount, words="bread") for amount in range(1, 5)]
    sealing.seal_new()
    by_hand(statement, booked[1].id)
    seen = verify()
    assert not seen.ok
    assert any(told in fault.what for fault in seen.told), seen.told


def test_a_line_that_is_taken_out_is_missed(two: tuple[Account, Account]) -> None:
    booked = [paid(*two, amount) for amount in range(1, 5)]
    by_hand("DELETE FROM exchange_transfer WHERE id = %s", booked[3].id)
    assert not verify().ok


def test_words_are_emptied_when_somebody_goes_and_the_chain_holds(two: tuple[Account, Account]) -> None:
    booked = paid(*two, 5, words="Bread for Amina Diallo")
    sealing.seal_new()

    assert erase(AMINA) == 1

    words = Words.objects.get(transfer__uid=booked.uid)
    assert "Amina" not in words.text
    assert not bytes(words.salt)
    seen = verify()
    assert (seen.ok, seen.words_emptied) == (True, 1)


def test_what_waits_for_a_yes_is_what_is_held(circle: Circle) -> None:
    ana = a_viewer(actor="person:ana")
    payer, payee = an_account(circle, ana), an_account(circle)
    offer_payment(ana, payer.uid, payee.uid, 300, "", uuid.uuid4())
    assert verify().ok


def test_of_many_postings_each_stands_or_is_refused_by_itself(circle: Circle) -> None:
    ana, ben = an_account(circle, least=-100), an_account(circle)
    keys = [uuid.uuid4() for _one in range(5)]
    amounts = [60, 60, 40, -1, 60]
    keys[4] = keys[0]
    outcomes = post_many(
        [
            Posting([Line(ana.pk, ben.pk, amount)], key, "person:test")
            for amount, key in zip(amounts, keys, strict=True)
        ]
    )
    assert [isinstance(one, tuple) for one in outcomes] == [True, False, True, False, True]
    assert outcomes[4] == outcomes[0]
    assert Transfer.objects.count() == 2
    assert verify().ok


def test_the_command_checks_and_seals_and_says_so(two: tuple[Account, Account]) -> None:
    paid(*two, 5)
    sealed = CliRunner().invoke(app, ["journal", "seal", "--json"])
    assert json.loads(sealed.output)["sealed"] == 1
    said = json.loads(CliRunner().invoke(app, ["journal", "verify", "--json"]).output)
    assert (said["ok"], said["transfers"], said["unsealed"]) == (True, 1, 0)
    by_hand("UPDATE exchange_transfer SET amount = 6")
    broken = CliRunner().invoke(app, ["journal", "verify"])
    assert broken.exit_code == 1
    assert "not as they were booked" in broken.output
    assert Sealed.objects.count() == 1


def test_who_pays_a_thousand_times_sees_every_number_once(circle: Circle) -> None:
    ana = a_viewer(actor="person:ana")
    payer, payee = an_account(circle, ana, least=None), an_account(circle)
    for amount in range(1, 31):
        pay(ana, payer.uid, payee.uid, amount, "", uuid.uuid4())
    assert Account.objects.get(pk=payer.pk).version == 30
    assert verify().ok
