"""Tontines: who may do what, what is refused; the rest is lived in tests/scenarios."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.cycles import CycleDraft, begin_cycle, draw_order
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.swaps import answer_swap, ask_swap, take_over
from konbit.exchange.actions.turns import cover_late, note_paid_in, open_turn, say_bid
from konbit.exchange.models import Account, Circle, Cycle, Swap, Turn
from konbit.exchange.queries.tontine import tontine_shown
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer

pytestmark = pytest.mark.django_db

EVE = a_viewer(actor="person:eve")


@pytest.fixture
def house() -> tuple[Viewer, Viewer, Viewer, Cycle]:
    """Who keeps the books, two members, a cycle of two hands whose order is drawn."""
    group = a_group("Two hands")
    keeper = a_viewer(group.scope, "editor", actor="person:keeper")
    ana, ben = (a_viewer(group.scope, "member", actor=f"person:{one}") for one in ("ana", "ben"))
    draft = CircleDraft("en", "tontine", "Two", unit="kob", values={"amount": 500})
    circle = begin_circle(keeper, group.uid, draft, uuid.uuid4())
    members = add_members(keeper, circle, [MemberDraft(person=one.actor) for one in (ana, ben)])
    open_circle(keeper, circle)
    begun = CycleDraft({one.pk: 1 for one in members}, date.today())
    key = uuid.uuid4()
    uid = begin_cycle(keeper, circle, begun, key)
    assert begin_cycle(keeper, circle, begun, key) == uid, "sent twice is begun once"
    draw_order(keeper, uid, "a")
    return keeper, ana, ben, Cycle.objects.get(uid=uid)


def test_two_swap_their_turns_only_when_both_say_yes(house: tuple[Viewer, Viewer, Viewer, Cycle]) -> None:
    _keeper, ana, ben, cycle = house
    first, second = cycle.turns.all()
    whose = {turn.holder.person: turn for turn in (first, second) if turn.holder}
    with pytest.raises(NotAllowed):
        ask_swap(ben, whose[ana.actor].uid, whose[ben.actor].uid)
    with pytest.raises(NotFound):
        ask_swap(EVE, whose[ana.actor].uid, whose[ben.actor].uid)
    swap = ask_swap(ana, whose[ana.actor].uid, whose[ben.actor].uid)
    assert ask_swap(ana, whose[ana.actor].uid, whose[ben.actor].uid) == swap
    with pytest.raises(NotAllowed):
        answer_swap(ana, swap.uid, True)
    answer_swap(ben, swap.uid, True)
    assert Turn.objects.get(pk=first.pk).holder_id == second.holder_id
    with pytest.raises(Problem):
        answer_swap(ben, swap.uid, True)
    assert Swap.objects.get().state == Swap.State.AGREED


def test_only_who_keeps_the_books_opens_turns_and_notes_who_paid(
    house: tuple[Viewer, Viewer, Viewer, Cycle],
) -> None:
    keeper, ana, _ben, cycle = house
    first, second = cycle.turns.all()
    circle = cycle.circle
    for viewer, refusal in ((ana, NotAllowed), (EVE, NotFound), (Viewer(), NotFound)):
        with pytest.raises(refusal):
            open_turn(viewer, first.uid)
        with pytest.raises(refusal):
            note_paid_in(viewer, circle.uid, {}, uuid.uuid4())
    with pytest.raises(Problem):
        open_turn(keeper, second.uid)
    open_turn(keeper, first.uid)
    with pytest.raises(Problem):
        open_turn(keeper, first.uid)
    with pytest.raises(Problem):
        cover_late(keeper, first.uid)
    payer = Account.objects.get(circle=circle, promised__origin=first.uid)
    key = uuid.uuid4()
    note_paid_in(keeper, circle.uid, {payer.member_id or 0: 200}, key)
    with pytest.raises(Problem) as told:
        note_paid_in(keeper, circle.uid, {payer.member_id or 0: 300}, key)
    assert told.value.status == 409
    with pytest.raises(Problem):
        take_over(keeper, cycle.uid, payer.member_id or 0, first.holder_id or 0, uuid.uuid4())
    assert Account.objects.get(pk=payer.pk).balance == -200


def test_nobody_bids_for_a_turn_that_is_given_and_strangers_see_no_turn(
    house: tuple[Viewer, Viewer, Viewer, Cycle],
) -> None:
    _keeper, ana, _ben, cycle = house
    first = cycle.turns.first()
    assert first is not None
    assert first.holder is not None
    with pytest.raises(Problem):
        say_bid(ana, first.uid, first.holder.pk, 1, "")
    assert tontine_shown(EVE, cycle.circle_id) is None
    assert tontine_shown(Viewer(), cycle.circle_id) is None
    shown = tontine_shown(ana, Circle.objects.get().pk)
    assert shown is not None
    assert len(shown.turns) == 2
    assert not shown.may_keep
