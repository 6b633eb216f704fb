"""Projects in lists, and one with all that its reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.base import money
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.decisions.budget_stages import DONE, rules_stand
from konbit.decisions.models import Budget, Project
from konbit.decisions.queries.proposing import seen_project
from konbit.decisions.queries.votes_seen import vote_link
from konbit.directory.media_files import CONTENT_TYPES
from konbit.directory.queries.media import MediaFile
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Audience, Viewer

SYMBOLS = {
    Project.State.PROPOSED: "lightbulb",
    Project.State.FEASIBLE: "circle-check",
    Project.State.NOT_FEASIBLE: "circle-x",
    Project.State.WITHDRAWN: "circle-minus",
    Project.State.BOUGHT: "circle-check",
    Project.State.NOT_BOUGHT: "circle-minus",
}


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list. `cost`: in the reader's language, empty where nobody knows it yet."""

    uid: str
    number: int
    title: Multilingual
    text: Multilingual
    state: str
    state_label: str
    symbol: str
    cost: str
    where: str
    area: Multilingual
    has_picture: bool
    proposed_by: GroupLink | None

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:project", args=[self.uid])

    @property
    def picture(self) -> str:
        """The address of its picture."""
        return reverse("decisions:project-picture", args=[self.uid])


@dataclass(frozen=True)
class ProjectPage:
    """A project with all that its reader may know of it."""

    line: ProjectLine
    review: Multilingual
    budget_uid: str
    budget_title: Multilingual
    group: GroupLink
    audience: str
    point: tuple[float, float] | None
    excludes: tuple[ProjectLine, ...]
    explained_at: str
    may_change: bool
    may_withdraw: bool
    may_review: bool

    @property
    def place(self) -> str:
        """Its point as maps read it."""
        return f"{self.point[0]:.5f},{self.point[1]:.5f}" if self.point else ""

    @property
    def budget_url(self) -> str:
        """The address of its budget."""
        return reverse("decisions:budget", args=[self.budget_uid])


def project_lines(viewer: Viewer, budget: Budget, projects: Iterable[Project]) -> list[ProjectLine]:
    """Projects of one budget that the viewer sees."""
    rows = list(projects)
    groups = visible_groups(viewer, {one.proposed_by_id for one in rows if one.proposed_by_id})
    areas = {one.pk: one.title for one in budget.areas.all()}
    return [
        ProjectLine(
            uid=one.uid,
            number=one.number,
            title=one.title,
            text=one.text,
            state=one.state,
            state_label=str(Project.State(one.state).label),
            symbol=SYMBOLS[Project.State(one.state)],
            cost="" if one.cost is None else money.shown(one.cost, budget.currency),
            where=one.where,
            area=areas.get(one.area_id or 0, {}),
            has_picture=bool(one.image),
            proposed_by=groups.get(one.proposed_by_id or 0),
        )
        for one in rows
    ]


def project_page(viewer: Viewer, uid: str) -> ProjectPage:
    """The page of a project. Raises `NotFound`."""
    project, sight = seen_project(viewer, uid)
    budget = project.budget
    rivals = [*project.excludes.all()]
    line, *others = project_lines(viewer, budget, [project, *rivals])
    is_open = not rules_stand(budget) and project.state not in DONE
    mine = bool(viewer.actor) and project.person == viewer.actor
    may_edit = sight.may("edit")
    point = None
    if project.latitude is not None and project.longitude is not None:
        point = (project.latitude, project.longitude)
    return ProjectPage(
        line=line,
        review=project.review,
        budget_uid=budget.uid,
        budget_title=budget.title,
        group=visible_groups(viewer, [budget.group_id])[budget.group_id],
        audience=str(Audience(budget.audience).label),
        point=point,
        excludes=tuple(others),
        explained_at=_explained_at(viewer, project),
        may_change=is_open and (may_edit or (mine and project.state == Project.State.PROPOSED)),
        may_withdraw=is_open and (may_edit or mine) and project.state != Project.State.WITHDRAWN,
        may_review=is_open and may_edit and project.state != Project.State.WITHDRAWN,
    )


def _explained_at(viewer: Viewer, project: Project) -> str:
    """Where it is told why it was bought or not; empty before, and for whoever does not see the vote."""
    vote, option = project.budget.vote, project.option
    if vote is None or option is None or not vote.result or vote_link(viewer, vote) is None:
        return ""
    return f"/votes/{vote.uid}/#project-{option.word}"


def project_written(viewer: Viewer, uid: str) -> Project:
    """A project as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    project, sight = seen_project(viewer, uid)
    if not (viewer.actor and project.person == viewer.actor):
        sight.must("edit")
    return project


def project_picture(viewer: Viewer, uid: str) -> MediaFile:
    """The picture of a project. Raises `NotFound`."""
    project, _sight = seen_project(viewer, uid)
    if not project.image:
        raise gone()
    try:
        with project.image.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise NotFound(gone().what) from error
    budget = project.budget
    return MediaFile(
        content, CONTENT_TYPES["webp"], budget.audience == Audience.PUBLIC == budget.group.audience
    )
