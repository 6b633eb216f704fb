"""What the council of a cycle decides: which projects get the money, by a resolution."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.decisions.models import Budget, Project
from konbit.decisions.queries.cycle_rows import budget_kept, must_be_undecided
from konbit.decisions.queries.dividing import said_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class CouncilDraft:
    """Which projects (uids) get the money, by what that was agreed."""

    bought: Collection[str]
    agreed: Agreed


def decide_cycle(viewer: Viewer, budget_uid: str, draft: CouncilDraft) -> Budget:
    """The council gives the money to these projects. What the areas, weights and hands were is kept beside,
    so that anybody can divide it again. Raises `Problem` where the money is not enough, or a project was not
    found to be possible; `NotAllowed`, `NotFound`."""
    budget = budget_kept(viewer, budget_uid)
    with recording(viewer.actor, "decide cycle") as batch:
        budget = Budget.objects.select_for_update().select_related("group").get(pk=budget.pk)
        must_be_undecided(budget)
        if budget.form != Budget.Form.CYCLE:
            raise Problem(_("This budget is not decided by a council."), remedy=_("Open its vote instead."))
        listed = list(budget.projects.filter(state=Project.State.FEASIBLE))
        bought = _bought(budget, listed, draft.bought)
        resolution = resolution_by(viewer, {budget.group_id}, budget.group.uid, draft.agreed)
        divided = {**said_of(budget), "bought": sorted(one.number for one in bought)}
        for one in listed:
            state = Project.State.BOUGHT if one in bought else Project.State.NOT_BOUGHT
            change(batch, one, state=state)
        change(batch, budget, state=Budget.State.WORKING, resolution=resolution, divided=divided)
    return budget


def _bought(budget: Budget, listed: list[Project], uids: Collection[str]) -> list[Project]:
    bought = [one for one in listed if one.uid in set(uids)]
    if len(bought) < len(set(uids)) or any(one.cost is None for one in bought):
        raise Problem(
            _("A project is among them of which it is not said yet that it can be done, and for how much."),
            remedy=_("Let it be looked at first, or leave it out."),
        )
    if sum(one.cost or 0 for one in bought) > budget.amount:
        raise Problem(
            _("Together these projects cost more than there is."), remedy=_("Take one of them out.")
        )
    if any(other in bought for one in bought for other in one.excludes.all()):
        raise Problem(
            _("Only one of some of these projects can be done."),
            remedy=_("Look at what was said of each, and leave all but one of them out."),
        )
    if not bought:
        raise Problem(_("No project is chosen."), remedy=_("Choose those that get the money."))
    return bought
