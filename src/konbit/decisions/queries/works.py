"""What became of projects that got the money: every word that was told, and how much was spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from konbit.base import money
from konbit.base.period import latest
from konbit.base.text import Multilingual
from konbit.decisions.models import Budget, Project, Work
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer

SILENT_DAYS = 90
"""So long may a project that is not done be silent before its page says so."""

SYMBOLS = {"waiting": "clock", "begun": "hammer", "stuck": "triangle-alert", "done": "check"}


@dataclass(frozen=True)
class WorkShown:
    """What was told of a project on a day."""

    id: int
    state: str
    when: str
    text: Multilingual
    spent: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(Work.State(self.state).label)

    @property
    def symbol(self) -> str:
        """The icon of the state."""
        return SYMBOLS[self.state]


@dataclass(frozen=True)
class ProjectWorks:
    """A project that got the money, with everything that was told of it, newest first. `percent`: of its cost
    that was spent; `silent`: whether nothing was told for a long time."""

    uid: str
    number: int
    title: Multilingual
    cost: str
    spent: str
    percent: int | None
    works: tuple[WorkShown, ...]
    silent: bool
    may_edit: bool

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:project", args=[self.uid])

    @property
    def last(self) -> WorkShown | None:
        """What was told last."""
        return self.works[0] if self.works else None

    @property
    def state(self) -> str:
        """How far it is."""
        return self.last.state if self.last else Work.State.WAITING.value

    @property
    def state_label(self) -> str:
        """How far it is, in words."""
        return str(Work.State(self.state).label)

    @property
    def symbol(self) -> str:
        """The icon of how far it is."""
        return SYMBOLS[self.state]


@dataclass(frozen=True)
class BudgetWorks:
    """All projects of a budget that got the money; `counted`: how many are how far."""

    projects: tuple[ProjectWorks, ...]

    @property
    def counted(self) -> list[tuple[str, str, int]]:
        """Per state its word, its label and how many projects are there; those that there are."""
        told = [(one.value, str(one.label)) for one in Work.State]
        counts = [(word, label, sum(p.state == word for p in self.projects)) for word, label in told]
        return [one for one in counts if one[2]]

    @property
    def silent(self) -> int:
        """How many were silent for a long time."""
        return sum(one.silent for one in self.projects)


def works_of_budget(viewer: Viewer, budget_uid: str) -> BudgetWorks | None:
    """What became of a budget's projects; None where none got the money yet. Raises `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, budget_uid)
    rows = budget.projects.filter(state=Project.State.BOUGHT)
    found = tuple(_told(budget, rows, sight))
    return BudgetWorks(found) if found else None


def works_of_project(viewer: Viewer, project_uid: str) -> ProjectWorks | None:
    """What became of a project; None where it got no money. Raises `NotFound`."""
    project = Project.objects.select_related("budget").filter(uid=project_uid).first()
    if project is None:
        raise gone()
    budget, sight = seen_thing(viewer, Budget, project.budget.uid)
    if project.state != Project.State.BOUGHT:
        return None
    return next(iter(_told(budget, [project], sight)))


def _told(budget: Budget, rows: Iterable[Project], sight: Sight) -> Iterable[ProjectWorks]:
    projects = list(rows)
    works: defaultdict[int, list[Work]] = defaultdict(list)
    for one in Work.objects.filter(project__in=projects).order_by("-on", "-id"):
        works[one.project_id].append(one)
    for project in projects:
        told = works[project.pk]
        spent = next((one.spent for one in told if one.spent is not None), None)
        yield ProjectWorks(
            uid=project.uid,
            number=project.number,
            title=project.title,
            cost=money.shown(project.cost or 0, budget.currency),
            spent="" if spent is None else money.shown(spent, budget.currency),
            percent=None if spent is None or not project.cost else 100 * spent // project.cost,
            works=tuple(_shown(one, budget) for one in told),
            silent=_is_silent(told),
            may_edit=sight.may("edit"),
        )


def _shown(work: Work, budget: Budget) -> WorkShown:
    return WorkShown(
        id=work.pk,
        state=work.state,
        when=date_words(work.on),
        text=work.text,
        spent="" if work.spent is None else money.shown(work.spent, budget.currency),
    )


def _is_silent(told: list[Work]) -> bool:
    if not told or told[0].state == Work.State.DONE or not told[0].on:
        return False
    return (date.today() - latest(told[0].on)).days > SILENT_DAYS
