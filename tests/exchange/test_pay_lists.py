"""Many are paid at once, by a list that is read once more; sent twice, it is paid once."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.models import Account, Circle, Transfer
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def _circle(*names: str) -> tuple[Any, Circle, str]:
    group = a_group("Circle of the Hill")
    viewer, browser, _person = somebody_of(group, "steward", "books")
    circle = a_ledger(group, below=100, above=1000)
    add_members(viewer, circle.uid, [MemberDraft(name=one) for one in names])
    return browser, circle, reverse("exchange:pay-by-list", args=[circle.uid])


def _of(name: str) -> Account:
    return Account.objects.get(member__name=name)


def _balances() -> dict[str, int]:
    return dict(Account.objects.exclude(member=None).values_list("member__name", "balance"))


def test_a_payroll_is_read_once_more_and_paid_once() -> None:
    keeper, _, address = _circle("Bakery", "Odette", "Tiago", "Yusra")
    sent = {
        "payer": _of("Bakery").uid, "words": "work in May", f"to_{_of('Odette').uid}": "20",
        f"to_{_of('Tiago').uid}": "30", "pasted": "Yusra; 10; her own words", "key": str(uuid.uuid4()),
    }  # fmt: skip
    page = keeper.post(address, sent).text
    assert "Is it right?" in page
    assert "60" in page
    assert not Transfer.objects.exists(), "only read once more"
    for _time in range(3):
        assert keeper.post(address, {**sent, "sure": "yes"}).status_code == 302
    assert _balances() == {"Bakery": -60, "Odette": 20, "Tiago": 30, "Yusra": 10}
    assert set(Transfer.objects.values_list("words__text", flat=True)) == {"work in May", "her own words"}


def test_what_goes_too_far_is_told_line_by_line_and_the_rest_stands() -> None:
    keeper, _, address = _circle("Bakery", "Odette", "Tiago")
    sent = {
        "payer": _of("Bakery").uid, "words": "", f"to_{_of('Odette').uid}": "90",
        f"to_{_of('Tiago').uid}": "30", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert "more than the account can give" in keeper.post(address, sent).text
    page = keeper.post(address, {**sent, "sure": "yes"}).text
    assert "Not all of it could be booked" in page
    assert _balances() == {"Bakery": -90, "Odette": 90, "Tiago": 0}


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("Odette; 4\nOdette; 5", "stands there twice"),
        ("Nobody; 4", "is not in this circle"),
        ("Odette; -4", "nothing is paid"),
        ("Odette; 1e9", "is no amount"),
        ("3; 4", "one member’s number and another’s name"),
        ("", "Nobody is paid yet"),
    ],
)
def test_lines_that_cannot_be_read_are_told_and_what_was_typed_stays(pasted: str, told: str) -> None:
    keeper, _, address = _circle("Bakery", "Odette", "Tiago", "3")
    sent = {"payer": _of("Bakery").uid, "words": "", "pasted": pasted, "key": str(uuid.uuid4())}
    page = keeper.post(address, {**sent, "sure": "yes"}).text
    assert told in page
    assert not Transfer.objects.exists()
    assert (pasted.splitlines() or [""])[0] in page


def test_nobody_pays_a_list_out_of_the_account_of_others() -> None:
    _keeper, circle, address = _circle("Bakery", "Odette")
    _viewer, member, _person = somebody_of(circle.group, "member", "member")
    member.post(reverse("exchange:join-circle", args=[circle.uid]))
    sent = {"payer": _of("Bakery").uid, "pasted": "Odette; 5", "key": str(uuid.uuid4()), "sure": "yes"}
    assert member.post(address, sent).status_code == 200, "it is no choice of hers"
    assert Client().post(address, sent).status_code == 302, "to the page for signing in"
    assert not Transfer.objects.exists()
