"""A circle of mutual credit lived from its charter to its end, through the pages that its members use."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle, Member, Terms, Transfer
from konbit.exchange.queries.balances import zero_sums
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import at, sends, words

pytestmark = pytest.mark.django_db


def _of(name: str) -> Account:
    return Account.objects.get(member__name=name)


def _pays(browser: Client, circle: str, payer: str, payee: str, amount: str, words: str = "") -> Any:
    said = {"payer": payer, "payee": payee, "amount": amount, "words": words, "key": str(uuid.uuid4())}
    once_more = browser.post(at("pay", circle), said)
    assert once_more.status_code == 200
    return browser.post(at("pay", circle), {**said, "sure": "yes"}), once_more.text


def test_who_gives_may_take_until_everybody_is_settled(client: Client) -> None:
    market = a_group("Market of the Hill")
    _viewer, keeper, _person = somebody_of(market, "steward", "keeper")
    rosa_viewer, rosa, _rosa = somebody_of(market, "member", "rosa")

    # Charter: a kind, a name, a unit of their own; the usual rules, one of them changed.
    assert "Mutual credit" in words(keeper, at("choose-circle", market.uid))
    where = sends(
        keeper, at("new-circle", market.uid, "credit"),
        title="Credit of the Hill", currency="", unit="suns", key=str(uuid.uuid4()),
    )  # fmt: skip
    circle = Circle.objects.get()
    assert where == at("circle", circle.uid)
    rules = {
        "rule_below": "100", "rule_above": "150", "rule_warning": "80", "rule_balances_seen": "keepers",
        "rule_silence": "14", "rule_silence_means": "expire", "sent": str(uuid.uuid4()),
    }  # fmt: skip
    sends(keeper, at("circle-rules", circle.uid), **rules)
    page = words(keeper, where)
    assert "A member may go as far as 100 suns below nothing." in page

    # Members: everybody of the group, and three from the notebook who have no account.
    sends(keeper, at("all-members", circle.uid))
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago\nAbeba")
    assert Member.objects.filter(circle=circle).count() == 5
    refused, _page = _pays(keeper, circle.uid, _of("Odette").uid, _of("Tiago").uid, "1")
    assert refused.status_code == 200, "nothing moves before the circle runs"
    sends(keeper, at("open-circle", circle.uid))

    # Living: bread, mending, lessons go round; nobody needs money for it.
    own = Account.objects.get(member__person=rosa_viewer.actor)
    paid, read_once_more = _pays(rosa, circle.uid, own.uid, _of("Odette").uid, "60", "bread for a month")
    assert "bread for a month" in read_once_more
    assert paid["Location"] == at("statement", own.uid)
    assert "bread for a month" in words(rosa, at("statement", own.uid))
    _pays(keeper, circle.uid, _of("Odette").uid, _of("Tiago").uid, "60", "two chairs mended")
    _pays(keeper, circle.uid, _of("Tiago").uid, own.uid, "45", "lessons for the children")
    assert {_of("Odette").balance, _of("Tiago").balance} == {0, 15}

    # A limit holds, with a word on what to do; a friendly word comes before it.
    too_far, _page = _pays(rosa, circle.uid, own.uid, _of("Abeba").uid, "90")
    assert "goes further than the account" in too_far.text
    _pays(rosa, circle.uid, own.uid, _of("Abeba").uid, "75", "a goat")
    assert "Close to the limit" in words(rosa, at("own-accounts"))

    # A mistake is given back; both lines stay.
    wrong, _page = _pays(keeper, circle.uid, _of("Tiago").uid, _of("Odette").uid, "5", "wrong name")
    assert wrong.status_code == 302
    sends(keeper, at("reverse-transfer", Transfer.objects.latest("id").uid))
    assert (_of("Tiago").balance, _of("Odette").balance) == (15, 0)
    assert "put right" in words(keeper, at("statement", _of("Odette").uid))

    # Nobody looks into another's account, and strangers see nothing of it.
    assert rosa.get(at("statement", _of("Abeba").uid)).status_code == 404
    _stranger_viewer, stranger, _person = somebody_of(a_group("Other valley"), "member", "stranger")
    assert stranger.get(at("circle", circle.uid)).status_code == 404
    assert client.get(at("statement", own.uid)).status_code == 302

    # A rule changes by resolution; the old one can be read.
    wider = {**rules, "rule_below": "200", "agreed": "We trust each other.", "sent": str(uuid.uuid4())}
    sends(keeper, at("circle-rules", circle.uid), **wider)
    own.refresh_from_db()
    assert own.least == -200
    assert Terms.objects.get(circle=circle, until_on=None).resolution is not None

    # The end: who leaves is settled by the rule that was chosen, the proof is that all is nothing.
    assert keeper.post(at("close-circle", circle.uid)).status_code in (400, 409)
    _pays(keeper, circle.uid, _of("Abeba").uid, own.uid, "75", "the goat goes home")
    _pays(keeper, circle.uid, _of("Tiago").uid, own.uid, "15", "the last lessons")
    mine = Member.objects.get(circle=circle, person=rosa_viewer.actor)
    taken = rosa.post(at("leave-circle", mine.pk), {"choice": "pot", "key": str(uuid.uuid4())})
    assert taken.status_code == 200, "nobody lets the pot carry her own debt"
    for member in Member.objects.filter(circle=circle):
        sends(keeper, at("leave-circle", member.pk), choice="settle", key=str(uuid.uuid4()))
    sends(keeper, at("close-circle", circle.uid))
    assert all(one.holds for one in zero_sums(circle.pk))
    assert "bread for a month" in words(keeper, at("statement", own.uid))
