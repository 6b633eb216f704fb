"""Letters about conversations: one a day at most, only what is new and open, stopped easily."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from konbit.assembly.actions import following
from konbit.assembly.actions.conversing import speak, speak_about, take_away
from konbit.assembly.actions.letters import send_due_letters
from konbit.assembly.models import Follower, Letter, Thread
from konbit.assembly.queries.letters import stop_token
from konbit.chronicle.actions import recording, rows
from konbit.directory.models import Group, Role
from konbit.people.audience import Audience, viewer_of
from konbit.people.models import Person
from tests.assembly.talks import GROUP, a_member, words
from tests.builders import a_group

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery")


@pytest.fixture
def amina(bakery: Group) -> Person:
    return with_mail(a_member(bakery))


@pytest.fixture
def bo(bakery: Group) -> Person:
    return a_member(bakery, "bo")


def with_mail(person: Person) -> Person:
    EmailAddress.objects.create(
        user=person, email=f"{person.username}@example.org", verified=True, primary=True
    )
    return person


def said(person: Person, group: Group, text: str, at: datetime) -> Thread:
    with time_machine.travel(at, tick=False):
        return speak_about(viewer_of(person), GROUP, group.pk, words(text)).thread


def hours(number: float) -> datetime:
    return MONDAY + timedelta(hours=number)


def test_whoever_spoke_hears_of_the_answers_once_a_day(bakery: Group, amina: Person, bo: Person) -> None:
    said(amina, bakery, "Shall we buy flour?", hours(0))
    assert send_due_letters(hours(0.5)) == 0, "nobody is told what she said herself"
    said(bo, bakery, "Yes, from the mill.", hours(1))
    assert send_due_letters(hours(1.1)) == 1
    assert send_due_letters(hours(1.2)) == 0
    said(bo, bakery, "Or from the port.", hours(2))
    assert send_due_letters(hours(24)) == 0
    assert send_due_letters(hours(25.2)) == 1
    first, second = mail.outbox
    assert first.to == ["amina@example.org"]
    assert "Yes, from the mill." in first.body
    assert "bo:" in first.body
    assert "Shall we buy flour?" not in first.body
    assert "Or from the port." in second.body
    assert "Yes, from the mill." not in second.body


def test_one_letter_tells_of_all_conversations(bakery: Group, amina: Person, bo: Person) -> None:
    shed = a_group("Tool Shed")
    for person in (amina, bo):
        Role.objects.create(person=person, group=shed, kind="member", since=MONDAY.date())
    for group in (bakery, shed):
        said(amina, group, "Hello", hours(0))
        said(bo, group, f"Welcome to {group.name}", hours(1))
    assert send_due_letters(hours(2)) == 1
    assert "Welcome to Sunrise Bakery" in mail.outbox[0].body
    assert "Welcome to Tool Shed" in mail.outbox[0].body
    assert "2 conversations" in mail.outbox[0].subject


def test_weekly_letters_come_with_the_first_of_a_week(bakery: Group, amina: Person, bo: Person) -> None:
    thread = said(amina, bakery, "Hello", hours(0))
    following.follow(viewer_of(amina), thread.uid, "weekly")
    said(bo, bakery, "Monday's word", hours(1))
    said(bo, bakery, "Friday's word", hours(24 * 4))
    assert send_due_letters(hours(24 * 5)) == 0
    assert send_due_letters(hours(24 * 7)) == 1
    assert "Monday's word" in mail.outbox[0].body
    assert "Friday's word" in mail.outbox[0].body
    said(bo, bakery, "Next week's word", hours(24 * 8))
    assert send_due_letters(hours(24 * 9)) == 0
    assert send_due_letters(hours(24 * 14)) == 1
    assert "Friday's word" not in mail.outbox[1].body


def test_a_letter_speaks_its_readers_language(bakery: Group, amina: Person, bo: Person) -> None:
    Person.objects.filter(pk=amina.pk).update(language="fr")
    said(amina, bakery, "Bonjour", hours(0))
    said(bo, bakery, "Oui", hours(1))
    send_due_letters(hours(2))
    assert "/fr/conversations/" in mail.outbox[0].body


def test_what_is_closed_to_somebody_today_is_not_written_to_her(
    bakery: Group, amina: Person, bo: Person
) -> None:
    said(amina, bakery, "Hello", hours(0))
    said(bo, bakery, "A secret", hours(1))
    with recording("test", "edit") as batch:
        rows.change(batch, bakery, audience=Audience.GROUP)
    Role.objects.filter(person=amina).delete()
    assert send_due_letters(hours(2)) == 0


def test_what_was_taken_away_is_not_written(bakery: Group, amina: Person, bo: Person) -> None:
    thread = said(amina, bakery, "Hello", hours(0))
    said(bo, bakery, "A slip", hours(1))
    take_away(viewer_of(bo), thread.posts.get(text="A slip").pk)
    assert send_due_letters(hours(2)) == 0


def test_nobody_is_written_to_without_an_address_of_her_own(bakery: Group, bo: Person) -> None:
    said(bo, bakery, "Hello", hours(0))
    said(with_mail(a_member(bakery)), bakery, "Hello too", hours(1))
    assert send_due_letters(hours(2)) == 0


def test_a_letter_that_cannot_go_is_tried_again(
    bakery: Group, amina: Person, bo: Person, settings: Settings
) -> None:
    said(amina, bakery, "Hello", hours(0))
    said(bo, bakery, "Yes", hours(1))
    settings.EMAIL_BACKEND = "tests.assembly.broken_mail.Broken"
    assert send_due_letters(hours(2)) == 0
    assert not Letter.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_letters(hours(2.1)) == 1


def test_none_goes_while_no_mail_server_is_named(
    bakery: Group, amina: Person, bo: Person, settings: Settings
) -> None:
    said(amina, bakery, "Hello", hours(0))
    said(bo, bakery, "Yes", hours(1))
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert send_due_letters(hours(2)) == 0


def test_a_link_in_the_letter_stops_it_without_signing_in(
    client: Client, bakery: Group, amina: Person, bo: Person
) -> None:
    said(amina, bakery, "Hello", hours(0))
    said(bo, bakery, "Yes", hours(1))
    send_due_letters(hours(2))
    letter = mail.outbox[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").split("//", 1)[1].split("/", 1)[1]
    assert client.get(f"/{address}").status_code == 200
    assert Follower.objects.get(person=amina).how == "daily", "looking changes nothing"
    one_click = Client(enforce_csrf_checks=True)
    assert one_click.post(f"/{address}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    said(bo, bakery, "More", hours(30))
    assert send_due_letters(hours(31)) == 0


def test_one_conversation_is_stopped_and_the_others_go_on(bakery: Group, amina: Person, bo: Person) -> None:
    following.follow_all(viewer_of(amina), bakery.uid, "daily")
    thread = said(bo, bakery, "Hello", hours(1))
    following.stop(stop_token(amina.pk, thread.pk))
    speak(viewer_of(bo), thread.uid, words("Again"))
    assert send_due_letters(hours(2)) == 0
    assert Follower.objects.get(person=amina, thread=None).how == "daily"


@pytest.mark.parametrize("token", ["nonsense", "WzEsMF0:1a:xyz"])
def test_a_link_that_was_not_made_here_stops_nothing(client: Client, token: str) -> None:
    assert client.post(f"/en/conversations/letters/stop/{token}").status_code == 404


def test_the_page_of_letters_lists_what_is_followed(client: Client, bakery: Group, amina: Person) -> None:
    thread = said(amina, bakery, "Hello", hours(0))
    client.force_login(amina)
    assert thread.uid in client.get("/en/conversations/letters/").content.decode()
    client.post(f"/en/conversations/{thread.uid}/follow", {"how": "never"})
    assert Follower.objects.get(person=amina).how == "never"
    client.post(f"/en/groups/{bakery.uid}/conversations/follow", {"how": "weekly"})
    assert Follower.objects.get(person=amina, thread=None).how == "weekly"
