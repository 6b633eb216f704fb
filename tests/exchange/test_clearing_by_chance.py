"""Circles that set off debts, lived by chance: promises, payments and rounds against a list kept beside,
and the greatest set-off against another solver."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

import networkx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from konbit.base.errors import Problem
from konbit.exchange.actions import clearing, promises
from konbit.exchange.actions.circles import CircleDraft, begin_circle, close_circle, open_circle
from konbit.exchange.actions.members import MemberDraft, add_members, leave
from konbit.exchange.actions.promises import PromiseDraft
from konbit.exchange.journal.verifying import verify
from konbit.exchange.models import Account, Circle, Obligation
from konbit.exchange.queries.balances import zero_sums
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer

MANY = 4
PLACES = st.integers(0, MANY - 1)


@dataclass
class Debt:
    """What one owes another, and how the promise stands."""

    payer: int
    payee: int
    left: int
    state: str


def greatest(debts: list[tuple[int, int, int]]) -> int:
    """The most of these (payer, payee, amount) that can be let go without anybody's sum changing."""
    graph = networkx.DiGraph()
    for payer, payee, amount in debts:
        before = graph.get_edge_data(payer, payee, {"capacity": 0})["capacity"]
        graph.add_edge(payer, payee, capacity=before + amount, weight=-1)
    return -int(networkx.network_simplex(graph)[0]) if debts else 0


class Lived(RuleBasedStateMachine):
    """A circle that sets off debts, and a list of all that is owed."""

    @initialize()
    def begins(self) -> None:
        group = a_group("By chance")
        self.scope = group.scope
        self.keeper = a_viewer(self.scope, "editor", actor="person:keeper")
        draft = CircleDraft("en", "setoff", "Chance", currency="EUR")
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        drafts = [MemberDraft(person=f"person:{place}") for place in range(MANY)]
        self.members = [one.pk for one in add_members(self.keeper, self.circle.uid, drafts)]
        open_circle(self.keeper, self.circle.uid)
        self.uids = [Account.objects.get(member=one).uid for one in self.members]
        self.paid: Counter[int] = Counter()
        self.debts: dict[str, Debt] = {}
        self.round = ""
        self.yes: dict[int, int] = {}
        self.found: dict[str, int] | None = None

    @rule(payer=PLACES, payee=PLACES, amount=st.integers(0, 40), by_payer=st.booleans())
    def is_promised(self, payer: int, payee: int, amount: int, by_payer: bool) -> None:
        viewer, key = self._of(payer if by_payer else payee), uuid.uuid4()
        draft = PromiseDraft(self.uids[payer], self.uids[payee], amount)
        try:
            uid = promises.promise(viewer, draft, key)
        except Problem:
            assert payer == payee or not amount
            return
        assert payer != payee
        assert promises.promise(viewer, draft, key) == uid
        self.debts[uid] = Debt(payer, payee, amount, "stands" if by_payer else "said")

    @precondition(lambda self: self.debts)
    @rule(which=st.integers(0), answer=st.sampled_from(["confirm", "dispute", "let_go"]))
    def is_answered(self, which: int, answer: str) -> None:
        uid, debt = self._one_of(which)
        done = debt.state in ("done", "let_go")
        try:
            if answer == "confirm":
                promises.confirm(self._of(debt.payer), uid)
            elif answer == "dispute":
                promises.dispute(self._of(debt.payer), uid, "Half the sacks were empty.")
            else:
                promises.let_go(self._of(debt.payee), uid)
        except Problem:
            assert done
            return
        assert not done
        debt.state = {"confirm": "stands", "dispute": "disputed", "let_go": "let_go"}[answer]

    @precondition(lambda self: self.debts)
    @rule(which=st.integers(0), amount=st.one_of(st.none(), st.integers(0, 45)))
    def is_paid(self, which: int, amount: int | None) -> None:
        uid, debt = self._one_of(which)
        key, pays = uuid.uuid4(), debt.left if amount is None else amount
        try:
            promises.keep(self._of(debt.payer), uid, key, amount)
        except Problem:
            assert debt.state != "stands" or not 0 < pays <= debt.left
            return
        assert debt.state == "stands"
        promises.keep(self._of(debt.payer), uid, key, amount)
        self._is_less(debt, pays)
        self.paid[debt.payer] -= pays
        self.paid[debt.payee] += pays

    @rule()
    def a_round_begins(self) -> None:
        key, draft = uuid.uuid4(), clearing.RoundDraft()
        try:
            uid = clearing.begin_round(self.keeper, self.circle.uid, draft, key)
        except Problem:
            assert self.round
            return
        assert not self.round
        assert clearing.begin_round(self.keeper, self.circle.uid, draft, key) == uid
        self.round, self.yes, self.found = uid, {}, None

    @precondition(lambda self: self.round)
    @rule(who=PLACES, yes=st.sampled_from([True, True, True, False]), minimum=st.sampled_from([0, 0, 0, 9]))
    def somebody_takes_part(self, who: int, yes: bool, minimum: int) -> None:
        clearing.answer_round(self._of(who), self.round, self.members[who], yes, minimum)
        self.found = None
        self.yes.pop(who, None)
        if yes:
            self.yes[who] = minimum

    @precondition(lambda self: self.round)
    @rule()
    def the_greatest_is_found(self) -> None:
        between = self._between()
        try:
            row = clearing.find_set_off(self.keeper, self.round)
        except Problem:
            assert not between
            return
        big_enough = [one for one in between.values() if one.left >= self.yes[one.payer]]
        assert row.certificate["cleared"] == greatest(
            [(one.payer, one.payee, one.left) for one in big_enough]
        )
        self.found = {one.obligation.uid: one.amount for one in row.set_offs.all()}
        assert sum(self.found.values()) == row.certificate["cleared"]
        assert all(0 < amount <= between[uid].left for uid, amount in self.found.items())
        assert all(between[uid].left >= self.yes[between[uid].payer] for uid in self.found)
        self.stood = {uid: one.left for uid, one in between.items()}

    @precondition(lambda self: self.round)
    @rule()
    def it_is_booked(self) -> None:
        before = self._positions()
        try:
            clearing.book_round(self.keeper, self.round)
        except Problem:
            now = {uid: one.left for uid, one in self._between().items()}
            assert self.found is None or now != self.stood
            return
        assert self.found is not None
        clearing.book_round(self.keeper, self.round)
        for uid, amount in self.found.items():
            self._is_less(self.debts[uid], amount)
        assert self._positions() == before
        self.round = ""

    @precondition(lambda self: self.round)
    @rule()
    def it_is_given_up(self) -> None:
        clearing.give_up_round(self.keeper, self.round)
        self.round = ""

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "found"):
            return
        rows = Obligation.objects.filter(circle=self.circle)
        assert {one.uid: (one.amount - one.settled, one.state) for one in rows} == {
            uid: (one.left, one.state) for uid, one in self.debts.items()
        }
        accounts = dict(Account.objects.filter(circle=self.circle).values_list("uid", "balance"))
        assert [accounts[uid] for uid in self.uids] == [self.paid[place] for place in range(MANY)]
        assert all(one.holds for one in zero_sums(self.circle.pk))

    def teardown(self) -> None:
        """Whatever was lived can be ended: what is owed is let go, what was paid is paid back, all leave."""
        if not hasattr(self, "found"):
            return
        for uid, debt in self.debts.items():
            if debt.state not in ("done", "let_go"):
                promises.let_go(self._of(debt.payee), uid)
        while any(self.paid.values()):
            rich, poor = max(self.paid, key=self.paid.__getitem__), min(self.paid, key=self.paid.__getitem__)
            amount = min(self.paid[rich], -self.paid[poor])
            back = promises.promise(
                self._of(rich), PromiseDraft(self.uids[rich], self.uids[poor], amount), uuid.uuid4()
            )
            promises.keep(self._of(rich), back, uuid.uuid4())
            self.paid[rich] -= amount
            self.paid[poor] += amount
        for member in self.members:
            leave(self.keeper, member, "settle", uuid.uuid4())
        close_circle(self.keeper, self.circle.uid)
        seen = verify()
        assert seen.ok, seen.told

    def _between(self) -> dict[str, Debt]:
        """What stands between members who take part."""
        return {
            uid: one
            for uid, one in self.debts.items()
            if one.state == "stands" and {one.payer, one.payee} <= self.yes.keys()
        }

    def _positions(self) -> list[int]:
        """What each is owed less what she owes, with what stands on her account."""
        rows = Obligation.objects.filter(circle=self.circle).select_related("payer", "payee")
        found: Counter[str] = Counter()
        for one in rows:
            found[one.payer.uid] -= one.amount - one.settled
            found[one.payee.uid] += one.amount - one.settled
        accounts = dict(Account.objects.filter(circle=self.circle).values_list("uid", "balance"))
        return [found[uid] + accounts[uid] for uid in self.uids]

    def _is_less(self, debt: Debt, amount: int) -> None:
        debt.left -= amount
        debt.state = debt.state if debt.left else "done"

    def _one_of(self, which: int) -> tuple[str, Debt]:
        return list(self.debts.items())[which % len(self.debts)]

    def _of(self, place: int) -> Viewer:
        return a_viewer(self.scope, "member", actor=f"person:{place}")


@pytest.mark.django_db
def test_whatever_is_owed_and_set_off_nobody_ends_with_more_or_less() -> None:
    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
