"""Tontines lived by chance, against a slow book kept beside: what is paid in is received."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from konbit.base.errors import Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.cycles import CycleDraft, begin_cycle
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.turns import complete_turn, cover_late, note_paid_in, open_turn, say_bid
from konbit.exchange.models import Account, Circle, Cycle, Obligation, Turn
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.tontine_order import day_of, drawn
from tests.builders import a_group, a_viewer

AMOUNT = 1000


def slowly_parted(amount: int, hands: dict[int, int]) -> dict[int, int]:
    """Coin by coin to whoever is furthest below her exact part."""
    parts = dict.fromkeys(hands, 0)
    exact = {one: Fraction(amount * many, sum(hands.values())) for one, many in hands.items()}
    parts = {one: int(exact[one]) for one in hands}
    while sum(parts.values()) < amount:
        most = max(hands, key=lambda one: (exact[one] - parts[one], -one))
        parts[most] += 1
    return parts


class Lived(RuleBasedStateMachine):
    """A tontine with bids and a guarantee fund, whose turns are all due long ago."""

    @initialize(
        hands=st.lists(st.integers(1, 2), min_size=2, max_size=4), guarantee=st.sampled_from([0, 1000])
    )
    def begins(self, hands: list[int], guarantee: int) -> None:
        group = a_group("By chance")
        self.keeper = a_viewer(group.scope, "editor", actor="person:keeper")
        values = {"amount": AMOUNT, "order": "bid", "guarantee": guarantee, "every": 1, "period": "weeks"}
        draft = CircleDraft("en", "tontine", "Chance", unit="kob", values=values)
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        members = add_members(self.keeper, self.circle.uid, [MemberDraft(name=str(one)) for one in hands])
        self.hands = {one.pk: many for one, many in zip(members, hands, strict=True)}
        self.percent = guarantee
        open_circle(self.keeper, self.circle.uid)
        begun = CycleDraft(self.hands, date.today() - timedelta(days=400))
        self.cycle = Cycle.objects.get(uid=begin_cycle(self.keeper, self.circle.uid, begun, uuid.uuid4()))
        self.book = dict.fromkeys(self.hands, 0)
        self.owes: dict[int, list[list[int]]] = {one: [] for one in self.hands}
        self.fund = 0
        self.had = dict.fromkeys(self.hands, 0)

    @rule(who=st.integers(0, 3), bid=st.integers(0, 700))
    def opens(self, who: int, bid: int) -> None:
        turn = self.cycle.turns.filter(state=Turn.State.COMING).first()
        if turn is None:
            return
        free = [one for one, many in self.hands.items() if many > self.had[one]]
        holder = free[who % len(free)]
        others = {one: many for one, many in self.hands.items() if one != holder}
        most = AMOUNT * sum(others.values()) * 3000 // 10000
        try:
            say_bid(self.keeper, turn.uid, holder, bid, "")
        except Problem:
            assert bid > most
            return
        assert bid <= most
        open_turn(self.keeper, turn.uid)
        self.had[holder] += 1
        parts = slowly_parted(bid, others)
        for one, many in others.items():
            self.owes[one].append([AMOUNT * many - parts[one], holder])
            if fee := AMOUNT * many * self.percent // 10000:
                self.owes[one].append([fee, 0])

    @rule(who=st.integers(0, 3), amount=st.integers(1, 3000))
    def pays_in(self, who: int, amount: int) -> None:
        payer = list(self.hands)[who % len(self.hands)]
        due = sum(left for left, _to in self.owes[payer])
        key = uuid.uuid4()
        try:
            note_paid_in(self.keeper, self.circle.uid, {payer: amount}, key)
        except Problem:
            assert amount > due
            return
        assert amount <= due
        note_paid_in(self.keeper, self.circle.uid, {payer: amount}, key)
        for debt in self._oldest_first(payer):
            part = min(amount, debt[0])
            self._goes(payer, debt[1], part)
            debt[0] -= part
            amount -= part

    @rule()
    def the_fund_pays_in(self) -> None:
        turn = self.cycle.turns.filter(state=Turn.State.OPEN).first()
        before = Account.objects.get(circle=self.circle, word="guarantee").balance
        if turn is None:
            return
        try:
            paid = cover_late(self.keeper, turn.uid)
        except Problem:
            return
        assert 0 < paid <= before
        self._read_again()

    @rule()
    def completes(self) -> None:
        for turn in self.cycle.turns.filter(state=Turn.State.OPEN):
            open_ = Obligation.objects.filter(origin=turn.uid, sort="turn", state="stands").exists()
            try:
                complete_turn(self.keeper, turn.uid)
            except Problem:
                assert open_
            else:
                assert not open_
        self.cycle.refresh_from_db()
        if self.cycle.state == Cycle.State.DONE:
            assert not Account.objects.filter(circle=self.circle).exclude(balance=0).exists()
            self.book, self.fund = dict.fromkeys(self.hands, 0), 0

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "book"):
            return
        accounts = Account.objects.filter(circle=self.circle)
        assert dict(accounts.exclude(member=None).values_list("member", "balance")) == self.book
        assert accounts.get(word="guarantee").balance == self.fund >= 0
        assert all(one.holds for one in zero_sums(self.circle.pk))

    def _oldest_first(self, payer: int) -> list[list[int]]:
        return [one for one in self.owes[payer] if one[0]]

    def _goes(self, payer: int, payee: int, amount: int) -> None:
        self.book[payer] -= amount
        if payee:
            self.book[payee] += amount
        else:
            self.fund += amount

    def _read_again(self) -> None:
        """The fund pays for others: the book is opened anew from what stands, in the order of days."""
        accounts = Account.objects.filter(circle=self.circle)
        self.book = dict(accounts.exclude(member=None).values_list("member", "balance"))
        self.fund = accounts.get(word="guarantee").balance
        self.owes = {one: [] for one in self.hands}
        for one in Obligation.objects.filter(circle=self.circle, state="stands").order_by("due_on", "pk"):
            self.owes[one.payer.member_id or 0].append([one.amount - one.settled, one.payee.member_id or 0])


@pytest.mark.django_db
def test_whatever_happens_in_a_tontine_it_adds_up() -> None:
    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_order_can_be_drawn_again_and_every_hand_has_one_turn() -> None:
    order = drawn("rain 7 mango", {1: 2, 2: 1, 3: 1})
    assert sorted(order) == [1, 1, 2, 3]
    assert order == drawn("rain 7 mango", {3: 1, 2: 1, 1: 2})
    assert {tuple(drawn(str(seed), {1: 1, 2: 1})) for seed in range(20)} == {(1, 2), (2, 1)}


def test_a_month_without_that_day_ends_with_its_last() -> None:
    assert day_of(date(2024, 1, 31), 1, 1, "months") == date(2024, 2, 29)
    assert day_of(date(2024, 1, 31), 2, 6, "months") == date(2025, 1, 31)
    assert day_of(date(2024, 1, 31), 2, 2, "weeks") == date(2024, 2, 28)
