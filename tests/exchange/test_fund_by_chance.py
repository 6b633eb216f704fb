"""Solidarity funds lived by chance beside a slow book: nobody saves for herself, all is lent again."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from konbit.assembly.actions.agreed import Agreed
from konbit.base.errors import Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, close_circle, open_circle
from konbit.exchange.actions.loans import (
    LoanDraft,
    ask_loan,
    grant_loan,
    let_loan_go,
    pay_out_loan,
    say_on_loan,
)
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.savings import Meeting, give_out, note_meeting
from konbit.exchange.models import Account, Circle, Loan
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.queries.lending import in_box
from tests.builders import a_group, a_viewer

MOST = 900


class Lived(RuleBasedStateMachine):
    """A fund without a charge on loans, in which a resolution grants them."""

    @initialize()
    def begins(self) -> None:
        group = a_group("By chance")
        self.keeper = a_viewer(group.scope, "editor", actor="person:keeper")
        values = {"most_loan": MOST, "charge": None, "approval": "resolution"}
        draft = CircleDraft("en", "fund", "Chance", unit="kob", values=values)
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        members = add_members(self.keeper, self.circle.uid, [MemberDraft(name=one) for one in "ABC"])
        self.members = [one.pk for one in members]
        open_circle(self.keeper, self.circle.uid)
        self.lent: dict[str, list[int]] = {}  # of each loan that runs: whose, how much, how much came back
        self.loans = self.social = 0

    @rule(
        who=st.integers(0, 2), gift=st.integers(0, 400), social=st.integers(0, 80), paid=st.integers(0, 300)
    )
    def meets(self, who: int, gift: int, social: int, paid: int) -> None:
        member = self.members[who]
        brought, key = Meeting({}, {member: social}, {member: gift}, {member: paid}), uuid.uuid4()
        try:
            note_meeting(self.keeper, self.circle.uid, brought, key)
        except Problem:
            assert paid > self._owes(member)
            return
        note_meeting(self.keeper, self.circle.uid, brought, key)
        assert paid <= self._owes(member)
        self.social, self.loans = self.social + social, self.loans + gift + paid
        before = self._owes(member)
        self._came(member)
        assert self._owes(member) == before - paid

    @rule(who=st.integers(0, 2), amount=st.integers(1, 1000), parts=st.integers(1, 6))
    def borrows(self, who: int, amount: int, parts: int) -> None:
        member = self.members[who]
        wants, key = LoanDraft(member, amount, parts), uuid.uuid4()
        waits = sum(one.amount for one in self._of("asked", "granted") if one.member_id == member)
        try:
            uid = ask_loan(self.keeper, self.circle.uid, wants, key)
        except Problem:
            assert amount > MOST - self._owes(member) - waits
            return
        assert ask_loan(self.keeper, self.circle.uid, wants, key) == uid
        assert amount <= MOST - self._owes(member) - waits
        with pytest.raises(Problem):
            say_on_loan(self.keeper, uid, True)
        grant_loan(self.keeper, uid, self._agreed())
        try:
            pay_out_loan(self.keeper, uid)
        except Problem:
            assert amount > self.loans
            return
        pay_out_loan(self.keeper, uid)
        assert amount <= self.loans
        self.loans -= amount
        self.lent[uid] = [member, amount, 0]

    @rule(which=st.integers(0, 9))
    def lets_go(self, which: int) -> None:
        if not self.lent:
            return
        uid = sorted(self.lent)[which % len(self.lent)]
        let_loan_go(self.keeper, uid, self._agreed())
        _member, amount, came = self.lent.pop(uid)
        carried = min(self.social, amount - came)
        self.social, self.loans = self.social - carried, self.loans + carried

    @rule(word=st.sampled_from(["social", "loans"]), amount=st.integers(1, 300))
    def helps(self, word: str, amount: int) -> None:
        there, key = (self.social if word == "social" else self.loans), uuid.uuid4()
        try:
            give_out(self.keeper, self.circle.uid, word, amount, "Help", self._agreed(), key)
        except Problem:
            assert amount > there
            return
        assert amount <= there
        self.social -= amount if word == "social" else 0
        self.loans -= amount if word == "loans" else 0

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "loans"):
            return
        accounts = Account.objects.filter(circle=self.circle)
        assert not accounts.exclude(member=None).exclude(balance=0).exists()
        assert (accounts.get(word="loans").balance, accounts.get(word="social").balance) == (
            self.loans,
            self.social,
        )
        assert in_box(self.circle.pk) == self.loans + self.social
        assert all(one.holds for one in zero_sums(self.circle.pk))
        assert {one.uid for one in self._of("running")} == set(self.lent)

    def teardown(self) -> None:
        """Whatever happened, it can be ended: loans let go, the rest given on, the circle closed."""
        if not hasattr(self, "loans"):
            return
        for _loan in list(self.lent):
            self.lets_go(0)
        for word, amount in (("loans", self.loans), ("social", self.social)):
            if amount:
                give_out(self.keeper, self.circle.uid, word, amount, "We end", self._agreed(), uuid.uuid4())
        assert not Account.objects.filter(circle=self.circle).exclude(balance=0).exists()
        close_circle(self.keeper, self.circle.uid)

    def _owes(self, member: int) -> int:
        return sum(amount - came for whose, amount, came in self.lent.values() if whose == member)

    def _came(self, member: int) -> None:
        """What was paid is spread over the promises by the program; here it is only read back by loan."""
        for uid, one in list(self.lent.items()):
            if one[0] == member:
                one[2] = sum(self.circle.obligations.filter(origin=uid).values_list("settled", flat=True))
                if one[2] == one[1]:
                    assert Loan.objects.get(uid=uid).state == "paid_back"
                    del self.lent[uid]

    def _of(self, *states: str) -> list[Loan]:
        return list(Loan.objects.filter(circle=self.circle, state__in=states))

    def _agreed(self) -> Agreed:
        return Agreed(text="So be it.", key=uuid.uuid4())


@pytest.mark.django_db
def test_whatever_happens_in_a_solidarity_fund_it_adds_up_and_can_be_ended() -> None:
    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
