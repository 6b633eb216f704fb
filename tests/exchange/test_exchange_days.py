"""Turns, instalments and promises stand in the calendars of whom they concern, without amounts or names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from konbit.base.registry import CalendarEntry
from konbit.directory.models import Group
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.cycles import CycleDraft, begin_cycle, draw_order
from konbit.exchange.actions.loans import LoanDraft, ask_loan, pay_out_loan, say_on_loan
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.promises import PromiseDraft, let_go, promise
from konbit.exchange.actions.savings import Meeting, note_meeting
from konbit.exchange.actions.turns import open_turn
from konbit.exchange.models import Circle, Cycle
from konbit.exchange.queries.calendar import calendar
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer
from tests.exchange.ledgers import a_ledger, an_account

pytestmark = pytest.mark.django_db

TODAY = date.today()
SPAN = (TODAY - timedelta(days=31), TODAY + timedelta(days=366))


def _people(group: Group, *names: str) -> list[Viewer]:
    return [a_viewer(group.scope, "member", actor=f"person:{one}") for one in names]


def _days(viewer: Viewer, *groups: Group) -> list[CalendarEntry]:
    return list(calendar(viewer, [one.pk for one in groups], *SPAN))


def _titles(entries: Iterable[CalendarEntry]) -> list[str]:
    return sorted(one.title for one in entries)


def test_turns_are_told_to_who_takes_part_and_one_s_own_is_named_so() -> None:
    group = a_group("Two hands")
    keeper = a_viewer(group.scope, "editor", actor="person:keeper")
    ana, ben, eve = _people(group, "ana", "ben", "eve")
    uid = begin_circle(
        keeper,
        group.uid,
        CircleDraft("en", "tontine", "Our sòl", unit="kob", values={"amount": 777}),
        uuid.uuid4(),
    )
    members = add_members(keeper, uid, [MemberDraft(person=one.actor) for one in (ana, ben)])
    open_circle(keeper, uid)
    cycle = begin_cycle(keeper, uid, CycleDraft({one.pk: 1 for one in members}, TODAY), uuid.uuid4())
    assert _days(ana, group) == [], "nothing is certain before the order is drawn"
    draw_order(keeper, cycle, "a")
    first = Cycle.objects.get(uid=cycle).turns.get(number=1)
    assert first.holder is not None
    holder, other = (ana, ben) if first.holder.person == ana.actor else (ben, ana)
    open_turn(keeper, first.uid)
    assert _titles(_days(holder, group)) == ["Turn 2: Our sòl", "Your turn: Our sòl"]
    assert _titles(_days(other, group)) == ["Turn 1: Our sòl", "Your turn: Our sòl"]
    assert _titles(_days(keeper, group)) == ["Turn 1: Our sòl", "Turn 2: Our sòl"]
    assert _days(eve, group) == _days(Viewer(), group) == []
    assert _days(holder) == [], "a calendar of another group"
    (entry,) = [one for one in _days(holder, group) if one.title.startswith("Your")]
    assert entry.begin == entry.end == TODAY
    assert entry.url.endswith(f"/exchange/circles/{uid}/")
    assert "777" not in repr(_days(holder, group))


def test_instalments_are_told_to_who_pays_them_back() -> None:
    group = a_group("Three savers")
    keeper = a_viewer(group.scope, "editor", actor="person:keeper")
    viewers = _people(group, "ana", "ben", "caro")
    draft = CircleDraft("en", "savings", "Three", unit="kob", values={"share_value": 100, "yeses": 1})
    uid = begin_circle(keeper, group.uid, draft, uuid.uuid4())
    members = list(add_members(keeper, uid, [MemberDraft(person=one.actor) for one in viewers]))
    open_circle(keeper, uid)
    note_meeting(keeper, uid, Meeting(shares={one.pk: 5 for one in members}), uuid.uuid4())
    loan = ask_loan(viewers[0], uid, LoanDraft(members[0].pk, 800, 2), uuid.uuid4())
    say_on_loan(viewers[1], loan, True)
    pay_out_loan(keeper, loan)
    assert _titles(_days(viewers[0], group)) == ["An instalment is due: Three"] * 2
    assert _days(viewers[1], group) == _days(keeper, group) == []


def test_promises_are_told_to_both_sides_without_amount_name_or_words() -> None:
    group = a_group("Ring of Mills")
    circle = a_ledger(group)
    keeper = a_viewer(group.scope, "editor", actor="person:keeper")
    ana, ben, eve = _people(group, "ana", "ben", "eve")
    payer, payee = an_account(circle, ana, least=None), an_account(circle, ben)
    draft = PromiseDraft(payer.uid, payee.uid, 424242, TODAY + timedelta(days=9), text="for Rosemène")
    uid = promise(keeper, draft, uuid.uuid4())
    assert _titles(_days(ana, group)) == ["You promised something: Our credit"]
    assert _titles(_days(ben, group)) == ["Something is coming to you: Our credit"]
    assert _days(eve, group) == _days(keeper, group) == []
    for told in ("424242", "4242", "Rosemène"):
        assert told not in repr(_days(ana, group))
    let_go(ben, uid)
    assert _days(ana, group) == _days(ben, group) == []


def test_a_group_s_promise_stands_in_the_calendar_of_who_edits_it() -> None:
    network, bakery = a_group("Ring of Mills"), a_group("Bakery")
    circle = a_ledger(network)
    baker = a_viewer(bakery.scope, "editor", actor="person:baker")
    helper = a_viewer(bakery.scope, "member", actor="person:helper")
    account, other = an_account(circle, least=None), an_account(circle)
    assert account.member is not None
    account.member.group = bakery
    account.member.save()
    keeper = a_viewer(network.scope, "editor", actor="person:keeper")
    promise(keeper, PromiseDraft(account.uid, other.uid, 5, TODAY), uuid.uuid4())
    assert _titles(_days(baker, bakery)) == ["You promised something: Our credit"]
    assert _days(helper, bakery) == []


@pytest.mark.parametrize("what", ["group", "circle", "closed"])
def test_what_is_gone_or_closed_to_the_reader_is_in_no_calendar(what: str) -> None:
    group = a_group("Ring of Mills")
    circle = a_ledger(group)
    ana = a_viewer(group.scope, "member", actor="person:ana")
    keeper = a_viewer(group.scope, "steward", actor="person:keeper")
    payer, payee = an_account(circle, ana, least=None), an_account(circle)
    promise(keeper, PromiseDraft(payer.uid, payee.uid, 5, TODAY), uuid.uuid4())
    assert len(_days(ana, group)) == 1
    if what == "closed":
        Circle.objects.update(audience="stewards")
    elif what == "group":
        Group.objects.update(removed_at=timezone.now())
    else:
        Circle.objects.update(removed_at=timezone.now())
    assert _days(ana, group) == []
