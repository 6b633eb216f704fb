"""Being paid: a QR with everything filled in, a card at one's own phone, the sheet for the wall."""

from __future__ import annotations

import re
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from konbit.exchange.models import Account, Circle, Terms, Transfer
from konbit.people.actions.cards import make_own_card
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def _pair() -> tuple[Circle, tuple[Viewer, Client], tuple[Viewer, Client]]:
    group = a_group("Circle of the Hill")
    somebody_of(group, "steward", "books")
    circle = a_ledger(group, below=100, above=1000)
    both = []
    for name in ("rosa", "ines"):
        viewer, browser, _person = somebody_of(group, "member", name)
        browser.post(reverse("exchange:join-circle", args=[circle.uid]))
        both.append((viewer, browser))
    return circle, both[0], both[1]


def _own(viewer: Viewer) -> Account:
    return Account.objects.get(member__person=viewer.actor)


def test_a_qr_opens_a_payment_with_everything_filled_in() -> None:
    circle, (rosa, rosas), (_ines, other) = _pair()
    address = reverse("exchange:be-paid", args=[circle.uid])
    asked: dict[str, Any] = {"payee": _own(rosa).uid, "amount": "12", "words": "bread & eggs"}
    page = rosas.get(address, asked).text
    assert "<svg" in page
    link = re.search(r'class="long" href="([^"]+)"', page)
    assert link is not None
    url = urlsplit(link[1].replace("&amp;", "&"))
    said = parse_qs(url.query)
    assert said == {"to": [_own(rosa).uid], "amount": ["12"], "for": ["bread & eggs"]}
    form = other.get(f"/en{url.path}?{url.query}").text
    assert 'value="12"' in form
    assert "bread &amp; eggs" in form
    assert f'value="{_own(rosa).uid}" selected' in form

    # Without an amount, who pays writes it; what is no amount is told; others' accounts are not shown.
    assert "Point the camera" in rosas.get(address).text
    assert "is no amount" in rosas.get(address, {**asked, "amount": "1e9"}).text
    assert "Point the camera" not in other.get(address, asked).text
    assert Client().get(address).status_code == 302


def test_a_card_pays_at_the_phone_of_who_is_paid() -> None:
    circle, (rosa, rosas), (ines, _other) = _pair()
    card = make_own_card(ines)
    address = reverse("exchange:pay-by-card", args=[circle.uid])
    sent: dict[str, Any] = {"payee": _own(rosa).uid, "amount": "30", "words": "", "key": str(uuid.uuid4())}
    page = rosas.post(address, sent).text
    assert "Give the phone to who pays" in page
    wrong = rosas.post(address, {**sent, "sure": "yes", "code": card.card.code, "pin": "999999"}).text
    assert "do not open a card" in wrong
    assert "999999" not in wrong, "a PIN is never shown again"
    for _time in range(2):
        typed = {**sent, "sure": "yes", "code": card.card.code, "pin": card.pin}
        assert rosas.post(address, typed).status_code == 302
    one = Transfer.objects.get()
    assert (one.payer, one.payee, one.amount) == (_own(ines), _own(rosa), 30)
    assert (one.by, one.origin) == (rosa.actor, "card"), "the teller entered it, by a card"


def test_a_card_rests_after_wrong_tries_and_opens_nothing_elsewhere() -> None:
    circle, (rosa, rosas), (ines, _other) = _pair()
    stranger, _browser, _person = somebody_of(a_group("Elsewhere"), "member", "stranger")
    address = reverse("exchange:pay-by-card", args=[circle.uid])
    sent: dict[str, Any] = {"payee": _own(rosa).uid, "amount": "30", "key": str(uuid.uuid4()), "sure": "yes"}
    theirs = make_own_card(stranger)
    page = rosas.post(address, {**sent, "code": theirs.card.code, "pin": theirs.pin}).text
    assert "has no account in this circle" in page
    card = make_own_card(ines)
    for _time in range(6):
        rosas.post(address, {**sent, "code": card.card.code, "pin": "000000"})
    rosas.post(address, {**sent, "code": card.card.code, "pin": card.pin})
    assert not Transfer.objects.exists(), "it rests"


def test_the_sheet_shows_balances_only_where_the_rules_do() -> None:
    circle, (rosa, _rosas), (ines, hers) = _pair()
    pay = {"payer": _own(ines).uid, "payee": _own(rosa).uid, "amount": "77", "key": str(uuid.uuid4())}
    hers.post(reverse("exchange:pay", args=[circle.uid]), {**pay, "sure": "yes"})
    _viewer, keeper, _person = somebody_of(circle.group, "steward", "other keeper")
    address = reverse("exchange:circle-sheet", args=[circle.uid])
    assert "77" not in re.sub(r"<svg.*?</svg>", "", keeper.get(address).text), (
        "though the keeper sees it elsewhere"
    )
    Terms.objects.filter(circle=circle).update(values={"balances_seen": "members"})
    assert "77" in re.sub(r"<svg.*?</svg>", "", keeper.get(address).text)
    assert Client().get(address).status_code in (302, 404)
