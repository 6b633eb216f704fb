"""Paying as it goes outside any transaction: in one call on PostgreSQL, with a shared commit on SQLite; and
many who pay at the same moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.exchange.actions.paying import pay
from konbit.exchange.journal import sharing
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.journal.reversing import reverse
from konbit.exchange.journal.verifying import verify
from konbit.exchange.models import Account, Circle, Transfer, Words
from tests.builders import a_viewer
from tests.exchange.ledgers import a_ledger, an_account, balance

pytestmark = pytest.mark.django_db(transaction=True)

ANA = a_viewer(actor="person:ana")
BEN = a_viewer(actor="person:ben")


@pytest.fixture
def circle() -> Circle:
    return a_ledger()


@pytest.fixture
def ana(circle: Circle) -> Account:
    return an_account(circle, ANA)


@pytest.fixture
def ben(circle: Circle) -> Account:
    return an_account(circle, BEN)


@pytest.fixture
def _several_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection; tests/faults does this with its files")


def outcomes_of(many: int, act: Callable[[int], Any]) -> list[Any]:
    """What became of so many calls at the same moment: their answers, and their problems."""

    def one(number: int) -> Any:
        try:
            return act(number)
        except Problem as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def test_the_plain_case_is_booked_as_any_other(ana: Account, ben: Account) -> None:
    key = uuid.uuid4()
    booked = {pay(ANA, ana.uid, ben.uid, 300, "bread", key, "origin") for _again in range(10)}

    (one,) = booked
    assert (one.payer, one.payee, one.payer_balance, one.payee_balance) == (ana.pk, ben.pk, -300, 300)
    row = Transfer.objects.get(uid=one.uid)
    assert (row.by, row.origin, row.sort, row.payer_version, row.at) == (
        "person:ana", "origin", "payment", 1, one.at,
    )  # fmt: skip
    assert Words.objects.get(transfer=row).text == "bread"
    assert verify().ok


@pytest.mark.parametrize("other", [("ben", 301, "bread"), ("ben", 300, "cake"), ("cleo", 300, "bread")])
def test_the_same_key_with_other_contents_is_refused(
    other: tuple[str, int, str], circle: Circle, ana: Account, ben: Account
) -> None:
    accounts = {"ben": ben, "cleo": an_account(circle)}
    key = uuid.uuid4()
    pay(ANA, ana.uid, ben.uid, 300, "bread", key)
    payee, amount, words = other
    with pytest.raises(Problem) as refused:
        pay(ANA, ana.uid, accounts[payee].uid, amount, words, key)
    assert refused.value.status == 409
    assert balance(ana) == -300


def test_nothing_is_booked_that_the_long_way_would_refuse(circle: Circle, ana: Account, ben: Account) -> None:
    full = an_account(circle, most=10)
    closed = an_account(circle, closed_on="2024-01-01")
    elsewhere = an_account(a_ledger(code="OTHER"), BEN)
    tries: list[tuple[Any, Account, Account, int]] = [
        (ANA, ana, ben, 1001), (ANA, ana, full, 11), (ANA, ana, closed, 1), (ANA, ana, elsewhere, 1),
        (BEN, ana, ben, 1), (ANA, ana, ana, 1), (ANA, ana, ben, 0), (ANA, ana, ben, 10**15 + 1),
    ]  # fmt: skip
    for viewer, payer, payee, amount in tries:
        with pytest.raises((Problem, NotFound, NotAllowed)):
            pay(viewer, payer.uid, payee.uid, amount, "", uuid.uuid4())
    Account.objects.filter(pk=ana.pk).update(held=700)
    with pytest.raises(Problem):
        pay(ANA, ana.uid, ben.uid, 301, "", uuid.uuid4())
    Circle.objects.update(state="draft")
    with pytest.raises(Problem):
        pay(ANA, ana.uid, ben.uid, 1, "", uuid.uuid4())
    assert Transfer.objects.count() == 0


def test_who_writes_for_all_tells_each_what_became_of_hers(ana: Account, ben: Account) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL shares commits by itself")
    told: list[int] = []

    def late(sent: Any) -> Any:
        told.append(len(sent))
        return [Problem(f"refused {len(told)}") for _one in sent]

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _one: sharing.booked(None, late), range(20)))  # type: ignore[arg-type]
    assert len(outcomes) == 20
    assert all(isinstance(one, Problem) for one in outcomes)
    assert sum(told) >= 20


@pytest.mark.usefixtures("_several_at_once")
def test_of_two_that_race_for_the_last_credit_one_is_refused(ana: Account, ben: Account) -> None:
    for _round in range(20):
        before = balance(ana)
        Account.objects.filter(pk=ana.pk).update(least=before - 100)
        done = outcomes_of(2, lambda _n: pay(ANA, ana.uid, ben.uid, 100, "", uuid.uuid4()))
        assert sorted(isinstance(one, Problem) for one in done) == [False, True]
        assert balance(ana) == before - 100


@pytest.mark.usefixtures("_several_at_once")
def test_the_same_payment_sent_ten_times_at_once_is_booked_once(ana: Account, ben: Account) -> None:
    key = uuid.uuid4()
    assert len(set(outcomes_of(10, lambda _n: pay(ANA, ana.uid, ben.uid, 100, "x", key)))) == 1
    assert balance(ana) == -100


@pytest.mark.usefixtures("_several_at_once")
def test_the_same_key_from_two_accounts_at_once_stands_for_one(
    circle: Circle, ana: Account, ben: Account
) -> None:
    others = [(an_account(circle).pk, an_account(circle).pk) for _one in range(4)]
    key = uuid.uuid4()
    done = outcomes_of(4, lambda n: post([Line(*others[n], 5)], key=key, by=""))
    assert sum(isinstance(one, Problem) for one in done) == 3
    assert all(one.status == 409 for one in done if isinstance(one, Problem))


@pytest.mark.usefixtures("_several_at_once")
def test_a_transfer_is_taken_back_once_by_four_at_once(ana: Account, ben: Account) -> None:
    wrong = pay(ANA, ana.uid, ben.uid, 100, "", uuid.uuid4())
    done = outcomes_of(4, lambda _n: reverse(wrong.uid, uuid.uuid4(), "person:ben"))
    assert sum(isinstance(one, Problem) for one in done) == 3
    assert balance(ana) == 0


@pytest.mark.usefixtures("_several_at_once")
def test_thirty_two_race_one_balance_two_thousand_times(circle: Circle) -> None:
    limit, each = 700, 1
    payer = an_account(circle, ANA, least=-limit)
    payees = [an_account(circle) for _one in range(32)]

    def race(number: int) -> int:
        booked = 0
        for _try in range(2000 // 32 + 1):
            try:
                pay(ANA, payer.uid, payees[number].uid, each, "", uuid.uuid4())
                booked += 1
            except Problem:
                pass
        return booked

    assert sum(outcomes_of(32, race)) == limit
    assert balance(payer) == -limit
    assert verify().ok


@pytest.mark.usefixtures("_several_at_once")
def test_who_pay_each_other_at_once_never_wait_for_each_other_for_ever(ana: Account, ben: Account) -> None:
    sides = [(ANA, ana, ben), (BEN, ben, ana)]

    def back_and_forth(number: int) -> int:
        viewer, payer, payee = sides[number % 2]
        for _again in range(50):
            pay(viewer, payer.uid, payee.uid, 1, "", uuid.uuid4())
        return 50

    assert sum(outcomes_of(8, back_and_forth)) == 400
    assert (balance(ana), balance(ben)) == (0, 0)
    assert verify().ok
