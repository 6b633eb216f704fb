"""Budgets and their projects as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.text import Multilingual
from konbit.decisions.budget_stages import WAYS, may_propose, rules_stand
from konbit.decisions.models import Budget, Project, Vote
from konbit.decisions.queries.budget_rules_told import rules_told
from konbit.decisions.queries.money_asked import put_to_vote
from konbit.decisions.queries.project_lines import ProjectLine, project_lines
from konbit.decisions.queries.proposing import proposing_groups
from konbit.decisions.queries.votes_seen import VoteLink, vote_link
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class BudgetLine:
    """A budget in a list. `money`: its amount in the reader's language."""

    uid: str
    title: Multilingual
    group: GroupLink
    form: str
    state: str
    state_label: str
    money: str
    projects: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:budget", args=[self.uid])


@dataclass(frozen=True)
class Step:
    """A stage of a budget in words, and whether it is the present one."""

    code: str
    label: str
    is_now: bool


@dataclass(frozen=True)
class BudgetPage:
    """A budget with everything that its reader may know of it."""

    line: BudgetLine
    text: Multilingual
    audience: str
    until: str
    steps: tuple[Step, ...]
    moves: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    rules_stand: bool
    projects: tuple[ProjectLine, ...]
    vote: VoteLink | None
    worth: str
    areas: tuple[tuple[int, Multilingual], ...]
    may_propose: bool
    may_edit: bool

    @property
    def shown(self) -> tuple[ProjectLine, ...]:
        """Projects that were neither withdrawn nor refused, in the order in which people ask for them."""
        return tuple(one for one in self.projects if one.state not in ("withdrawn", "not_feasible"))

    @property
    def refused(self) -> tuple[ProjectLine, ...]:
        """Projects that can't be done."""
        return tuple(one for one in self.projects if one.state == "not_feasible")

    @property
    def may_put_to_vote(self) -> bool:
        """Whether this reader can put it to the vote now."""
        is_time = self.line.form == Budget.Form.BALLOTS and self.line.state in ("reviewing", "voting")
        return self.may_edit and is_time and not self.rules_stand

    @property
    def to_review(self) -> int:
        """How many projects nobody has looked at yet."""
        return sum(one.state == "proposed" for one in self.projects)

    @property
    def may_review(self) -> bool:
        """Whether this reader can look at projects that wait."""
        return self.may_edit and not self.rules_stand and self.to_review > 0

    @property
    def feasible(self) -> int:
        """How many could be voted on."""
        return sum(one.state == "feasible" for one in self.projects)


@dataclass(frozen=True)
class BudgetsOfGroup:
    """The budgets of a group, newest first."""

    group: GroupLink
    lines: tuple[BudgetLine, ...]
    may_edit: bool


def budget_page(viewer: Viewer, uid: str) -> BudgetPage:
    """The page of a budget. Raises `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    projects = tuple(project_lines(viewer, budget, budget.projects.all()))
    line = budget_lines(viewer, [budget])[0]
    may_edit = sight.may("edit")
    can = may_propose(budget) and (sight.may("take part") or bool(proposing_groups(viewer, budget)))
    return BudgetPage(
        line=line,
        text=budget.text,
        audience=str(Audience(budget.audience).label),
        until=date_words(budget.propose_until),
        steps=tuple(_steps(budget)),
        moves=tuple(_moves(budget)) if may_edit else (),
        rules=tuple(rules_told(budget)) if budget.form == Budget.Form.BALLOTS else (),
        rules_stand=rules_stand(budget),
        projects=projects,
        vote=vote_link(viewer, budget.vote) if budget.vote else None,
        worth=_worth(viewer, budget),
        areas=tuple((one.pk, one.title) for one in budget.areas.all()),
        may_propose=can,
        may_edit=may_edit,
    )


def budget_lines(viewer: Viewer, budgets: Iterable[Budget]) -> list[BudgetLine]:
    """Those of these budgets that the viewer may know of, in their order."""
    seen = seen_things(viewer, budgets)
    groups = keepers(viewer, seen)
    counted: dict[int, int] = {}
    rows = Project.objects.filter(budget__in=[one.pk for one in seen])
    for pk in rows.exclude(state=Project.State.WITHDRAWN).values_list("budget", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return [
        BudgetLine(
            uid=one.uid,
            title=one.title,
            group=groups[one.group_id],
            form=one.form,
            state=one.state,
            state_label=str(Budget.State(one.state).label),
            money=money.shown(one.amount, one.currency) if one.amount else "",
            projects=counted.get(one.pk, 0),
        )
        for one in seen
    ]


def budgets_of(viewer: Viewer, group_uid: str) -> BudgetsOfGroup:
    """The budgets of a group. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    rows = Budget.objects.filter(group=group, removed_at=None).order_by("-id")
    link = visible_groups(viewer, [group.pk])[group.pk]
    return BudgetsOfGroup(link, tuple(budget_lines(viewer, rows)), sight.may("edit"))


def budget_written(viewer: Viewer, uid: str) -> Budget:
    """A budget as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    return budget


def _worth(viewer: Viewer, budget: Budget) -> str:
    """What a vote is worth if everybody votes; empty before there is a roll, once it is counted, and for
    whoever does not see the vote."""
    if budget.vote is None or budget.vote.state not in (Vote.State.DRAFT, Vote.State.OPEN):
        return ""
    if vote_link(viewer, budget.vote) is None:
        return ""
    told = put_to_vote(budget.vote)
    return told.worth if told else ""


def _steps(budget: Budget) -> Iterable[Step]:
    decide = _("Vote") if budget.form == Budget.Form.BALLOTS else _("Decide")
    for state, label in (
        (Budget.State.PROPOSING, _("Propose")),
        (Budget.State.REVIEWING, _("See what can be done")),
        (Budget.State.VOTING, decide),
        (Budget.State.WORKING, _("Do it")),
    ):
        yield Step(state.value, label, state == budget.state)


def _moves(budget: Budget) -> Iterable[tuple[str, str]]:
    """Where it can be led by hand, in words."""
    now = Budget.State(budget.state)
    if now == Budget.State.VOTING and rules_stand(budget):
        return
    words = {
        Budget.State.PREPARING: _("Back to preparing: take no proposals for now"),
        Budget.State.PROPOSING: _("Take proposals")
        if now == Budget.State.PREPARING
        else _("Take proposals again"),
        Budget.State.REVIEWING: _("Close the proposals, see what can be done"),
        Budget.State.ENDED: _("All is done"),
        Budget.State.WORKING: _("Something is still to do"),
    }
    for state in WAYS[now]:
        yield str(state), words[Budget.State(state)]


def budget_seen(viewer: Viewer, uid: str) -> Budget:
    """A budget as it stands, for whoever may see it. Raises `NotFound`."""
    return seen_thing(viewer, Budget, uid)[0]
