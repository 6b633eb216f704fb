"""Putting the projects of a budget to the vote, and doing what was voted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.budget_stages import rules_stand
from konbit.decisions.budget_votes import frozen_rules, word_of
from konbit.decisions.methods import Rules, rules_as_data
from konbit.decisions.models import Budget, Kind, Option, Project, Vote
from konbit.decisions.queries.methods import method_named
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer

LONGEST_TITLE = 200
SHARES = "shares"
"""The word of the shipped method."""


@dataclass(frozen=True)
class ToVote:
    """How a budget is put to the vote, in one language: what is asked, how secret, who counts, until when."""

    language: str
    title: str
    text: str = ""
    secrecy: str = Vote.Secrecy.ANONYMOUS
    unit: str = "heads"
    closes_at: datetime | None = None


def prepare_budget_vote(viewer: Viewer, uid: str, draft: ToVote, key: uuid.UUID) -> str:
    """Make a vote out of a budget (uid): its feasible projects are the options, its rules are frozen. Returns
    the uid of the vote, in which the roll is still to be filled. The same key again gives the vote that
    stands. Raises `Problem` where something is missing, `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    stands = Vote.objects.filter(key=key, group=budget.group).first()
    if stands is not None:
        return stands.uid
    title = short_enough(draft.title, LONGEST_TITLE)
    with recording(viewer.actor, "prepare budget vote") as batch:
        budget = Budget.objects.select_for_update().get(pk=budget.pk)
        projects = [*budget.projects.filter(state=Project.State.FEASIBLE, cost__isnull=False)]
        _must_be_ready(budget, projects)
        words = {"title": title, "text": draft.text}
        vote = Vote(
            key=key, group=budget.group, audience=budget.audience, by=viewer.actor, method=SHARES,
            rules={"method": rules_as_data(_rules(viewer, budget)), "budget": frozen_rules(budget)},
            unit=draft.unit, secrecy=draft.secrecy, closes_at=draft.closes_at,
            **in_language(Vote(), draft.language, words),
        )  # fmt: skip
        add(batch, vote)
        for project in projects:
            option = Option(
                vote=vote, word=word_of(project.number), title=project.title, text=project.text,
                cost=project.cost, order=project.number,
            )  # fmt: skip
            add(batch, option)
            change(batch, project, option=option)
        change(batch, budget, vote=vote, state=Budget.State.VOTING)
    return vote.uid


def settle_budget(batch: Batch, vote: Vote) -> None:
    """Write down which projects of a counted vote get the money; does nothing for a vote of no budget."""
    budget = Budget.objects.filter(vote=vote).first()
    winners = vote.result.get("winners")
    if budget is None or winners is None:
        return
    for project in budget.projects.filter(option__vote=vote).select_related("option"):
        got = project.option is not None and project.option.word in winners
        change(batch, project, state=Project.State.BOUGHT if got else Project.State.NOT_BOUGHT)
    change(batch, budget, state=Budget.State.WORKING)


def _rules(viewer: Viewer, budget: Budget) -> Rules:
    """The shipped method with what ballots of this budget may say."""
    rules = method_named(viewer, SHARES)
    if rules.kind != Kind.SHARES or budget.ballot != Budget.Says.POINTS:
        return rules
    return replace(rules, most=budget.points, dots=budget.points)


def _must_be_ready(budget: Budget, projects: list[Project]) -> None:
    if rules_stand(budget):
        raise Problem(_("This budget has its vote already."), remedy=_("Open it on the page of the budget."))
    if budget.form != Budget.Form.BALLOTS:
        raise Problem(
            _("In this budget plenaries and a council decide, not ballots."),
            remedy=_("Begin another budget if everybody should vote."),
        )
    if budget.amount < 1:
        raise Problem(_("There is no money in this budget yet."), remedy=_("Write how much there is."))
    if not projects:
        raise Problem(
            _("No project can be voted on yet."),
            remedy=_("Say of each whether it can be done, and what it costs."),
        )
