"""A question goes down from a federation to its regions and on to their local groups, and comes up again.

Each body decides by its own method and date: one goes up as one voice, one split as it was split, one by the
word of its meeting. Everybody here is invented.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.decisions.actions.casting import cast
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Ballot, Method, Vote
from konbit.decisions.queries.methods import shipped_methods
from konbit.decisions.queries.passing import answers_page
from konbit.directory.models import Group, Relation
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

OVEN = "Do we build the common oven?"


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def under(network: Group, *names: str) -> list[Group]:
    """Groups that belong to a network."""
    groups = [a_group(name) for name in names]
    for one in groups:
        Relation.objects.create(subject=one, kind="member_of", object=network)
    return groups


def people(group: Group, many: int) -> list[Viewer]:
    return [somebody_of(group, "member", f"{group.name} {number}".lower())[0] for number in range(many)]


def takes_up(browser: Client, group: Group, question: Vote, **said: str) -> Vote:
    """A body takes up a question on its page, and opens its own vote."""
    address = reverse("decisions:take-up", args=[group.uid, question.uid])
    sent = {"method": "majority", "voters": "people", "passes_up": "block"} | said
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.text
    return Vote.objects.get(above=question, group=group)


def votes(vote: Vote, voters: list[Viewer], said: str) -> None:
    for viewer, word in zip(voters, said.split(), strict=True):
        cast(viewer, vote.uid, vote.roll.get(person=viewer.actor).pk, [Voice({"stance": word})])


def test_a_question_goes_down_two_levels_and_comes_up_as_the_voices_of_those_below(client: Client) -> None:
    federation = a_group("Federation of Ovens", kind="network")
    hills, coast, city = under(federation, "Hills", "Coast", "City")
    Group.objects.filter(pk=hills.pk).update(kind="network")
    mill, bakery = under(hills, "Mill", "Bakery")
    keeper, _browser, _person = somebody_of(federation, "steward", "keeper")
    majority = rules_as_data(next(one for one in shipped_methods() if one.word == "majority"))
    own = {name: majority[name] for name in ("kind", "title", "choices", "majority", "majority_of")}
    method = Method.objects.create(group=federation, unit="weights", **own)
    draft = VoteDraft("en", OVEN, method=method.uid)
    question = Vote.objects.get(uid=prepare_vote(keeper, federation.uid, draft, uuid.uuid4()))
    for group, weight in ((hills, 3), (coast, 10), (city, 2)):
        add_entitled(keeper, question.uid, EntitledDraft(group=group.uid, weight=weight))
    open_vote(keeper, question.uid)
    question.refresh_from_db()
    answers = reverse("decisions:answers", args=[question.uid])
    assert "0 of 3 have answered" in words(client.get(answers))

    leader, leads, _person = somebody_of(hills, "steward", "leader")
    assert OVEN in words(leads.get(reverse("decisions:questions", args=[hills.uid])))
    region = takes_up(leads, hills, question, voters="groups", method="majority")
    assert set(region.roll.values_list("group__name", flat=True)) == {"Mill", "Bakery"}
    assert takes_up(leads, hills, question).pk == region.pk

    open_vote(leader, region.uid)
    miller, mills, _person = somebody_of(mill, "steward", "miller")
    millers = [miller, *people(mill, 2)]
    local = takes_up(mills, mill, region, method="two_thirds")
    open_vote(miller, local.uid)
    votes(local, millers, "agree agree disagree")
    text = words(client.get(answers))
    assert "its own vote: 3 of 3 have voted" in text
    sent = mills.post(reverse("decisions:send-up", args=[local.uid]), follow=True)
    assert "your answer is up" in words(sent)

    _baker, bakes, _person = somebody_of(bakery, "steward", "baker")
    said = reverse("decisions:answer-question", args=[bakery.uid, region.uid])
    assert OVEN in words(bakes.get(said))
    assert "your answer is up" in words(bakes.post(said, {"stance": "agree"}, follow=True))
    leads.post(reverse("decisions:send-up", args=[region.uid]))

    fisher, fishes, _person = somebody_of(coast, "steward", "fisher")
    fishers = [fisher, *people(coast, 9)]
    shore = takes_up(fishes, coast, question, passes_up="split")
    open_vote(fisher, shore.uid)
    votes(shore, fishers, "agree " * 7 + "disagree " * 3)
    fishes.post(reverse("decisions:send-up", args=[shore.uid]))

    text = words(client.get(answers))
    assert "2 of 3 have answered" in text
    page = answers_page(keeper, question.uid)
    assert [one.name for one in page.waiting] == ["City"]
    told = {one.group.name: one for one in page.bodies}
    assert [many for _title, many in told["Coast"].said] == [7, 3]
    assert [(one.group.name, one.state) for one in told["Hills"].bodies] == [
        ("Bakery", "answered"), ("Mill", "answered"),
    ]  # fmt: skip
    close_vote(keeper, question.uid)
    question.refresh_from_db()
    assert question.result["stances"] == {"for": 10, "against": 3, "abstains": 0, "blocks": 0}
    assert question.result["verdict"] == "adopted"
    assert set(Ballot.objects.filter(vote=question).values_list("channel", flat=True)) == {"below"}
