"""Whatever is done in whatever order, the journal agrees with one that is as plain as one can say it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from konbit.base.errors import Problem
from konbit.exchange.journal import holding
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.journal.reversing import reverse
from konbit.exchange.journal.sealing import seal_new
from konbit.exchange.journal.verifying import verify
from konbit.exchange.models import Account, Transfer
from konbit.exchange.queries.statements import lines_of
from tests.exchange.journal_slowly import Refused, SlowJournal
from tests.exchange.ledgers import a_ledger, an_account

LIMITS: list[tuple[int | None, int | None]] = [(-100, 100), (0, None), (None, None), (-50, 60)]
PLACES = st.integers(0, len(LIMITS) - 1)
AMOUNTS = st.integers(-1, 120)


class Journals(RuleBasedStateMachine):
    """Both journals, given the same."""

    def __init__(self) -> None:
        super().__init__()
        circle = a_ledger(code=uuid.uuid4().hex[:10])
        self.ids = [an_account(circle, least=least, most=most).pk for least, most in LIMITS]
        self.slow = SlowJournal(dict(enumerate(LIMITS)))
        self.sent: list[tuple[str, int, int, int]] = []
        self.uids: dict[str, str] = {}

    def both(self, slow: Callable[[], object], fast: Callable[[], object]) -> bool:
        refused = [False, False]
        try:
            slow()
        except Refused:
            refused[0] = True
        try:
            fast()
        except Problem:
            refused[1] = True
        assert refused[0] == refused[1]
        return not refused[0]

    @rule(payer=PLACES, payee=PLACES, amount=AMOUNTS)
    def pay(self, payer: int, payee: int, amount: int) -> None:
        key = str(uuid.uuid4())
        self.sent.append((key, payer, payee, amount))
        self._pay(*self.sent[-1])

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0), other=st.sampled_from([0, 0, 1]))
    def send_again(self, which: int, other: int) -> None:
        key, payer, payee, amount = self.sent[which % len(self.sent)]
        self._pay(key, payer, payee, amount + other)

    def _pay(self, key: str, payer: int, payee: int, amount: int) -> None:
        line = Line(self.ids[payer], self.ids[payee], amount)
        self.both(
            lambda: self.slow.pay(key, payer, payee, amount),
            lambda: post([line], key=uuid.UUID(key), by="person:test"),
        )

    @rule(payer=PLACES, other=st.integers(1, len(LIMITS) - 1), amount=st.integers(1, 120))
    def send_for_a_yes(self, payer: int, other: int, amount: int) -> None:
        key, payee = str(uuid.uuid4()), (payer + other) % len(LIMITS)
        draft = holding.Draft(self.ids[payer], self.ids[payee], amount)

        def fast() -> None:
            self.uids[key] = holding.ask(draft, key=uuid.UUID(key), by="person:test").uid

        self.both(lambda: self.slow.send(key, payer, payee, amount), fast)

    @precondition(lambda self: self.slow.waiting)
    @rule(which=st.integers(0), yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:
        key = list(self.slow.waiting)[which % len(self.slow.waiting)]  # in order: keys are drawn by lot
        uid = self.uids[key]
        if yes:
            self.both(lambda: self.slow.accept(key), lambda: holding.accept(uid, "person:test"))
        else:
            self.both(lambda: self.slow.refuse(key), lambda: holding.refuse(uid, "person:test"))

    @precondition(lambda self: self.slow.booked)
    @rule(which=st.integers(0))
    def take_back(self, which: int) -> None:
        key, other = self.slow.booked[which % len(self.slow.booked)][0], uuid.uuid4()
        uid = Transfer.objects.get(key=uuid.UUID(key)).uid
        self.both(lambda: self.slow.take_back(key, str(other)), lambda: reverse(uid, other, "person:test"))

    @rule()
    def seal(self) -> None:
        seal_new()

    @invariant()
    def agree(self) -> None:
        rows = {row.pk: row for row in Account.objects.filter(pk__in=self.ids)}
        for place, pk in enumerate(self.ids):
            assert rows[pk].balance == self.slow.balance(place)
            assert rows[pk].held == self.slow.held(place)
            assert sum(line.amount for line in lines_of(pk, many=500)) == rows[pk].balance

    def teardown(self) -> None:
        with suppress(AttributeError):
            seen = verify()
            assert seen.ok, seen.told


@pytest.mark.django_db
def test_the_journal_agrees_with_the_slow_one() -> None:
    run_state_machine_as_test(
        Journals,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
