"""Who stands in a circle by her name alone gets what is hers once she has an account here."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions.rows import undo
from konbit.chronicle.models import Change
from konbit.exchange.actions.members import MemberDraft, add_member, hand_over
from konbit.exchange.models import Account, Circle, Member
from konbit.exchange.queries.acting import acts_for
from konbit.exchange.queries.statements import own_accounts
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, an_account, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return a_ledger(a_group("Market on the Quay"))


def test_she_sees_her_balance_and_can_be_nobody_again(circle: Circle) -> None:
    keeper, browser, _person = somebody_of(circle.group, "steward", "keeper")
    rosa, _browser, _person = somebody_of(circle.group, "member", "rosa")
    member = add_member(keeper, circle.uid, MemberDraft(name="Rosa of the fish"))
    paid(an_account(circle), Account.objects.get(member=member), 40)
    page = browser.get(reverse("exchange:circle", args=[circle.uid])).text
    address = reverse("exchange:hand-over-member", args=[member.pk])
    assert address in page
    asked = browser.get(address).text
    assert "rosa" in asked
    assert "(optional)" not in asked[: asked.index("More")]
    assert browser.post(address, {"person": rosa.actor, "group": ""}).status_code == 302
    (account,) = own_accounts(rosa)
    assert account.balance == 40
    assert address not in browser.get(reverse("exchange:circle", args=[circle.uid])).text
    undo("person:test", Change.objects.filter(verb="hand over").latest("id").batch)
    assert not own_accounts(rosa)


def test_she_may_be_a_group(circle: Circle) -> None:
    keeper, _browser, _person = somebody_of(circle.group, "steward", "keeper")
    bakery = a_group("Bakery of the Port")
    baker, _browser, _person = somebody_of(bakery, "steward", "baker")
    member = add_member(keeper, circle.uid, MemberDraft(name="the bakery"))
    assert hand_over(keeper, member.pk, MemberDraft(group=bakery.pk)).group_id == bakery.pk
    assert acts_for(baker, Account.objects.get(member=member))


def test_what_is_somebody_s_stays_hers(circle: Circle) -> None:
    keeper, _browser, _person = somebody_of(circle.group, "steward", "keeper")
    rosa, rosa_browser, _person = somebody_of(circle.group, "member", "rosa")
    stranger, _browser, _person = somebody_of(a_group("Elsewhere"), "member", "eve")
    member = add_member(keeper, circle.uid, MemberDraft(name="Rosa"))
    for to in (MemberDraft(), MemberDraft(person=stranger.actor)):
        with pytest.raises(Problem):
            hand_over(keeper, member.pk, to)
    with pytest.raises(NotAllowed):
        hand_over(rosa, member.pk, MemberDraft(person=rosa.actor))
    assert rosa_browser.get(reverse("exchange:hand-over-member", args=[member.pk])).status_code == 403
    hand_over(keeper, member.pk, MemberDraft(person=rosa.actor))
    with pytest.raises(Problem, match="somebody already"):
        hand_over(keeper, member.pk, MemberDraft(person=keeper.actor))
    second = add_member(keeper, circle.uid, MemberDraft(name="Rosa again"))
    with pytest.raises(Problem, match="in this circle already"):
        hand_over(keeper, second.pk, MemberDraft(person=rosa.actor))
    assert Member.objects.get(pk=second.pk).person == ""


def test_who_was_let_in_by_mistake_is_taken_back_with_all_who_came_with_her(circle: Circle) -> None:
    _keeper, browser, _person = somebody_of(circle.group, "steward", "keeper")
    browser.post(reverse("exchange:new-member", args=[circle.uid]), {"many": "Rosa\nOdette", "group": ""})
    assert Member.objects.count() == 2
    undo("person:test", Change.objects.filter(verb="join circle").latest("id").batch)
    assert Member.objects.count() == Account.objects.count() == 0
    assert Circle.objects.filter(pk=circle.pk).exists()


def test_who_took_part_by_mistake_can_take_it_back(circle: Circle) -> None:
    rosa, browser, _person = somebody_of(circle.group, "member", "rosa")
    browser.post(reverse("exchange:join-circle", args=[circle.uid]))
    assert own_accounts(rosa)
    page = browser.get(reverse("exchange:circle", args=[circle.uid])).text
    browser.post(re.findall(r'href="([^"]*/undo/[^"]*)"', page)[0])
    assert not own_accounts(rosa)
