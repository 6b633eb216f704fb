"""A phone that goes from hand to hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db


def sign_in(people: Any, **more: str) -> Any:
    people.make("rosa")
    client = people.client()
    client.post(reverse("account_login"), {"login": "rosa", "password": "bread and roses", **more})
    assert "_auth_user_id" in client.session
    return client


def test_the_session_ends_with_the_browser(people: Any) -> None:
    client = sign_in(people, shared_phone="on")
    assert client.session.get_expire_at_browser_close()
    assert client.cookies["sessionid"]["max-age"] == ""


def test_ones_own_phone_stays_signed_in(people: Any) -> None:
    client = sign_in(people)
    assert not client.session.get_expire_at_browser_close()
    assert "shared_phone" not in client.cookies


def test_ten_idle_minutes_end_it(people: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(people, shared_phone="on")
        clock.shift(timedelta(minutes=9))
        assert client.get(reverse("people:account")).status_code == 200
        clock.shift(timedelta(minutes=9))
        assert client.get(reverse("people:account")).status_code == 200
        clock.shift(timedelta(minutes=11))
        answer = client.get(reverse("people:account"))
    assert answer.url == reverse("people:card_sign_in")
    assert "_auth_user_id" not in client.session


def test_what_an_idle_session_posts_is_not_done(people: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(people, shared_phone="on")
        clock.shift(timedelta(minutes=11))
        client.post(reverse("people:new_card_of_mine"))
    from konbit.people.models import Card

    assert not Card.objects.exists()


def test_one_tap_hands_the_phone_over_and_leaves_nothing(people: Any) -> None:
    client = sign_in(people, shared_phone="on")
    assert client.get(reverse("people:hand_over")).status_code == 405
    answer = client.post(reverse("people:hand_over"))
    assert answer.url == reverse("people:card_sign_in")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert not Session.objects.filter(session_data__contains="rosa").exists()
    assert client.get(reverse("people:account")).status_code == 302


def test_the_ordinary_sign_out_cleans_up_too(people: Any) -> None:
    client = sign_in(people)
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session


def test_looking_at_the_sign_out_page_signs_nobody_out(people: Any) -> None:
    client = sign_in(people)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session


def test_pages_are_not_stored_on_a_shared_phone(people: Any) -> None:
    client = sign_in(people, shared_phone="on")
    assert "no-store" in client.get(reverse("people:recover"))["Cache-Control"]


def test_the_phone_remembers_only_that_it_is_shared_and_offers_the_card_first(people: Any) -> None:
    client = sign_in(people, shared_phone="on")
    assert client.cookies["shared_phone"].value == "yes"
    client.post(reverse("people:hand_over"))
    page = client.get(reverse("account_login"))
    assert page.context["form"]["shared_phone"].initial is True
    text = page.content.decode()
    assert text.index('name="pin"') < text.index('name="password"')


def test_on_another_phone_the_password_comes_first(people: Any) -> None:
    text = people.client().get(reverse("account_login")).content.decode()
    assert 'name="pin"' not in text
    assert reverse("people:card_sign_in") in text


def test_the_mark_outlives_the_second_factor(people: Any) -> None:
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = people.make("rosa")
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    assert get_adapter().is_mfa_enabled(person)
    client = people.client()
    said = {"login": "rosa", "password": "bread and roses", "shared_phone": "on"}
    assert client.post(reverse("account_login"), said).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "_auth_user_id" in client.session
    assert client.session["shared_phone"] is True
    assert client.session.get_expire_at_browser_close()
