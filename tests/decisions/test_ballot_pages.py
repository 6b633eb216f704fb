"""The ballot on the screen, the link, the card, and the table at which others write down what was said."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.decisions.actions.register import settle
from konbit.decisions.actions.voting_links import make_link
from konbit.decisions.models import Ballot, Entitled, Participation, Proxy, Sheet, Vote
from konbit.people.actions import make_own_card
from tests.decisions.made_casting import a_group_with, an_open_vote, on_the_roll

pytestmark = pytest.mark.django_db

KINDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("majority", {"stance": "agree"}, {"stance": "agree"}),
    ("consent", {"stance": "consent"}, {"stance": "consent"}),
    ("approval", {"on-mill": "on"}, {"points": {"mill": 1}}),
    ("score", {"on-mill": "3", "on-oven": "0"}, {"points": {"mill": 3, "oven": 0}}),
    ("dots", {"on-mill": "3", "on-oven": "0"}, {"points": {"mill": 3}}),
    ("days", {"on-mill": "2", "on-oven": "0"}, {"points": {"mill": 2, "oven": 0}}),
    ("ranking", {"on-mill": "1", "on-oven": "1"}, {"ranks": [["mill", "oven"]]}),
    ("scottish", {"on-mill": "2", "on-oven": "1"}, {"ranks": [["oven"], ["mill"]]}),
    ("meek", {"on-oven": "4"}, {"ranks": [["oven"]]}),
    ("persons", {"on-mill": "on", "on-oven": "on"}, {"points": {"mill": 1, "oven": 1}}),
    ("shares", {"on-oven": "on"}, {"points": {"oven": 1}}),
    ("approval", {"blank": "on"}, {"points": {}}),
]


def ballot_of(vote: Vote) -> str:
    return reverse("decisions:ballot", args=[vote.uid])


@pytest.mark.parametrize(("method", "filled", "kept"), KINDS)
def test_a_ballot_of_every_kind_is_read_once_more_and_then_cast(
    method: str, filled: dict[str, Any], kept: dict[str, Any]
) -> None:
    group, [(viewer, client, _)] = a_group_with("amina")
    vote = an_open_vote(group, method, "mill", "oven", "roof", "well")
    on_the_roll(vote, viewer)
    assert client.get(ballot_of(vote)).status_code == 200
    read = client.post(ballot_of(vote), filled)
    assert "This is what you say" in read.content.decode()
    assert not Ballot.objects.exists(), "nothing is cast before one is sure"
    client.post(ballot_of(vote), filled | {"sure": "yes"})
    assert Ballot.objects.get().said == kept
    again = client.get(ballot_of(vote)).content.decode()
    assert "You have voted" in again
    assert "Read it once more" not in again, "an end stands there, not the same paper again"
    assert "Read it once more" in client.get(ballot_of(vote) + "?change=yes").content.decode()
    changed = client.post(ballot_of(vote), filled | {"sure": "no"})
    assert "Read it once more" in changed.content.decode()


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("majority", {}, "Choose one of the answers."),
    ("majority", {"stance": "perhaps"}, "not one of the available"),
    ("approval", {}, "Nothing is filled in"),
    ("approval", {"on-mill": "on", "blank": "on"}, "Keep one of the two"),
    ("dots", {"on-mill": "5", "on-oven": "5"}, "Take some away"),
    ("score", {"on-mill": "900"}, "less than or equal"),
    ("scottish", {"on-mill": "1", "on-oven": "1"}, "given twice"),
]


@pytest.mark.parametrize(("method", "filled", "told"), WRONG)
def test_what_is_wrong_with_a_ballot_is_told_and_nothing_is_cast(
    method: str, filled: dict[str, Any], told: str
) -> None:
    group, [(viewer, client, _)] = a_group_with("amina")
    vote = an_open_vote(group, method, "mill", "oven", "roof", "well")
    on_the_roll(vote, viewer)
    for sure in ({}, {"sure": "yes"}):
        seen = client.post(ballot_of(vote), filled | sure)
        assert told in seen.content.decode()
    assert not Ballot.objects.exists()


def test_an_anonymous_ballot_cannot_be_opened_again() -> None:
    group, [(viewer, client, _)] = a_group_with("amina")
    vote = an_open_vote(group, secrecy="anonymous")
    on_the_roll(vote, viewer)
    client.post(ballot_of(vote), {"stance": "agree", "sure": "yes"})
    assert "nobody can take it out again" in client.get(ballot_of(vote)).content.decode()
    settle(vote)
    assert Ballot.objects.get().said == {"stance": "agree"}


def test_whoever_is_not_on_the_roll_finds_no_ballot_and_who_may_not_see_the_vote_no_page() -> None:
    group, [(_viewer, client, _)] = a_group_with("amina", audience="group")
    vote = an_open_vote(group)
    assert "not on the roll" in client.get(ballot_of(vote)).content.decode()
    assert Client().get(ballot_of(vote)).status_code == 404
    stranger_group, [(stranger, other, _)] = a_group_with("bela", name="Elsewhere")
    assert other.get(ballot_of(vote)).status_code == 404
    on_the_roll(vote, stranger)
    assert other.get(ballot_of(vote)).status_code == 200, "the roll opens the ballot"
    assert stranger_group != group


def test_who_stands_in_for_another_votes_for_both_on_one_page() -> None:
    group, [(amina, _, _), (bela, client, _)] = a_group_with("amina", "bela")
    vote = an_open_vote(group, proxies=1)
    giver, holder = on_the_roll(vote, amina, bela)
    Proxy.objects.create(vote=vote, giver=giver, holder=holder)
    page = client.get(f"{ballot_of(vote)}?for={giver.number}").content.decode()
    assert "You stand in for" in page
    client.post(f"{ballot_of(vote)}?for={giver.number}", {"stance": "agree", "sure": "yes"})
    client.post(f"{ballot_of(vote)}?for={holder.number}", {"stance": "disagree", "sure": "yes"})
    assert {one.entitled.name: one.channel for one in Participation.objects.all()} == {
        giver.name: "proxy",
        holder.name: "web",
    }


def test_delegates_split_their_votes_on_the_page() -> None:
    group, [(viewer, client, _)] = a_group_with("amina")
    vote = an_open_vote(group)
    on_the_roll(vote, viewer, weight=10, mandate="split")
    filled = {"votes-agree": "7", "votes-disagree": "3"}
    assert "7 votes: " in client.post(ballot_of(vote), filled).content.decode()
    client.post(ballot_of(vote), filled | {"sure": "yes"})
    assert sorted(Ballot.objects.values_list("weight", flat=True)) == [3, 7]
    for wrong in ({"votes-agree": "11"}, filled | {"stance": "agree"}, {}):
        assert "This is what you say" not in client.post(ballot_of(vote), wrong).content.decode()


def test_a_link_votes_without_an_account_after_a_page_to_confirm() -> None:
    group, [(viewer, client, _)] = a_group_with("amina", role="steward", audience="stewards")
    vote = an_open_vote(group, secrecy="anonymous")
    line = Entitled.objects.create(vote=vote, number=1, name="Rosa")
    shown = client.post(reverse("decisions:ballot-link", args=[vote.uid, line.pk])).content.decode()
    assert "wa.me" in shown
    link = reverse("decisions:ballot-by-token", args=[make_link(viewer, vote.uid, line.pk)])
    phone = Client()
    assert phone.get(link).status_code == phone.head(link).status_code == 200
    assert "This is what you say" in phone.post(link, {"stance": "agree"}).content.decode()
    assert not Participation.objects.exists()
    assert "Your vote counts" in phone.post(link, {"stance": "agree", "sure": "yes"}).content.decode()
    assert phone.get(link).status_code == 404
    assert phone.post(link, {"stance": "disagree", "sure": "yes"}).status_code == 404
    assert Participation.objects.get().channel == "link"


def test_a_member_card_votes_on_a_borrowed_phone_and_leaves_no_session() -> None:
    group, [(viewer, _client, _)] = a_group_with("amina")
    vote = an_open_vote(group)
    on_the_roll(vote, viewer)
    made, phone = make_own_card(viewer), Client()
    card = reverse("decisions:ballot-by-card", args=[vote.uid])
    wrong = phone.post(card, {"code": made.card.code, "pin": "1"})
    assert "do not open" in wrong.content.decode()
    came = phone.post(card, {"code": made.card.code, "pin": made.pin})
    phone.post(came["Location"], {"stance": "agree", "sure": "yes"})
    assert Participation.objects.get().channel == "card"
    assert "_auth_user_id" not in phone.session


def test_two_people_type_in_a_paper_on_the_page() -> None:
    group, [(_a, one, _), (_b, two, _)] = a_group_with("amina", "bela", role="steward")
    vote = an_open_vote(group)
    Entitled.objects.create(vote=vote, number=5, name="Rosa")
    papers = reverse("decisions:papers", args=[vote.uid])
    paper = {"serial": "1", "number": "5", "stance": "agree"}
    assert "a second person" in one.post(papers, paper, follow=True).content.decode()
    assert "will you be the second" in two.get(papers).content.decode()
    assert "two people have typed the same" in two.post(papers, paper, follow=True).content.decode()
    assert Ballot.objects.get().channel == "paper"
    assert "no such number" in one.post(papers, paper | {"serial": "2", "number": "6"}).content.decode()
    assert Sheet.objects.count() == 2


def test_an_anonymous_paper_is_noted_in_the_register_first() -> None:
    group, [(_a, one, _), (_b, two, _)] = a_group_with("amina", "bela", role="steward")
    vote = an_open_vote(group, secrecy="anonymous")
    line = Entitled.objects.create(vote=vote, number=5, name="Rosa")
    register, papers = (reverse(f"decisions:{name}", args=[vote.uid]) for name in ("register", "papers"))
    assert "0 of 1 have voted" in one.get(register).content.decode()
    one.post(reverse("decisions:paper-in-box", args=[vote.uid, line.pk]))
    assert "1 of 1 have voted" in one.get(register).content.decode()
    for client in (one, two):
        client.post(papers, {"serial": "1", "stance": "agree"})
    settle(vote)
    assert Ballot.objects.count() == 1


def test_a_show_of_hands_is_written_down_by_organisation_with_split_votes() -> None:
    group, [(_viewer, client, _)] = a_group_with("amina", role="steward")
    vote = an_open_vote(group)
    north, south = (
        Entitled.objects.create(vote=vote, number=at, name=name, weight=at * 2, mandate="split")
        for at, name in enumerate(("North", "South"), 1)
    )
    hands = reverse("decisions:show-of-hands", args=[vote.uid])
    assert "North" in client.get(hands).content.decode()
    assert "No hand is written down" in client.post(hands, {}).content.decode()
    filled = {f"on-{north.pk}": "agree", f"on-{south.pk}-agree": "1", f"on-{south.pk}-disagree": "3"}
    seen = client.post(hands, filled, follow=True).content.decode()
    assert "2 hands are written down" in seen
    assert "2 of 2 have voted" in seen
    assert sorted(Ballot.objects.values_list("weight", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("name", ["register", "papers", "show-of-hands"])
def test_only_who_may_edit_sits_at_the_table(name: str) -> None:
    group, [(viewer, client, _)] = a_group_with("amina")
    vote = an_open_vote(group)
    on_the_roll(vote, viewer)
    address = reverse(f"decisions:{name}", args=[vote.uid])
    assert client.get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_register_asks_little_however_long_the_roll(django_assert_max_num_queries: Any) -> None:
    group, [(_viewer, client, _)] = a_group_with("amina", role="steward")
    vote = an_open_vote(group)
    Entitled.objects.bulk_create(Entitled(vote=vote, number=at, name=f"Voter {at}") for at in range(1, 200))
    address = reverse("decisions:register", args=[vote.uid])
    client.get(address)
    with django_assert_max_num_queries(25):
        client.get(address)
