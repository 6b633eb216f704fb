"""Member cards: a code and a PIN."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change, PersonalValue
from konbit.people import actions, tokens
from konbit.people.actions.cards import rest_after
from konbit.people.models import Card, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(people: Any) -> Any:
    return people.make("sam", "garden:1", "steward")


@pytest.fixture
def made(people: Any, steward: Any) -> Any:
    return actions.make_card(people.viewer(steward), "garden:1", "Rosa Luz")


def sign_in(client: Any, code: str, pin: str, **more: str) -> Any:
    return client.post(reverse("people:card_sign_in"), {"code": code, "pin": pin, **more})


def is_in(client: Any) -> bool:
    return "_auth_user_id" in client.session


def test_a_steward_makes_a_card_for_somebody_without_email(
    people: Any, gardens: Any, steward: Any, made: Any
) -> None:
    person = made.card.person
    assert person.shown_name == "Rosa Luz"
    assert person.email == ""
    assert not person.has_usable_password()
    assert gardens.granted == [(person.pk, "garden:1", "member", steward.opaque_id)]


def test_the_pin_is_hashed_and_stands_nowhere_in_the_clear(made: Any) -> None:
    assert made.pin not in made.card.pin or len(made.card.pin) > 20
    assert made.card.pin.count("$") >= 2
    assert not [change for change in Change.objects.all() if made.pin in str(change.after)]
    assert made.pin not in PersonalValue.objects.values_list("value", flat=True)


def test_the_name_on_a_card_is_personal_in_the_chronicle(made: Any) -> None:
    change = Change.objects.get(kind="person", object_id=made.card.person_id)
    assert "Rosa" not in str(change.after)
    assert PersonalValue.objects.filter(subject=made.card.person.opaque_id, value="Rosa Luz").exists()


def test_code_and_pin_open_the_account(people: Any, made: Any) -> None:
    client = people.client()
    answer = sign_in(client, tokens.shown_code(made.card.code).lower().replace("-", " "), made.pin)
    assert is_in(client)
    assert answer.url == reverse("people:my_pin")  # a steward knows this PIN: choose your own


def test_a_card_with_its_own_pin_leads_where_one_wanted_to_go(people: Any, made: Any) -> None:
    actions.choose_pin(people.viewer(made.card.person), "4826")
    client = people.client()
    answer = sign_in(client, made.card.code, "4826", next="/en/recoveries/")
    assert answer.url == "/en/recoveries/"


def test_a_card_does_not_lead_to_another_site(people: Any, made: Any) -> None:
    answer = sign_in(people.client(), made.card.code, made.pin, next="https://elsewhere.example/")
    assert "elsewhere" not in answer.url


def test_wrong_pin_wrong_code_blocked_and_resting_card_get_the_same_answer(
    people: Any, steward: Any, made: Any
) -> None:
    def answer(code: str, pin: str) -> list[str]:
        page = sign_in(people.client(), code, pin)
        assert page.status_code == 200
        return page.context["form"].non_field_errors()

    wrong_pin = answer(made.card.code, "0000")
    wrong_code = answer("bcdfghjk", made.pin)
    for _ in range(5):
        answer(made.card.code, "0000")
    resting = answer(made.card.code, made.pin)
    actions.block_card(people.viewer(steward), made.card.pk)
    blocked = answer(made.card.code, made.pin)
    assert wrong_pin == wrong_code == resting == blocked


def test_after_five_wrong_tries_the_card_rests_longer_each_time(made: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            assert actions.open_with_card(made.card.code, "0000") is None
        assert actions.open_with_card(made.card.code, made.pin) is None
        clock.shift(timedelta(seconds=61))
        assert actions.open_with_card(made.card.code, "0000") is None
        clock.shift(timedelta(seconds=61))
        assert actions.open_with_card(made.card.code, made.pin) is None
        clock.shift(timedelta(seconds=61))
        assert actions.open_with_card(made.card.code, made.pin) == made.card.person


def test_the_rest_doubles_up_to_a_day() -> None:
    assert [rest_after(tries) for tries in (5, 6, 7)] == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert rest_after(10_000) == timedelta(hours=24)


def test_trying_while_it_rests_does_not_lengthen_the_rest(made: Any) -> None:
    for _ in range(30):
        actions.open_with_card(made.card.code, "0000")
    card = Card.objects.get(pk=made.card.pk)
    assert card.wrong_tries == 5


def test_the_right_pin_forgives_earlier_slips(made: Any) -> None:
    for _ in range(4):
        actions.open_with_card(made.card.code, "0000")
    assert actions.open_with_card(made.card.code, made.pin)
    assert Card.objects.get(pk=made.card.pk).wrong_tries == 0


def test_the_address_is_limited_too(people: Any, made: Any) -> None:
    answers = [sign_in(people.client(), "bcdfghjk", "1111").status_code for _ in range(31)]
    assert answers[-1] == 429


def test_a_pin_has_four_to_six_digits_and_is_not_an_easy_one(people: Any, made: Any) -> None:
    viewer = people.viewer(made.card.person)
    for bad in ("123", "1234567", "12a4", "1234", "4321", "7777", "2626", "1984", "٤٨٢٦", ""):
        with pytest.raises(Problem):
            actions.choose_pin(viewer, bad)
    actions.choose_pin(viewer, "482653")
    assert actions.open_with_card(made.card.code, "482653")
    assert actions.open_with_card(made.card.code, made.pin) is None


def test_a_blocked_card_opens_nothing_and_signs_out(people: Any, steward: Any, made: Any) -> None:
    client = people.client()
    sign_in(client, made.card.code, made.pin)
    actions.block_card(people.viewer(steward), made.card.pk)
    assert client.get(reverse("people:account")).status_code == 302
    assert actions.open_with_card(made.card.code, made.pin) is None


def test_one_steward_cannot_take_over_an_account_by_renewing_its_card(
    people: Any, steward: Any, made: Any
) -> None:
    actions.open_with_card(made.card.code, made.pin)
    with pytest.raises(NotAllowed):
        actions.renew_card(people.viewer(steward), made.card.pk)


def test_a_steward_renews_a_card_that_was_never_used(people: Any, steward: Any, made: Any) -> None:
    old = made.card.code
    renewed = actions.renew_card(people.viewer(steward), made.card.pk)
    assert actions.open_with_card(old, made.pin) is None
    assert actions.open_with_card(renewed.card.code, renewed.pin) == made.card.person


def test_strangers_and_members_make_renew_and_see_no_cards(people: Any, made: Any) -> None:
    member = people.make("mo", "garden:1", "member")
    other = people.make("ola", "garden:2", "steward")
    for person in (member, other):
        with pytest.raises(NotAllowed):
            actions.make_card(people.viewer(person), "garden:1", "Somebody")
        with pytest.raises(NotFound):
            actions.renew_card(people.viewer(person), made.card.pk)
        with pytest.raises(NotFound):
            actions.block_card(people.viewer(person), made.card.pk)
        client = people.client(person)
        assert client.get(reverse("people:card_paper", args=[made.card.pk])).status_code == 404
        assert client.get(reverse("people:cards", args=["garden:1"])).status_code == 403
    assert Person.objects.filter(shown_name="Somebody").count() == 0


def test_the_pin_is_shown_once_and_never_on_the_paper(people: Any, steward: Any) -> None:
    client = people.client(steward)
    page = client.post(reverse("people:cards", args=["garden:1"]), {"name": "Rosa Luz"})
    pin = page.context["pin"]
    assert pin in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    card = Card.objects.get()
    paper = client.get(reverse("people:card_paper", args=[card.pk])).content.decode()
    assert "pin" not in client.get(reverse("people:card_paper", args=[card.pk])).context
    assert "<strong>http://127.0.0.1:8000/card/</strong>" in paper
    assert "Nobody else can open these links and codes." in paper
    assert tokens.shown_code(card.code) in paper
    assert "<svg" in paper


def test_everybody_can_have_a_card_for_their_own_account(people: Any) -> None:
    person = people.make("ana")
    page = people.client(person).post(reverse("people:new_card_of_mine"))
    card = Card.objects.get(person=person)
    assert actions.open_with_card(card.code, page.context["pin"]) == person


def test_opening_card_pages_changes_nothing(people: Any, steward: Any, made: Any) -> None:
    client = people.client(steward)
    before = Card.objects.values().get()
    for name, args in (("card_renew", [made.card.pk]), ("card_block", [made.card.pk])):
        assert client.get(reverse(f"people:{name}", args=args)).status_code == 405
    client.get(reverse("people:new_card_of_mine"))
    assert list(Card.objects.values()) == [before]


def test_a_card_is_not_opened_without_the_csrf_token(people: Any, made: Any) -> None:
    client = people.client(enforce_csrf_checks=True)
    assert sign_in(client, made.card.code, made.pin).status_code == 403
    assert not is_in(client)


def test_a_second_factor_is_asked_for_after_the_card_too(people: Any, made: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(made.card.person, generate_totp_secret())
    client = people.client()
    answer = sign_in(client, made.card.code, made.pin)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)
