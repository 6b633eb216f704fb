"""Leaving, for good: a backup restored later does not bring anybody back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import serializers
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.models import Change, Erasure, PersonalValue
from konbit.chronicle.queries import broken_links
from konbit.people import actions
from konbit.people.audience import SYSTEM
from konbit.people.models import Card, Invitation, Person

pytestmark = pytest.mark.django_db

EMAIL = "rosa@example.org"


@pytest.fixture
def rosa(people: Any) -> Person:
    """Somebody who has left traces wherever there can be any."""
    person = people.make("rosa", "garden:1", "steward", shown_name="Rosa Luz", email=EMAIL)
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    viewer = people.viewer(person)
    actions.change_account(viewer, "Rosa L. Luz", "fr")
    actions.change_account(viewer, "Rosa Luz", "fr")
    actions.make_own_card(viewer)
    actions.make_invitation(viewer, "garden:1", "member")
    actions.ask_recovery("rosa")
    people.client(person).get(reverse("people:account"))
    return person


def whole_database() -> str:
    """Everything in the tables of people and chronicle, as text; sessions decoded."""
    from django.apps import apps

    models = [
        model
        for label in ("people", "chronicle", "account", "mfa")
        for model in apps.get_app_config(label).get_models()
    ]
    rows = [serializers.serialize("json", model._default_manager.all()) for model in models]
    return " ".join([*rows, *(str(session.get_decoded()) for session in Session.objects.all())])


def test_an_erased_person_is_found_nowhere(gardens: Any, rosa: Person, home: Path) -> None:
    gardens.contacts = ["ROSA@example.org ", "rosa luz", "other@example.org"]
    gone = actions.erase("rosa", SYSTEM)
    assert gone > 3
    everything = (whole_database() + (home / "erasures.jsonl").read_text()).casefold()
    for value in ("rosa luz", "rosa l. luz", EMAIL, '"rosa"'):
        assert value not in everything
    assert gardens.contacts == ["other@example.org"]
    assert rosa.pk not in gardens.held


def test_the_account_opens_no_more(people: Any, rosa: Person) -> None:
    client = people.client(rosa)
    actions.erase("rosa", SYSTEM)
    assert client.get(reverse("people:account")).status_code == 302
    assert not people.client().login(username="rosa", password="bread and roses")
    row = Person.objects.get(pk=rosa.pk)
    assert (row.username, row.is_active, row.has_usable_password()) == (f"erased-{rosa.pk}", False, False)
    assert not Card.objects.exists()
    assert not Invitation.objects.filter(closed_at=None).exists()


def test_the_chain_of_the_chronicle_still_holds(rosa: Person) -> None:
    actions.erase("rosa", SYSTEM)
    assert list(broken_links()) == []
    assert Change.objects.filter(actor=rosa.opaque_id).exists()
    assert not PersonalValue.objects.filter(subject=rosa.opaque_id).exists()


def test_erasing_is_written_down_by_digest_and_opaque_id_only(rosa: Person, home: Path) -> None:
    actions.erase("rosa", SYSTEM)
    line = json.loads((home / "erasures.jsonl").read_text())
    assert line["subject"] == rosa.opaque_id
    assert len(line["digests"]) == 2  # the address and the full name
    assert all(len(digest) == 64 for digest in line["digests"])
    assert Erasure.objects.get().value_digests == sorted(line["digests"])


def test_a_bare_value_without_an_account_goes_from_contacts(gardens: Any, home: Path) -> None:
    gardens.contacts = ["+44 161 496 0000", "+441614960001"]
    assert actions.erase("+441614960000", SYSTEM) == 1
    assert gardens.contacts == ["+441614960001"]


def test_whoever_leaves_can_only_take_along_what_they_proved_to_be_theirs(people: Any, gardens: Any) -> None:
    thief = people.make("thief", shown_name="Rosa Luz", email=EMAIL)
    EmailAddress.objects.create(user=thief, email=EMAIL, verified=False, primary=True)
    gardens.contacts = [EMAIL, "Rosa Luz"]
    actions.erase("thief", people.viewer(thief))
    assert gardens.contacts == [EMAIL, "Rosa Luz"]
    assert Person.objects.get(pk=thief.pk).erased_at


def test_what_one_has_proved_goes_along(people: Any, gardens: Any, rosa: Person) -> None:
    gardens.contacts = [EMAIL]
    actions.erase("rosa", people.viewer(rosa))
    assert gardens.contacts == []


def test_a_single_word_does_not_empty_the_contacts_of_all_others_called_so(people: Any, gardens: Any) -> None:
    people.make("maria", shown_name="Maria")
    gardens.contacts = ["Maria"]
    actions.erase("maria", SYSTEM)
    assert gardens.contacts == ["Maria"]


def test_an_operator_clears_further_values_that_she_tells(gardens: Any, rosa: Person) -> None:
    gardens.contacts = ["0161 496 0000", "0161 496 0001"]
    actions.erase("rosa", SYSTEM, also=["0161 4960000", ""])
    assert gardens.contacts == ["0161 496 0001"]


def test_nobody_erases_others(people: Any, rosa: Person) -> None:
    ana = people.viewer(people.make("ana"))
    for who in ("rosa", EMAIL, "nobody"):
        with pytest.raises(NotAllowed):
            actions.erase(who, ana)
    with pytest.raises(Problem):
        actions.erase("  ", SYSTEM)


def test_a_restored_backup_is_emptied_again(people: Any, gardens: Any, rosa: Person) -> None:
    tables = (Person, EmailAddress, PersonalValue, Erasure)
    backup = serializers.serialize("json", [row for table in tables for row in table.objects.all()])
    gardens.contacts = [EMAIL, "other@example.org"]
    actions.erase("rosa", SYSTEM)

    Erasure.objects.all().delete()
    for row in serializers.deserialize("json", backup):
        row.save()
    gardens.contacts = [EMAIL, "other@example.org"]
    assert Person.objects.get(pk=rosa.pk).username == "rosa"

    assert actions.replay_erasures() > 3
    assert Person.objects.get(pk=rosa.pk).username == f"erased-{rosa.pk}"
    assert "rosa luz" not in whole_database().casefold()
    assert EMAIL not in whole_database()
    assert gardens.contacts == ["other@example.org"]
    assert Erasure.objects.count() == 1


def test_replaying_twice_changes_nothing_more(gardens: Any, rosa: Person) -> None:
    actions.erase("rosa", SYSTEM)
    before = whole_database()
    assert actions.replay_erasures() == 0
    assert whole_database() == before


def test_a_bare_value_is_recognised_after_a_restore_by_its_digest(gardens: Any) -> None:
    gardens.contacts = ["+44 161 496 0000"]
    actions.erase("+44 161 496 0000", SYSTEM)
    gardens.contacts = ["+44 161 4960000", "+44 20 7946 0000"]
    assert actions.replay_erasures() == 1
    assert gardens.contacts == ["+44 20 7946 0000"]


def test_replaying_without_any_erasure_does_nothing(gardens: Any) -> None:
    gardens.contacts = ["", "x"]
    assert actions.replay_erasures() == 0
    assert gardens.contacts == ["", "x"]


def test_a_broken_line_in_the_list_is_named(home: Path) -> None:
    (home / "erasures.jsonl").write_text('{"at": "2026-01-01T00:00:00+00:00"}\nnot json\n')
    with pytest.raises(Problem) as problem:
        actions.replay_erasures()
    assert "line 1" in problem.value.where


def test_somebody_who_takes_the_name_later_is_left_alone(people: Any, rosa: Person) -> None:
    actions.erase("rosa", SYSTEM)
    newcomer = people.make("rosa", shown_name="Rosa Luz")
    actions.replay_erasures()
    assert Person.objects.get(pk=newcomer.pk).username == "rosa"


def test_leaving_asks_for_the_user_name_once_more(people: Any, rosa: Person) -> None:
    client = people.client(rosa)
    assert client.get(reverse("people:leave")).status_code == 200
    assert client.post(reverse("people:leave"), {"user_name": "ros"}).status_code == 200
    assert Person.objects.get(pk=rosa.pk).erased_at is None
    assert client.post(reverse("people:leave"), {"user_name": "Rosa"}).status_code == 302
    assert Person.objects.get(pk=rosa.pk).erased_at
    assert "_auth_user_id" not in client.session
