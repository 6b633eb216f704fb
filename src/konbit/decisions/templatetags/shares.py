"""Money on the pages of a vote and of its ballot, for whoever sees them: what is asked, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from konbit.decisions.ballots import Voice
from konbit.decisions.queries import money_asked
from konbit.decisions.queries.ballot_page import BallotShown
from konbit.decisions.queries.shares_shown import SharesShown, shares_of
from konbit.people.audience import Viewer

register = template.Library()


@register.simple_tag
def shares(uid: str) -> SharesShown | None:
    """`{% shares page.line.uid as shown %}`: the result of a vote about money; None before it is counted."""
    return shares_of(uid)


@register.simple_tag
def money_put(uid: str) -> money_asked.PutToVote | None:
    """`{% money_put uid as put %}`: how much money a vote is about, and what its projects cost together."""
    return money_asked.put_on_page(uid)


@register.simple_tag
def budget_link(viewer: Viewer, uid: str) -> money_asked.BudgetLink | None:
    """`{% budget_link viewer uid as budget %}`: the budget of a vote, for whoever may know of it."""
    return money_asked.budget_of_vote(viewer, uid)


@register.simple_tag
def chosen_cost(shown: BallotShown, voices: Sequence[Voice]) -> money_asked.ChosenCost | None:
    """`{% chosen_cost page.shown form.voices as chosen %}`: what a ballot names, beside what there is."""
    return money_asked.chosen_cost(shown, voices)
