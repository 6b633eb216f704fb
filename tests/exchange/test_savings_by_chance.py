"""Savings groups lived by chance, against a slow book kept beside; what loans cost, to the last digit."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from konbit.base.errors import Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.loans import LoanDraft, ask_loan, pay_out_loan, say_on_loan
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.savings import Meeting, note_meeting, share_out
from konbit.exchange.loan_plan import plan, yearly_rate
from konbit.exchange.models import Account, Circle, Loan, Transfer
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.queries.lending import in_box, shares_of
from tests.builders import a_group, a_viewer

VALUE, MOST = 100, 5


class Lived(RuleBasedStateMachine):
    """A savings group with a charge of 7.5 % on loans."""

    @initialize()
    def begins(self) -> None:
        group = a_group("By chance")
        self.keeper = a_viewer(group.scope, "editor", actor="person:keeper")
        values = {"share_value": VALUE, "most_shares": MOST, "charge": 750, "yeses": 1}
        draft = CircleDraft("en", "savings", "Chance", unit="kob", values=values)
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        drafts = [MemberDraft(person=self.keeper.actor), *(MemberDraft(name=one) for one in "ABC")]
        members = add_members(self.keeper, self.circle.uid, drafts)
        self.members = [one.pk for one in members]
        open_circle(self.keeper, self.circle.uid)
        self.saved = dict.fromkeys(self.members, 0)
        self.today = dict.fromkeys(self.members, 0)
        self.owes = dict.fromkeys(self.members, 0)
        self.box = self.social = self.loans = 0

    @rule(
        who=st.integers(0, 3), shares=st.integers(0, 6), social=st.integers(0, 50), paid=st.integers(0, 300)
    )
    def meets(self, who: int, shares: int, social: int, paid: int) -> None:
        member = self.members[who]
        brought, key = Meeting({member: shares}, {member: social}, {}, {member: paid}), uuid.uuid4()
        try:
            note_meeting(self.keeper, self.circle.uid, brought, key)
        except Problem:
            assert self.today[member] + shares > MOST or paid > self.owes[member]
            return
        note_meeting(self.keeper, self.circle.uid, brought, key)
        assert self.today[member] + shares <= MOST
        assert paid <= self.owes[member]
        self.saved[member] += shares * VALUE
        self.today[member] += shares
        self.owes[member] -= paid
        self.box += shares * VALUE + social + paid
        self.social, self.loans = self.social + social, self.loans + paid

    @rule(who=st.integers(1, 3), amount=st.integers(1, 1500), parts=st.integers(1, 12))
    def borrows(self, who: int, amount: int, parts: int) -> None:
        member = self.members[who]
        asked = LoanDraft(member, amount, parts)
        try:
            uid = ask_loan(self.keeper, self.circle.uid, asked, uuid.uuid4())
        except Problem:
            assert amount > 3 * self.saved[member] - self.owes[member] - self._asked(member)
            return
        assert amount <= 3 * self.saved[member] - self.owes[member] - self._asked(member) + amount
        say_on_loan(self.keeper, uid, True)
        try:
            pay_out_loan(self.keeper, uid)
        except Problem:
            assert amount > self.box - self.social
            return
        pay_out_loan(self.keeper, uid)
        self.owes[member] += amount + amount * 750 // 10000
        self.box, self.loans = self.box - amount, self.loans - amount

    @rule()
    def shares_out(self) -> None:
        shares = shares_of(self.circle)
        total, key = sum(one.total for one in shares), uuid.uuid4()
        assert total == self.box
        waits = any(self.owes.values()) or Loan.objects.filter(circle=self.circle, state="granted").exists()
        try:
            share_out(self.keeper, self.circle.uid, total, key)
        except Problem:
            assert waits or not total
            return
        assert not waits
        share_out(self.keeper, self.circle.uid, total, key)
        went = Transfer.objects.filter(key=key, payee__word="outside").values_list("amount", flat=True)
        assert sum(went) == total
        self.saved = dict.fromkeys(self.members, 0)
        self.box = self.social = self.loans = 0

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "box"):
            return
        accounts = Account.objects.filter(circle=self.circle)
        assert dict(accounts.exclude(member=None).values_list("member", "balance")) == self.saved
        assert in_box(self.circle.pk) == self.box >= self.social >= 0
        assert accounts.get(word="loans").balance == self.loans
        assert all(one.holds for one in zero_sums(self.circle.pk))

    def _asked(self, member: int) -> int:
        rows = Loan.objects.filter(circle=self.circle, member=member, state__in=("asked", "granted"))
        return sum(one.amount for one in rows)


@pytest.mark.django_db
def test_whatever_happens_in_a_savings_group_it_adds_up() -> None:
    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@given(
    amount=st.integers(1, 10**9),
    charge=st.integers(0, 10**6),
    parts=st.integers(1, 60),
    wait=st.integers(0, 12),
)
def test_the_parts_of_a_loan_add_up_to_what_was_said(amount: int, charge: int, parts: int, wait: int) -> None:
    found = plan(amount, min(charge, amount), parts, wait, date(2024, 1, 31))
    sums = [part for _on, part in found.parts]
    assert sum(sums) == amount + min(charge, amount) == found.total
    assert max(sums) - min(sums) <= 1
    assert (found.yearly_rate == 0) if charge == 0 else found.yearly_rate >= 0


def test_the_yearly_rate_is_that_of_the_directive() -> None:
    assert yearly_rate(1000, [(12, 1100)]) == 1000
    assert yearly_rate(1000, [(6, 1050)]) == 1025
    assert yearly_rate(1000, [(24, 1210)]) == 1000
    assert yearly_rate(1000, [(1, 500), (2, 500)]) == 0
