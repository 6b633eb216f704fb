"""An election through its pages: standing, limits, the result in sentences, and Belenios by two people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from konbit.assembly.actions.resolving import Decision
from konbit.assembly.models import Resolution
from konbit.decisions.actions.votes import with_votes
from konbit.decisions.counting.persons import persons
from konbit.decisions.models import Entitled, Vote
from konbit.decisions.queries.elected import election_shown
from konbit.directory.models import Role
from tests.builders import a_person
from tests.decisions.electing import a_board, a_college, a_limit, stands, voted

pytestmark = pytest.mark.django_db


def who(vote: Vote, name: str, kind: str = "steward") -> Client:
    """Somebody with an account and a role in the group that votes."""
    person = a_person(name)
    Role.objects.create(person=person, group=vote.group, kind=kind)
    EmailAddress.objects.create(user=person, email=f"{name}@example.org", verified=True, primary=True)
    client = Client()
    client.force_login(person)
    return client


def at(name: str, vote: Vote, *more: object) -> str:
    return reverse(f"decisions:{name}", args=[vote.uid, *more])


def test_standing_is_a_form_that_asks_only_what_a_limit_asks_for() -> None:
    vote = a_board(seats=2)
    steward, ana = who(vote, "steward"), who(vote, "ana", "member")
    limit = {"dimension": "gender", "value": "woman", "least": "1", "most": ""}
    assert steward.post(at("limits", vote), limit, follow=True).status_code == 200
    form = ana.get(at("stand", vote)).content.decode()
    assert "gender" in form
    sent = {"name": "Ana Example", "text": "Bread for all.", "language": "en", "trait0": "woman"}
    page = ana.post(at("stand", vote), sent, follow=True).content.decode()
    assert "Ana Example" in page
    assert "gender: woman" in page
    assert "Bread for all." in page
    again = ana.get(at("stand", vote)).content.decode()
    assert "Bread for all." in again
    word = vote.options.get().word
    assert ana.post(at("withdraw-candidate", vote, word)).status_code == 302
    assert not vote.options.exists()


def test_what_is_wrong_is_said_in_the_form_and_nothing_typed_is_lost() -> None:
    vote = a_board()
    steward = who(vote, "steward")
    said = {"dimension": "gender", "value": "woman", "least": "3", "most": "2"}
    page = steward.post(at("limits", vote), said).content.decode()
    assert "At most is less than at least." in page
    assert 'value="woman"' in page
    entered = {"name": "Bea Example", "text": "Hello.", "language": "en"}
    page = steward.post(at("enter-candidate", vote), entered).content.decode()
    assert "Bea Example" in page
    assert not vote.options.exists()
    steward.post(at("enter-candidate", vote), entered | {"agreed": "on"})
    word = vote.options.get().word
    changed = {"name": "Bea B. Example", "text": "Hello.", "language": "en"}
    steward.post(at("edit-candidate", vote, word), changed)
    assert vote.options.get().name == "Bea B. Example"


def test_hurdles_are_told_to_those_who_prepare_the_vote_alone() -> None:
    vote = a_board()
    assert "Nobody stands yet." in who(vote, "steward").get(at("candidates", vote)).content.decode()
    assert "Nobody stands yet." not in Client().get(at("candidates", vote)).content.decode()


def test_who_has_no_part_in_it_finds_no_form() -> None:
    vote = a_board()
    stranger = who(a_board(), "stranger")
    assert (
        stranger.post(at("limits", vote), {"dimension": "a", "value": "b", "least": "1"}).status_code == 200
    )
    assert not vote.limits.exists()
    assert stranger.get(at("handoff", vote)).status_code == 404
    assert stranger.get(at("census", vote, "all")).status_code == 404
    Vote.objects.filter(pk=vote.pk).update(audience="group")
    assert stranger.get(at("candidates", vote)).status_code == 404


def test_the_result_tells_each_thing_that_limits_did() -> None:
    vote = a_board(seats=3, state="closed")
    for word, gender in (("ana", "woman"), ("bea", "woman"), ("cai", "man"), ("dag", "man")):
        stands(vote, word, gender=gender)
    voted(vote, "ana bea", 12)
    voted(vote, "cai dag", 8)
    a_limit(vote, "gender=man", least=2)
    Vote.objects.filter(pk=vote.pk).update(result=json.loads(json.dumps(persons(vote))))
    shown = election_shown(vote.uid)
    assert shown is not None
    assert [one.elected for one in shown.contests] == [("Ana Example", "Cai Example", "Dag Example")]
    assert "Without the limits Bea Example would be elected instead of Dag Example." in shown.changed
    assert [words for _sheet, words in shown.acts] == [
        "Bea Example cannot be elected any more and goes out: gender “man”, at least 2."
    ]
    assert [(one.words, one.counted) for one in shown.limits] == [("gender “man”, at least 2", 2)]
    first = shown.sheets[0]
    assert [(row.name, row.votes) for row in first.rows][:2] == [("Ana Example", "12"), ("Cai Example", "8")]


def test_a_name_that_was_erased_leaves_its_word_and_namesakes_are_told_apart() -> None:
    vote = a_board(seats=1, state="closed")
    for word in ("ana", "bea", "cai"):
        stands(vote, word)
    voted(vote, "ana", 3)
    voted(vote, "bea", 2)
    Vote.objects.filter(pk=vote.pk).update(result=json.loads(json.dumps(persons(vote))))
    vote.options.filter(word="ana").update(name="")
    vote.options.exclude(word="ana").update(name="Kim Example")
    shown = election_shown(vote.uid)
    assert shown is not None
    assert shown.contests[0].elected == ("(ana)",)
    assert {row.name for row in shown.sheets[0].rows} >= {"Kim Example (bea)", "Kim Example (cai)"}


def a_handed_over_board() -> Vote:
    vote = a_board(secrecy="handoff", state="open")
    unions, farms = a_college(vote, "Unions", 1), a_college(vote, "Farms", 1)
    stands(vote, "ana", unions, gender="woman")
    stands(vote, "ben", farms)
    a_limit(vote, "gender=woman", least=1)
    for number, college in enumerate((unions, unions, farms), 1):
        Entitled.objects.create(vote=vote, number=number, college=college, weight=number)
    return vote


def test_voters_find_where_to_vote_and_nothing_else() -> None:
    vote = a_handed_over_board()
    steward = who(vote, "steward")
    said = {"where": "https://vote.belenios.org/elections/abc"}
    assert Client().post(at("handoff-address", vote), said).status_code == 302
    assert not Vote.objects.get(pk=vote.pk).handoff
    assert steward.post(at("handoff-address", vote), {"where": "javascript:x"}).status_code == 200
    steward.post(at("handoff-address", vote), said)
    page = Client().get(at("handoff", vote)).content.decode()
    assert said["where"] in page
    assert '<form method="post" class="form"' not in page
    assert "Ana Example" not in page


def test_the_list_of_voters_names_numbers_and_weights_and_is_for_stewards() -> None:
    vote = a_handed_over_board()
    steward = who(vote, "steward")
    person = a_person("voter")
    EmailAddress.objects.create(user=person, email="voter@example.org", verified=True, primary=True)
    vote.roll.filter(number=1).update(person=person.opaque_id)
    key = vote.colleges.get(title={"en": "Unions"}).pk
    answer = steward.get(at("census", vote, key))
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows == [["voter@example.org", "1", "1"], ["", "2", "2"]]
    assert who(vote, "editor", "editor").get(at("census", vote, key)).status_code == 403
    assert steward.get(at("census", vote, "nothing")).status_code == 404
    Vote.objects.filter(pk=vote.pk).update(state="draft")
    assert steward.get(at("census", vote, key)).status_code == 409


def test_a_result_from_belenios_stands_when_two_people_enter_the_same() -> None:
    vote = a_handed_over_board()
    first, second = who(vote, "first"), who(vote, "second", "editor")
    said = {
        "address": "https://vote.belenios.org/elections/abc", "voted": "3",
        "elected0": ["ana"], "elected1": ["ben"],
    }  # fmt: skip
    first.post(at("handoff", vote), said | {"voted": "2"})
    second.post(at("handoff", vote), said)
    assert Vote.objects.get(pk=vote.pk).state == "open"
    assert "not alike" in first.get(at("handoff", vote)).content.decode()
    first.post(at("handoff", vote), said)
    closed = Vote.objects.get(pk=vote.pk)
    assert (closed.state, closed.handoff) == ("closed", said["address"])
    assert closed.result_hash
    shown = election_shown(vote.uid)
    assert shown is not None
    assert [one.elected for one in shown.contests] == [("Ana Example",), ("Ben Example",)]
    assert [(one.counted, shown.changed) for one in shown.limits] == [(1, "")]
    assert first.post(at("handoff", vote), said).status_code == 200, "a closed vote stays as it is"
    assert Vote.objects.get(pk=vote.pk).result_hash == closed.result_hash
    page = Client().get(at("vote", vote)).content.decode()
    assert "Counted by Belenios" in page
    assert "Ana Example" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"voted": "4"},
        {"voted": "-1"},
        {"address": "javascript:alert(1)"},
        {"address": ""},
        {"elected0": ["ben"]},
        {"elected0": ["ana", "ana2"]},
    ],
)
def test_a_result_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    vote = a_handed_over_board()
    said = {"address": "https://vote.belenios.org/x", "voted": "3", "elected0": ["ana"], "elected1": ["ben"]}
    answer = who(vote, "first").post(at("handoff", vote), said | wrong)
    assert answer.status_code == 200
    assert not vote.sheets.exists()


def test_one_person_alone_closes_nothing_however_often_she_sends_it() -> None:
    vote = a_handed_over_board()
    client = who(vote, "first")
    said = {"address": "https://vote.belenios.org/x", "voted": "3", "elected0": ["ana"], "elected1": ["ben"]}
    for _again in range(2):
        client.post(at("handoff", vote), said)
    assert Vote.objects.get(pk=vote.pk).state == "open"
    assert vote.sheets.count() == 1


def test_an_election_without_its_quorum_is_written_down_as_not_agreed() -> None:
    vote = a_board(state="closed", result={"verdict": "elected", "quorum": {"holds": False}})
    refused = with_votes(vote, Decision(text="The board", language="en"))
    assert refused.state == Resolution.State.REFUSED
    vote.result["quorum"] = None
    assert with_votes(vote, Decision(text="The board", language="en")).state == Resolution.State.ADOPTED


def test_what_was_asked_of_those_elected_is_asked_of_a_result_from_belenios_too() -> None:
    vote = a_handed_over_board()
    first, second = who(vote, "first"), who(vote, "second", "editor")
    said = {"address": "https://vote.belenios.org/x", "voted": "3", "elected1": ["ben"]}
    assert "at least 1" in first.get(at("handoff", vote)).content.decode()
    page = first.post(at("handoff", vote), said).content.decode()
    assert "do not meet what was asked: gender “woman”, at least 1: there are 0" in page
    assert said["address"] in page, "what was typed stays"
    assert not vote.sheets.exists()
    first.post(at("handoff", vote), said | {"knowing": "on"})
    assert "do not meet" in second.post(at("handoff", vote), said).content.decode(), "the second is asked too"
    second.post(at("handoff", vote), said | {"knowing": "on"})
    closed = Vote.objects.get(pk=vote.pk)
    assert (closed.state, closed.result["elected"]) == ("closed", ["ben"]), "nobody is put in or taken out"
    shown = election_shown(vote.uid)
    assert shown is not None
    assert [one.counted for one in shown.limits] == [0]
