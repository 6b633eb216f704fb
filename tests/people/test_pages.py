"""Every page of accounts: in the shell of the house, without a script or style within."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

pytestmark = pytest.mark.django_db

PASSWORD = "bread and roses"


def sign_in(client: Any, login: str = "rosa") -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": PASSWORD})


def is_in(client: Any) -> bool:
    return "_auth_user_id" in client.session


ENTRANCES = [
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_inactive", "people:card_sign_in", "people:recover",
    "people:recover_finish",
]  # fmt: skip
INSIDE = [
    "account_logout", "account_email", "account_change_password", "account_reauthenticate", "mfa_index",
    "mfa_list_webauthn", "people:account", "people:leave", "people:my_pin", "people:new_card_of_mine",
    "people:recoveries",
]  # fmt: skip
REAUTHENTICATED = ["mfa_add_webauthn", "mfa_activate_totp"]


def must_be_clean(page: Any) -> None:
    """A page of the house: no script or style within, nothing from elsewhere, every field labelled."""
    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>" in text
    for opening in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in opening or 'type="application/json"' in opening or "nonce=" in opening, opening
        assert not re.search(r'src="(https?:)?//', opening), opening
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert not re.search(r"<[^>]+\sstyle=", text)
    labelled = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', text))
    within_labels = " ".join(re.findall(r"<label\b.*?</label>", text, re.DOTALL))
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        if (
            re.search(r'type="(hidden|submit|search)"', field)
            or "aria-label" in field
            or field in within_labels
        ):
            continue
        name = re.search(r'\bid="([^"]+)"', field)
        assert name, field
        assert name.group(1) in labelled, field


@pytest.mark.parametrize("name", ENTRANCES)
def test_every_entrance_is_a_page_of_the_house(people: Any, name: str) -> None:
    must_be_clean(people.client().get(reverse(name)))


@pytest.mark.parametrize("name", INSIDE)
def test_every_page_behind_it_too(people: Any, name: str) -> None:
    person = people.make("rosa", "garden:1", "steward")
    must_be_clean(people.client(person).get(reverse(name)))


def signed_in(people: Any, name: str = "rosa") -> Any:
    """A client that has just given the password again, as the pages of second factors ask."""
    client = people.client()
    sign_in(client, name)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", REAUTHENTICATED)
def test_pages_of_second_factors_ask_for_the_password_again_and_are_clean(people: Any, name: str) -> None:
    people.make("rosa")
    client = people.client()
    sign_in(client)
    assert reverse("account_reauthenticate") in client.get(reverse(name)).url
    must_be_clean(signed_in(people).get(reverse(name)))


def test_a_second_factor_is_asked_for_and_recovery_codes_open_too(people: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = people.make("rosa")
    TOTP.activate(person, generate_totp_secret())
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    client = people.client()
    assert sign_in(client).url == reverse("mfa_authenticate")
    must_be_clean(client.get(reverse("mfa_authenticate")))
    client.post(reverse("mfa_authenticate"), {"code": "123456"})
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):
        page = client.get(reverse(name))
        if page.status_code == 302:
            client.post(page.url, {"password": PASSWORD})
            page = client.get(reverse(name))
        must_be_clean(page)


def test_keys_can_be_renamed_and_removed_on_clean_pages(people: Any) -> None:
    person = people.make("rosa")
    key = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "My key", "passwordless": True, "credential": {}}
    )
    client = people.client(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        must_be_clean(client.get(reverse(name, args=[key.pk])))
    must_be_clean(client.get(reverse("mfa_list_webauthn")))


def test_the_browser_gets_the_data_of_a_passkey_sign_in_as_json(people: Any) -> None:
    page = people.client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "challenge" in page.json()["request_options"]["publicKey"]
