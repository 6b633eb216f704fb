"""Circles whose members pay each other (mutual credit, time bank), lived by chance from the first member to
the end, against the slow journal."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

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
from konbit.exchange.actions import paying
from konbit.exchange.actions.circles import CircleDraft, begin_circle, close_circle, open_circle
from konbit.exchange.actions.members import MemberDraft, add_member, leave, limit_member
from konbit.exchange.journal.sealing import seal_new
from konbit.exchange.journal.verifying import verify
from konbit.exchange.models import Account, Circle, Member, Transfer
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.queries.statements import statement
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer
from tests.exchange.journal_slowly import Refused, SlowJournal

PLACES = st.integers(0, 4)
AMOUNTS = st.integers(0, 130)
EDGES = st.one_of(st.none(), st.integers(0, 150))
Payment = tuple[int, int, int]


class Lived(RuleBasedStateMachine):
    """A circle beside the slow journal. Place 0 is the common pot, the others are members, in order."""

    kind, unit = "credit", ""

    @initialize(many=st.integers(2, 4))
    def begins(self, many: int) -> None:
        group = a_group("By chance")
        self.scope = group.scope
        self.keeper = a_viewer(self.scope, "editor", actor="person:keeper")
        draft = CircleDraft(
            "en", self.kind, "Chance", currency=self.unit, unit="" if self.unit else "kob",
            values={"below": 100, "above": 120},
        )  # fmt: skip
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        pot = Account.objects.get(circle=self.circle, word="pot")
        self.uids, self.members, self.closed = [pot.uid], [0], set[int]()
        self.slow = SlowJournal({0: (pot.least, pot.most)})
        self.sent: list[tuple[str, Payment]] = []
        self.on_the_way: dict[str, str] = {}
        self.asked: dict[str, Payment] = {}
        self.for_a_day: dict[str, tuple[Payment, bool]] = {}
        for _one in range(many):
            self.joins()
        open_circle(self.keeper, self.circle.uid)

    @precondition(lambda self: len(self.uids) < 6)
    @rule()
    def joins(self) -> None:
        place = len(self.uids)
        draft = MemberDraft(person=f"person:{place}")
        self.both(lambda: None, lambda: add_member(self.keeper, self.circle.uid, draft))
        member = Member.objects.get(circle=self.circle, person=f"person:{place}")
        with pytest.raises(Problem):
            add_member(self.keeper, self.circle.uid, draft)
        self.uids.append(member.accounts.get().uid)
        self.members.append(member.pk)
        self.slow.limits[place] = (-100, 120)

    @rule(payer=PLACES, payee=PLACES, amount=AMOUNTS)
    def pays(self, payer: int, payee: int, amount: int) -> None:
        self.sent.append((str(uuid.uuid4()), self._there(payer, payee, amount)))
        self._pay(*self.sent[-1])

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0), other=st.sampled_from([0, 0, 1]))
    def sends_again(self, which: int, other: int) -> None:
        key, (payer, payee, amount) = self.sent[which % len(self.sent)]
        self._pay(key, (payer, payee, amount + other))

    @rule(payer=PLACES, payee=PLACES, amount=st.integers(1, 130))
    def sends_for_a_yes(self, payer: int, payee: int, amount: int) -> None:
        key, said = str(uuid.uuid4()), self._there(payer, payee, amount)

        def slow() -> None:
            self._open(said)
            self.slow.send(key, *said)

        self._on_the_way(key, said, slow, paying.offer_payment, self._of(said[0]))

    @rule(payer=PLACES, payee=PLACES, amount=st.integers(1, 130))
    def asks(self, payer: int, payee: int, amount: int) -> None:
        key, said = str(uuid.uuid4()), self._there(payer, payee, amount)
        if self._on_the_way(key, said, lambda: self._open(said), paying.ask_payment, self._of(said[1])):
            self.asked[key] = said

    @precondition(lambda self: self.slow.waiting or self.asked)
    @rule(which=st.integers(0), yes=st.booleans())
    def answers(self, which: int, yes: bool) -> None:
        key = self._one_of(which, *self.slow.waiting, *self.asked)
        said = self.slow.waiting.get(key) or self.asked[key]

        def slow() -> None:
            if yes:
                self._open(said)
                if key in self.asked:
                    self.slow.pay(key, *said)
                else:
                    self.slow.accept(key)
            else:
                self.slow.waiting.pop(key, None)

        if self.both(slow, lambda: paying.answer_payment(self.keeper, self.on_the_way[key], yes)):
            self.asked.pop(key, None)

    @precondition(lambda self: self.slow.waiting or self.asked)
    @rule(which=st.integers(0))
    def takes_back_what_waits(self, which: int) -> None:
        key = self._one_of(which, *self.slow.waiting, *self.asked)
        paying.take_back_payment(self.keeper, self.on_the_way[key])
        with pytest.raises(Problem):
            paying.answer_payment(self.keeper, self.on_the_way[key], True)
        self.slow.waiting.pop(key, None)
        self.asked.pop(key, None)

    @rule(payer=PLACES, payee=PLACES, amount=st.integers(1, 130), today=st.booleans())
    def sets_for_a_day(self, payer: int, payee: int, amount: int, today: bool) -> None:
        key, said = str(uuid.uuid4()), self._there(payer, payee, amount)
        day = date.today() + timedelta(days=0 if today else 3)
        who = self._of(said[0])

        fast = partial(paying.schedule_payment, due_on=day)

        if self._on_the_way(key, said, lambda: self._open(said), fast, who):
            self.for_a_day[key] = (said, today)

    @precondition(lambda self: hasattr(self, "for_a_day"))
    @rule()
    def the_day_comes(self) -> None:
        due = {key: said for key, (said, today) in self.for_a_day.items() if today}
        booked = 0
        for key, said in due.items():
            booked += not self._refused(lambda key=key, said=said: self._slowly(key, said))  # type: ignore[misc]
            del self.for_a_day[key]
        assert paying.turn_payments() == booked
        assert paying.turn_payments() == 0

    @precondition(lambda self: hasattr(self, "slow") and self.slow.booked)
    @rule(which=st.integers(0))
    def takes_back_what_is_booked(self, which: int) -> None:
        key, payer, payee, _amount = self.slow.booked[which % len(self.slow.booked)]
        uid, other = Transfer.objects.get(key=uuid.UUID(key)).uid, uuid.uuid4()

        def slow() -> None:
            self._open((payer, payee, 1))
            self.slow.take_back(key, str(other))

        def fast() -> None:
            first = paying.reverse_transfer(self.keeper, uid, other)
            assert paying.reverse_transfer(self.keeper, uid, other) == first

        self.both(slow, fast)

    @rule(who=PLACES, below=EDGES, above=EDGES)
    def gets_limits_of_her_own(self, who: int, below: int | None, above: int | None) -> None:
        place = 1 + who % (len(self.uids) - 1)
        if place in self.closed:
            return
        least = None if below is None else -below
        balance, held = self.slow.balance(place), self.slow.held(place)
        fits = (least is None or balance - held >= least) and (above is None or balance <= above)
        if fits:
            limit_member(self.keeper, self.uids[place], least, above)
            self.slow.limits[place] = (least, above)
        else:
            with pytest.raises(Problem):
                limit_member(self.keeper, self.uids[place], least, above)

    @rule(who=PLACES, choice=st.sampled_from(["settle", "gift", "pot"]))
    def leaves(self, who: int, choice: str) -> None:
        place, key = 1 + who % (len(self.uids) - 1), uuid.uuid4()
        balance = self.slow.balance(place)

        def slow() -> None:
            if place in self.closed or self.slow.held(place):
                raise Refused
            if balance and (choice == "settle" or (choice == "gift" and balance < 0)):
                raise Refused
            if balance:
                settlement = str(uuid.uuid5(key, self.uids[place]))
                ends = (place, 0) if balance > 0 else (0, place)
                self.slow.pay(settlement, *ends, abs(balance))

        if self.both(slow, lambda: leave(self.keeper, self.members[place], choice, key)):
            self.closed.add(place)

    @precondition(lambda self: self._anything_open())
    @rule()
    def cannot_end_while_anything_is_open(self) -> None:
        with pytest.raises(Problem):
            close_circle(self.keeper, self.circle.uid)

    @rule()
    def is_sealed(self) -> None:
        seal_new()

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "slow"):
            return
        rows = Account.objects.filter(circle=self.circle).in_bulk(self.uids, field_name="uid")
        for place, uid in enumerate(self.uids):
            account = rows[uid]
            assert account.balance == self.slow.balance(place)
            assert account.held == self.slow.held(place)
            assert (account.least, account.most) == self.slow.limits[place]
            assert account.least is None or account.balance - account.held >= account.least
            assert account.most is None or account.balance <= account.most
            running = 0
            for line in reversed(statement(self.keeper, uid, many=500).lines):
                running += line.amount
                assert line.balance == running
            assert running == account.balance
        assert all(one.holds for one in zero_sums(self.circle.pk))

    def teardown(self) -> None:
        """Whatever was lived can be ended: what waits is let go, what is owed is paid, everybody leaves."""
        if not hasattr(self, "slow") or len(self.members) < 3:
            return
        for key in [*self.slow.waiting, *self.asked, *self.for_a_day]:
            paying.take_back_payment(self.keeper, self.on_the_way[key])
        self.slow.waiting.clear()
        self._settles()
        for place, member in enumerate(self.members):
            if place and place not in self.closed:
                leave(self.keeper, member, "settle", uuid.uuid4())
        close_circle(self.keeper, self.circle.uid)
        with pytest.raises(Problem):
            paying.pay(self.keeper, self.uids[1], self.uids[2], 1, "", uuid.uuid4())
        seen = verify()
        assert seen.ok, seen.told

    def both(self, slow: Callable[[], object], fast: Callable[[], object]) -> bool:
        """Do it in both books; whether it went, which has to be the same."""
        refused = self._refused(slow)
        try:
            fast()
        except Problem:
            assert refused, "the slow journal lets it"
        else:
            assert not refused, "the slow journal refuses it"
        return not refused

    def _settles(self) -> None:
        """Who has more than nothing pays who has less."""
        while True:
            standing = {place: self.slow.balance(place) for place in range(len(self.uids))}
            rich = max(standing, key=lambda place: standing[place])
            poor = min(standing, key=lambda place: standing[place])
            amount = min(standing[rich], -standing[poor])
            if not amount:
                return
            self._pay(str(uuid.uuid4()), (rich, poor, amount))
            assert self.slow.balance(rich) == standing[rich] - amount

    def _pay(self, key: str, said: Payment) -> None:
        payer, payee, amount = said
        self.both(
            lambda: self._slowly(key, said),
            lambda: paying.pay(
                self._of(payer), self.uids[payer], self.uids[payee], amount, "x", uuid.UUID(key)
            ),
        )

    def _on_the_way(
        self, key: str, said: Payment, slow: Callable[[], object], fast: Callable[..., object], who: Viewer
    ) -> bool:
        def sent() -> None:
            payer, payee, amount = said
            rest = (self.uids[payer], self.uids[payee], amount, "x", uuid.UUID(key))
            rows = [fast(who, *rest) for _again in range(2)]
            assert rows[0] == rows[1]
            self.on_the_way[key] = rows[0].uid  # type: ignore[attr-defined]

        return self.both(slow, sent)

    def _slowly(self, key: str, said: Payment) -> None:
        if key not in {one[0] for one in self.slow.booked}:
            self._open(said)
        self.slow.pay(key, *said)

    def _open(self, said: Payment) -> None:
        if said[0] == said[1] or self.closed & set(said[:2]):
            raise Refused

    def _refused(self, slow: Callable[[], object]) -> bool:
        try:
            slow()
        except Refused:
            return True
        return False

    def _there(self, payer: int, payee: int, amount: int) -> Payment:
        return payer % len(self.uids), payee % len(self.uids), amount

    def _of(self, place: int) -> Viewer:
        """Whose account it is; of the pot, and of who has left, those who keep the books."""
        if place == 0 or place in self.closed:
            return self.keeper
        return a_viewer(self.scope, "member", actor=f"person:{place}")

    def _one_of(self, which: int, *keys: str) -> str:
        """By their order, which is the same in every run: keys themselves are drawn by lot."""
        return keys[which % len(keys)]

    def _anything_open(self) -> bool:
        if not hasattr(self, "slow"):
            return False
        waits = self.slow.waiting or self.asked or self.for_a_day
        return bool(waits) or any(self.slow.balance(place) for place in range(len(self.uids)))


class TimeBank(Lived):
    """The same with hours, where the pot may go below nothing."""

    kind, unit = "timebank", "HOUR"


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Lived, TimeBank])
def test_whatever_members_pay_each_other_it_adds_up_and_can_be_ended(machine: type[Lived]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
