"""Nothing goes out of sight without a word; what is waited for is told, and never what is not open."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from konbit.base.errors import Problem
from konbit.base.registry import Identity
from konbit.chronicle.models import Change
from konbit.directory.models import Group, Role
from konbit.exchange.actions.alerts import MOST, AlertDraft, stop_waiting, wait_for
from konbit.exchange.actions.erasure import erase
from konbit.exchange.actions.listing_letters import tell_of_listings
from konbit.exchange.actions.listings import end_listing
from konbit.exchange.models import Alert, Listing
from konbit.exchange.queries.alerts import own_alerts
from konbit.people.audience import ANYONE
from konbit.search.actions import apply_changes
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.builders import a_group
from tests.exchange.listed import listed, somebody_of, with_mail

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.KONBIT_URL = "https://network.example"


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery")


def day(number: float) -> datetime:
    return NOW + timedelta(days=number)


def told(number: float) -> int:
    """How many letters go out on a day."""
    with time_machine.travel(day(number), tick=False):
        return tell_of_listings(day(number))


def test_its_keeper_is_asked_before_the_end_and_told_after_it(bakery: Group) -> None:
    viewer, _client, person = somebody_of(bakery)
    with_mail(person)
    with time_machine.travel(NOW, tick=False):
        listed(viewer, bakery, days=30)
        listed(viewer, bakery, "Rye seed", days=30)
    assert [told(number) for number in (1, 22, 23, 24, 30, 31, 32, 40)] == [0, 0, 1, 0, 0, 1, 0, 0]
    before, after = mail.outbox
    assert before.to == ["amina@example.org"]
    assert "2 of yours" in before.subject
    assert "Maize seed" in before.body
    assert "Rye seed" in before.body
    assert "It ends on 3 June 2031" in before.body
    assert "It ended on 3 June 2031" in after.body
    assert before.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_stands_for_a_few_days_is_asked_half_way(bakery: Group) -> None:
    viewer, _client, person = somebody_of(bakery)
    with_mail(person)
    with time_machine.travel(NOW, tick=False):
        listed(viewer, bakery, days=7)
    assert [told(number) for number in (0, 3, 4, 5)] == [0, 0, 1, 0]


def test_one_press_in_the_letter_renews_it_without_signing_in(bakery: Group) -> None:
    viewer, _client, person = somebody_of(bakery)
    with_mail(person)
    with time_machine.travel(NOW, tick=False):
        row = listed(viewer, bakery, days=30)
    told(25)
    link = re.search(r"https://network\.example(/\S*renew/\S+)", mail.outbox[0].body)
    assert link is not None
    with time_machine.travel(day(26), tick=False):
        assert "Maize seed" in Client().get(link[1]).content.decode()
        row.refresh_from_db()
        assert row.until_on == day(30).date(), "looking changes nothing"
        assert Client().post(link[1]).status_code == 200
        row.refresh_from_db()
        assert row.until_on == day(26 + 90).date()
    with time_machine.travel(day(50), tick=False):
        Client().post(link[1])
        row.refresh_from_db()
        assert row.until_on == day(26 + 90).date(), "pressed twice it renews once"
        assert Client().post(link[1][:-3] + "abc").status_code == 404
        end_listing(viewer, row.uid)
        assert Client().post(link[1]).status_code == 404
    assert [told(number) for number in (40, 109, 117)] == [0, 0, 0], "what is done is not asked any more"


def test_who_wrote_it_down_for_another_is_asked_and_then_the_stewards(bakery: Group) -> None:
    viewer, _client, person = somebody_of(bakery)
    with_mail(person)
    _other, _browser, steward = somebody_of(bakery, "steward", "bo")
    with_mail(steward)
    with time_machine.travel(NOW, tick=False):
        listed(viewer, bakery, name="Rosemène Invented", days=30)
    told(25)
    assert mail.outbox[0].to == ["amina@example.org"]
    person.is_active = False
    person.save()
    told(31)
    assert mail.outbox[1].to == ["bo@example.org"]


def test_what_is_over_leaves_the_search_on_its_day_even_without_a_mail_server(
    bakery: Group, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    viewer, _client, _person = somebody_of(bakery)
    with time_machine.travel(NOW, tick=False):
        listed(viewer, bakery, days=30)
        apply_changes()
        assert search(_question()).total == 1
    assert told(31) == 0
    with time_machine.travel(day(31), tick=False):
        apply_changes()
    assert search(_question()).total == 0


def _question() -> Question:
    return Question(frozenset({"public"}), words="maize", kinds=("exchange.listing",))


def test_whoever_waits_for_it_is_told_once_a_day(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery)
    waiting, _browser, bo = somebody_of(a_group("Tool Shed"), name="bo")
    with_mail(bo)
    with time_machine.travel(NOW, tick=False):
        listed(viewer, bakery, "Old maize seed")
        wait_for(waiting, AlertDraft("offer", words="seed"))
        wait_for(waiting, AlertDraft("offer", sort="transport"))
    with time_machine.travel(day(0.1), tick=False):
        listed(viewer, bakery, "Rye seed")
        listed(viewer, bakery, "A van", sort="transport")
        listed(viewer, bakery, "Seed is needed", "need")
        listed(waiting, Group.objects.get(name="Tool Shed"), "My own seed")
    assert [told(number) for number in (0.2, 1.1, 1.2, 2.3)] == [0, 1, 0, 0]
    letter = mail.outbox[0]
    assert letter.to == ["bo@example.org"]
    assert "2 things" in letter.subject
    assert "Rye seed (Sunrise Bakery)" in letter.body
    assert "A van" in letter.body
    for untold in ("Old maize", "Seed is needed", "My own seed"):
        assert untold not in letter.body


def test_a_letter_s_link_stops_it(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery)
    waiting, _browser, bo = somebody_of(bakery, name="bo")
    with_mail(bo)
    with time_machine.travel(NOW, tick=False):
        wait_for(waiting, AlertDraft("offer", words="seed"))
    with time_machine.travel(day(0.1), tick=False):
        listed(viewer, bakery)
    told(1.1)
    header = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = header.removeprefix("https://network.example")
    assert Client().get(path).status_code == 200
    assert Alert.objects.count() == 1, "looking changes nothing"
    for _twice in range(2):
        assert Client().post(path).status_code == 200
    assert not Alert.objects.exists()
    assert Client().post(path[:-4] + "xxxx").status_code == 404


def test_an_alert_tells_nothing_that_is_not_open(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery, "steward")
    hidden = a_group("Hidden circle", audience="group")
    quiet, _c, _p = somebody_of(hidden, "steward", "cleo")
    waiting, _browser, bo = somebody_of(a_group("Tool Shed"), name="bo")
    with_mail(bo)
    with time_machine.travel(NOW, tick=False):
        wait_for(waiting, AlertDraft("offer", words="seed"))
        with pytest.raises(Problem):
            wait_for(waiting, AlertDraft("offer", group=hidden.uid))
    with time_machine.travel(day(0.1), tick=False):
        listed(viewer, bakery, "Quiet seed", audience="group")
        listed(quiet, hidden, "Hidden seed")
    assert told(1.1) == 0
    with time_machine.travel(day(1.2), tick=False):
        (mine,) = own_alerts(waiting)
    assert (mine.lines, mine.total) == ((), 0)


def test_a_group_that_closed_since_is_not_named(bakery: Group) -> None:
    shed = a_group("Quiet Shed")
    waiting, browser, _bo = somebody_of(bakery, name="bo")
    wait_for(waiting, AlertDraft("offer", group=shed.uid))
    assert "Quiet Shed" in browser.get(reverse("exchange:own-alerts")).content.decode()
    Group.objects.filter(pk=shed.pk).update(audience="group")
    assert "Quiet Shed" not in browser.get(reverse("exchange:own-alerts")).content.decode()


def test_the_wish_is_said_on_a_page_and_only_once(bakery: Group) -> None:
    waiting, browser, _person = somebody_of(bakery)
    address = reverse("exchange:new-alert")
    over = browser.post(address, {"what": "offer", "words": "van", "until": "1999-01-01"})
    assert "This day is over" in over.content.decode()
    assert "This would tell you of everything" in browser.post(address, {"what": "offer"}).content.decode()
    for _twice in range(2):
        browser.post(address, {"what": "need", "words": "van", "sort": "transport", "by_mail": "on"})
    row = Alert.objects.get()
    assert (row.person, row.what, row.words) == (waiting.actor, "need", "van")
    assert "need · transport · “van”" in browser.get(reverse("exchange:own-alerts")).content.decode()
    for number in range(MOST - 1):
        wait_for(waiting, AlertDraft("offer", words=f"word {number}"))
    with pytest.raises(Problem):
        wait_for(waiting, AlertDraft("offer", words="one more"))
    with pytest.raises(Problem):
        wait_for(ANYONE, AlertDraft("offer", words="seed"))
    other, elsewhere, _p = somebody_of(bakery, name="bo")
    elsewhere.post(reverse("exchange:stop-waiting", args=[row.uid]))
    assert Alert.objects.filter(uid=row.uid).exists(), "nobody stops it for another"
    stop_waiting(waiting, row.uid)
    assert not Alert.objects.filter(uid=row.uid).exists()
    assert not other.is_operator


def test_whoever_lost_her_part_in_a_group_is_told_nothing_more_of_it(bakery: Group) -> None:
    viewer, _client, _person = somebody_of(bakery, "steward")
    waiting, _browser, bo = somebody_of(bakery, name="bo")
    with_mail(bo)
    with time_machine.travel(NOW, tick=False):
        wait_for(waiting, AlertDraft("offer", words="seed"))
    with time_machine.travel(day(0.1), tick=False):
        listed(viewer, bakery, "Quiet seed", audience="group")
    Role.objects.filter(person=bo).delete()
    assert told(1.1) == 0
    assert Listing.objects.count() == 1


def test_a_letter_that_cannot_go_is_tried_again(bakery: Group, settings: Settings) -> None:
    viewer, _client, _person = somebody_of(bakery)
    waiting, _browser, bo = somebody_of(bakery, name="bo")
    with_mail(bo)
    with time_machine.travel(NOW, tick=False):
        wait_for(waiting, AlertDraft("offer", words="seed"))
    with time_machine.travel(day(0.1), tick=False):
        listed(viewer, bakery)
    settings.EMAIL_BACKEND = "tests.assembly.broken_mail.Broken"
    assert told(1.1) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(1.2) == 1


def test_an_erased_person_waits_for_nothing(bakery: Group) -> None:
    waiting, _browser, person = somebody_of(bakery)
    row = listed(waiting, bakery, name="Rosemène Invented")
    wait_for(waiting, AlertDraft("offer", words="seed"))
    values = ("Rosemène Invented",)
    erase(Identity(person.pk, waiting.actor, values, lambda said: said in values))
    row.refresh_from_db()
    assert row.name == ""
    assert not Alert.objects.exists()


def test_a_reminder_that_cannot_go_is_tried_again_and_written_down_once(
    bakery: Group, settings: Settings
) -> None:
    viewer, _client, person = somebody_of(bakery)
    with_mail(person)
    with time_machine.travel(NOW, tick=False):
        row = listed(viewer, bakery, days=30)
    settings.EMAIL_BACKEND = "tests.assembly.broken_mail.Broken"
    assert [told(number) for number in (23, 23.1, 23.2)] == [0, 0, 0]
    row.refresh_from_db()
    assert row.reminded_on is None, "nobody was told"
    assert Change.objects.filter(verb="remind of listing").count() == 1, "not a line with every try"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [told(number) for number in (23.3, 23.4, 31, 31.1)] == [1, 0, 1, 0]
    assert [letter.to for letter in mail.outbox] == [["amina@example.org"]] * 2
