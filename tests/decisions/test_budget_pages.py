"""A budget is put to the vote, counted and explained on pages; its ballots leave as a file."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from konbit.base.errors import Problem
from konbit.decisions.actions.bringing_projects import bring_projects
from konbit.decisions.actions.budget_voting import ToVote, prepare_budget_vote
from konbit.decisions.actions.budgets import RulesDraft, announce_rules
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import close_vote, open_vote
from konbit.decisions.ballots import Voice
from konbit.decisions.formats import pb
from konbit.decisions.models import Budget, Project, Vote
from konbit.people.audience import Viewer
from tests.decisions.made_budgets import a_budget, a_project, a_table

pytestmark = pytest.mark.django_db


def decided(*ballots: str, audience: str = "public", **rules: Any) -> tuple[Budget, Vote, Viewer, Client]:
    """A budget of 100 with a road (60), a hall (60) and a garden (40), voted on and counted."""
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing", amount="100", audience=audience)
    for title, cost in (("Road", "60"), ("Hall", "60"), ("Garden", "40")):
        a_project(viewer, budget, title, cost)
    announce_rules(viewer, budget.uid, RulesDraft(**rules))
    draft = ToVote("en", "What do we buy?", secrecy="open")
    vote = prepare_budget_vote(viewer, budget.uid, draft, uuid.uuid4())
    lines = [
        add_entitled(viewer, vote, EntitledDraft(name=f"Neighbour {number}"))
        for number in range(1, len(ballots) + 1)
    ]
    open_vote(viewer, vote)
    cast_many(
        viewer, vote,
        [
            Cast(line, (Voice({"points": dict.fromkeys(words.split(), 1)}),))
            for line, words in zip(lines, ballots, strict=True)
        ],
        "hands",
    )  # fmt: skip
    close_vote(viewer, vote)
    budget.refresh_from_db()
    return budget, Vote.objects.get(uid=vote), viewer, client


def test_a_voter_reads_what_her_vote_is_worth_and_why_a_project_lost() -> None:
    _budget, vote, _viewer, _client = decided(*["p1 p2"] * 5, "p1", *["p3"] * 4)
    page = Client().get(reverse("decisions:vote", args=[vote.uid])).content.decode()
    for words in (
        "What your vote is worth", "€10", "2 projects get the money: €100 of €100.",
        "Each supporter paid €10.", "In its best round its supporters would have paid 83 % of the €60.",
        "What its supporters got instead",
        'id="project-p2"',
    ):  # fmt: skip
        assert words in page, words


def test_projects_and_the_budget_know_what_was_decided() -> None:
    budget, _vote, _viewer, _client = decided(*["p1 p2"] * 5, "p1", *["p3"] * 4)
    assert budget.state == "working"
    assert [one.state for one in budget.projects.all()] == ["bought", "not_bought", "bought"]
    page = Client().get(reverse("decisions:project", args=[budget.projects.all()[1].uid])).content.decode()
    assert "Why it came out so" in page


def test_the_ballots_leave_as_a_file_and_give_the_same_poll() -> None:
    budget, vote, _viewer, _client = decided(*["p1 p2"] * 6, *["p3"] * 3, "")
    answer = Client().get(reverse("decisions:budget-pb", args=[budget.uid]))
    poll = pb.parse(answer.content.decode(), "budget.pb")
    assert (poll.budget, len(poll.votes)) == (100, 10)
    assert dict(zip(poll.ids, poll.projects["selected"], strict=True)) == {
        word: str(int(word in vote.result["winners"])) for word in poll.ids
    }
    assert "Neighbour" not in answer.content.decode()


def test_rules_are_announced_on_a_page_and_read_in_sentences() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group)
    address = reverse("decisions:budget-rules", args=[budget.uid])
    page = client.get(address).content.decode()
    for name in ("ballot", "points", "utility", "completion", "step", "least_score", "comparison"):
        assert f'name="{name}"' in page, name
    told = {"ballot": "points", "points": 6, "utility": "points", "completion": "add1u", "step": "0.50"}
    client.post(address, told)
    said = client.get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    assert "Everybody gives up to 6 points" in said
    assert "€0.50" in said
    assert (
        'name="file"' in client.get(reverse("decisions:bring-projects", args=[budget.uid])).content.decode()
    )


def test_before_the_count_no_ballot_leaves() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    address = reverse("decisions:budget-pb", args=[budget.uid])
    assert client.get(address).status_code == 404
    a_project(viewer, budget)
    prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?"), uuid.uuid4())
    assert client.get(address).status_code == 404


def test_a_closed_budget_gives_its_ballots_to_nobody_else() -> None:
    budget, vote, _viewer, client = decided("p1", "p3", audience="group")
    for name, uid in (("budget-pb", budget.uid), ("vote", vote.uid), ("budget", budget.uid)):
        assert Client().get(reverse(f"decisions:{name}", args=[uid])).status_code == 404
        assert client.get(reverse(f"decisions:{name}", args=[uid])).status_code == 200


def test_a_ballot_for_more_than_the_budget_is_refused_where_the_rules_say_so() -> None:
    with pytest.raises(Problem, match="cost €120 together, and there are €100"):
        decided("p1 p2", ballot="cost")
    assert not Budget.objects.get().projects.filter(state="bought").exists()


FILE = """META
key;value
budget;1000
num_projects;2
num_votes;0
vote_type;approval
PROJECTS
project_id;cost;name
1;120,50;A bench
2;80;A tree
VOTES
voter_id;vote
"""


def test_projects_of_a_file_come_in_once_with_their_costs() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    address = reverse("decisions:bring-projects", args=[budget.uid])
    for _time in range(2):
        client.post(address, {"file": SimpleUploadedFile("town.pb", FILE.encode())})
    assert [(one.title, one.cost) for one in Project.objects.all()] == [
        ({"en": "A bench"}, 12_050),
        ({"en": "A tree"}, 8_000),
    ]


def test_a_file_that_is_wrong_is_told_with_its_line_and_nothing_comes_in() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    address = reverse("decisions:bring-projects", args=[budget.uid])
    wrong = FILE.replace("2;80", "2;-80").encode()
    page = client.post(address, {"file": SimpleUploadedFile("town.pb", wrong)}).content.decode()
    assert "town.pb" in page
    assert not Project.objects.exists()
    with pytest.raises(Problem, match="no text in UTF-8"):
        bring_projects(viewer, budget.uid, b"\xff\xfe\x00", "town.pb", "en")


def test_the_door_the_search_and_json_tell_of_open_budgets_only() -> None:
    group, viewer, _client = a_table()
    quiet = a_budget(viewer, group, state="proposing", title="Quiet pot", audience="group")
    a_budget(viewer, group, state="proposing", title="Open pot")
    answer = Client().get(f"/api/groups/{group.uid}/budgets").json()
    assert [one["title"] for one in answer["budgets"]] == [{"en": "Open pot"}]
    assert Client().get(f"/api/budgets/{quiet.uid}").status_code == 404
    whole = Client().get(f"/api/budgets/{Budget.objects.get(title={'en': 'Open pot'}).uid}").json()
    assert whole["money"] == "€10,000"
