"""Booking: what one gives the other has, once, within the limits, and it stays."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from konbit.base.errors import NotFound, Problem
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.journal.reversing import reverse
from konbit.exchange.models import LARGEST, Account, Currency, Transfer, Words
from konbit.exchange.queries.balances import balance_of, zero_sums
from tests.exchange.ledgers import a_ledger, an_account, balance, paid

pytestmark = pytest.mark.django_db


def test_what_one_pays_the_other_has_and_all_together_is_nothing() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle), an_account(circle)

    booked = paid(ana, ben, 300, words="bread")

    assert (booked.payer_balance, booked.payee_balance) == (-300, 300)
    assert (balance(ana), balance(ben)) == (-300, 300)
    assert Words.objects.get(transfer__uid=booked.uid).text == "bread"
    assert [one.total for one in zero_sums(circle.pk)] == [0]
    assert balance_of(ana.pk).can_spend == 700


def test_many_lines_stand_together_or_not_at_all() -> None:
    circle = a_ledger()
    ana, ben, cleo = (an_account(circle, least=0 if n == 1 else -1000) for n in range(3))

    post([Line(ana.pk, ben.pk, 500), Line(ben.pk, cleo.pk, 400)], key=uuid.uuid4(), by="")
    assert (balance(ana), balance(ben), balance(cleo)) == (-500, 100, 400)
    assert list(Transfer.objects.order_by("id").values_list("line", "payer_version", "payee_version")) == [
        (0, 1, 1),
        (1, 2, 1),
    ]

    with pytest.raises(Problem):
        post([Line(ana.pk, ben.pk, 10), Line(ben.pk, cleo.pk, 111)], key=uuid.uuid4(), by="")
    assert (balance(ana), balance(ben), balance(cleo)) == (-500, 100, 400)


def test_the_same_payment_sent_ten_times_is_booked_once() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle), an_account(circle)
    key = uuid.uuid4()

    answers = {paid(ana, ben, 300, key=key, words="bread") for _again in range(10)}

    assert len(answers) == 1
    assert balance(ana) == -300


@pytest.mark.parametrize("other", [{"amount": 301}, {"words": "cheese"}, {"payee": "cleo"}, {"sort": "fee"}])
def test_the_same_key_with_other_contents_is_refused(other: dict[str, object]) -> None:
    circle = a_ledger()
    accounts = {"ana": an_account(circle), "ben": an_account(circle), "cleo": an_account(circle)}
    key = uuid.uuid4()
    said = {"amount": 300, "words": "bread", "payee": "ben", "sort": "payment"}

    def send(said: dict[str, object]) -> None:
        payee = accounts[str(said["payee"])]
        rest = {name: said[name] for name in ("words", "sort")}
        paid(accounts["ana"], payee, said["amount"], key=key, **rest)  # type: ignore[arg-type]

    send(said)
    with pytest.raises(Problem) as refused:
        send(said | other)
    assert refused.value.status == 409
    assert balance(accounts["ana"]) == -300


@pytest.mark.parametrize("amount", [0, -1, LARGEST + 1, 2**63, 1.0, True, "5"])
def test_an_amount_that_is_none_is_refused(amount: object) -> None:
    circle = a_ledger()
    with pytest.raises(Problem):
        paid(an_account(circle), an_account(circle), amount)  # type: ignore[arg-type]


def test_sums_that_do_not_fit_into_64_bits_are_refused() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle, least=None), an_account(circle, least=None)
    Account.objects.filter(pk=ben.pk).update(balance=10**18 - 1)
    with pytest.raises(Problem), transaction.atomic():
        paid(ana, ben, LARGEST)


def test_nobody_pays_herself_or_an_account_of_another_unit_or_circle_or_one_that_is_closed() -> None:
    circle = a_ledger()
    ana, closed = an_account(circle), an_account(circle, closed_on="2024-01-01")
    euros = an_account(circle, currency=Currency.objects.create(sort="money", code="EUR"))
    elsewhere = an_account(a_ledger(code="OTHER"), currency=circle.currency)
    for other in (ana, closed, euros, elsewhere):
        with pytest.raises(Problem):
            paid(ana, other, 10)
    with pytest.raises(NotFound):
        post([Line(ana.pk, 999_999, 10)], key=uuid.uuid4(), by="")
    assert balance(ana) == 0


def test_in_a_circle_that_is_closed_nothing_is_booked() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle), an_account(circle)
    circle.state = "closed"
    circle.save()
    with pytest.raises(Problem):
        paid(ana, ben, 10)


def test_neither_limit_is_crossed_by_a_unit() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle, least=-100), an_account(circle, most=100)
    paid(ana, ben, 100)
    for payer, payee in ((ana, an_account(circle)), (an_account(circle), ben)):
        with pytest.raises(Problem):
            paid(payer, payee, 1)


def test_what_is_held_cannot_be_spent() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle, least=-100), an_account(circle)
    Account.objects.filter(pk=ana.pk).update(held=60)
    with pytest.raises(Problem):
        paid(ana, ben, 41)
    paid(ana, ben, 40)


def test_a_wrong_entry_is_put_right_by_one_that_names_it() -> None:
    circle = a_ledger()
    ana, ben = an_account(circle), an_account(circle)
    wrong = paid(ana, ben, 300)
    key = uuid.uuid4()

    right = reverse(wrong.uid, key, "person:test", "it was 30")

    assert reverse(wrong.uid, key, "person:test", "it was 30") == right
    assert (balance(ana), balance(ben)) == (0, 0)
    row = Transfer.objects.get(uid=right.uid)
    assert row.reverses is not None
    assert row.reverses.uid == wrong.uid
    for again in (wrong.uid, right.uid):
        with pytest.raises(Problem) as refused:
            reverse(again, uuid.uuid4(), "person:test")
        assert refused.value.status == 409
    with pytest.raises(NotFound):
        reverse("nothing", uuid.uuid4(), "person:test")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exchange_transfer SET amount = 1",
        "DELETE FROM exchange_transfer",
        "INSERT INTO exchange_seal (number, head, many, at) VALUES (1, 'x', 1, '2024-01-01')",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_booked(statement: str) -> None:
    circle = a_ledger()
    paid(an_account(circle), an_account(circle), 300)
    with connection.cursor() as cursor:
        if statement.startswith("INSERT"):
            cursor.execute(statement)
            statement = "DELETE FROM exchange_seal"
        with pytest.raises(DatabaseError, match="correct it by a reversal"), transaction.atomic():
            cursor.execute(statement)
