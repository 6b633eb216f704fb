"""Invitation links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change
from konbit.people import actions
from konbit.people.audience import SYSTEM
from konbit.people.models import Invitation, Person
from konbit.people.sharing import ways_to_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(people: Any) -> Person:
    return people.make("sam", "garden:1", "steward", shown_name="Sam Steward")


@pytest.fixture
def token(people: Any, steward: Person) -> str:
    return actions.make_invitation(people.viewer(steward), "garden:1", "editor")


def address(token: str) -> str:
    return reverse("people:join", args=[token])


def test_the_page_says_who_invites_into_what_and_as_what_before_signing_in(people: Any, token: str) -> None:
    page = people.client().get(address(token))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Rose Garden" in text
    assert "Sam Steward" in text
    assert "editor" in text


def test_the_link_looks_right_in_a_messenger(people: Any, token: str) -> None:
    text = people.client().get(address(token)).content.decode()
    assert 'property="og:title"' in text
    assert 'property="og:description"' in text
    assert 'property="og:image" content="http://' in text
    assert "Roses for the whole street" in text


def test_opening_the_page_changes_nothing(people: Any, gardens: Any, token: str) -> None:
    before = list(Invitation.objects.values())
    acts = Change.objects.count()
    people.client().get(address(token))
    people.client().head(address(token))
    people.client(people.make("ana")).get(address(token))
    assert list(Invitation.objects.values()) == before
    assert Change.objects.count() == acts
    assert gardens.granted == []


def test_accepting_gives_the_role_once(people: Any, gardens: Any, token: str) -> None:
    ana, bo = people.make("ana"), people.make("bo")
    answer = people.client(ana).post(address(token))
    assert answer.url == "/garden/1"
    assert gardens.granted == [(ana.pk, "garden:1", "editor", ana.opaque_id)]
    assert people.client(bo).post(address(token)).status_code == 404
    assert len(gardens.granted) == 1


def test_whoever_has_the_role_already_uses_up_nothing(people: Any, gardens: Any, token: str) -> None:
    ana = people.make("ana", "garden:1", "editor")
    people.client(ana).post(address(token))
    assert Invitation.objects.get().used == 0
    assert gardens.granted == []


def test_a_link_for_three_serves_three(people: Any, gardens: Any, steward: Person) -> None:
    token = actions.make_invitation(people.viewer(steward), "garden:1", "member", uses=3)
    answers = [
        people.client(people.make(f"p{number}")).post(address(token)).status_code for number in range(4)
    ]
    assert answers == [302, 302, 302, 404]


def test_unknown_used_up_expired_and_closed_links_say_the_same(people: Any, steward: Person) -> None:
    viewer = people.viewer(steward)

    def said(token: str) -> tuple[int, str]:
        with pytest.raises(NotFound) as refused:
            actions.accept_invitation(people.viewer(reader), token)
        return refused.value.status, str(refused.value)

    reader = people.make("ana")
    used = actions.make_invitation(viewer, "garden:1", "member")
    actions.accept_invitation(people.viewer(people.make("bo")), used)
    closed = actions.make_invitation(viewer, "garden:1", "member")
    actions.close_invitation(viewer, Invitation.objects.latest("id").pk)
    late = actions.make_invitation(viewer, "garden:1", "member", days=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        answers = {said(token) for token in ("made-up", used, closed, late)}
    assert len(answers) == 1


def test_only_the_digest_of_the_token_is_kept(token: str) -> None:
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(Change.objects.values_list("before", "after")))


def test_a_link_falls_when_its_maker_may_no_longer_invite(
    people: Any, gardens: Any, steward: Person, token: str
) -> None:
    gardens.held[steward.pk].clear()
    assert people.client().get(address(token)).status_code == 404


def test_a_link_into_a_group_that_left_is_closed(people: Any, gardens: Any, token: str) -> None:
    del gardens.cards["garden:1"]
    assert people.client().get(address(token)).status_code == 404


def test_nobody_invites_above_their_own_role(people: Any, steward: Person) -> None:
    editor, member = people.make("ed", "garden:1", "editor"), people.make("mo", "garden:1", "member")
    for person, role in (
        (editor, "member"),
        (member, "member"),
        (steward, "organiser"),
        (steward, "operator"),
    ):
        with pytest.raises(NotAllowed):
            actions.make_invitation(people.viewer(person), "garden:1", role)
    with pytest.raises(NotAllowed):
        actions.make_invitation(people.viewer(steward), "garden:2", "member")
    with pytest.raises(NotFound):
        actions.make_invitation(people.viewer(steward), "garden:77", "member")


def test_only_networks_have_organisers(people: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.make_invitation(SYSTEM, "garden:1", "organiser")


def test_numbers_out_of_bounds_are_refused(people: Any, steward: Person) -> None:
    for uses, days in ((0, 1), (501, 1), (1, 0), (1, 91)):
        with pytest.raises(Problem):
            actions.make_invitation(people.viewer(steward), "garden:1", "member", uses, days)


def test_the_house_itself_can_invite_the_first_organiser(people: Any, gardens: Any) -> None:
    token = actions.make_invitation(SYSTEM, "garden:9", "organiser")
    ana = people.make("ana")
    people.client(ana).post(address(token))
    assert gardens.held[ana.pk]["garden:9"] == {"organiser"}


def test_an_account_is_made_in_the_same_flow(people: Any, gardens: Any, token: str) -> None:
    client = people.client()
    page = client.get(address(token))
    said = {"username": "newcomer", "password1": "bread and roses", "next": address(token)}
    answer = client.post(page.context["sign_up"].split("?")[0], said)
    assert answer.url == address(token)
    client.post(answer.url)
    assert gardens.held[Person.objects.get(username="newcomer").pk]["garden:1"] == {"editor"}


def test_a_stranger_who_presses_the_button_is_led_to_an_account_and_back(people: Any, token: str) -> None:
    answer = people.client().post(address(token))
    assert answer.url.startswith(reverse("account_signup"))
    assert address(token) in unquote(answer.url)


def test_accepting_needs_the_csrf_token(people: Any, gardens: Any, token: str) -> None:
    client = people.client(people.make("ana"), enforce_csrf_checks=True)
    assert client.post(address(token)).status_code == 403
    assert gardens.granted == []


def test_the_link_is_shown_once_with_ways_to_send_it(people: Any, steward: Person) -> None:
    client = people.client(steward)
    page = client.post(
        reverse("people:invitations", args=["garden:1"]), {"role": "member", "uses": 5, "days": 7}
    )
    text = page.content.decode()
    link = page.context["link"]
    assert link in text
    assert "https://wa.me/?text=" in text
    assert "<svg" in text
    assert "no-store" in page["Cache-Control"]
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in client.get(reverse("people:invitations", args=["garden:1"])).content.decode()


@pytest.mark.parametrize("reader", ["fr", "es", "pt-br"])
def test_a_link_opens_in_the_language_of_whoever_reads_it(people: Any, steward: Person, reader: str) -> None:
    with override("fr"):
        invite = reverse("people:invitations", args=["garden:1"])
    page = people.client(steward).post(invite, {"role": "member", "uses": 5, "days": 7})
    link = page.context["link"].removeprefix("http://127.0.0.1:8000")
    assert link.startswith("/join/")
    answer = people.client().get(f"{link}?from=sam", headers={"Accept-Language": reader})
    assert answer.url == f"/{reader}{link}?from=sam"
    assert "Accept-Language" in answer["Vary"]
    assert "Rose Garden" in people.client().get(answer.url).content.decode()


def test_a_link_that_only_this_machine_opens_says_so(people: Any, steward: Person, settings: Any) -> None:
    def said() -> str:
        page = reverse("people:invitations", args=["garden:1"])
        sent = {"role": "member", "uses": 1, "days": 1}
        return str(people.client(steward).post(page, sent).content.decode())

    assert "Nobody else can open these links and codes." in said()
    settings.KONBIT_URL = "https://network.example"
    assert "Nobody else can open" not in said()


def test_a_role_that_one_may_not_give_cannot_be_posted(people: Any, steward: Person) -> None:
    client = people.client(steward)
    page = client.post(
        reverse("people:invitations", args=["garden:1"]), {"role": "organiser", "uses": 1, "days": 7}
    )
    assert page.context["form"].errors
    assert not Invitation.objects.exists()


def test_others_see_and_close_no_links(people: Any, token: str) -> None:
    other = people.make("ola", "garden:2", "steward")
    client = people.client(other)
    assert client.get(reverse("people:invitations", args=["garden:1"])).status_code == 403
    close = reverse("people:invitation_close", args=[Invitation.objects.get().pk])
    assert client.get(close).status_code == 405
    assert client.post(close).status_code == 404
    assert Invitation.objects.get().closed_at is None


def test_words_and_link_are_written_safely_into_the_addresses_of_messengers() -> None:
    ways = {way.name: way.url for way in ways_to_share("https://x.test/join/a-b_c/", 'Join "R&B" #1')}
    assert (
        ways["WhatsApp"]
        == "https://wa.me/?text=Join%20%22R%26B%22%20%231%20https%3A%2F%2Fx.test%2Fjoin%2Fa-b_c%2F"
    )
    assert ways["Telegram"].startswith("https://t.me/share/url?url=https%3A%2F%2Fx.test%2F")
