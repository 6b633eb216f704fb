"""Letters about what waits: wanted, at most daily, only where something new came, stopped in one step."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.actions.digesting import send_due_digests, want_digest
from konbit.directory.models import Digest, Group, Role
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.site.background import REPEATED
from tests.builders import a_person, a_viewer
from tests.directory.proposing import a_network, proposed, sign_in, who_holds, words_of_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def a_reader(network: Group, address: str = "mina@example.org", *, verified: bool = True) -> Person:
    """Somebody who looks after a network and wants letters."""
    person, viewer = who_holds(network, "moderator")
    EmailAddress.objects.create(user=person, email=address, verified=verified, primary=True)
    if verified:
        want_digest(viewer, network.uid, wanted=True)
    return person


def later(**more: float) -> datetime:
    """A moment after now."""
    return timezone.now() + timedelta(**more)


def test_a_letter_names_what_waits_and_leads_there() -> None:
    network = a_network()
    a_reader(network)
    waiting = proposed(network)
    assert send_due_digests() == 1
    letter = mail.outbox[0]
    assert letter.to == ["mina@example.org"]
    assert letter.subject == "1 thing waits in Union"
    assert "New: Lantern Bakery" in letter.body
    assert f"/proposals/{waiting.pk}/" in letter.body
    assert f"/g/{network.uid}/waiting" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in letter.body


def test_at_most_one_letter_a_day_and_only_for_what_is_new() -> None:
    network = a_network()
    a_reader(network)
    proposed(network)
    assert send_due_digests() == 1
    proposed(network, name="Second")
    assert send_due_digests(later(hours=23)) == 0
    assert send_due_digests(later(hours=25)) == 1
    assert send_due_digests(later(hours=60)) == 0
    assert [letter.subject for letter in mail.outbox] == ["1 thing waits in Union", "2 things wait in Union"]


def test_many_changes_make_one_letter() -> None:
    network = a_network()
    a_reader(network)
    for number in range(15):
        proposed(network, name=f"Group {number}", by=a_viewer())
    send_due_digests()
    assert len(mail.outbox) == 1
    assert "and 5 more" in mail.outbox[0].body


def test_where_nothing_waits_nobody_is_written_to() -> None:
    a_reader(a_network())
    assert send_due_digests() == 0


def test_only_those_get_letters_who_want_them_and_look_after_the_network_still() -> None:
    network = a_network()
    person = a_reader(network)
    proposed(network)
    who_holds(network, "organiser", "paolo")
    Role.objects.filter(person=person).delete()
    assert send_due_digests() == 0


def test_nobody_is_written_to_at_an_address_that_is_not_proved_to_be_hers() -> None:
    network = a_network()
    person = a_reader(network, verified=False)
    with pytest.raises(Problem, match="no e-mail address"):
        want_digest(viewer_of(person), network.uid, wanted=True)
    Digest.objects.create(person=person, network=network)
    proposed(network)
    assert send_due_digests() == 0


@pytest.mark.parametrize("role", ["member", "steward", "editor"])
def test_letters_are_for_those_who_look_after_the_network(role: str) -> None:
    network = a_network()
    with pytest.raises(NotAllowed):
        want_digest(a_viewer(network.scope, role), network.uid, wanted=True)


def test_without_a_mail_server_no_letter_goes_and_none_is_counted_as_sent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    network = a_network()
    a_reader(network)
    proposed(network)
    assert send_due_digests() == 0
    assert Digest.objects.get().sent_at is None


def test_an_instance_that_names_no_mail_server_has_none() -> None:
    from konbit.site.environment import mail as mail_settings

    assert mail_settings("")["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_a_letter_that_cannot_go_is_tried_again(monkeypatch: Any) -> None:
    network = a_network()
    a_reader(network)
    proposed(network)

    def broken(_letter: EmailMessage) -> int:
        raise SMTPException("busy")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", broken)
        assert send_due_digests() == 0
    assert Digest.objects.get().sent_at is None
    assert send_due_digests() == 1


def test_a_letter_is_written_in_its_readers_language_and_is_plain_text() -> None:
    network = a_network("Union & “Friends”")
    person = a_reader(network)
    Person.objects.filter(pk=person.pk).update(language="fr")
    proposed(network, name="Bread & Roses")
    send_due_digests()
    assert "Bread & Roses" in mail.outbox[0].body
    assert "/fr/g/" in mail.outbox[0].body


def test_the_link_in_a_letter_stops_them_without_signing_in_and_looking_changes_nothing() -> None:
    network = a_network()
    a_reader(network)
    proposed(network)
    send_due_digests()
    found = re.search(r"https?://[^/]+(/\S+/letters/stop/\S+)", mail.outbox[0].body)
    assert found
    visitor = Client(enforce_csrf_checks=True)
    assert "Stop the letters" in words_of_page(visitor, found[1])
    assert Digest.objects.get().wanted
    done = visitor.post(found[1], {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert not Digest.objects.get().wanted
    proposed(network, name="Second")
    assert send_due_digests(later(days=2)) == 0
    assert visitor.post(found[1]).status_code == 200


def test_a_link_that_was_not_made_here_stops_nothing(client: Client) -> None:
    network = a_network()
    a_reader(network)
    assert client.post("/en/letters/stop/W3sxLCAyXQ:1abc:forged").status_code == 404
    assert Digest.objects.get().wanted


def test_letters_are_wanted_and_stopped_on_the_page_of_what_waits(client: Client) -> None:
    network = a_network()
    person, _viewer = who_holds(network, "moderator")
    EmailAddress.objects.create(user=person, email="mina@example.org", verified=True, primary=True)
    sign_in(client, person)
    queue = f"/en/g/{network.uid}/waiting"
    assert "Write to me" in words_of_page(client, queue)
    client.post(f"/en/g/{network.uid}/letters", {"want": "1"})
    assert Digest.objects.get().wanted
    assert "No more letters" in words_of_page(client, queue)
    client.post(f"/en/g/{network.uid}/letters", {"stop": "1"})
    assert not Digest.objects.get().wanted
    sign_in(client, a_person("other"))
    assert client.post(f"/en/g/{network.uid}/letters", {"want": "1"}).status_code == 403


def test_konbit_work_sends_them() -> None:
    assert send_due_digests in [act for act, _pause in REPEATED]
