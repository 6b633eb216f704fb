"""Circles in which nobody owes anything (gifts, care hours), lived by chance against a list kept beside."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

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
from konbit.exchange.actions.care_hours import CareDraft, note_care
from konbit.exchange.actions.circles import CircleDraft, begin_circle, close_circle, open_circle
from konbit.exchange.actions.gifts import GiftDraft, note_gift
from konbit.exchange.actions.members import MemberDraft, add_member, leave
from konbit.exchange.models import Account, Circle, Gift, Transfer
from konbit.exchange.queries.gifts import gifts_shown
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer

PLACES = st.integers(0, 3)
DAYS = st.integers(-1, 400)


class Lived(RuleBasedStateMachine):
    """A circle of gifts beside a list of who gave whom."""

    kind = "gifts"

    @initialize()
    def begins(self) -> None:
        group = a_group("By chance")
        self.scope = group.scope
        self.keeper = a_viewer(self.scope, "editor", actor="person:keeper")
        draft = CircleDraft("en", self.kind, "Chance", currency="HOUR")
        self.circle = Circle.objects.get(uid=begin_circle(self.keeper, group.uid, draft, uuid.uuid4()))
        self.members: list[int] = []
        self.gone: set[int] = set()
        self.given: list[tuple[int, int | None, int]] = []
        self.joins()
        self.joins()
        open_circle(self.keeper, self.circle.uid)

    @precondition(lambda self: len(self.members) < 5)
    @rule()
    def joins(self) -> None:
        draft = MemberDraft(person=f"person:{len(self.members)}")
        self.members.append(add_member(self.keeper, self.circle.uid, draft).pk)

    @rule(who=PLACES, other=PLACES, by=PLACES, days=DAYS)
    def gives(self, who: int, other: int, by: int, days: int) -> None:
        giver, receiver, writer = (one % len(self.members) for one in (who, other, by))
        on, key = date.today() - timedelta(days=days), uuid.uuid4()
        draft = GiftDraft(self.members[giver], self.members[receiver], "soup", on)
        may = writer in {giver, receiver} - self.gone and days >= 0
        may = may and giver != receiver and not self.gone & {giver, receiver}
        try:
            uid = note_gift(self._of(writer), self.circle.uid, draft, key)
        except Problem:
            assert not may
            return
        assert may
        assert note_gift(self._of(writer), self.circle.uid, draft, key) == uid
        self.given.append((giver, receiver, 0))

    @rule(who=PLACES)
    def leaves(self, who: int) -> None:
        place = who % len(self.members)
        try:
            leave(self.keeper, self.members[place], "go", uuid.uuid4())
        except Problem:
            assert place in self.gone
            return
        assert place not in self.gone
        self.gone.add(place)

    @invariant()
    def nobody_owes_anything_and_nothing_is_lost(self) -> None:
        if not hasattr(self, "given"):
            return
        rows = Gift.objects.filter(circle=self.circle).order_by("pk")
        numbers = {pk: place for place, pk in enumerate(self.members)}
        assert [
            (numbers[one.giver_id or 0], numbers.get(one.receiver_id or 0), one.minutes or 0) for one in rows
        ] == self.given
        assert not Account.objects.filter(circle=self.circle, member__isnull=False).exists()
        assert not Transfer.objects.filter(payer__circle=self.circle).exists()
        self.counters_agree()

    def counters_agree(self) -> None:
        for place in set(range(len(self.members))) - self.gone:
            shown = gifts_shown(self._of(place), self.circle.pk)
            assert shown is not None
            assert shown.many == len(self.given)
            (own,) = shown.counters
            assert own.gave == sum(giver == place for giver, _receiver, _minutes in self.given)
            assert own.received == sum(receiver == place for _giver, receiver, _minutes in self.given)

    def teardown(self) -> None:
        """It can be ended at any time, and nothing is written down afterwards."""
        if not hasattr(self, "given"):
            return
        close_circle(self.keeper, self.circle.uid)
        first, second, *_others = self.members
        with pytest.raises(Problem):
            note_gift(self.keeper, self.circle.uid, GiftDraft(first, second, "", date.today()), uuid.uuid4())
        with pytest.raises(Problem):
            note_care(self.keeper, self.circle.uid, CareDraft(first, 60, "", date.today()), uuid.uuid4())
        with pytest.raises(Problem):
            self.joins()

    def _of(self, place: int) -> Viewer:
        return a_viewer(self.scope, "member", actor=f"person:{place}")


class Cared(Lived):
    """Care hours: who gave them, and how long."""

    kind = "care"

    @rule(who=PLACES, by=PLACES, minutes=st.integers(0, 7 * 24 * 60 + 1), days=DAYS)
    def cares(self, who: int, by: int, minutes: int, days: int) -> None:
        giver, writer = who % len(self.members), by % len(self.members)
        draft = CareDraft(self.members[giver], minutes, "soup", date.today() - timedelta(days=days))
        key = uuid.uuid4()
        may = giver == writer and giver not in self.gone and days >= 0 and 0 < minutes <= 7 * 24 * 60
        try:
            row = note_care(self._of(writer), self.circle.uid, draft, key)
        except Problem:
            assert not may
            return
        assert may
        assert note_care(self._of(writer), self.circle.uid, draft, key) == row
        self.given.append((giver, None, minutes))

    def gives(self, who: int, other: int, by: int, days: int) -> None:
        """Nothing of the kind is written down here."""

    def counters_agree(self) -> None:
        """Care has a page of its own."""


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Lived, Cared])
def test_whatever_is_given_is_written_down_and_never_owed(machine: type[Lived]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
