"""Consent and advice: each thing in its turn, objections with their states, rounds, and the fallback."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.decisions.actions.falling_back import fall_back
from konbit.decisions.actions.hearing import (
    ChangeDraft,
    HeardDraft,
    answer,
    change_proposal,
    move_phase,
    say,
)
from konbit.decisions.actions.objections import Turn, turn_objection
from konbit.decisions.counting.consents import advice, consent
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Entitled, Heard, Vote
from konbit.decisions.queries.consents import consent_page
from konbit.decisions.queries.consents_told import consent_told
from konbit.decisions.queries.methods import shipped_methods
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def an_open_vote(group: Group, word: str = "consent", **said: Any) -> Vote:
    """A consent, or an advice, that is open."""
    rules = next(one for one in shipped_methods() if one.word == word)
    return Vote.objects.create(
        **{
            "group": group, "title": {"en": "Bake at night?"}, "text": {"en": "We bake at night from May."},
            "method": word, "rules": {"method": rules_as_data(rules)}, "state": Vote.State.OPEN, **said,
        }
    )  # fmt: skip


def said(viewer: Viewer, vote: Vote, what: str, words: str = "The oven wakes the children.") -> Heard:
    return say(viewer, vote.uid, HeardDraft("en", what, words), uuid.uuid4())


def fresh(vote: Vote) -> Vote:
    return Vote.objects.get(pk=vote.pk)


@pytest.fixture
def house() -> tuple[Group, Viewer, Client, Viewer, Client]:
    group = a_group("Night Bakery")
    keeper, keeps, _person = somebody_of(group, "steward", "keeper")
    member, speaks, _person = somebody_of(group, "member", "member")
    return group, keeper, keeps, member, speaks


House = tuple[Group, Viewer, Client, Viewer, Client]


def test_a_proposal_goes_through_questions_reactions_a_change_and_two_rounds(house: House) -> None:
    group, _keeper, keeps, _member, speaks = house
    vote = an_open_vote(group)

    def sends(browser: Client, name: str, *args: Any, **form: Any) -> str:
        answer = browser.post(reverse(f"decisions:{name}", args=[vote.uid, *args]), form, follow=True)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())

    sends(speaks, "say", what="question", text="Who carries the flour?", key=uuid.uuid4())
    question = Heard.objects.get()
    page = sends(keeps, "answer-heard", question.pk, answer="The mill does.")
    assert "Who carries the flour?" in page
    assert "The mill does." in page
    sends(keeps, "move-phase", phase="react")
    sends(speaks, "say", what="reaction", text="I like the cool hours.", key=uuid.uuid4())
    sends(keeps, "move-phase", phase="object")
    sends(speaks, "say", what="objection", text="The children wake.", key=uuid.uuid4())
    with pytest.raises(Problem, match="number 1"):
        consent(fresh(vote))
    sends(keeps, "move-phase", phase="amend")
    page = sends(
        keeps, "change-proposal", text="We bake at night from May, with the door shut.",
        said="The door is shut.", key=uuid.uuid4(),
    )  # fmt: skip
    assert "with the door shut" in page
    assert "How it read before We bake at night from May." in page
    sends(keeps, "move-phase", phase="object")
    objection = Heard.objects.get(what="objection")
    page = sends(speaks, "turn-objection", objection.pk, state="met", answer="With the door shut it is fine.")
    assert "No objection is open" not in page
    assert "With the door shut it is fine." in page
    result = consent(fresh(vote))
    assert (result["verdict"], result["rounds"], result["open"]) == ("adopted", 2, [])
    assert result["objections"] == [{"number": 1, "round": 1, "state": "met"}]
    assert consent(fresh(vote)) == result


def test_each_thing_is_said_in_its_turn(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group)
    with pytest.raises(Problem, match="Questions to understand"):
        said(member, vote, "objection")
    with pytest.raises(Problem, match="not while it is talked about"):
        change_proposal(keeper, vote.uid, ChangeDraft("en", "Other", "why"), uuid.uuid4())
    with pytest.raises(Problem, match="no such phase"):
        move_phase(keeper, vote.uid, "dance")
    move_phase(keeper, vote.uid, "object")
    with pytest.raises(Problem, match="Objections"):
        said(member, vote, "reaction")
    with pytest.raises(Problem, match="Nothing is written"):
        said(member, vote, "objection", "  ")


def test_only_those_who_take_part_or_stand_on_the_roll_speak_and_only_keepers_lead(house: House) -> None:
    group, _keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group)
    stranger = a_viewer(actor="person:stranger")
    with pytest.raises(NotAllowed):
        said(stranger, vote, "question")
    Entitled.objects.create(vote=vote, number=1, person=stranger.actor)
    question = said(stranger, vote, "question")
    with pytest.raises(NotAllowed):
        answer(member, vote.uid, question.pk, "en", "No.")
    with pytest.raises(NotAllowed):
        move_phase(member, vote.uid, "object")


def test_a_form_that_is_sent_twice_is_heard_once(house: House) -> None:
    group, _keeper, _keeps, member, _speaks = house
    vote, key = an_open_vote(group), uuid.uuid4()
    for _time in range(2):
        say(member, vote.uid, HeardDraft("en", "question", "Who?"), key)
    assert Heard.objects.count() == 1


def test_objections_that_stand_when_no_round_is_left_go_to_what_was_named_beforehand(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group)
    move_phase(keeper, vote.uid, "object")
    objection = said(member, vote, "objection")
    move_phase(keeper, vote.uid, "amend")
    move_phase(keeper, vote.uid, "object")
    turn_objection(keeper, vote.uid, objection.pk, Turn("stands"))
    with pytest.raises(Problem, match="there were 2"):
        move_phase(keeper, vote.uid, "amend")
    result = consent(fresh(vote))
    assert (result["verdict"], result["fallback"], result["open"]) == ("fallback", "two_thirds", [1])


def test_an_objection_is_withdrawn_by_whoever_raised_it_and_set_aside_with_a_reason(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    other, _browser, _person = somebody_of(group, "member", "other")
    vote = an_open_vote(group)
    move_phase(keeper, vote.uid, "object")
    objection = said(member, vote, "objection")
    with pytest.raises(NotAllowed):
        turn_objection(other, vote.uid, objection.pk, Turn("withdrawn"))
    with pytest.raises(NotAllowed):
        turn_objection(member, vote.uid, objection.pk, Turn("set_aside", words="I say so."))
    with pytest.raises(Problem, match="why is it none"):
        turn_objection(keeper, vote.uid, objection.pk, Turn("set_aside"))
    turn_objection(member, vote.uid, objection.pk, Turn("withdrawn"))
    assert consent(fresh(vote))["verdict"] == "adopted"


def test_silence_is_no_consent_before_anybody_was_asked(house: House) -> None:
    with pytest.raises(Problem, match="silence is no consent"):
        consent(an_open_vote(house[0]))


def test_a_quorum_counts_those_who_took_part(house: House) -> None:
    group, keeper, _keeps, _member, _speaks = house
    vote = an_open_vote(group)
    vote.rules["method"]["quorum"] = "1/2"
    vote.save()
    for number in range(1, 4):
        Entitled.objects.create(vote=vote, number=number, name=f"Voter {number}")
    move_phase(keeper, vote.uid, "object")
    result = consent(fresh(vote))
    assert (result["verdict"], result["quorum"]["least"], result["quorum"]["counted"]) == ("no quorum", 2, 0)


def test_an_objection_by_ballot_without_a_reason_is_asked_for(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group)
    line = Entitled.objects.create(vote=vote, number=1, person=member.actor)
    vote.ballots.create(entitled=line, said={"stance": "object"})
    move_phase(keeper, vote.uid, "object")
    assert consent(fresh(vote))["unsaid"] == 1
    turned = said(member, vote, "objection")
    turn_objection(member, vote.uid, turned.pk, Turn("withdrawn"))
    assert consent(fresh(vote))["unsaid"] == 0


def test_an_advice_hears_everybody_and_says_what_became_of_each(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group, "advice")
    assert advice(vote)["verdict"] == "unheard"
    given = said(member, vote, "advice", "Ask the neighbours.")
    answer(keeper, vote.uid, given.pk, "en", "I asked them.")
    result = advice(fresh(vote))
    assert (result["verdict"], result["advice"], result["answered"]) == ("decided", 1, 1)


def test_names_are_for_those_who_take_part_and_a_closed_vote_is_for_nobody_else(
    house: House, client: Client
) -> None:
    group, _keeper, _keeps, member, speaks = house
    vote = an_open_vote(group)
    said(member, vote, "question")
    address = reverse("decisions:consent", args=[vote.uid])
    assert "member" in speaks.get(address).text
    shown = consent_page(Viewer(), vote.uid)
    assert shown is not None
    assert [one.who for one in shown.heard] == [""]
    assert client.get(address).status_code == 200
    Vote.objects.update(audience="group")
    assert client.get(address).status_code == 404


def test_words_of_an_anonymous_consent_carry_no_name(house: House) -> None:
    group, _keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group, secrecy=Vote.Secrecy.ANONYMOUS)
    assert said(member, vote, "question").person == ""


def test_the_vote_that_follows_has_the_same_proposal_and_the_same_roll_and_is_made_once(house: House) -> None:
    group, keeper, _keeps, member, _speaks = house
    vote = an_open_vote(group)
    college = vote.colleges.create(title={"en": "Bakers"})
    Entitled.objects.create(vote=vote, number=1, person=member.actor, college=college, weight=2)
    with pytest.raises(Problem, match="not needed"):
        fall_back(keeper, vote.uid)
    for phase in ("object", "amend", "object"):
        move_phase(keeper, vote.uid, phase)
    said(member, vote, "objection")
    vote = fresh(vote)
    vote.result, vote.state = consent(vote), Vote.State.CLOSED
    vote.save()
    with pytest.raises(NotAllowed):
        fall_back(member, vote.uid)
    first = fall_back(keeper, vote.uid)
    assert fall_back(keeper, vote.uid) == first
    following = fresh(first)
    assert (following.method, following.text, following.state) == ("two_thirds", vote.text, "draft")
    line = following.roll.get()
    assert (line.person, line.weight, line.college and line.college.title) == (
        member.actor, 2, {"en": "Bakers"},
    )  # fmt: skip
    shown = consent_told(keeper, vote.uid)
    assert shown is not None
    assert shown.page.following is not None
    assert shown.page.following.uid == first.uid
