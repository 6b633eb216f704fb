"""Paying: who may, out of which account; what waits for a yes, for a day; what silence means."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.exchange.actions.paying import (
    Order,
    answer_payment,
    ask_payment,
    offer_payment,
    pay,
    pay_list,
    reverse_transfer,
    schedule_payment,
    take_back_payment,
    turn_payments,
)
from konbit.exchange.journal import holding
from konbit.exchange.models import Account, Circle, Payment
from konbit.exchange.queries.statements import statement
from konbit.people.audience import Viewer
from tests.builders import a_viewer
from tests.exchange.ledgers import a_ledger, an_account, balance

pytestmark = pytest.mark.django_db

ANA = a_viewer(actor="person:ana")
BEN = a_viewer(actor="person:ben")
EVE = a_viewer(actor="person:eve")


@pytest.fixture
def circle() -> Circle:
    return a_ledger()


@pytest.fixture
def ana(circle: Circle) -> Account:
    return an_account(circle, ANA)


@pytest.fixture
def ben(circle: Circle) -> Account:
    return an_account(circle, BEN)


def keeper(circle: Circle) -> Viewer:
    return a_viewer(circle.group.scope, "editor", actor="person:keeper")


def held(account: Account) -> int:
    return Account.objects.get(pk=account.pk).held


def test_one_pays_out_of_her_own_account_once_however_often_it_is_sent(ana: Account, ben: Account) -> None:
    key = uuid.uuid4()
    answers = {pay(ANA, ana.uid, ben.uid, 250, "eggs", key) for _again in range(10)}
    assert len(answers) == 1
    assert (balance(ana), balance(ben)) == (-250, 250)


def test_a_payment_asks_the_database_little(ana: Account, ben: Account) -> None:
    with CaptureQueriesContext(connection) as asked:
        pay(ANA, ana.uid, ben.uid, 250, "eggs", uuid.uuid4())
    assert len(asked) <= 12


def test_who_keeps_the_books_pays_for_others_and_that_is_written_down(ana: Account, ben: Account) -> None:
    pay(keeper(ana.circle), ana.uid, ben.uid, 250, "", uuid.uuid4())
    assert statement(ANA, ana.uid).lines[0].by == "person:keeper"


@pytest.mark.parametrize("viewer", [EVE, BEN, Viewer()])
def test_nobody_pays_out_of_the_account_of_another(viewer: Viewer, ana: Account, ben: Account) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        pay(viewer, ana.uid, ben.uid, 250, "", uuid.uuid4())
    assert balance(ana) == 0


def test_who_has_left_pays_no_more(ana: Account, ben: Account) -> None:
    assert ana.member is not None
    ana.member.left_on = date(2024, 1, 1)
    ana.member.save()
    with pytest.raises(NotFound):
        pay(ANA, ana.uid, ben.uid, 250, "", uuid.uuid4())


def test_accounts_of_other_circles_are_not_even_known(ana: Account) -> None:
    other = an_account(a_ledger(code="OTHER"))
    with pytest.raises(NotFound):
        pay(ANA, ana.uid, other.uid, 250, "", uuid.uuid4())
    with pytest.raises(NotFound):
        pay(ANA, "nothing", ana.uid, 250, "", uuid.uuid4())


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_in_a_circle_that_is_not_running_nothing_is_paid(state: str, ana: Account, ben: Account) -> None:
    Circle.objects.update(state=state)
    with pytest.raises(Problem):
        pay(ANA, ana.uid, ben.uid, 250, "", uuid.uuid4())


def test_what_is_asked_for_is_paid_once_the_payer_says_yes(ana: Account, ben: Account) -> None:
    row = ask_payment(BEN, ana.uid, ben.uid, 300, "chairs", uuid.uuid4())
    assert row.expires_at is not None
    with pytest.raises(NotAllowed):
        answer_payment(BEN, row.uid, True)
    with pytest.raises(NotFound):
        answer_payment(EVE, row.uid, True)

    answered = answer_payment(ANA, row.uid, True)

    assert answered.state == Payment.State.BOOKED
    assert (balance(ana), balance(ben)) == (-300, 300)
    assert statement(BEN, ben.uid).lines[0].words == "chairs"
    with pytest.raises(Problem):
        answer_payment(ANA, row.uid, False)


def test_what_is_sent_for_a_yes_is_held_and_free_again_when_refused(ana: Account, ben: Account) -> None:
    row = offer_payment(ANA, ana.uid, ben.uid, 900, "", uuid.uuid4())
    assert (held(ana), balance(ana)) == (900, 0)
    with pytest.raises(Problem):
        pay(ANA, ana.uid, ben.uid, 101, "", uuid.uuid4())
    with pytest.raises(Problem):
        offer_payment(ANA, ana.uid, ben.uid, 101, "", uuid.uuid4())

    refused = answer_payment(BEN, row.uid, False, "too much")

    assert (refused.state, refused.answer) == ("refused", "too much")
    assert (held(ana), balance(ana)) == (0, 0)


def test_what_is_held_is_booked_when_the_payee_says_yes(ana: Account, ben: Account) -> None:
    row = offer_payment(ANA, ana.uid, ben.uid, 1000, "", uuid.uuid4())
    answer_payment(BEN, row.uid, True)
    assert (held(ana), balance(ana), balance(ben)) == (0, -1000, 1000)


def test_what_was_sent_can_be_taken_back_until_it_is_answered(ana: Account, ben: Account) -> None:
    row = offer_payment(ANA, ana.uid, ben.uid, 900, "", uuid.uuid4())
    with pytest.raises(NotAllowed):
        take_back_payment(BEN, row.uid)
    take_back_payment(ANA, row.uid)
    assert held(ana) == 0
    with pytest.raises(Problem):
        take_back_payment(ANA, row.uid)


def test_the_same_payment_asked_for_twice_waits_once(ana: Account, ben: Account) -> None:
    key = uuid.uuid4()
    first = offer_payment(ANA, ana.uid, ben.uid, 300, "", key)
    assert offer_payment(ANA, ana.uid, ben.uid, 300, "", key).uid == first.uid
    assert held(ana) == 300
    with pytest.raises(Problem) as refused:
        offer_payment(ANA, ana.uid, ben.uid, 301, "", key)
    assert refused.value.status == 409


def test_what_is_set_for_a_day_is_booked_on_it(ana: Account, ben: Account) -> None:
    today = timezone.localdate()
    row = schedule_payment(ANA, ana.uid, ben.uid, 300, "rent", uuid.uuid4(), today + timedelta(days=3))
    assert (row.state, held(ana), turn_payments()) == ("new", 0, 0)

    assert holding.book_due(today + timedelta(days=3)) == 1

    assert (balance(ana), balance(ben)) == (-300, 300)
    with pytest.raises(Problem):
        schedule_payment(ANA, ana.uid, ben.uid, 1, "", uuid.uuid4(), today - timedelta(days=1))


def test_what_a_limit_forbids_on_its_day_is_refused_with_the_reason(ana: Account, ben: Account) -> None:
    today = timezone.localdate()
    row = schedule_payment(ANA, ana.uid, ben.uid, 1001, "", uuid.uuid4(), today)
    assert turn_payments() == 0
    row.refresh_from_db()
    assert row.state == "refused"
    assert row.answer


def test_what_is_accepted_for_later_is_booked_later(ana: Account, ben: Account) -> None:
    later = timezone.localdate() + timedelta(days=5)
    row = ask_payment(BEN, ana.uid, ben.uid, 300, "", uuid.uuid4(), due_on=later)
    assert answer_payment(ANA, row.uid, True).state == "accepted"
    assert balance(ana) == 0
    holding.book_due(later)
    assert balance(ana) == -300


@pytest.mark.parametrize(("means", "state", "paid"), [("expire", "expired", 0), ("accept", "booked", -300)])
def test_silence_means_what_the_circle_agreed(
    means: str, state: str, paid: int, ana: Account, ben: Account
) -> None:
    ana.circle.terms.update(values={"silence": 7, "silence_means": means})
    row = offer_payment(ANA, ana.uid, ben.uid, 300, "", uuid.uuid4())
    assert turn_payments() == 0
    Payment.objects.update(expires_at=timezone.now())
    assert turn_payments() == 1
    row.refresh_from_db()
    assert (row.state, held(ana), balance(ana)) == (state, 0, paid)


def test_only_who_was_paid_or_keeps_the_books_gives_back(ana: Account, ben: Account) -> None:
    wrong = pay(ANA, ana.uid, ben.uid, 300, "", uuid.uuid4())
    with pytest.raises(NotAllowed):
        reverse_transfer(ANA, wrong.uid, uuid.uuid4())
    with pytest.raises(NotFound):
        reverse_transfer(EVE, wrong.uid, uuid.uuid4())
    reverse_transfer(BEN, wrong.uid, uuid.uuid4(), "sorry")
    assert balance(ana) == 0
    lines = statement(ANA, ana.uid).lines
    assert (lines[0].reverses, lines[1].reversed_by) == (wrong.uid, lines[0].uid)


def test_a_statement_goes_on_page_by_page_and_is_nobody_elses(ana: Account, ben: Account) -> None:
    for amount in range(1, 8):
        pay(ANA, ana.uid, ben.uid, amount, "", uuid.uuid4())
    seen, before = [], None
    while True:
        page = statement(ANA, ana.uid, before, many=3)
        seen += [line.amount for line in page.lines]
        before = page.before
        if before is None:
            break
    assert seen == [-7, -6, -5, -4, -3, -2, -1]
    for viewer in (BEN, EVE, Viewer()):
        with pytest.raises(NotFound):
            statement(viewer, ana.uid)


def test_of_a_list_each_payment_stands_or_is_refused_by_itself_and_sending_it_again_changes_nothing(
    ana: Account, ben: Account
) -> None:
    strange = an_account(a_ledger(code="OTHER"))
    orders = [
        Order(ana.uid, ben.uid, 600, "hours of May", uuid.uuid4()),
        Order(ana.uid, ben.uid, 600, "", uuid.uuid4()),
        Order(ana.uid, strange.uid, 1, "", uuid.uuid4()),
        Order(ben.uid, ana.uid, 1, "", uuid.uuid4()),
        Order("nothing", ana.uid, 1, "", uuid.uuid4()),
        Order(ana.uid, ben.uid, 400, "", uuid.uuid4()),
    ]
    outcomes = pay_list(ANA, orders)
    assert [isinstance(one, Problem) for one in outcomes] == [False, True, True, True, True, False]
    assert balance(ana) == -1000
    assert pay_list(ANA, orders)[0] == outcomes[0]
    assert balance(ana) == -1000
