"""Accounts: opened, signed into, changed, looked at."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change, PersonalValue
from konbit.people import actions
from konbit.people.audience import ANYONE, SYSTEM
from konbit.people.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "bread and roses"


def sign_up(client: Any, **said: str) -> Any:
    return client.post(reverse("account_signup"), {"username": "rosa", "password1": PASSWORD, **said})


def sign_in(client: Any, login: str = "rosa", password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def is_in(client: Any) -> bool:
    return "_auth_user_id" in client.session


def test_a_user_name_and_a_password_are_enough(people: Any) -> None:
    client = people.client()
    assert sign_up(client).status_code == 302
    assert is_in(client)
    assert Person.objects.get().email == ""


def test_signing_up_stands_in_the_chronicle_without_the_name(people: Any) -> None:
    sign_up(people.client(), email="rosa@example.org")
    person = Person.objects.get()
    change = Change.objects.get(kind="person")
    assert change.actor == person.opaque_id
    assert "rosa" not in str(change.after)
    assert set(PersonalValue.objects.filter(subject=person.opaque_id).values_list("value", flat=True)) == {
        "rosa", "rosa@example.org",
    }  # fmt: skip


def test_one_signs_in_with_the_name_or_the_address(people: Any) -> None:
    person = people.make("rosa", email="rosa@example.org")
    EmailAddress.objects.create(user=person, email="rosa@example.org", verified=True, primary=True)
    for login in ("rosa", "ROSA", "rosa@example.org"):
        client = people.client()
        sign_in(client, login)
        assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(people: Any) -> None:
    people.make("rosa")
    known = sign_in(people.client(), "rosa", "wrong words here")
    unknown = sign_in(people.client(), "nobody", "wrong words here")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert known.status_code == unknown.status_code == 200


def test_guessing_a_password_is_slowed_down(people: Any) -> None:
    people.make("rosa")
    for _ in range(6):
        sign_in(people.client(), "rosa", "wrong words here")
    client = people.client()
    sign_in(client)
    assert not is_in(client)


def test_signing_up_does_not_tell_whether_an_address_has_an_account(people: Any) -> None:
    person = people.make("rosa", email="rosa@example.org")
    EmailAddress.objects.create(user=person, email="rosa@example.org", verified=True, primary=True)
    client = people.client()
    answer = sign_up(client, username="other", email="rosa@example.org")
    assert answer.status_code == 302
    assert is_in(client)
    assert not EmailAddress.objects.filter(user__username="other", verified=True).exists()


def test_asking_for_a_new_password_does_not_tell_whether_an_address_has_an_account(people: Any) -> None:
    people.make("rosa", email="rosa@example.org")
    answers = [
        people.client().post(reverse("account_reset_password"), {"email": address})
        for address in ("rosa@example.org", "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url


def test_a_new_password_comes_by_mail_to_whoever_gave_an_address(people: Any) -> None:
    person = people.make("rosa", email="rosa@example.org")
    EmailAddress.objects.create(user=person, email="rosa@example.org", verified=True, primary=True)
    client = people.client()
    client.post(reverse("account_reset_password"), {"email": "rosa@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)
    page = client.get(link, follow=True)
    assert page.status_code == 200
    client.post(
        page.redirect_chain[-1][0],
        {"password1": "four words make sentences", "password2": "four words make sentences"},
    )
    fresh = people.client()
    sign_in(fresh, password="four words make sentences")
    assert is_in(fresh)


@pytest.mark.parametrize("name", ["rosa@example.org", "erased-7", "System", "anyone", "<b>", "a b"])
def test_some_user_names_are_not_taken(people: Any, name: str) -> None:
    page = sign_up(people.client(), username=name)
    assert page.status_code == 200
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["short", "password", "12345678"])
def test_weak_passwords_are_refused_with_the_reason(people: Any, password: str) -> None:
    page = sign_up(people.client(), password1=password)
    assert page.context["form"].errors["password1"]
    assert not Person.objects.exists()


def test_signing_up_needs_the_csrf_token(people: Any) -> None:
    assert sign_up(people.client(enforce_csrf_checks=True)).status_code == 403
    assert not Person.objects.exists()


def test_signing_in_does_not_lead_to_another_site(people: Any) -> None:
    people.make("rosa")
    answer = people.client().post(
        reverse("account_login") + "?next=https://elsewhere.example/", {"login": "rosa", "password": PASSWORD}
    )
    assert "elsewhere" not in answer.url


def test_after_signing_in_pages_come_in_the_language_one_prefers(people: Any) -> None:
    people.make("rosa", language="fr")
    assert sign_in(people.client()).url == "/fr/"


def test_the_name_that_others_see_and_the_language_are_changed(people: Any) -> None:
    person = people.make("rosa")
    client = people.client(person)
    answer = client.post(reverse("people:account"), {"shown_name": "  Rosa   Luz ", "language": "pt-br"})
    assert answer.url == "/pt-br/account/"
    person.refresh_from_db()
    assert (person.shown_name, person.language) == ("Rosa Luz", "pt-br")
    change = Change.objects.get(kind="person", verb="change account")
    assert "Rosa" not in str(change.after)


def test_a_language_without_pages_is_refused(people: Any) -> None:
    with pytest.raises(Problem):
        actions.change_account(people.viewer(people.make("rosa")), "", "tlh")


def test_strangers_have_no_account_page(people: Any) -> None:
    for name in ("account", "my_data", "leave", "my_card", "my_pin", "recoveries"):
        answer = people.client().get(reverse(f"people:{name}"))
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url
    with pytest.raises(NotAllowed):
        actions.change_account(ANYONE, "x", "")


def test_the_account_page_tells_what_konbit_knows(people: Any) -> None:
    person = people.make("rosa", "garden:1", "steward", shown_name="Rosa Luz")
    text = people.client(person).get(reverse("people:account")).content.decode()
    assert "Rosa Luz" in text
    assert "Rose Garden" in text
    assert reverse("people:invitations", args=["garden:1"]) in text


def test_my_data_come_as_a_file_without_secrets(people: Any) -> None:
    client = people.client()
    sign_up(client, email="rosa@example.org")
    page = client.get(reverse("people:my_data"))
    known = json.loads(page.content)
    assert known["user_name"] == "rosa"
    assert known["email"] == [{"address": "rosa@example.org", "verified": False}]
    assert known["values_in_the_history"] == ["rosa", "rosa@example.org"]
    assert known["what_you_did"][0]["verb"] == "open account"
    assert "attachment" in page["Content-Disposition"]
    assert "no-store" in page["Cache-Control"]
    assert Person.objects.get().password not in page.content.decode()


def test_only_an_operator_opens_accounts_for_others(people: Any) -> None:
    person = actions.open_account(SYSTEM, "ana", PASSWORD, name="Ana", email="ana@example.org", operator=True)
    assert person.is_superuser
    assert EmailAddress.objects.get(user=person).verified
    with pytest.raises(NotAllowed):
        actions.open_account(people.viewer(people.make("bo")), "cy", PASSWORD)
    with pytest.raises(Problem):
        actions.open_account(SYSTEM, "ana", PASSWORD)


def test_an_operator_gets_back_in_from_the_command_line(people: Any) -> None:
    from typer.testing import CliRunner

    from konbit.people.commands import app

    def asked(*words: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(
            CliRunner().invoke(app, [*words, "--json"]).stdout.splitlines()[-1]
        )
        return answer

    opened = asked("olu", "--operator")
    assert Person.objects.get(username="olu").is_superuser
    client = people.client()
    assert client.login(username="olu", password=opened["password"])
    again = asked("olu")
    assert not again["opened"]
    assert client.get(reverse("people:account")).status_code == 302
    assert client.login(username="olu", password=again["password"])


def test_only_an_operator_changes_the_passwords_of_others(people: Any) -> None:
    people.make("rosa")
    with pytest.raises(NotAllowed):
        actions.give_new_password(people.viewer(people.make("bo")), "rosa", PASSWORD)
    with pytest.raises(NotFound):
        actions.give_new_password(SYSTEM, "nobody", PASSWORD)


def test_a_demo_account_gets_a_new_password_at_every_start(people: Any) -> None:
    actions.demo_account("member", "first words of three", False)
    actions.demo_account("member", "second words of three", False)
    assert Person.objects.count() == 1
    assert people.client().login(username="member", password="second words of three")
