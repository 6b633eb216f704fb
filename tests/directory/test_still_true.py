"""Still true? A link answers without signing in, for one group, for a time; opening it changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change
from konbit.directory.actions.confirming import ChangedMeanwhile, confirm_by_link
from konbit.directory.actions.editing import confirm_group
from konbit.directory.actions.moderating import remove_group
from konbit.directory.models import Group, Proposal, Relation, Role
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.still_true import asked_by, link_for, link_to
from konbit.directory.queries.versions import version_of
from konbit.directory.queries.wording import freshness_short, freshness_words
from konbit.people.audience import ANYONE, SYSTEM, viewer_of
from tests.builders import a_group, a_person, a_place, a_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return a_group(
        "Bakery",
        description={"en": "Bread for the street."},
        confirmed_on="2024-03-05",
        places=[a_place(53.48, -2.24, "Manchester", street="Secret Lane 7", precision="town")],
        contacts=[
            {"kind": "phone", "value": "+44 161 496 0000", "audience": "stewards"},
            {"kind": "email", "value": "hello@bakery.example", "audience": "public"},
        ],
    )


def token_of(group: Group) -> str:
    group.refresh_from_db()
    return link_to(group).rsplit("/", 1)[1]


def address(group: Group, token: str = "", name: str = "still_true") -> str:
    return reverse(f"directory:{name}", args=[group.uid, token or token_of(group)])


def answer(group: Group, **said: Any) -> Any:
    """Press yes, as a browser without cookies does."""
    said = {"seen": version_of(group.pk), **said}
    return Client(enforce_csrf_checks=True).post(address(group), said)


def test_one_tap_confirms_without_signing_in_and_without_a_cookie(group: Group) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(address(group))
    assert not client.cookies.get("sessionid")
    done = client.post(address(group), {"seen": version_of(group.pk)}, follow=True)
    group.refresh_from_db()
    assert group.confirmed_on == date.today()
    assert group.certainty == "published"
    assert "Is this still true?" in page.content.decode()
    assert "Thank you" in done.content.decode()


def test_opening_it_as_messengers_do_for_a_preview_changes_nothing(group: Group) -> None:
    acts = Change.objects.count()
    client = Client(headers={"user-agent": "WhatsApp/2.23.20.0"})
    for name in ("still_true", "still_true_different", "still_true_told"):
        assert client.get(address(group, name=name)).status_code == 200
        assert client.head(address(group, name=name)).status_code == 200
    assert client.options(address(group)).status_code == 405
    assert Change.objects.count() == acts
    assert Group.objects.get(pk=group.pk).confirmed_on == date(2024, 3, 5)
    text = client.get(address(group)).content.decode()
    assert 'property="og:title" content="Still true? Bakery"' in text
    assert 'name="robots" content="noindex"' in text


def test_it_shows_only_what_is_open_to_everyone_even_to_a_steward(group: Group) -> None:
    steward = a_person("ana")
    Role.objects.create(person=steward, group=group, kind="steward")
    for client in (Client(), Client()):
        text = client.get(address(group)).content.decode()
        assert "hello@bakery.example" in text
        assert "Bread for the street." in text
        assert "496 0000" not in text
        assert "Secret Lane" not in text
        client.force_login(steward)
    assert "496 0000" not in client.get(address(group)).content.decode()


def test_the_link_holds_nothing_of_any_person_and_opens_in_the_readers_language(group: Group) -> None:
    link = link_for(a_viewer(group.scope, "steward", actor="person:rosa"), group.uid)
    assert link.startswith(f"http://127.0.0.1:8000/g/{group.uid}/true/")
    assert "rosa" not in link
    with override("en"):  # the request leaves its language behind
        short = Client().get(link.removeprefix("http://127.0.0.1:8000"), headers={"accept-language": "fr"})
    assert short.url.startswith("/fr/g/")


@pytest.mark.parametrize("role", ["member", ""])
def test_only_who_may_edit_makes_a_link(group: Group, role: str) -> None:
    viewer = a_viewer(group.scope, role) if role else ANYONE
    with pytest.raises(NotAllowed):
        link_for(viewer, group.uid)


def test_a_moderator_of_its_network_makes_one_too(group: Group) -> None:
    network = a_group("Bakers", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    assert link_for(a_viewer(network.scope, "moderator"), group.uid)


def test_after_ninety_days_it_asks_for_a_new_one(group: Group) -> None:
    token = token_of(group)
    with time_machine.travel("2100-01-01"):
        said = Client().get(address(group, token))
        assert said.status_code == 410
        assert "90 days" in said.content.decode()
        with pytest.raises(Problem, match="no longer holds"):
            confirm_by_link(group.uid, token, version_of(group.pk))
    group.refresh_from_db()
    assert group.confirmed_on == date(2024, 3, 5)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.replace("20240305", "20200101"),
        lambda token: token.replace("20240305", "0"),
        lambda token: "x",
        lambda token: ".",
        lambda token: token.split(".")[0] + "..",
        lambda token: token + "é",
    ],
)
def test_a_link_that_was_tampered_with_does_not_hold(group: Group, spoil: Any) -> None:
    wrong = spoil(token_of(group))
    client = Client()
    assert client.get(address(group, wrong)).status_code == 404
    assert client.post(address(group, wrong), {"seen": version_of(group.pk)}).status_code == 404
    assert (
        client.post(address(group, wrong, "still_true_different"), {"trouble": "closed"}).status_code == 404
    )
    group.refresh_from_db()
    assert group.confirmed_on == date(2024, 3, 5)
    assert not Proposal.objects.exists()


def test_a_link_of_one_group_does_not_answer_for_another(group: Group) -> None:
    other = a_group("Mill", confirmed_on="2024-03-05")
    with pytest.raises(NotFound):
        confirm_by_link(other.uid, token_of(group), version_of(other.pk))


def test_a_link_of_another_house_does_not_hold(group: Group, settings: Any) -> None:
    settings.SECRET_KEY = "another house"
    token = token_of(group)
    settings.SECRET_KEY = "this house"
    with pytest.raises(NotFound):
        asked_by(group.uid, token)


def test_a_link_is_used_up_by_the_next_confirmation(group: Group) -> None:
    old = token_of(group)
    answer(group)
    acts = Change.objects.count()
    with time_machine.travel("2100-01-01", tick=False):
        confirm_group(SYSTEM, group.uid)
    with time_machine.travel("2024-03-06"):
        assert asked_by(group.uid, old).is_answered
    assert asked_by(group.uid, old).is_answered
    text = Client().get(address(group, old)).content.decode()
    assert "Thank you" in text
    assert '<button class="button">' not in text
    confirm_by_link(group.uid, old, version_of(group.pk))
    assert Change.objects.count() == acts + 1


def test_a_removed_group_and_one_that_is_not_open_to_all_are_asked_by_no_link(group: Group) -> None:
    token = token_of(group)
    Group.objects.filter(pk=group.pk).update(audience="network")
    assert Client().get(address(group, token)).status_code == 404
    with pytest.raises(Problem, match="not open to everyone"):
        link_for(SYSTEM, group.uid)
    Group.objects.filter(pk=group.pk).update(audience="public")
    remove_group(SYSTEM, group.uid)
    assert Client().get(address(group, token)).status_code == 404
    assert Client().post(address(group, token), {"seen": version_of(group.pk)}).status_code == 404
    with pytest.raises(NotFound):
        link_for(a_viewer(group.scope, "steward"), group.uid)


def test_what_changed_while_she_was_reading_is_shown_before_it_is_confirmed(group: Group) -> None:
    said = answer(group, seen=version_of(group.pk) - 1)
    assert said.status_code == 409
    assert "changed this while you were reading" in said.content.decode()
    with pytest.raises(ChangedMeanwhile):
        confirm_by_link(group.uid, token_of(group), 0)
    group.refresh_from_db()
    assert group.confirmed_on == date(2024, 3, 5)


def test_the_history_names_nobody_for_an_answer_by_link(group: Group) -> None:
    steward = a_person("ana")
    Role.objects.create(person=steward, group=group, kind="steward")
    client = Client()
    client.force_login(steward)
    client.post(address(group), {"seen": version_of(group.pk)})
    entry = history_page(viewer_of(steward), group.uid, "en").entries[0]
    assert (entry.who, entry.did) == ("somebody", "said by a link that it is still true")


def test_something_different_waits_for_the_network_and_changes_nothing(group: Group) -> None:
    network = a_group("Bakers", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    client = Client(enforce_csrf_checks=True)
    where = address(group, name="still_true_different")
    empty = client.post(where, {"trouble": "place", "text": " "})
    assert "Write how it is now." in empty.content.decode()
    said = client.post(
        where, {"trouble": "place", "text": "We moved to Mill Road.", "reach": "0161 496 0001"}, follow=True
    )
    assert "It is told." in said.content.decode()
    told = Proposal.objects.get()
    assert (told.kind, told.trouble, told.network, told.group) == ("report", "place", network, group)
    assert (told.text, told.reach, told.by) == ("We moved to Mill Road.", "0161 496 0001", "")
    group.refresh_from_db()
    assert group.confirmed_on == date(2024, 3, 5)
    assert "496 0001" not in said.content.decode()


def test_that_it_is_no_more_needs_no_words(group: Group) -> None:
    Client().post(address(group, name="still_true_different"), {"trouble": "closed"})
    assert Proposal.objects.get().trouble == "closed"


def test_the_page_of_the_link_can_be_sent_shown_and_copied(group: Group) -> None:
    steward = a_person("ana")
    Role.objects.create(person=steward, group=group, kind="steward")
    client = Client()
    client.force_login(steward)
    text = client.get(reverse("directory:still_true_link", args=[group.uid])).content.decode()
    assert "https://wa.me/?text=" in text
    assert "mailto:?subject=" in text
    assert f"/g/{group.uid}/true/20240305." in text
    assert "<svg" in text
    client.force_login(a_person("outsider"))
    assert client.get(reverse("directory:still_true_link", args=[group.uid])).status_code == 403


def test_freshness_is_said_by_its_age_and_old_ones_say_call_them() -> None:
    with time_machine.travel("2026-02-01"), override("en"):
        assert freshness_words(date(2026, 1, 5)) == "Confirmed this year, in January 2026."
        assert freshness_words(date(2025, 12, 5)) == "Confirmed last year, in December 2025."
        assert "in December 2024: call them" in freshness_words(date(2024, 12, 5))
        assert freshness_words(None).endswith("is it still true?")
        assert freshness_short(date(2025, 12, 5)) == "confirmed December 2025"
        assert freshness_short(date(2024, 12, 5)) == "confirmed December 2024: call them"
