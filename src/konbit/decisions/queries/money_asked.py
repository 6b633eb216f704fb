"""What a vote about money puts before its voters: how much there is, what it costs, what a choice costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from konbit.base import money
from konbit.base.text import Multilingual
from konbit.decisions.ballots import Voice
from konbit.decisions.budget_votes import Unfit, rules_of_budget, standing
from konbit.decisions.models import Budget, Vote
from konbit.decisions.queries.ballot_page import BallotShown
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PutToVote:
    """What is put to the vote: money and projects. `worth`: about what a vote is worth if all on the roll
    vote."""

    budget: str
    all_together: str
    projects: int
    worth: str


def put_to_vote(vote: Vote) -> PutToVote | None:
    """How much a vote is about, and what its projects cost together; None where it is about no money."""
    try:
        rules = rules_of_budget(vote)
    except Unfit:
        return None
    options = standing(vote)
    entitled = vote.roll.filter(until_on=None).count()
    return PutToVote(
        money.shown(rules["amount"], rules["currency"]),
        money.shown(sum(one.cost or 0 for one in options), rules["currency"]),
        len(options),
        money.shown(Fraction(rules["amount"], entitled), rules["currency"]) if entitled else "",
    )


@dataclass(frozen=True)
class BudgetLink:
    """The budget of a vote as the page of the vote names it."""

    title: Multilingual
    url: str


def put_on_page(uid: str) -> PutToVote | None:
    """What is put to the vote with this uid, for a page that its reader may see."""
    vote = Vote.objects.filter(uid=uid).first()
    return put_to_vote(vote) if vote else None


def budget_of_vote(viewer: Viewer, uid: str) -> BudgetLink | None:
    """The budget that the vote with this uid decides, None where the viewer may not know of it."""
    rows = seen_things(viewer, Budget.objects.filter(vote__uid=uid, removed_at=None))
    return next((BudgetLink(one.title, reverse("decisions:budget", args=[one.uid])) for one in rows), None)


@dataclass(frozen=True)
class ChosenCost:
    """What a choice costs. `must_fit`: whether a ballot may not name more than there is."""

    cost: str
    budget: str
    percent: int
    is_over: bool
    must_fit: bool


def chosen_cost(shown: BallotShown, voices: Sequence[Voice]) -> ChosenCost | None:
    """What a ballot names, added up beside what there is; None where it is about no money."""
    if not shown.budget:
        return None
    named = {word for one in voices for word, many in one.said.get("points", {}).items() if many}
    cost = sum(one.cost for one in shown.options if one.word in named)
    amount, currency = shown.budget["amount"], shown.budget["currency"]
    return ChosenCost(
        money.shown(cost, currency), money.shown(amount, currency),
        min(100, cost * 100 // amount) if amount else 0, cost > amount,
        shown.budget["ballot"] == Budget.Says.COST,
    )  # fmt: skip
