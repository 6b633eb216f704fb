"""Which rules a budget's vote froze, and which projects stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.decisions.models import Budget, Option, Vote

PREFIX = "p"
"""A project is named on ballots by this and its number."""


class Unfit(Exception):
    """Ballots that cannot be counted by these rules: `code`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def word_of(number: int) -> str:
    """How ballots and files name the project with this number."""
    return f"{PREFIX}{number}"


def frozen_rules(budget: Budget) -> dict[str, Any]:
    """The rules of a budget as data, for its vote to keep: money in smallest units, an empty step for a
    thousandth of a share."""
    pairs = budget.projects.filter(state="feasible", excludes__state="feasible")
    return {
        "amount": budget.amount,
        "currency": budget.currency,
        "ballot": budget.ballot,
        "points": budget.points,
        "utility": budget.utility,
        "completion": budget.completion,
        "step": budget.step,
        "comparison": budget.comparison,
        "least_score": budget.least_score,
        "excludes": sorted(
            [word_of(one), word_of(other)]
            for one, other in pairs.values_list("number", "excludes__number")
            if one < other
        ),
    }


def rules_of_budget(vote: Vote) -> dict[str, Any]:
    """The frozen rules of a vote about money; those of its budget where it keeps none. Raises
    `Unfit` where there is no budget."""
    kept = vote.rules.get("budget")
    if isinstance(kept, dict):
        return kept
    budget = Budget.objects.filter(vote=vote).first()
    if budget is None:
        raise Unfit("budget")
    return frozen_rules(budget)


def standing(vote: Vote) -> list[Option]:
    """The projects that can be bought, in their order."""
    return [one for one in vote.options.all() if one.withdrawn_on is None and one.cost is not None]


def price_of(vote: Vote, option: Option) -> str:
    """What an option costs, in the reader's language; empty where no money is shared or nobody knows."""
    rules = vote.rules.get("budget")
    if not rules or option.cost is None:
        return ""
    return money.shown(option.cost, rules["currency"])


def must_fit_the_money(vote: Vote, said: Mapping[str, Any]) -> None:
    """Raise `Problem` where a ballot of a budget names more than the whole budget, and its rules say that it
    must not."""
    rules = vote.rules.get("budget", {})
    if rules.get("ballot") != Budget.Says.COST:
        return
    named = {word for word, many in said.get("points", {}).items() if many}
    cost = sum(int(one.cost or 0) for one in standing(vote) if one.word in named)
    if cost > rules["amount"]:
        amounts = {
            "cost": money.shown(cost, rules["currency"]),
            "budget": money.shown(rules["amount"], rules["currency"]),
        }
        raise Problem(
            _("These projects cost %(cost)s together, and there are %(budget)s.") % amounts,
            remedy=_("Take some of them out."),
        )
