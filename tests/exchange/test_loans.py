"""Loans: who says yes, who sees them, what is refused; the rest is lived in tests/scenarios."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.loans import LoanDraft, ask_loan, pay_out_loan, say_on_loan
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.savings import Meeting, give_savings_back, note_meeting
from konbit.exchange.models import Account, Circle, Loan, Member
from konbit.exchange.queries.savings import loan_page, loans_in, savings_shown
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer

pytestmark = pytest.mark.django_db

EVE = a_viewer(actor="person:eve")


def _house(**values: Any) -> tuple[Viewer, list[Viewer], Circle, list[Member]]:
    """Who keeps the books, three members who saved 500 each, their circle."""
    group = a_group("Three savers")
    keeper = a_viewer(group.scope, "editor", actor="person:keeper")
    viewers = [a_viewer(group.scope, "member", actor=f"person:{one}") for one in ("ana", "ben", "caro")]
    draft = CircleDraft("en", "savings", "Three", unit="kob", values={"share_value": 100, **values})
    uid = begin_circle(keeper, group.uid, draft, uuid.uuid4())
    members = list(add_members(keeper, uid, [MemberDraft(person=one.actor) for one in viewers]))
    open_circle(keeper, uid)
    note_meeting(keeper, uid, Meeting(shares={one.pk: 5 for one in members}), uuid.uuid4())
    return keeper, viewers, Circle.objects.get(uid=uid), members


def test_as_many_others_say_yes_as_the_rules_ask() -> None:
    keeper, (ana, ben, caro), circle, members = _house(yeses=2)
    key, draft = uuid.uuid4(), LoanDraft(members[0].pk, 800, 2)
    with pytest.raises(NotAllowed):
        ask_loan(ben, circle.uid, draft, uuid.uuid4())
    with pytest.raises(NotFound):
        ask_loan(EVE, circle.uid, draft, uuid.uuid4())
    uid = ask_loan(ana, circle.uid, draft, key)
    assert ask_loan(ana, circle.uid, draft, key) == uid
    with pytest.raises(NotAllowed):
        say_on_loan(ana, uid, True)
    with pytest.raises(NotFound):
        say_on_loan(EVE, uid, True)
    say_on_loan(ben, uid, True)
    say_on_loan(ben, uid, True)
    assert Loan.objects.get().state == Loan.State.ASKED, "saying it twice is saying it once"
    with pytest.raises(Problem):
        pay_out_loan(keeper, uid)
    say_on_loan(caro, uid, True)
    with pytest.raises(NotAllowed):
        pay_out_loan(ana, uid)
    pay_out_loan(keeper, uid)
    with pytest.raises(Problem):
        give_savings_back(keeper, circle.uid, members[0].pk, uuid.uuid4())


@pytest.mark.parametrize("wrong", [{"amount": 1501}, {"instalments": 13}, {"moratorium": 4}, {"amount": 0}])
def test_a_loan_beyond_the_rules_is_not_asked_for(wrong: dict[str, int]) -> None:
    _keeper, (ana, *_others), circle, members = _house()
    with pytest.raises(Problem):
        ask_loan(ana, circle.uid, LoanDraft(members[0].pk, **{"amount": 100, **wrong}), uuid.uuid4())


def test_other_members_see_a_loan_only_as_the_rules_say() -> None:
    keeper, (ana, ben, _caro), circle, members = _house(loans_seen="keepers", yeses=1)
    uid = ask_loan(ana, circle.uid, LoanDraft(members[0].pk, 100), uuid.uuid4())
    assert loan_page(ben, uid).may_say, "who is to say yes sees it"
    say_on_loan(ben, uid, True)
    with pytest.raises(NotFound):
        loan_page(ben, uid)
    assert loans_in(ben, circle) == ()
    assert loan_page(ana, uid).line.is_own
    assert loan_page(keeper, uid).may_keep
    assert savings_shown(EVE, circle.pk) is None
    assert savings_shown(Viewer(), circle.pk) is None


def test_savings_go_back_to_who_leaves_once() -> None:
    keeper, (ana, *_others), circle, members = _house()
    key = uuid.uuid4()
    with pytest.raises(NotAllowed):
        give_savings_back(ana, circle.uid, members[0].pk, key)
    assert give_savings_back(keeper, circle.uid, members[0].pk, key) == 500
    assert give_savings_back(keeper, circle.uid, members[0].pk, key) == 500
    assert Account.objects.get(member=members[0]).balance == 0
