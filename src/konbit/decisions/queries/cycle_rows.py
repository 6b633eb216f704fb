"""Rows of cycles as they stand, for forms and actions: each by whoever may keep its budget."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.models import Area, Budget, Plenary, Project, Work
from konbit.decisions.queries.dividing import Needs, needs_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer

DECIDED: tuple[str, ...] = (Budget.State.WORKING, Budget.State.ENDED)


def must_be_undecided(budget: Budget) -> None:
    """Raise `Problem` where the money was given already: what it was divided by stays as it was."""
    if budget.state in DECIDED:
        raise Problem(
            _("It is decided who gets this money: what it was divided by stays as it was."),
            remedy=_("To correct it, take the decision back first."),
        )


def weights_of(budget: Budget) -> Needs:
    """How much what weighs in this budget, and for how many who came a delegate is sent."""
    return needs_of(budget.needs)


def budget_kept(viewer: Viewer, uid: str) -> Budget:
    """A budget for whoever may keep it. Raises `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, uid)
    sight.must("edit")
    return budget


def area_kept(viewer: Viewer, area_id: int) -> Area:
    """An area for whoever may keep its budget. Raises `NotAllowed`, `NotFound`."""
    area = Area.objects.select_related("budget").filter(pk=area_id).first()
    if area is None:
        raise gone()
    _must_keep(viewer, area.budget)
    return area


def plenary_kept(viewer: Viewer, plenary_id: int) -> Plenary:
    """A plenary for whoever may keep its budget. Raises `NotAllowed`, `NotFound`."""
    plenary = Plenary.objects.select_related("budget", "area", "meeting").filter(pk=plenary_id).first()
    if plenary is None:
        raise gone()
    _must_keep(viewer, plenary.budget)
    return plenary


def project_kept(viewer: Viewer, uid: str) -> Project:
    """A project for whoever may keep its budget. Raises `NotAllowed`, `NotFound`."""
    project = Project.objects.select_related("budget").filter(uid=uid).first()
    if project is None:
        raise gone()
    _must_keep(viewer, project.budget)
    return project


def work_kept(viewer: Viewer, work_id: int) -> Work:
    """What was told of a project, for whoever may keep its budget. Raises `NotAllowed`, `NotFound`."""
    work = Work.objects.select_related("project__budget").filter(pk=work_id).first()
    if work is None:
        raise gone()
    _must_keep(viewer, work.project.budget)
    return work


def projects_before(plenary: Plenary) -> list[Project]:
    """The projects for which hands can go up in a plenary: those of its area, and those for everybody."""
    rows = Project.objects.filter(Q(area=plenary.area_id) | Q(area=None), budget=plenary.budget_id)
    return list(rows.filter(state__in=(Project.State.PROPOSED, Project.State.FEASIBLE)))


def _must_keep(viewer: Viewer, budget: Budget) -> None:
    budget_kept(viewer, budget.uid)
