"""A time bank lived from its first hour to its end: lessons, care, a pot for those who cannot give hours."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle, Gift, Member, Payment
from konbit.exchange.queries.balances import zero_sums
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import at, sends

pytestmark = pytest.mark.django_db


def _of(name: str) -> Account:
    return Account.objects.get(member__name=name)


def test_an_hour_of_anybody_is_an_hour() -> None:
    house = a_group("House of Hours")
    _viewer, keeper, _person = somebody_of(house, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(house, "member", "rosa")

    # It counts in hours and minutes, and says its rules in plain words.
    sent = {"title": "Hours of the House", "currency": "HOUR", "key": str(uuid.uuid4())}
    where = sends(keeper, at("new-circle", house.uid, "timebank"), **sent)
    circle = Circle.objects.get()
    page = " ".join(re.sub(r"<[^>]+>", " ", keeper.get(where).text).split())
    assert "A member may be helped for 20 hours more than she has helped." in page
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(rosa, at("join-circle", circle.uid))
    lines = "Odette: 2:30\nTiago: -2:30"
    sends(keeper, at("opening-balances", circle.uid), lines=lines, key=str(uuid.uuid4()))
    sends(keeper, at("open-circle", circle.uid))
    own = Account.objects.get(member__person=rosa_viewer.actor)

    # Care: Rosa sat with Odette's mother, and asks for the hours; for Odette, who has no account here, those
    # who keep the books say yes.
    asked = {
        "payer": _of("Odette").uid, "payee": own.uid, "amount": "1 h 30", "words": "company at the doctor’s",
        "key": str(uuid.uuid4()), "sure": "yes",
    }  # fmt: skip
    sends(rosa, at("ask-payment", circle.uid), **asked)
    sends(keeper, at("answer-payment", Payment.objects.get().uid), answer="yes")
    own.refresh_from_db()
    assert (own.balance, _of("Odette").balance) == (90, 60)

    # The pot gives to who cannot give hours, and may go below nothing: its members carry it.
    pot = Account.objects.get(circle=circle, word="pot")
    gift = {
        "payer": pot.uid, "payee": _of("Tiago").uid, "amount": "2:30", "words": "while his leg heals",
        "key": str(uuid.uuid4()), "sure": "yes",
    }  # fmt: skip
    sends(keeper, at("pay", circle.uid), **gift)
    assert "while his leg heals" in rosa.get(at("statement", pot.uid)).text, "the pot is everybody's"

    # What an hour would cost elsewhere is shown only once the circle wants it.
    assert "Elsewhere" not in rosa.get(where).text
    rules = {
        "rule_below": "20", "rule_above": "60", "rule_warning": "80", "rule_price": "10 EUR",
        "rule_balances_seen": "keepers", "rule_silence": "14", "rule_silence_means": "expire",
        "agreed": "We show it.", "sent": str(uuid.uuid4()), "language": "en",
    }  # fmt: skip
    sends(keeper, at("circle-rules", circle.uid), **rules)
    assert "Elsewhere, 1 h 30 min would cost €15." in rosa.get(where).text

    # What is finer than a minute is refused with an example; nothing is lost.
    finer = keeper.post(at("pay", circle.uid), {**gift, "amount": "0.01", "key": str(uuid.uuid4())})
    assert "such as 1:30" in finer.text

    # The end: what is left goes to the pot, and all together is nothing.
    for name in ("Odette", "Tiago"):
        member = Member.objects.get(name=name)
        sends(keeper, at("leave-circle", member.pk), choice="pot", key=str(uuid.uuid4()))
    me = Member.objects.get(person=rosa_viewer.actor)
    sends(rosa, at("leave-circle", me.pk), choice="gift", key=str(uuid.uuid4()))
    pot.refresh_from_db()
    assert pot.balance == 0
    sends(keeper, at("close-circle", circle.uid))
    assert all(one.holds for one in zero_sums(circle.pk))


def test_care_is_counted_without_a_price_unless_one_is_wanted() -> None:
    house = a_group("House of Care")
    _viewer, keeper, _person = somebody_of(house, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(house, "member", "rosa")
    _viewer, ines, _person = somebody_of(house, "member", "ines")
    sent = {"title": "The care there is", "currency": "HOUR", "key": str(uuid.uuid4())}
    where = sends(keeper, at("new-circle", house.uid, "care"), **sent)
    circle = Circle.objects.get()
    assert "we do not say what it would cost elsewhere" in keeper.get(where).text
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(rosa, at("join-circle", circle.uid))
    sends(keeper, at("open-circle", circle.uid))
    me = Member.objects.get(person=rosa_viewer.actor)
    odette, tiago = (Member.objects.get(name=name) for name in ("Odette", "Tiago"))

    # Rosa writes her hours down, once however often it is sent; the keeper for who has no account.
    new, today = at("new-care", circle.uid), str(date.today())
    hers = {
        "giver": me.pk,
        "long": "4:30",
        "text": "nights with the child",
        "on": today,
        "key": str(uuid.uuid4()),
    }
    for _time in range(2):
        sends(rosa, new, **hers)
    assert Gift.objects.get().minutes == 270
    assert rosa.post(new, {**hers, "giver": odette.pk, "key": str(uuid.uuid4())}).status_code == 200
    assert "168 hours" in rosa.post(new, {**hers, "long": "200", "key": str(uuid.uuid4())}).text
    sends(keeper, new, giver=odette.pk, long="10", on=today, text="her mother", key=str(uuid.uuid4()))

    # Of two, the sum would tell of one of them; of three it is shown. Others' lines are their own.
    assert "14 h 30 min" not in rosa.get(where).text
    sends(keeper, new, giver=tiago.pk, long="1", on=today, text="", key=str(uuid.uuid4()))
    page = rosa.get(where).text
    assert "15 h 30 min" in page
    assert "nights with the child" in page
    assert "her mother" not in page
    for other in (ines, Client()):
        assert "15 h 30 min" not in other.get(where).text

    # The circle wants to show what it would cost elsewhere; what is no price is told.
    rules = {
        "rule_price": "12.50 EUR", "rule_seen": "members", "agreed": "We show it at the town hall.",
        "sent": str(uuid.uuid4()), "language": "en",
    }  # fmt: skip
    wrong = keeper.post(at("circle-rules", circle.uid), {**rules, "rule_price": "much"})
    assert "such as 12.50 EUR" in wrong.text
    sends(keeper, at("circle-rules", circle.uid), **rules)
    page = rosa.get(where).text
    assert "€193.75" in page
    assert "her mother" in page, "the rule lets all members see all lines now"

    # The end: nobody owes anything.
    sends(rosa, at("leave-circle", me.pk), choice="go", key=str(uuid.uuid4()))
    sends(keeper, at("close-circle", circle.uid))
    assert not Account.objects.filter(circle=circle).exists()
