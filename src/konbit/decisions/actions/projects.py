"""Proposing what the money of a budget could be spent on, with its cost, place and picture."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem
from konbit.base.period import latest
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.budget_stages import DONE, may_propose, rules_stand
from konbit.decisions.models import Area, Budget, Project
from konbit.decisions.queries.proposing import proposing_groups, seen_project
from konbit.directory import media_files
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer

LONGEST_TITLE = 200
LONGEST_PLACE = 200


@dataclass(frozen=True)
class ProjectDraft:
    """What somebody writes of a project, in one language. `cost`: as typed, empty where nobody knows yet.
    `area`: id; `point`: latitude and longitude; `proposed_by`: uid of the group in whose name."""

    language: str
    title: str
    text: str = ""
    cost: str = ""
    where: str = ""
    point: tuple[float, float] | None = None
    area: int | None = None
    proposed_by: str = ""


def propose_project(
    viewer: Viewer, budget_uid: str, draft: ProjectDraft, key: uuid.UUID, picture: BinaryIO | None = None
) -> str:
    """Propose a project. Returns its uid; the same key again gives the project that stands. Raises `Problem`
    where none are taken (any more) or the picture is none, `NotAllowed`, `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, budget_uid)
    groups = proposing_groups(viewer, budget)
    if not groups:
        sight.must("take part")
    stands = Project.objects.filter(key=key, budget=budget).first()
    if stands is not None:
        return stands.uid
    _must_be_time(budget, sight)
    columns = _columns(budget, draft) | {"proposed_by": _group(groups, draft.proposed_by)}
    image = _kept(picture)
    with recording(viewer.actor, "propose project") as batch:
        budget = Budget.objects.select_for_update().get(pk=budget.pk)
        last = budget.projects.aggregate(last=Max("number"))["last"] or 0
        project = Project(
            key=key, budget=budget, number=last + 1, person=viewer.actor, image=image, **columns,
            **in_language(Project(), draft.language, _words(draft)),
        )  # fmt: skip
        add(batch, project)
    return project.uid


def change_project(
    viewer: Viewer, uid: str, draft: ProjectDraft, picture: BinaryIO | None = None, no_picture: bool = False
) -> None:
    """Write a project again: who proposed it, until it was looked at; whoever may edit, until the vote is
    prepared. Raises as `propose_project` does."""
    project, sight = seen_project(viewer, uid)
    _must_be_open(project)
    if not (project.person == viewer.actor and project.state == Project.State.PROPOSED):
        sight.must("edit")
    columns = _columns(project.budget, draft)
    groups = proposing_groups(viewer, project.budget)
    if draft.proposed_by in groups:
        columns["proposed_by"] = _group(groups, draft.proposed_by)
    if picture is not None or no_picture:
        columns["image"] = None if no_picture else _kept(picture)
    with recording(viewer.actor, "change project") as batch:
        change(batch, project, **columns, **in_language(project, draft.language, _words(draft)))


def withdraw_project(viewer: Viewer, uid: str) -> None:
    """Who proposed it, or whoever may edit, takes a project back before the vote is prepared."""
    project, sight = seen_project(viewer, uid)
    _must_be_open(project)
    if project.person != viewer.actor:
        sight.must("edit")
    with recording(viewer.actor, "withdraw project") as batch:
        change(batch, project, state=Project.State.WITHDRAWN)


def _must_be_time(budget: Budget, sight: Sight) -> None:
    if not may_propose(budget):
        raise Problem(
            _("No proposals are taken now."),
            remedy=_("Read on its page what comes next, or write to those who keep this budget."),
        )
    if budget.propose_until and latest(budget.propose_until) < date.today() and not sight.may("edit"):
        raise Problem(
            _("The time to propose is over."),
            remedy=_("Ask those who keep this budget to bring it in for you."),
        )


def _must_be_open(project: Project) -> None:
    if rules_stand(project.budget) or project.state in DONE:
        raise Problem(
            _("The vote is prepared: its projects stay as they are."),
            remedy=_("Give the vote up first, if this has to change."),
        )


def _columns(budget: Budget, draft: ProjectDraft) -> dict[str, Any]:
    latitude, longitude = draft.point or (None, None)
    area = None if draft.area is None else Area.objects.filter(pk=draft.area, budget=budget).first()
    return {
        "cost": money.read(draft.cost, budget.currency) if draft.cost.strip() else None,
        "where": draft.where.strip()[:LONGEST_PLACE],
        "latitude": latitude,
        "longitude": longitude,
        "area": area,
    }


def _words(draft: ProjectDraft) -> dict[str, str]:
    return {"title": short_enough(draft.title, LONGEST_TITLE), "text": draft.text}


def _group(groups: dict[str, Any], uid: str) -> Group | None:
    if uid and uid not in groups:
        raise Problem(_("You can’t propose in the name of this group."), remedy=_("Choose one of yours."))
    return Group.objects.filter(uid=uid).first() if uid else None


def _kept(picture: BinaryIO | None) -> str | None:
    """The name of a picture in the store: only the picture, nothing of where or by what it was taken."""
    if picture is None:
        return None
    kept = media_files.photo(picture.read(media_files.MOST_BYTES["photo"] + 1))
    return default_storage.save(f"projects/{uuid.uuid4().hex}.{kept.ending}", ContentFile(kept.content))
