"""Back into an account with two stewards who know one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.models import Change, PersonalValue
from konbit.people import actions, queries
from konbit.people.models import Card, Person, Recovery

pytestmark = pytest.mark.django_db

NEW = "four words make sentences"


@pytest.fixture
def rosa(people: Any) -> Person:
    return people.make("rosa", "garden:1", "member", shown_name="Rosa Luz")


@pytest.fixture
def stewards(people: Any) -> list[Any]:
    """The viewers of two stewards of her garden."""
    return [people.viewer(people.make(name, "garden:1", "steward")) for name in ("sam", "tia")]


@pytest.fixture
def asked(rosa: Person) -> Recovery:
    actions.ask_recovery("rosa")
    return Recovery.objects.get()


def confirm(stewards: list[Any], asked: Recovery) -> tuple[str, str]:
    return actions.confirm_recovery(stewards[0], asked.pk), actions.confirm_recovery(stewards[1], asked.pk)


def opens(name: str, password: str) -> bool:
    return Client().login(username=name, password=password)


def test_two_stewards_open_the_way_to_a_new_password(stewards: list[Any], asked: Recovery) -> None:
    halves = confirm(stewards, asked)
    assert actions.finish_recovery("rosa", halves, NEW)
    assert opens("rosa", NEW)


def test_the_halves_fit_in_any_order_and_spelling(stewards: list[Any], asked: Recovery) -> None:
    first, second = confirm(stewards, asked)
    assert actions.finish_recovery("ROSA", (f" {second.upper()} ", f"{first[:3]}-{first[3:]}"), NEW)


def test_one_steward_alone_cannot(stewards: list[Any], asked: Recovery) -> None:
    first = actions.confirm_recovery(stewards[0], asked.pk)
    again = actions.confirm_recovery(stewards[0], asked.pk)
    assert Recovery.objects.get().second_by == ""
    for halves in ((first, again), (again, again), (again, "")):
        assert not actions.finish_recovery("rosa", halves, NEW)
    assert not opens("rosa", NEW)


def test_neither_half_opens_anything_even_after_both_confirmed(stewards: list[Any], asked: Recovery) -> None:
    first, second = confirm(stewards, asked)
    for half in (first, second):
        assert not actions.finish_recovery("rosa", (half, half), NEW)
        assert not actions.finish_recovery("rosa", (half, ""), NEW)
    assert not opens("rosa", NEW)


def test_she_herself_is_not_one_of_the_two(people: Any, stewards: list[Any]) -> None:
    steward = people.make("uma", "garden:1", "steward")
    actions.ask_recovery("uma")
    asked = Recovery.objects.get()
    assert queries.recoveries_for(people.viewer(steward)) == []
    with pytest.raises(NotFound):
        actions.confirm_recovery(people.viewer(steward), asked.pk)


def test_stewards_of_other_groups_and_mere_members_do_not_count(people: Any, asked: Recovery) -> None:
    for name, scope, role in (
        ("ola", "garden:2", "steward"), ("mo", "garden:1", "member"),
        ("ed", "garden:1", "editor"), ("moderator", "garden:9", "moderator"),
    ):  # fmt: skip
        viewer = people.viewer(people.make(name, scope, role))
        assert queries.recoveries_for(viewer) == []
        with pytest.raises(NotFound):
            actions.confirm_recovery(viewer, asked.pk)


def test_an_organiser_of_the_network_stands_in_where_there_is_one_steward(
    people: Any, stewards: list[Any], asked: Recovery
) -> None:
    organiser = people.viewer(people.make("org", "garden:9", "organiser"))
    halves = confirm([stewards[0], organiser], asked)
    assert actions.finish_recovery("rosa", halves, NEW)


def test_a_third_steward_gets_no_half(people: Any, stewards: list[Any], asked: Recovery) -> None:
    confirm(stewards, asked)
    third = people.viewer(people.make("uma", "garden:1", "steward"))
    with pytest.raises(NotFound):
        actions.confirm_recovery(third, asked.pk)


def test_a_steward_who_lost_her_half_gets_another_and_the_lost_one_is_void(
    stewards: list[Any], asked: Recovery
) -> None:
    lost, second = confirm(stewards, asked)
    first = actions.confirm_recovery(stewards[0], asked.pk)
    assert not actions.finish_recovery("rosa", (lost, second), NEW)
    assert actions.finish_recovery("rosa", (first, second), NEW)


def test_the_code_works_once(stewards: list[Any], asked: Recovery) -> None:
    halves = confirm(stewards, asked)
    assert actions.finish_recovery("rosa", halves, NEW)
    assert not actions.finish_recovery("rosa", halves, "another fine sentence")
    assert opens("rosa", NEW)


def test_the_code_lasts_a_day(stewards: list[Any], asked: Recovery) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        halves = confirm(stewards, asked)
        clock.shift(timedelta(hours=24, seconds=1))
        assert not actions.finish_recovery("rosa", halves, NEW)


def test_a_request_waits_a_week_and_can_be_made_again(stewards: list[Any], asked: Recovery) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert queries.recoveries_for(stewards[0]) == []
        with pytest.raises(NotFound):
            actions.confirm_recovery(stewards[0], asked.pk)
        actions.ask_recovery("rosa")
        assert len(queries.recoveries_for(stewards[0])) == 1


def test_guessing_is_over_after_twenty_tries(stewards: list[Any], asked: Recovery) -> None:
    halves = confirm(stewards, asked)
    for _ in range(20):
        assert not actions.finish_recovery("rosa", ("bbbbbb", "cccccc"), NEW)
    assert not actions.finish_recovery("rosa", halves, NEW)


def test_an_operator_is_not_let_in_by_stewards(people: Any) -> None:
    people.make("operator", "garden:1", "member", is_superuser=True)
    actions.ask_recovery("operator")
    assert not Recovery.objects.exists()


def test_asking_twice_leaves_one_request(rosa: Person, asked: Recovery) -> None:
    actions.ask_recovery("rosa")
    assert Recovery.objects.count() == 1


def test_the_pages_do_not_tell_whether_an_account_exists(people: Any, rosa: Person) -> None:
    def bodies(who: str) -> tuple[bytes, list[str]]:
        asked = people.client().post(reverse("people:recover"), {"who": who})
        said = {"who": who, "first_half": "bbbbbb", "second_half": "cccccc", "password": "x"}
        finished = people.client().post(reverse("people:recover_finish"), said)
        assert asked.status_code == finished.status_code == 200
        return asked.templates[0].name, finished.context["form"].non_field_errors()

    assert bodies("rosa") == bodies("nobody-at-all")


def test_whoever_can_sign_in_closes_the_request(
    people: Any, rosa: Person, stewards: list[Any], asked: Recovery
) -> None:
    halves = confirm(stewards, asked)
    client = people.client()
    client.post(reverse("account_login"), {"login": "rosa", "password": "bread and roses"})
    assert "_auth_user_id" in client.session
    assert not actions.finish_recovery("rosa", halves, NEW)


def test_she_hears_of_a_request_that_she_did_not_make_and_stops_it(
    people: Any, rosa: Person, stewards: list[Any], asked: Recovery
) -> None:
    client = people.client(rosa)
    halves = confirm(stewards, asked)
    assert client.get(reverse("people:account")).context["recovery"].pk == asked.pk
    client.post(reverse("people:stop_recovery"))
    assert not actions.finish_recovery("rosa", halves, NEW)


def test_a_new_pin_can_be_set_by_card_code(people: Any, stewards: list[Any], rosa: Person) -> None:
    made = actions.make_own_card(people.viewer(rosa))
    actions.block_card(people.viewer(rosa), made.card.pk)
    actions.ask_recovery(made.card.code)
    halves = confirm(stewards, Recovery.objects.get())
    assert actions.finish_recovery(made.card.code, halves, pin="482653")
    assert actions.open_with_card(made.card.code, "482653") == rosa
    assert Card.objects.get().pin_is_own


def test_a_weak_password_is_refused_and_the_halves_still_work(stewards: list[Any], asked: Recovery) -> None:
    halves = confirm(stewards, asked)
    for weak in ("short", "password", ""):
        with pytest.raises(Problem):
            actions.finish_recovery("rosa", halves, weak)
    assert actions.finish_recovery("rosa", halves, NEW)


def test_old_sessions_end(people: Any, rosa: Person, stewards: list[Any], asked: Recovery) -> None:
    thief = people.client(rosa)
    halves = confirm(stewards, asked)
    actions.finish_recovery("rosa", halves, NEW)
    assert thief.get(reverse("people:account")).status_code == 302


def test_the_halves_are_kept_hashed_only(stewards: list[Any], asked: Recovery) -> None:
    halves = confirm(stewards, asked)
    row = Recovery.objects.get()
    assert not {row.first_half, row.second_half} & set(halves)
    written = str(list(Change.objects.values_list("before", "after")))
    assert not any(half in written for half in halves)
    assert not PersonalValue.objects.filter(value__in=halves).exists()


def test_the_chronicle_knows_the_acts_by_opaque_ids(
    rosa: Person, stewards: list[Any], asked: Recovery
) -> None:
    confirm(stewards, asked)
    acts = list(Change.objects.filter(kind="recovery").order_by("id"))
    assert [(act.verb, act.actor) for act in acts] == [
        ("ask recovery", rosa.opaque_id),
        ("confirm recovery", stewards[0].actor),
        ("confirm recovery", stewards[1].actor),
    ]
    assert "Rosa" not in str([(act.before, act.after) for act in acts])


def test_a_steward_confirms_on_the_page_and_sees_her_half_once(
    people: Any, stewards: list[Any], asked: Recovery
) -> None:
    client = people.client(Person.objects.get(username="sam"))
    assert "Rosa Luz" in client.get(reverse("people:recoveries")).content.decode()
    address = reverse("people:recovery_confirm", args=[asked.pk])
    assert client.get(address).status_code == 405
    page = client.post(address)
    assert page.context["half"] in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert page.context["half"] not in client.get(reverse("people:recoveries")).content.decode()


def test_confirming_without_the_csrf_token_does_nothing(
    people: Any, stewards: list[Any], asked: Recovery
) -> None:
    client = people.client(Person.objects.get(username="sam"), enforce_csrf_checks=True)
    assert client.post(reverse("people:recovery_confirm", args=[asked.pk])).status_code == 403
    assert Recovery.objects.get().first_by == ""
