"""What the money of a cycle is divided by, as data, and the division that follows from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from konbit.decisions.cycle_priorities import AreaSaid, Division, ProjectSaid, Weights, divide
from konbit.decisions.models import Budget, Project, Wanted


@dataclass(frozen=True)
class Needs:
    """How much need, population and hands weigh; one delegate is sent for `per` who came."""

    need: int = 2
    population: int = 1
    priority: int = 3
    per: int = 10

    @property
    def together(self) -> int:
        """The sum of the three weights: into so many parts the money is divided first."""
        return self.need + self.population + self.priority


def needs_of(data: dict[str, int]) -> Needs:
    """The weights that a budget names; those of the house where it names none."""
    return Needs(**{name: data[name] for name in ("need", "population", "priority", "per") if name in data})


def said_of(budget: Budget) -> dict[str, Any]:
    """What a budget's money is divided by, as JSON: once it is decided, what was so on that day."""
    if budget.divided:
        return dict(budget.divided)
    needs = needs_of(budget.needs)
    hands: Counter[int] = Counter()
    for project, count in Wanted.objects.filter(plenary__budget=budget).values_list("project", "hands"):
        hands[project] += count
    projects = list(budget.projects.filter(state=Project.State.FEASIBLE).exclude(cost=None))
    barred: defaultdict[int, list[int]] = defaultdict(list)
    pairs = Project.excludes.through.objects.filter(from_project__in=projects)
    for project, number in pairs.values_list("from_project", "to_project__number"):
        barred[project].append(number)
    return {
        "amount": budget.amount,
        "weights": {"need": needs.need, "population": needs.population, "priority": needs.priority},
        "areas": [
            {"area": str(one.pk), "need": one.need or 0, "population": one.population or 0}
            for one in budget.areas.all()
        ],
        "projects": [
            {
                "number": one.number,
                "area": str(one.area_id or ""),
                "cost": one.cost,
                "hands": hands[one.pk],
                "excludes": sorted(barred[one.pk]),
            }
            for one in projects
        ],
    }


def division_of(said: dict[str, Any]) -> Division:
    """The division that follows from what `said_of` gives."""
    return divide(
        said["amount"],
        Weights(**said["weights"]),
        [AreaSaid(one["area"], one["need"], one["population"]) for one in said["areas"]],
        [
            ProjectSaid(one["number"], one["area"], one["cost"], one["hands"], frozenset(one["excludes"]))
            for one in said["projects"]
        ],
    )
