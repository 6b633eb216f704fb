"""Common enterprises and konbits lived by chance: every coin goes somewhere, every field has its turn."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from konbit.assembly.actions.agreed import Agreed
from konbit.base.errors import Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.enterprise import (
    Surplus,
    note_given,
    pay_out_share,
    share_surplus,
    use_reserve,
)
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.models import Account, Circle
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.rota_order import Waiting, in_order, this_round
from tests.builders import a_group, a_viewer

RESERVE = Fraction(1, 5)


class Lived(RuleBasedStateMachine):
    """An enterprise that keeps a fifth of every surplus, beside a book that is kept in fractions."""

    @initialize(by=st.sampled_from(("work", "half", "alike")))
    def begins(self, by: str) -> None:
        group = a_group("By chance")
        self.keeper = a_viewer(group.scope, "editor", actor="person:keeper")
        draft = CircleDraft("en", "enterprise", "Mill", currency="HOUR", values={"by": by, "reserve": 2000})
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        members = add_members(self.keeper, self.circle.uid, [MemberDraft(name=one) for one in "ABCD"])
        self.members = [one.pk for one in members]
        open_circle(self.keeper, self.circle.uid)
        self.by = by
        self.given = dict.fromkeys(self.members, 0)
        self.shares = dict.fromkeys(self.members, 0)
        self.box = self.reserve = 0

    @rule(who=st.integers(0, 3), minutes=st.integers(1, 600))
    def gives(self, who: int, minutes: int) -> None:
        said, key = {self.members[who]: minutes}, uuid.uuid4()
        for _time in range(2):
            note_given(self.keeper, self.circle.uid, said, "", date.today(), key)
        self.given[self.members[who]] += minutes

    @rule(amount=st.integers(0, 100_000))
    def shares_out(self, amount: int) -> None:
        given, key = sum(self.given.values()), uuid.uuid4()
        surplus, agreed = Surplus(amount, "EUR", given), Agreed(text="We share.", key=uuid.uuid4())
        if not given and not amount:
            with pytest.raises(Problem):
                share_surplus(self.keeper, self.circle.uid, surplus, agreed, key)
            return
        with pytest.raises(Problem):
            share_surplus(self.keeper, self.circle.uid, Surplus(amount, "EUR", given + 1), agreed, key)
        sharing = share_surplus(self.keeper, self.circle.uid, surplus, agreed, key)
        assert sharing is not None
        assert share_surplus(self.keeper, self.circle.uid, surplus, agreed, key) is None, "booked once"
        gets = {one.member: one.gets for one in sharing.parts}
        assert sum(gets.values()) + sharing.reserve == amount, "every coin goes somewhere"
        rest = amount * (1 - RESERVE)
        for member, got in gets.items():
            assert abs(got - rest * self._fair(member, given)) < 2, (
                "nobody is more than two coins from her part"
            )
        for member, got in gets.items():
            self.shares[member] += got
        self.box, self.reserve = self.box + amount, self.reserve + sharing.reserve
        self.given = dict.fromkeys(self.members, 0)

    @rule(who=st.integers(0, 3), amount=st.integers(1, 50_000))
    def is_paid_out(self, who: int, amount: int) -> None:
        member = self.members[who]
        account = Account.objects.filter(member=member, word="share").first()
        if account is None:
            return
        try:
            pay_out_share(self.keeper, self.circle.uid, account.uid, amount, uuid.uuid4())
        except Problem:
            assert amount > self.shares[member]
            return
        self.shares[member] -= amount
        self.box -= amount

    @rule(amount=st.integers(1, 30_000))
    def uses_the_reserve(self, amount: int) -> None:
        agreed = Agreed(text="For seed.", key=uuid.uuid4())
        try:
            use_reserve(self.keeper, self.circle.uid, amount, "seed", agreed, uuid.uuid4())
        except Problem:
            assert amount > self.reserve
            return
        self.reserve, self.box = self.reserve - amount, self.box - amount

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "box"):
            return
        accounts = Account.objects.filter(circle=self.circle)
        assert dict(accounts.filter(word="member").values_list("member", "balance")) == self.given
        shares = dict(accounts.filter(word="share").values_list("member", "balance"))
        assert shares == {one: self.shares[one] for one in shares}
        own = dict(accounts.filter(member=None).values_list("word", "balance"))
        assert own["pot"] == -sum(self.given.values())
        assert (own.get("outside", 0), own.get("reserve", 0)) == (-self.box, self.reserve)
        assert self.box == self.reserve + sum(self.shares.values())
        assert all(one.holds for one in zero_sums(self.circle.pk))

    def _fair(self, member: int, given: int) -> Fraction:
        alike = Fraction(1, len(self.members))
        work = Fraction(self.given[member], given) if given else Fraction(0)
        return {"alike": alike, "work": work, "half": (alike + work) / 2}[self.by]


@pytest.mark.django_db
def test_whatever_happens_in_a_common_enterprise_it_adds_up() -> None:
    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@given(st.integers(1, 9), st.integers(1, 40))
def test_who_always_takes_the_first_gives_everybody_her_turn(many: int, days: int) -> None:
    came = date(2031, 1, 1)
    since = dict.fromkeys(range(many), came)
    hosts: list[int] = []
    for day in range(days):
        first = in_order(Waiting(one, one, since[one], one in hosts) for one in since)[0].member
        since[first] = came + timedelta(days=7 * day + 7)
        hosts.append(first)
    often = [hosts.count(one) for one in range(many)]
    assert max(often) - min(often) <= 1, "nobody is worked for twice before everybody was once"
    assert len(this_round(hosts, set(range(many)))) == days % many
