"""Care for a circle: who has come to a limit or fallen silent, what would help, and who is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.directory.models import Group, Role
from konbit.exchange.models import Account, Circle, Member
from konbit.exchange.queries.care import care_page
from konbit.people.audience import Viewer
from konbit.people.models import Person
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger, paid
from tests.exchange.listed import listed, somebody_of

pytestmark = pytest.mark.django_db


def _market(*names: str) -> tuple[Group, Circle, Viewer, Client, dict[str, tuple[Viewer, Client, Account]]]:
    """A circle with a keeper and members who take part in its group, each with limits of 100."""
    group = a_group("Circle of the Hill")
    keeper, keepers, _person = somebody_of(group, "steward", "books")
    circle = a_ledger(group, below=100, above=100)
    found = {}
    for name in names:
        viewer, browser, _person = somebody_of(group, "member", name)
        browser.post(reverse("exchange:join-circle", args=[circle.uid]))
        found[name] = (viewer, browser, Account.objects.get(member__person=viewer.actor))
    return group, circle, keeper, keepers, found


def _at(circle: Circle) -> str:
    return reverse("exchange:care-for-circle", args=[circle.uid])


def test_three_who_are_stuck_are_shown_a_circle_that_works() -> None:
    group, circle, keeper, keepers, who = _market("rosa", "ines", "odette", "tiago")
    paid(who["rosa"][2], who["ines"][2], 95)
    for name, offers, needs in (
        ("rosa", "Fresh bread", "Wooden chairs"),
        ("ines", "Guitar lessons", "Bread every week"),
        ("odette", "Chairs of oak", "Guitar for beginners"),
    ):
        listed(who[name][0], group, offers, "offer")
        listed(who[name][0], group, needs, "need")

    page = care_page(keeper, circle.uid)
    assert [(one.name, one.can_give) for one in page.stuck] == [("rosa", True), ("ines", False)]
    assert [(way.giver, way.taker) for way in page.stuck[0].ways] == [("rosa", "ines")]
    assert [(way.giver, way.taker) for way in page.stuck[1].ways] == [("rosa", "ines")]
    assert [[way.giver for way in ring.ways] for ring in page.rings] == [["rosa", "ines", "odette"]]
    assert page.times is not None
    assert round(page.times, 1) == round(365 / 90, 1)
    told = keepers.get(_at(circle)).text
    assert "It helps when somebody takes something from her." in told
    assert "A circle of 3" in told

    # A member sees what touches herself, and nobody's limits; who is in no circle sees none of it.
    hers = who["odette"][1].get(_at(circle)).text
    assert "Chairs of oak" in hers
    assert "Circles that would work" in hers
    for word in ("Close to a limit", "Silent for a while", "takes something from her", "How it goes round"):
        assert word not in hers
    others = who["tiago"][1].get(_at(circle)).text
    assert "Chairs of oak" not in others
    for stranger in (somebody_of(a_group("Elsewhere"), "member", "stranger")[1], Client()):
        assert stranger.get(_at(circle)).status_code in (302, 404)


def test_what_a_keeper_may_not_see_is_no_reason() -> None:
    _group, circle, keeper, _keepers, who = _market("rosa", "ines")
    hidden = a_group("Hidden Table", audience="group")
    for name in ("rosa", "ines"):
        Role.objects.create(person=Person.objects.get(username=name), group=hidden, kind="member")
    listed(who["rosa"][0], hidden, "Fresh bread", "offer")
    listed(who["ines"][0], hidden, "Bread every week", "need")
    assert care_page(keeper, circle.uid).rings == ()
    assert care_page(keeper, circle.uid).mine == ()


def test_the_silent_are_told_to_who_keeps_the_books_alone() -> None:
    _group, circle, keeper, _keepers, who = _market("rosa", "ines", "odette")
    Member.objects.filter(circle=circle).update(joined_on=date.today() - timedelta(days=200))
    paid(who["rosa"][2], who["ines"][2], 5)
    assert [name for _number, name in care_page(keeper, circle.uid).silent] == ["odette"]
    assert care_page(who["rosa"][0], circle.uid).silent == ()


def test_who_came_yesterday_is_not_silent_and_nothing_has_no_speed() -> None:
    _group, circle, keeper, _keepers, _who = _market("rosa")
    page = care_page(keeper, circle.uid)
    assert page.silent == ()
    assert page.times is None


def test_many_members_are_asked_about_with_few_questions(django_assert_max_num_queries: Any) -> None:
    group, circle, keeper, _keepers, who = _market("rosa", "ines")
    for at in range(12):
        listed(who["rosa"][0], group, f"Bread of the sort {at}", "offer")
        listed(who["ines"][0], group, f"Bread for day {at}", "need")
    with django_assert_max_num_queries(40):
        care_page(keeper, circle.uid)


def test_a_member_finds_her_own_circle_from_her_accounts_whoever_else_is_stuck() -> None:
    group, circle, keeper, _keepers, who = _market("rosa", "ines", "odette")
    paid(who["ines"][2], who["odette"][2], 95)
    for name, offers, needs in (
        ("rosa", "Fresh bread", "Wooden chairs"),
        ("ines", "Chairs of oak, and guitar lessons", "Bread every week, or plums"),
        ("odette", "Jam of plums", "Guitar for beginners"),
    ):
        listed(who[name][0], group, offers, "offer")
        listed(who[name][0], group, needs, "need")
    hers = care_page(who["rosa"][0], circle.uid)
    assert [[way.giver for way in ring.ways] for ring in hers.rings] == [["rosa", "ines"]]
    kept = care_page(keeper, circle.uid)
    assert [[way.giver for way in ring.ways] for ring in kept.rings] == [["ines", "odette"]]
    assert _at(circle) in who["rosa"][1].get(reverse("exchange:own-accounts")).text
