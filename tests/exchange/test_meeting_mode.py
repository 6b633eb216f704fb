"""The slips of a meeting: sent ten times or typed on two phones they are booked once; wrong ones are told."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.exchange.actions.meeting_mode import MOST_SLIPS, Slip, book_slips
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.models import Account, Circle, Transfer
from konbit.exchange.queries.balances import zero_sums
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, an_account, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def _circle(**terms: Any) -> tuple[Viewer, Client, Circle]:
    group = a_group("Hill of Invention")
    viewer, browser, _person = somebody_of(group, "steward", "books")
    circle = a_ledger(group, **({"below": 100, "above": 100} | terms))
    add_members(viewer, circle.uid, [MemberDraft(name=one) for one in ("Odette", "Tiago", "Abeba")])
    return viewer, browser, circle


def _slip(payer: str = "1", payee: str = "2", amount: str = "12", words: str = "bread", **said: str) -> Slip:
    kept = {"number": "", "on": "", "key": str(uuid.uuid4())} | said
    return Slip(payer, payee, amount, words, kept["number"], kept["on"], kept["key"])


def _balances() -> dict[str, int]:
    return dict(Account.objects.exclude(member=None).values_list("member__name", "balance"))


def _sent(browser: Client, circle: Circle, slips: list[Slip], **more: Any) -> Any:
    names = ("number", "payer", "payee", "amount", "words", "on", "key")
    rows = {name: [getattr(one, name) for one in slips] for name in names}
    return browser.post(reverse("exchange:meeting-mode", args=[circle.uid]), rows, **more)


def test_a_batch_that_is_sent_ten_times_is_booked_once() -> None:
    _viewer, browser, circle = _circle()
    batch = [_slip(), _slip("odette", "Abeba", "3", "eggs", number="7"), _slip("3", "1", "1")]
    became = []
    for _time in range(10):
        answer = _sent(browser, circle, batch, headers={"accept": "application/json"})
        became.append([one["became"] for one in json.loads(answer.content)["rows"]])
    assert became == [["booked"] * 3, *([["there"] * 3] * 9)]
    assert Transfer.objects.count() == 3
    assert _balances() == {"Odette": -14, "Tiago": 12, "Abeba": 2}
    assert all(one.holds for one in zero_sums(circle.pk))


def test_one_slip_on_two_phones_is_booked_once() -> None:
    viewer, _browser, circle = _circle()
    first, second = (
        _slip("1", "2", "12", "bread", number="7"),
        _slip("Odette", "tiago ", "12", " bread ", number="007"),
    )
    assert [one.became for one in book_slips(viewer, circle.uid, [first])] == ["booked"]
    assert [one.became for one in book_slips(viewer, circle.uid, [second])] == ["there"]
    assert _balances()["Tiago"] == 12


def test_one_slip_twice_in_a_batch_is_booked_once() -> None:
    viewer, _browser, circle = _circle()
    outcomes = book_slips(viewer, circle.uid, [_slip(number="7b"), _slip(number="7B")])
    assert [one.became for one in outcomes] == ["booked", "there"]
    assert Transfer.objects.get().words.text == "bread · #7b"


@pytest.mark.parametrize(
    "other", [{"amount": "13"}, {"payee": "3"}, {"words": "flour"}, {"payer": "2", "payee": "1"}]
)
def test_the_same_slip_with_other_contents_is_told_and_never_booked(other: dict[str, str]) -> None:
    viewer, _browser, circle = _circle()
    book_slips(viewer, circle.uid, [_slip(number="7")])
    (one,) = book_slips(viewer, circle.uid, [_slip(**({"number": "7"} | other))])
    assert one.became == "refused"
    assert "something else there: Odette → Tiago · 12" in one.why
    assert Transfer.objects.count() == 1


def test_the_next_meeting_may_begin_with_number_one_again() -> None:
    viewer, _browser, circle = _circle()
    before = (timezone.localdate() - timedelta(days=7)).isoformat()
    outcomes = book_slips(viewer, circle.uid, [_slip(number="1", on=before), _slip(number="1")])
    assert [one.became for one in outcomes] == ["booked", "booked"]
    assert Transfer.objects.earliest("pk").on.isoformat() == before, "it stands under the day of the meeting"


def test_a_slip_that_was_typed_under_the_day_before_is_asked_about() -> None:
    viewer, _browser, circle = _circle()
    eve = _slip(number="1", on=(timezone.localdate() - timedelta(days=1)).isoformat())
    book_slips(viewer, circle.uid, [eve])
    same, other = book_slips(viewer, circle.uid, [_slip(number="01"), _slip("2", "3", "5", number="1")])
    assert same.became == "refused"
    assert "under another day already" in same.why
    assert other.became == "booked", "another payment may have the number on another day"
    assert [one.became for one in book_slips(viewer, circle.uid, [eve])] == ["there"]


def test_what_another_circle_booked_under_a_key_is_not_told() -> None:
    viewer, _browser, circle = _circle()
    elsewhere, key = a_ledger(a_group("Elsewhere"), code="OTHER"), uuid.uuid4()
    paid(an_account(elsewhere), an_account(elsewhere), 77, words="a secret", key=key)
    (one,) = book_slips(viewer, circle.uid, [_slip(key=str(key))])
    assert one.became == "refused"
    assert "77" not in one.why
    assert "secret" not in one.why


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"payee": "99"}, "“99” is not in this circle"),
        ({"payer": "Nobody"}, "“Nobody” is not in this circle"),
        ({"payer": " "}, "A member is missing"),
        ({"payee": "1"}, "same account"),
        ({"amount": "a loaf"}, "“a loaf” is no amount"),
        ({"amount": "1e9"}, "is no amount"),
        ({"amount": "-3"}, "is no amount"),
        ({"amount": "0"}, "cannot be booked"),
        ({"amount": "0.5"}, "is no amount"),
        ({"amount": "101"}, "goes further than the account’s limit"),
        ({"on": "2999-01-01"}, "still to come"),
        ({"on": "1999-01-01"}, "more than a year ago"),
        ({"on": "Monday"}, "“Monday” is no day"),
        ({"key": "7"}, "no key of its own"),
        ({"words": "x" * 501}, "too long"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_and_the_others_are_booked(said: dict[str, str], told: str) -> None:
    viewer, _browser, circle = _circle()
    outcomes = book_slips(viewer, circle.uid, [_slip("2", "3"), _slip(**said), _slip("3", "2", "1")])
    assert [one.became for one in outcomes] == ["booked", "refused", "booked"]
    assert told in outcomes[1].why
    assert _balances()["Odette"] == 0


def test_two_of_one_name_are_told_apart_by_number() -> None:
    viewer, _browser, circle = _circle()
    add_members(viewer, circle.uid, [MemberDraft(name="Tiago")])
    wrong, right = book_slips(viewer, circle.uid, [_slip("1", "Tiago"), _slip("1", "4")])
    assert "There are several" in wrong.why
    assert right.became == "booked"


def test_a_circle_that_was_ended_takes_nothing_more() -> None:
    viewer, browser, circle = _circle()
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    (one,) = book_slips(viewer, circle.uid, [_slip()])
    assert one.became == "refused"
    assert "not running" in one.why
    assert "nothing can be booked" in browser.get(reverse("exchange:meeting-mode", args=[circle.uid])).text


def test_where_nothing_is_paid_by_hand_there_is_no_such_meeting() -> None:
    _viewer, browser, circle = _circle()
    Circle.objects.filter(pk=circle.pk).update(kind="savings")
    for name in ("meeting-mode", "paper-slips"):
        answer = browser.get(reverse(f"exchange:{name}", args=[circle.uid]))
        assert answer.status_code == 400
        assert "nothing is paid by hand" in answer.text


def test_only_who_keeps_the_books_writes_at_a_meeting() -> None:
    _viewer, _browser, circle = _circle()
    member, browser, _person = somebody_of(circle.group, "member", "rosa")
    stranger, strange, _person = somebody_of(a_group("Elsewhere"), "steward", "sol")
    with pytest.raises(NotAllowed):
        book_slips(member, circle.uid, [_slip()])
    for name in ("meeting-mode", "paper-slips"):
        assert browser.get(reverse(f"exchange:{name}", args=[circle.uid])).status_code == 403
        assert strange.get(reverse(f"exchange:{name}", args=[circle.uid])).status_code in (403, 404)
    circle.group.removed_at = timezone.now()
    circle.group.save()
    with pytest.raises(NotFound):
        book_slips(stranger, circle.uid, [_slip()])
    assert not Transfer.objects.exists()


def test_more_slips_than_a_commit_takes_are_refused_whole() -> None:
    viewer, browser, circle = _circle()
    with pytest.raises(Problem, match="At most 100"):
        book_slips(viewer, circle.uid, [_slip(amount="1") for _one in range(MOST_SLIPS + 1)])
    assert not Transfer.objects.exists()
    hole = {"payer": ["1", "2"], "payee": ["2"]}
    assert browser.post(reverse("exchange:meeting-mode", args=[circle.uid]), hole).status_code == 422


def test_a_page_without_a_script_books_and_leaves_what_was_refused() -> None:
    _viewer, browser, circle = _circle()
    blank = _slip("", "", "", "", key="")
    page = _sent(browser, circle, [_slip(), _slip("1", "Nobody", "4", "cheese"), blank]).text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Booked: Odette → Tiago · 12" in words
    assert "“Nobody” is not in this circle" in words
    assert 'value="Nobody"' in page
    assert 'value="cheese"' in page
    assert 'value="bread"' not in page
    assert "Not booked: " in words


def test_many_members_and_slips_ask_no_more_often_than_few() -> None:
    viewer, browser, circle = _circle()
    address = reverse("exchange:meeting-mode", args=[circle.uid])

    def asked(many: int) -> tuple[int, int]:
        browser.get(address)
        with CaptureQueriesContext(connection) as page:
            browser.get(address)
        with CaptureQueriesContext(connection) as sent:
            book_slips(viewer, circle.uid, [_slip(amount="1", number=f"{many}-{one}") for one in range(many)])
        return len(page), len(sent)

    few = asked(2)
    add_members(viewer, circle.uid, [MemberDraft(name=f"Member {one}") for one in range(30)])
    assert asked(40) == few


def test_no_balance_stands_on_the_page_of_a_shared_phone() -> None:
    _viewer, browser, circle = _circle()
    _sent(browser, circle, [_slip(amount="87")])
    page = browser.get(reverse("exchange:meeting-mode", args=[circle.uid])).text
    assert "Odette" in page
    assert "87" not in re.sub(r"<[^>]+>", " ", page)


def test_hours_are_read_as_hours() -> None:
    viewer, _browser, circle = _circle()
    type(circle.currency).objects.filter(pk=circle.currency_id).update(sort="time")
    Account.objects.update(least=-600, most=600)
    outcomes = book_slips(
        viewer, circle.uid, [_slip(amount="1:30"), _slip(amount="1 h 30"), _slip(amount="0.01")]
    )
    assert [one.became for one in outcomes] == ["booked", "booked", "refused"]
    assert _balances()["Tiago"] == 180


def test_slips_are_numbered_from_a_number_on() -> None:
    _viewer, browser, circle = _circle()
    address = reverse("exchange:paper-slips", args=[circle.uid])
    page = browser.get(address, {"first": "25", "sheets": "2"}).text
    assert re.findall(r"<strong>#(\d+)</strong>", page) == [str(one) for one in range(25, 73)]
    assert "Next time begin with 73" in page
    assert len(re.findall("<article>", browser.get(address, {"many": "12"}).text)) == 12
    for wrong in ({"first": "0"}, {"first": "x"}, {"sheets": "21"}, {"many": "5"}, {"first": "9999999"}):
        assert browser.get(address, wrong).status_code == 422
