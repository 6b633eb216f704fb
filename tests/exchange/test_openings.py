"""What stood in the notebook is brought in line by line; what cannot be read is told, nothing is lost."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.openings import open_balances
from konbit.exchange.actions.paying import reverse_transfer
from konbit.exchange.models import Account, Circle, Transfer
from konbit.exchange.queries.balances import zero_sums
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def _circle(*names: str) -> tuple[Viewer, object, Circle]:
    viewer, browser, _person = somebody_of(a_group("Hill"), "steward", "keeper")
    group = a_group("Circle of the Hill")
    viewer, browser, _person = somebody_of(group, "steward", "books")
    circle = a_ledger(group, below=100, above=100)
    Account.objects.create(circle=circle, currency=circle.currency, word="opening")
    add_members(viewer, circle.uid, [MemberDraft(name=one) for one in names])
    return viewer, browser, circle


def _balances() -> dict[str, int]:
    rows = Account.objects.exclude(member=None).values_list("member__name", "balance")
    return dict(rows)


@pytest.mark.parametrize(
    "words",
    [
        "Odette; 40\nTiago; -30\nYusra of the Mill; 0",
        "Odette\t40\ntiago\t−30",
        "1: 40\n\n2:  -30\n",
        "Odette 40\nTiago -30",
        "Odette, 40\nTiago, -30",
    ],
)
def test_a_notebook_is_read_as_it_is_written(words: str) -> None:
    viewer, _browser, circle = _circle("Odette", "Tiago", "Yusra of the Mill")
    key = uuid.uuid4()
    open_balances(viewer, circle.uid, words, key)
    open_balances(viewer, circle.uid, words, key)  # sent twice
    assert _balances() == {"Odette": 40, "Tiago": -30, "Yusra of the Mill": 0}
    assert all(one.holds for one in zero_sums(circle.pk))


def test_a_second_opening_balance_is_not_added_to_the_first() -> None:
    viewer, _browser, circle = _circle("Odette", "Tiago")
    open_balances(viewer, circle.uid, "Odette; 40", uuid.uuid4())
    with pytest.raises(Problem, match="already: Odette"):
        open_balances(viewer, circle.uid, "Odette; 5\nTiago; 3", uuid.uuid4())
    first = Transfer.objects.get(sort="opening")
    reverse_transfer(viewer, first.uid, uuid.uuid4())
    open_balances(viewer, circle.uid, "Odette; 5\nTiago; 3", uuid.uuid4())
    assert _balances() == {"Odette": 5, "Tiago": 3}


def test_accents_may_be_left_out_unless_they_tell_two_apart() -> None:
    viewer, _browser, circle = _circle("Nadège", "José", "Jose")
    open_balances(viewer, circle.uid, "nadege; 40\nJOSÉ; -30\nJose; -10", uuid.uuid4())
    assert _balances() == {"Nadège": 40, "José": -30, "Jose": -10}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Odette; 40\nNobody; 3", "Line 2"),
        ("Odette; 4.5", "Line 1"),
        ("Odette; 1e9", "is no amount"),
        ("Odette; 4\nodette; 5", "stands there twice"),
        ("Odette", "not a name and an amount"),
        ("Odette; 500", "more than its limit"),
        ("Tiago; -500", "further than the account"),
    ],
)
def test_lines_that_cannot_be_read_are_told_and_nothing_is_booked(words: str, told: str) -> None:
    viewer, browser, circle = _circle("Odette", "Tiago")
    with pytest.raises(Problem) as problem:
        open_balances(viewer, circle.uid, words, uuid.uuid4())
    assert told in problem.value.what
    assert set(_balances().values()) == {0}
    sent = {"lines": words, "key": str(uuid.uuid4())}
    page = browser.post(reverse("exchange:opening-balances", args=[circle.uid]), sent)  # type: ignore[attr-defined]
    assert page.status_code == 200
    assert words.split(";")[0] in page.text, "what was typed stays"


def test_only_who_keeps_the_books_brings_them_in() -> None:
    _viewer, _browser, circle = _circle("Odette")
    member, _client, _person = somebody_of(circle.group, "member", "rosa")
    with pytest.raises(NotAllowed):
        open_balances(member, circle.uid, "Odette; 40", uuid.uuid4())
