"""Money is shared out from ballots: the same in whatever order they came, and told of every project."""

from __future__ import annotations

import json
import random
import uuid
from typing import Any

import pytest

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording
from konbit.decisions.actions.budget_voting import ToVote, prepare_budget_vote, settle_budget
from konbit.decisions.actions.budgets import BudgetDraft, RulesDraft, announce_rules, change_budget
from konbit.decisions.actions.projects import withdraw_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.decisions.counting import counted
from konbit.decisions.models import Ballot, Budget, College, Project, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.money_asked import put_to_vote
from konbit.decisions.queries.shares_shown import shares_shown
from konbit.people.audience import Viewer
from tests.decisions.made_budgets import a_budget, a_project, a_table

pytestmark = pytest.mark.django_db


def a_vote(costs: dict[str, str], amount: str = "100", **rules: Any) -> tuple[Vote, Budget, Viewer]:
    """A budget put to the vote: projects p1, p2, … with these titles and costs."""
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing", amount=amount)
    for title, cost in costs.items():
        a_project(viewer, budget, title, cost)
    announce_rules(viewer, budget.uid, RulesDraft(**rules))
    uid = prepare_budget_vote(viewer, budget.uid, ToVote("en", "What do we buy?"), uuid.uuid4())
    budget.refresh_from_db()
    return Vote.objects.get(uid=uid), budget, viewer


def cast(vote: Vote, *ballots: str | dict[str, int], college: College | None = None, weight: int = 1) -> None:
    """Ballots such as "p1 p2"."""
    for said in ballots:
        points = dict.fromkeys(said.split(), 1) if isinstance(said, str) else said
        Ballot.objects.create(vote=vote, said={"points": points}, college=college, weight=weight)


def test_a_group_of_voters_gets_its_part_of_the_money_and_no_more() -> None:
    vote, _budget, _viewer = a_vote({"Road": "60", "Hall": "60", "Garden": "40"})
    cast(vote, *["p1 p2"] * 6, *["p3"] * 4)
    result = counted(vote)
    assert result["winners"] == ["p1", "p3"]
    assert result["worth"] == ["1000"]
    assert result["projects"]["p3"]["support"] >= 10_000 > result["projects"]["p2"]["support"]
    assert (result["spent"], result["left"]) == (10_000, 0)


def test_the_order_of_ballots_and_whether_they_are_merged_changes_nothing() -> None:
    vote, _budget, _viewer = a_vote({"Road": "60", "Hall": "55", "Garden": "40"})
    said = ["p1 p2"] * 5 + ["p3"] * 3 + ["p2 p3", "p1", ""]
    cast(vote, *said)
    first = json.dumps(counted(vote), sort_keys=True)
    Ballot.objects.all().delete()
    random.Random(4).shuffle(said)
    cast(vote, *said[:5])
    for one in said[5:]:
        cast(vote, one)
    assert json.dumps(counted(vote), sort_keys=True) == first
    Ballot.objects.all().delete()
    cast(vote, "p1 p2", weight=5)
    cast(vote, "p3", weight=3)
    cast(vote, "p2 p3", "p1", "")
    assert json.dumps(counted(vote), sort_keys=True) == first


def test_colleges_begin_with_their_part_and_one_that_did_not_vote_leaves_it_to_the_others() -> None:
    vote, _budget, _viewer = a_vote({"Road": "50", "Hall": "50", "Garden": "50"}, completion="none")
    farms = College.objects.create(vote=vote, title={"en": "Farms"}, part=1)
    homes = College.objects.create(vote=vote, title={"en": "Homes"}, part=1, order=1)
    idle = College.objects.create(vote=vote, title={"en": "Idle"}, part=2, order=2)
    cast(vote, *["p1 p3"] * 9, college=homes)
    cast(vote, "p2", college=farms)
    result = counted(vote)
    assert set(result["winners"]) == {"p1", "p2"} or set(result["winners"]) == {"p3", "p2"}
    assert result["left_out"] == [idle.pk]
    assert result["worth"] == ["5000", "5000/9"]
    vote.result = result
    shown = shares_shown(vote)
    assert shown is not None
    assert [one.worth for one in shown.worth] == ["€50", "€5.56"]


def test_a_ballot_without_college_among_colleges_is_told_not_guessed() -> None:
    vote, _budget, _viewer = a_vote({"Road": "50"})
    College.objects.create(vote=vote, title={"en": "Farms"})
    cast(vote, "p1")
    vote.result = counted(vote)
    assert vote.result["verdict"] == "not_counted"
    shown = shares_shown(vote)
    assert shown is not None
    assert "no college" in shown.why_not


def test_only_one_of_two_that_exclude_each_other_is_bought() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing", amount="100")
    well, pond = a_project(viewer, budget, "Well", "30"), a_project(viewer, budget, "Pond", "30")
    review_project(viewer, pond.uid, ReviewDraft(True, "en", cost="30", excludes=[well.uid]))
    uid = prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?"), uuid.uuid4())
    vote = Vote.objects.get(uid=uid)
    cast(vote, "p1 p2", "p1 p2", "p1")
    vote.result = counted(vote)
    assert vote.result["winners"] == ["p1"]
    shown = shares_shown(vote)
    assert shown is not None
    assert "“Well” was bought, and only one of the two can be done." in shown.not_bought[0].why


def test_points_weigh_and_the_ballot_knows_how_many_there_are() -> None:
    vote, _budget, _viewer = a_vote({"Road": "60", "Hall": "60"}, ballot="points", points=5, utility="points")
    rules = rules_of(vote)
    assert (rules.most, rules.dots) == (5, 5)
    cast(vote, {"p1": 4, "p2": 1}, {"p1": 4, "p2": 1}, {"p2": 5})
    assert counted(vote)["projects"]["p1"]["score"] == 8


def test_the_lot_decides_between_equals_and_it_is_said() -> None:
    vote, _budget, _viewer = a_vote({"Road": "100", "Hall": "100"})
    vote.rules["ties"] = ["p2", "p1"]
    cast(vote, "p1 p2", "p1 p2")
    vote.result = counted(vote)
    assert vote.result["winners"] == ["p2"]
    shown = shares_shown(vote)
    assert shown is not None
    assert "the lot chose that one" in shown.not_bought[0].why


def test_nobody_voted_and_nobody_named_a_project_are_told() -> None:
    vote, _budget, _viewer = a_vote({"Road": "60", "Hall": "60"})
    vote.result = counted(vote)
    assert (vote.result["verdict"], vote.result["winners"]) == ("nothing", [])
    assert shares_shown(vote) is not None
    cast(vote, "p1", "")
    vote.result = counted(vote)
    assert vote.result["blank"] == 1
    shown = shares_shown(vote)
    assert shown is not None
    assert [one.why for one in shown.not_bought if one.word == "p2"] == ["Nobody named it."]


def test_what_was_announced_stands_once_the_vote_is_prepared() -> None:
    vote, budget, viewer = a_vote({"Road": "60"})
    project = Project.objects.get()
    for act in (
        lambda: announce_rules(viewer, budget.uid, RulesDraft(completion="none")),
        lambda: change_budget(viewer, budget.uid, BudgetDraft("en", "Pot", amount="7")),
        lambda: withdraw_project(viewer, project.uid),
        lambda: review_project(viewer, project.uid, ReviewDraft(False, "en", "No.")),
        lambda: prepare_budget_vote(viewer, budget.uid, ToVote("en", "Again?"), uuid.uuid4()),
    ):
        with pytest.raises(Problem):
            act()
    told = put_to_vote(vote)
    assert told is not None
    assert told.budget == "€100"


def test_a_vote_that_was_given_up_can_be_put_again() -> None:
    vote, budget, viewer = a_vote({"Road": "60"})
    Vote.objects.filter(pk=vote.pk).update(state="given_up")
    again = prepare_budget_vote(viewer, budget.uid, ToVote("en", "Again?"), uuid.uuid4())
    assert again != vote.uid
    assert Project.objects.get().option is not None


def test_a_budget_without_money_or_projects_is_not_put_to_the_vote() -> None:
    group, viewer, _client = a_table()
    empty = a_budget(viewer, group, state="proposing")
    for budget in (empty, a_budget(viewer, group, state="proposing", amount="0")):
        with pytest.raises(Problem):
            prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?"), uuid.uuid4())
    with pytest.raises(NotAllowed):
        prepare_budget_vote(Viewer(), empty.uid, ToVote("en", "What?"), uuid.uuid4())


def test_the_result_is_written_down_at_the_projects() -> None:
    vote, budget, viewer = a_vote({"Road": "60", "Hall": "60"})
    cast(vote, "p1 p2", "p1")
    vote.result = counted(vote)
    vote.save()
    with recording(viewer.actor, "close vote") as batch:
        settle_budget(batch, vote)
    budget.refresh_from_db()
    assert budget.state == "working"
    assert [one.state for one in budget.projects.all()] == ["bought", "not_bought"]
