"""Beginning a participatory budget, saying its rules, and leading it from one stage to the next."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.budget_stages import WAYS, rules_stand
from konbit.decisions.models import Budget
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.engines.shares import COMPLETIONS, UTILITIES
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE = 200
MOST_POINTS = 1000


@dataclass(frozen=True)
class BudgetDraft:
    """What somebody writes of a budget, in one language. `amount`: as typed. `propose_until`: a partial
    date."""

    language: str
    title: str
    text: str = ""
    amount: str = "0"
    currency: str = "EUR"
    form: str = Budget.Form.BALLOTS
    propose_until: str = ""
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class RulesDraft:
    """The rules by which ballots are counted; `step`: as typed, empty for a thousandth of a share."""

    ballot: str = Budget.Says.APPROVAL
    points: int = 10
    utility: str = "cost"
    completion: str = "add1u"
    step: str = ""
    comparison: bool = False
    least_score: int = 0


def start_budget(viewer: Viewer, group: str, draft: BudgetDraft, key: uuid.UUID) -> str:
    """A group (uid) lets those concerned decide about money. Returns the budget's uid; the same key again
    gives the budget that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    return once(Budget, key, lambda: _started(viewer, keeper, draft, key)).uid


def _started(viewer: Viewer, keeper: Group, draft: BudgetDraft, key: uuid.UUID) -> Budget:
    currency = money.checked_currency(draft.currency)
    budget = Budget(
        key=key, group=keeper, by=viewer.actor, form=draft.form, audience=draft.audience,
        amount=money.read(draft.amount or "0", currency), currency=currency,
        propose_until=draft.propose_until, **in_language(Budget(), draft.language, _words(draft)),
    )  # fmt: skip
    with recording(viewer.actor, "start budget") as batch:
        add(batch, budget)
    return budget


def change_budget(viewer: Viewer, uid: str, draft: BudgetDraft) -> None:
    """Write a budget again. Amount and currency stand once the vote is prepared; the currency, once a project
    has a cost. Raises as `start_budget` does."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    currency = money.checked_currency(draft.currency)
    amount = money.read(draft.amount or "0", currency)
    if rules_stand(budget) and (amount, currency) != (budget.amount, budget.currency):
        raise _stands()
    if currency != budget.currency and budget.projects.exclude(cost=None).exists():
        raise Problem(
            _("Projects have their cost in %(currency)s already.") % {"currency": budget.currency},
            remedy=_("Keep this currency, or take the costs out first."),
        )
    with recording(viewer.actor, "change budget") as batch:
        change(
            batch, budget, **in_language(budget, draft.language, _words(draft)), amount=amount,
            currency=currency, propose_until=draft.propose_until, audience=draft.audience,
        )  # fmt: skip


def announce_rules(viewer: Viewer, uid: str, draft: RulesDraft) -> None:
    """Say by which rules ballots will be counted. They stand once the vote is prepared. Raises `Problem`,
    `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    step = money.read(draft.step, budget.currency) if draft.step.strip() else None
    _must_fit(draft, step)
    with recording(viewer.actor, "announce rules") as batch:
        budget = Budget.objects.select_for_update().get(pk=budget.pk)
        if rules_stand(budget):
            raise _stands()
        change(
            batch, budget, ballot=draft.ballot, points=draft.points, utility=draft.utility,
            completion=draft.completion, step=step, comparison=draft.comparison,
            least_score=draft.least_score,
        )  # fmt: skip


def move_budget(viewer: Viewer, uid: str, state: str) -> None:
    """Lead a budget into another stage; see `WAYS`. Raises `Problem`, `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    if state == budget.state:
        return
    if state not in WAYS[budget.state] or (budget.state == Budget.State.VOTING and rules_stand(budget)):
        raise Problem(
            _("From here it does not go there."), remedy=_("Open the page again: it may have moved on.")
        )
    with recording(viewer.actor, "move budget") as batch:
        change(batch, budget, state=state)


def _must_fit(draft: RulesDraft, step: int | None) -> None:
    if draft.utility not in UTILITIES or draft.completion not in COMPLETIONS:
        raise Problem(_("There is no such rule."), remedy=_("Choose one from the list."))
    if draft.ballot not in Budget.Says.values or not 1 <= draft.points <= MOST_POINTS:
        raise Problem(
            _("Such ballots can’t be counted."),
            remedy=_("Give everybody between 1 and %(most)d points.") % {"most": MOST_POINTS},
        )
    if (draft.utility == "points") != (draft.ballot == Budget.Says.POINTS):
        raise Problem(
            _("Points on the ballot, and worth by points, go together."),
            remedy=_("Choose both, or neither."),
        )
    if step is not None and step < 1:
        raise Problem(
            _("A step is more than nothing."), remedy=_("Leave it empty for a thousandth of a share.")
        )


def _words(draft: BudgetDraft) -> dict[str, str]:
    return {"title": short_enough(draft.title, LONGEST_TITLE), "text": draft.text}


def _stands() -> Problem:
    return Problem(
        _("The vote is prepared: what was announced stands."),
        remedy=_("Give the vote up first, and say why. Then announce other rules."),
    )
