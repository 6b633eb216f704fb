"""Clearing rounds: nothing without a yes, nothing that is not confirmed, nobody ends up with more or less."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions.rows import undo
from konbit.chronicle.models import Change
from konbit.exchange.actions import clearing, promises
from konbit.exchange.actions.promises import PromiseDraft
from konbit.exchange.models import Account, Circle, Obligation
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.queries.clearing import round_page
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, an_account, balance
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> tuple[Viewer, Client, Circle]:
    """Who keeps the books of an open circle."""
    group = a_group("Ring of Mills")
    viewer, browser, _person = somebody_of(group, "steward", "keeper")
    return viewer, browser, a_ledger(group, below=None)


def _owes(viewer: Viewer, payer: Account, payee: Account, amount: int) -> str:
    return promises.promise(viewer, PromiseDraft(payer.uid, payee.uid, amount), uuid.uuid4())


def _round(viewer: Viewer, circle: Circle, *accounts: Account, credit: bool = False) -> str:
    uid = clearing.begin_round(viewer, circle.uid, clearing.RoundDraft(credit=credit), uuid.uuid4())
    for one in accounts:
        clearing.answer_round(viewer, uid, one.member_id or 0, True)
    return uid


def test_three_who_owe_each_other_in_a_circle_pay_nothing(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, browser, circle = keeper
    a, b, c = (an_account(circle, least=None) for _one in range(3))
    debts = [_owes(viewer, a, b, 500), _owes(viewer, b, c, 300), _owes(viewer, c, a, 400)]
    uid = _round(viewer, circle, a, b, c)
    assert clearing.find_set_off(viewer, uid).solver
    page = browser.get(reverse("exchange:clearing-round", args=[uid])).text
    assert "900" in page
    assert "before and after" in page
    clearing.book_round(viewer, uid)
    clearing.book_round(viewer, uid)  # pressed twice, booked once
    left = [Obligation.objects.get(uid=one) for one in debts]
    assert [one.amount - one.settled for one in left] == [200, 0, 100]
    assert [one.state for one in left] == ["stands", "done", "stands"]
    assert [balance(one) for one in (a, b, c)] == [0, 0, 0]
    assert all(one.holds for one in zero_sums(circle.pk))


def test_nothing_is_touched_without_a_yes(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    a, b, c = (an_account(circle, least=None) for _one in range(3))
    for pair in ((a, b), (b, c), (c, a)):
        _owes(viewer, *pair, 100)
    uid = _round(viewer, circle, a)
    with pytest.raises(Problem):
        clearing.find_set_off(viewer, uid)
    clearing.answer_round(viewer, uid, b.member_id or 0, True)
    assert clearing.find_set_off(viewer, uid).certificate["cleared"] == 0
    clearing.answer_round(viewer, uid, c.member_id or 0, True)
    assert clearing.find_set_off(viewer, uid).certificate["cleared"] == 300
    clearing.answer_round(viewer, uid, c.member_id or 0, False)
    with pytest.raises(Problem):
        clearing.book_round(viewer, uid)
    assert Obligation.objects.filter(settled=0).count() == 3


def test_what_is_disputed_or_not_confirmed_is_left_alone(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    rosa, _rosa, _person = somebody_of(circle.group, "member", "rosa")
    a, b = an_account(circle, rosa, least=None), an_account(circle, least=None)
    _owes(viewer, a, b, 70)
    said = promises.promise(viewer, PromiseDraft(b.uid, a.uid, 50), uuid.uuid4())
    promises.dispute(viewer, said, "The sacks were half empty.")
    uid = _round(viewer, circle, a, b)
    found = clearing.find_set_off(viewer, uid)
    assert found.certificate["cleared"] == 0
    promises.confirm(viewer, said)
    assert clearing.find_set_off(viewer, uid).certificate["cleared"] == 100


def test_what_changed_since_it_was_found_is_not_booked(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    a, b = an_account(circle, least=None), an_account(circle, least=None)
    first = _owes(viewer, a, b, 70)
    _owes(viewer, b, a, 50)
    uid = _round(viewer, circle, a, b)
    clearing.find_set_off(viewer, uid)
    promises.keep(viewer, first, uuid.uuid4(), 60)
    with pytest.raises(Problem) as told:
        clearing.book_round(viewer, uid)
    assert told.value.status == 409


def test_the_circles_credit_may_help_within_its_limits(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    a, b, c = (
        an_account(circle, least=-30),
        an_account(circle, least=-30, most=25),
        an_account(circle, least=0, most=30),
    )
    _owes(viewer, a, b, 100)
    _owes(viewer, b, c, 100)
    uid = _round(viewer, circle, a, b, c, credit=True)
    assert clearing.find_set_off(viewer, uid).certificate["cleared"] == 60
    clearing.book_round(viewer, uid)
    assert [balance(one) for one in (a, b, c)] == [-30, 0, 30]


def test_others_see_only_their_own_notice(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    rosa, rosas, _person = somebody_of(circle.group, "member", "rosa")
    a, b = an_account(circle, rosa, least=None), an_account(circle, least=None)
    _owes(viewer, a, b, 70)
    uid = _round(viewer, circle, a, b)
    assert len(round_page(viewer, uid).notices) == 2
    assert [one.is_own for one in round_page(rosa, uid).notices] == [True]
    with pytest.raises(NotAllowed):
        clearing.answer_round(rosa, uid, b.member_id or 0, True)
    with pytest.raises(NotAllowed):
        clearing.book_round(rosa, uid)
    stranger, strangers, _person = somebody_of(a_group("Elsewhere"), "member", "stranger")
    with pytest.raises(NotFound):
        round_page(stranger, uid)
    assert strangers.get(reverse("exchange:clearing-round", args=[uid])).status_code == 404
    assert rosas.get(reverse("exchange:clearing-rounds", args=[circle.uid])).status_code == 200


def test_what_is_booked_is_not_taken_back_by_undoing(keeper: tuple[Viewer, Client, Circle]) -> None:
    viewer, _browser, circle = keeper
    a, b = an_account(circle, least=None), an_account(circle, least=None)
    uid = _owes(viewer, a, b, 70)
    promises.keep(viewer, uid, uuid.uuid4())
    act = Change.objects.filter(kind="exchange.obligation").latest("id").batch
    with pytest.raises(Problem) as told:
        undo(viewer.actor, act)
    assert told.value.status == 409
    assert Obligation.objects.get(uid=uid).settled == 70
