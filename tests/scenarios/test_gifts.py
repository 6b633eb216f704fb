"""A circle of gifts lived from its beginning to its end: counted, and never owed."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle, Gift, Member
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import at, sends

pytestmark = pytest.mark.django_db


def test_gifts_are_counted_and_nobody_owes_anything() -> None:
    house = a_group("House of Gifts")
    _viewer, keeper, _person = somebody_of(house, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(house, "member", "rosa")
    _viewer, ines, _person = somebody_of(house, "member", "ines")
    sent = {"title": "What goes round", "currency": "HOUR", "key": str(uuid.uuid4())}
    where = sends(keeper, at("new-circle", house.uid, "gifts"), **sent)
    circle = Circle.objects.get()
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(rosa, at("join-circle", circle.uid))
    sends(keeper, at("open-circle", circle.uid))
    me = Member.objects.get(person=rosa_viewer.actor)
    odette, tiago = (Member.objects.get(name=name) for name in ("Odette", "Tiago"))
    assert not Account.objects.filter(circle=circle, member__isnull=False).exists(), "no balances at all"

    # Sent twice, it is one gift.
    gift = {
        "giver": odette.pk, "receiver": me.pk, "text": "soup for three days", "on": str(date.today()),
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    new = at("new-gift", circle.uid)
    for _time in range(2):
        sends(rosa, new, **gift)
    assert Gift.objects.count() == 1
    assert "soup for three days" in rosa.get(where).text
    assert "One gift was given and received." in rosa.get(where).text

    # Two counters of her own, and no balance.
    assert re.search(
        r"Gifts given by you</dt><dd>0</dd><dt>Gifts received by you</dt><dd>1<", rosa.get(where).text
    )

    # Refused: a gift of others, one to oneself, one of tomorrow.
    tomorrow = str(date.today() + timedelta(days=1))
    for wrong in ({"receiver": tiago.pk}, {"giver": me.pk}, {"on": tomorrow}):
        answer = rosa.post(new, {**gift, **wrong, "key": str(uuid.uuid4())})
        assert answer.status_code != 302
    assert Gift.objects.count() == 1

    # Who does not take part, and strangers, are told nothing.
    for other in (ines, Client()):
        assert "soup" not in other.get(where).text
        assert other.post(new, {**gift, "key": str(uuid.uuid4())}).status_code in (302, 403, 404)
    assert Gift.objects.count() == 1

    # The end: there is nothing to settle.
    sends(rosa, at("leave-circle", me.pk), choice="go", key=str(uuid.uuid4()))
    sends(keeper, at("close-circle", circle.uid))
    circle.refresh_from_db()
    assert circle.state == "closed"
