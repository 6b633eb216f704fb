"""The form of a new circle asks for nothing that needs no answer; what was taken away shows no accounts."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotFound
from konbit.chronicle.actions.rows import undo
from konbit.chronicle.models import Change
from konbit.exchange.models import Circle
from konbit.exchange.queries.acting import account_named
from konbit.exchange.queries.own_accounts import own_page
from konbit.exchange.queries.statements import own_accounts
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, an_account, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_a_kind_with_one_unit_does_not_ask_for_it_and_no_empty_rules_are_shown() -> None:
    house = a_group("House of Hours")
    _viewer, browser, _person = somebody_of(house)
    address = reverse("exchange:new-circle", args=[house.uid, "gifts"])
    assert "In what does it count?" not in browser.get(address).text
    browser.post(address, {"title": "Gifts", "key": str(uuid.uuid4())})
    circle = Circle.objects.get()
    assert circle.currency.code == "HOUR"
    page = browser.get(reverse("exchange:circle", args=[circle.uid])).text
    assert ("Our rules" in page) == bool(circle.terms.get().values)


def test_a_unit_of_one_s_own_needs_a_name_and_the_form_does_not_call_it_optional() -> None:
    house = a_group("House of Credit")
    _viewer, browser, _person = somebody_of(house)
    address = reverse("exchange:new-circle", args=[house.uid, "credit"])
    page = browser.get(address).text
    for label in ("In what does it count?", "What is your own unit called?"):
        after = page[page.index(label) :]
        assert "optional" not in after[: after.index("</label>")]
    said = {"title": "Kòb", "key": str(uuid.uuid4())}
    assert "Say what your unit is called" in browser.post(address, said).text
    assert "Choose one of the list" in browser.post(address, said | {"currency": "XYZ1"}).text
    assert browser.post(address, said | {"currency": "", "unit": "kòb"}).status_code == 302
    assert Circle.objects.get().currency.title == {"en": "kòb"}
    page = browser.get(reverse("exchange:circle", args=[Circle.objects.get().uid])).text
    assert "A member may go as far as 200 kòb below nothing." in page, "a unit of one's own has no cents"
    said = {"title": "Euros", "key": str(uuid.uuid4()), "currency": "EUR"}
    euros = browser.post(address, said)
    assert euros.status_code == 302
    assert "as far as €200 below nothing" in browser.get(euros["Location"]).text


def test_the_page_of_kinds_leads_to_a_beginning() -> None:
    page = Client().get(reverse("exchange:circles")).text
    assert "Add your group" in page
    house = a_group("House of Beginnings")
    for role, name in (("member", "ines"), ("steward", "rosa")):
        _viewer, browser, _person = somebody_of(house, role, name)
        door = reverse("exchange:choose-circle", args=[house.uid])
        assert (door in browser.get(reverse("exchange:circles")).text) == (role == "steward")


def test_accounts_of_a_group_that_was_taken_away_are_not_here_any_more() -> None:
    group = a_group("Closed House")
    viewer, browser, _person = somebody_of(group, "member")
    account = an_account(a_ledger(group), viewer)
    assert account_named(account.uid) == account
    group.removed_at = timezone.now()
    group.save()
    with pytest.raises(NotFound):
        account_named(account.uid)
    assert own_accounts(viewer) == ()
    assert own_page(viewer).accounts == ()
    assert browser.get(reverse("exchange:statement", args=[account.uid])).status_code == 404


def test_a_circle_in_which_nothing_was_booked_is_taken_away_and_brought_back() -> None:
    group = a_group("House of Credit")
    _viewer, browser, _person = somebody_of(group)
    said = {"title": "Kòb", "key": str(uuid.uuid4()), "currency": "EUR"}
    browser.post(reverse("exchange:new-circle", args=[group.uid, "credit"]), said)
    circle = Circle.objects.get()
    away = browser.post(reverse("exchange:remove-circle", args=[circle.uid]), follow=True)
    assert "It is taken away." in away.text
    assert browser.get(reverse("exchange:circle", args=[circle.uid])).status_code == 404
    undo("person:test", Change.objects.filter(verb="remove circle").latest("id").batch)
    assert browser.get(reverse("exchange:circle", args=[circle.uid])).status_code == 200
    own, other = an_account(circle), an_account(circle)
    paid(own, other, 5)
    assert browser.post(reverse("exchange:remove-circle", args=[circle.uid])).status_code == 409
