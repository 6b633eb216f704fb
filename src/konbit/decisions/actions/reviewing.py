"""Looking at what can be done: for every project, yes or no, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.budget_stages import DONE, rules_stand
from konbit.decisions.models import Project
from konbit.decisions.queries.proposing import seen_project
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class ReviewDraft:
    """What came of looking at a project: whether it can be done, why, and at what cost (as typed).
    `excludes`: uids of projects of which one at most can be bought with it."""

    feasible: bool
    language: str
    reason: str = ""
    cost: str = ""
    excludes: Collection[str] = ()


def review_project(viewer: Viewer, uid: str, draft: ReviewDraft) -> None:
    """Say whether a project can be done, and why. Raises `Problem` without a reason for a no, or without a
    cost for a yes; `NotAllowed`, `NotFound`."""
    review_projects(viewer, {uid: draft})


def review_projects(viewer: Viewer, drafts: Mapping[str, ReviewDraft]) -> None:
    """Say of several projects (by their uids) whether they can be done, and why: of all, or where one of
    them is wrong, of none. Raises as `review_project` does."""
    with recording(viewer.actor, "review project") as batch:
        for uid, draft in drafts.items():
            project, sight = seen_project(viewer, uid)
            sight.must("edit")
            _review(batch, project, draft)


def _review(batch: Batch, project: Project, draft: ReviewDraft) -> None:
    if rules_stand(project.budget) or project.state in DONE:
        raise Problem(
            _("The vote is prepared: its projects stay as they are."),
            remedy=_("Give the vote up first, if this has to change."),
        )
    cost = money.read(draft.cost, project.budget.currency) if draft.cost.strip() else None
    if not draft.feasible and not draft.reason.strip():
        raise Problem(_("A no without a reason helps nobody."), remedy=_("Say why it can’t be done."))
    if draft.feasible and cost is None:
        raise Problem(_("Nobody can vote on it without a cost."), remedy=_("Write what it would cost."))
    others = list(project.budget.projects.filter(uid__in=draft.excludes).exclude(pk=project.pk))
    change(
        batch, project, state=Project.State.FEASIBLE if draft.feasible else Project.State.NOT_FEASIBLE,
        cost=cost, **in_language(project, draft.language, {"review": draft.reason}),
    )  # fmt: skip
    _exclude(batch, project, others)


def _exclude(batch: Batch, project: Project, others: Collection[Project]) -> None:
    """Of a project and each of these one at most is bought; both sides say so."""
    pairs = Project.excludes.through
    wanted = {one.pk for one in others}
    stands = pairs._default_manager.filter(from_project=project) | pairs._default_manager.filter(
        to_project=project
    )
    for row in stands:
        if not {row.from_project_id, row.to_project_id} - {project.pk} <= wanted:
            remove(batch, row)
    there = set(pairs._default_manager.filter(from_project=project).values_list("to_project", flat=True))
    for other in sorted(wanted - there):
        add(batch, pairs(from_project_id=project.pk, to_project_id=other))
        add(batch, pairs(from_project_id=other, to_project_id=project.pk))
