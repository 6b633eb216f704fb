"""Whoever votes about money sees what it costs: on the vote, on the ballot, before it goes into the box."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import Problem
from konbit.decisions.actions.budget_voting import ToVote, prepare_budget_vote
from konbit.decisions.actions.budgets import RulesDraft, announce_rules
from konbit.decisions.actions.rolls import fill_from_members
from konbit.decisions.actions.secrecy import make_open
from konbit.decisions.actions.votes import open_vote
from konbit.decisions.models import Budget, Vote
from tests.decisions.made_budgets import a_budget, a_project, a_table
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def asked(ballot: str = "approval") -> tuple[str, Budget, Client]:
    """An open vote about 100 with a road (60), a hall (60) and a garden (40)."""
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing", amount="100")
    for title, cost in (("Road", "60"), ("Hall", "60"), ("Garden", "40")):
        a_project(viewer, budget, title, cost)
    announce_rules(viewer, budget.uid, RulesDraft(ballot=ballot))
    vote = prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?", secrecy="open"), uuid.uuid4())
    fill_from_members(viewer, vote)
    open_vote(viewer, vote)
    return vote, budget, client


def test_the_vote_tells_costs_and_leads_to_its_budget() -> None:
    vote, budget, client = asked()
    page = client.get(reverse("decisions:vote", args=[vote])).content.decode()
    for words in ("There are €100 to share, and 3 projects that cost €160 together.", "€60", "€40"):
        assert words in page, words
    assert reverse("decisions:budget", args=[budget.uid]) in page


def test_a_vote_leads_nobody_to_a_budget_that_is_not_for_her() -> None:
    vote, budget, client = asked()
    Budget.objects.update(audience="group")
    address = reverse("decisions:budget", args=[budget.uid])
    assert address in client.get(reverse("decisions:vote", args=[vote])).content.decode()
    assert address not in Client().get(reverse("decisions:vote", args=[vote])).content.decode()


@pytest.mark.parametrize(
    ("ballot", "chosen", "words"),
    [
        ("approval", "p1 p3", ["What you named costs €100 together; there are €100."]),
        ("approval", "p1 p2 p3", ["costs €160 together", "and allowed"]),
        ("cost", "p1 p2", ["costs €120 together", "Take something out."]),
        ("approval", "blank", ["What you named costs €0 together"]),
    ],
)
def test_before_it_goes_into_the_box_a_choice_is_added_up(ballot: str, chosen: str, words: list[str]) -> None:
    vote, _budget, client = asked(ballot)
    address = reverse("decisions:ballot", args=[vote])
    paper = client.get(address).content.decode()
    assert "There are €100 to share." in paper
    assert "€60" in paper
    sent = {name if name == "blank" else f"on-{name}": "on" for name in chosen.split()}
    page = client.post(address, sent).content.decode()
    for one in words:
        assert one in page, one


def test_few_are_offered_an_open_vote_and_can_make_it_open() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing", amount="100")
    a_project(viewer, budget)
    form = client.get(reverse("decisions:budget-to-vote", args=[budget.uid])).context["form"]
    assert form["secrecy"].value() == "open"
    vote = prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?"), uuid.uuid4())
    fill_from_members(viewer, vote)
    address = reverse("decisions:make-vote-open", args=[vote])
    assert address in client.get(reverse("decisions:vote", args=[vote])).content.decode()
    Client().post(address)
    assert Vote.objects.get().secrecy == "anonymous"
    client.post(address)
    assert Vote.objects.get().secrecy == "open"
    assert address not in client.get(reverse("decisions:vote", args=[vote])).content.decode()


def test_many_are_offered_an_anonymous_vote_that_stays_anonymous_once_it_is_open() -> None:
    group, viewer, client = a_table()
    for name in ("bruno", "chantal"):
        somebody_of(group, "organiser", name)
    budget = a_budget(viewer, group, state="proposing", amount="100")
    a_project(viewer, budget)
    form = client.get(reverse("decisions:budget-to-vote", args=[budget.uid])).context["form"]
    assert form["secrecy"].value() == "anonymous"
    vote = prepare_budget_vote(viewer, budget.uid, ToVote("en", "What?"), uuid.uuid4())
    fill_from_members(viewer, vote)
    open_vote(viewer, vote)
    with pytest.raises(Problem):
        make_open(viewer, vote)
