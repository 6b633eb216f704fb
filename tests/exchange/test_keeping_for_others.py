"""Who keeps the books acts for those who have no account here: pays, sees what waits for a yes, answers."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.paying import ask_payment
from konbit.exchange.models import Account, Payment
from konbit.exchange.queries.going_round import last_days, stuck_accounts
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_what_waits_for_somebody_without_an_account_is_answered_by_who_keeps_the_books() -> None:
    circle = a_ledger(a_group("Market"), below=1000, above=1000)
    keeper, browser, _person = somebody_of(circle.group, "steward", "keeper")
    _viewer, rosa, _person = somebody_of(circle.group, "member", "rosa")
    add_members(keeper, circle.uid, [MemberDraft(name="Fatou"), MemberDraft(name="Carmen")])
    fatou, carmen = (Account.objects.get(member__name=name) for name in ("Fatou", "Carmen"))
    ask_payment(keeper, fatou.uid, carmen.uid, 30, "fish", uuid.uuid4())
    address = reverse("exchange:circle", args=[circle.uid])
    page = browser.get(address).text
    assert "Fatou → Carmen" in page
    assert "Write down a payment" in page
    assert "Fatou → Carmen" not in rosa.get(address).text
    browser.post(reverse("exchange:answer-payment", args=[Payment.objects.get().uid]), {"answer": "yes"})
    carmen.refresh_from_db()
    assert carmen.balance == 30


def test_who_is_told_that_a_limit_is_near_is_named_to_who_cares() -> None:
    circle = a_ledger(a_group("Market"), below=300, above=600, warning=8000)
    keeper, _browser, _person = somebody_of(circle.group, "steward", "keeper")
    add_members(keeper, circle.uid, [MemberDraft(name="Gaston"), MemberDraft(name="Awa")])
    gaston, awa = (Account.objects.get(member__name=name) for name in ("Gaston", "Awa"))
    paid(gaston, awa, 230)
    assert not stuck_accounts(circle, last_days(circle))
    paid(gaston, awa, 20)
    assert [one.account for one in stuck_accounts(circle, last_days(circle))] == [gaston.pk]
