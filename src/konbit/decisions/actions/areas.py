"""Areas of a budget: territories and themes, with what is known of them; how much which of it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.models import Area, Budget
from konbit.decisions.queries.cycle_rows import area_kept, budget_kept, must_be_undecided
from konbit.people.audience import Viewer

LONGEST_TITLE = 200
LONGEST_COUNCIL = 4000


@dataclass(frozen=True)
class AreaDraft:
    """What somebody says of an area, in one language. `need`: from 0 to 100, how much is lacking there, and
    `why`: who says so, of what; `council`: the names of those who sit for it in the council, one a line."""

    language: str
    title: str
    kind: str = Area.Kind.TERRITORY
    population: int | None = None
    need: int | None = None
    why: str = ""
    council: str = ""


@dataclass(frozen=True)
class Weighing:
    """How much need, population and hands weigh beside each other; for how many who came one delegate is
    sent."""

    need: int
    population: int
    priority: int
    per: int


def add_area(viewer: Viewer, budget_uid: str, draft: AreaDraft) -> Area:
    """Add an area to a budget. Raises `Problem`, `NotAllowed`, `NotFound`."""
    budget = _weighed(viewer, budget_uid)
    last = budget.areas.aggregate(last=Max("order"))["last"]
    area = Area(budget=budget, order=0 if last is None else last + 1)
    for name, value in _columns(area, draft).items():
        setattr(area, name, value)
    with recording(viewer.actor, "add area") as batch:
        add(batch, area)
    return area


def change_area(viewer: Viewer, area_id: int, draft: AreaDraft) -> Area:
    """Say something else of an area. Raises as `add_area` does."""
    area = area_kept(viewer, area_id)
    must_be_undecided(area.budget)
    with recording(viewer.actor, "change area") as batch:
        change(batch, area, **_columns(area, draft))
    return area


def remove_area(viewer: Viewer, area_id: int) -> Area:
    """Take an area away for which nothing was held or proposed. Raises `Problem` where something was."""
    area = area_kept(viewer, area_id)
    must_be_undecided(area.budget)
    if area.plenaries.exists() or area.projects.exists():
        raise Problem(
            _("Plenaries were held here, or projects belong here."),
            remedy=_("Take the plenaries away and give the projects another area first."),
        )
    with recording(viewer.actor, "remove area") as batch:
        remove(batch, area)
    return area


def weigh(viewer: Viewer, budget_uid: str, weighing: Weighing) -> Budget:
    """Say how much need, population and hands weigh. Raises `Problem` where nothing would weigh at all."""
    budget = _weighed(viewer, budget_uid)
    if not weighing.need + weighing.population + weighing.priority:
        raise Problem(
            _("Nothing would weigh anything."), remedy=_("Give one of the three a weight of 1 or more.")
        )
    if weighing.per < 1:
        raise Problem(_("A delegate stands for nobody."), remedy=_("Write 1 or more."))
    needs = {
        "need": weighing.need, "population": weighing.population, "priority": weighing.priority,
        "per": weighing.per,
    }  # fmt: skip
    with recording(viewer.actor, "weigh areas") as batch:
        change(batch, budget, needs=needs)
    return budget


def _weighed(viewer: Viewer, budget_uid: str) -> Budget:
    budget = budget_kept(viewer, budget_uid)
    must_be_undecided(budget)
    return budget


def _columns(area: Area, draft: AreaDraft) -> dict[str, Any]:
    title = short_enough(draft.title, LONGEST_TITLE)
    others = Area.objects.filter(budget=area.budget).exclude(pk=area.pk)
    if any(title in one.title.values() for one in others):
        raise Problem(
            _("There is an area called “%(title)s” already.") % {"title": title},
            remedy=_("Give this one another name, or change that one."),
        )
    if draft.need is not None and not 0 <= draft.need <= 100:
        raise Problem(
            _("Need is said from 0 to 100."), remedy=_("0: nothing is lacking. 100: everything is.")
        )
    if len(draft.council) > LONGEST_COUNCIL:
        raise Problem(_("These are too many names."), remedy=_("Name only those who sit in the council."))
    return {
        **in_language(area, draft.language, {"title": title, "why": draft.why}),
        "kind": draft.kind,
        "population": draft.population,
        "need": draft.need,
        "council": draft.council.strip(),
    }
