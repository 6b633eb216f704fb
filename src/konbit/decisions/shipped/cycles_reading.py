"""Reads the shipped cycle of assemblies, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.decisions.models import Area, Work
from konbit.directory.shipped.roots import Root, each_once, opened, root_of
from konbit.directory.shipped.table import Table

FILE = Path(__file__).with_name("cycles.toml")


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """How far a project was on a day."""

    state: str
    on: str
    spent: int
    text: Multilingual


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project of an area, how many hands went up for it, whether it got the money."""

    number: int
    cost: int
    hands: int
    bought: bool
    title: Multilingual
    works: tuple[WorkEntry, ...]


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area with the day of its plenary and how many came."""

    kind: str
    need: int
    population: int
    title: Multilingual
    why: Multilingual
    on: str
    present: int
    projects: tuple[ProjectEntry, ...]


@dataclass(frozen=True, slots=True)
class CycleEntry:
    """A budget that was divided by a cycle; `needs`: how much what weighed."""

    root: Root
    amount: int
    currency: str
    needs: dict[str, int]
    title: Multilingual
    text: Multilingual
    decided_on: str
    resolution: Multilingual
    areas: tuple[AreaEntry, ...]


@cache
def cycles(path: Path = FILE) -> tuple[CycleEntry, ...]:
    """Every cycle in the file. Raises `Problem` for a wrong file, or a code that stands twice."""
    file = opened(path)
    found = tuple(_cycle(table) for table in file.tables("budgets", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _cycle(table: Table) -> CycleEntry:
    return CycleEntry(
        root=root_of(table),
        amount=table.integer("amount"),
        currency=table.text("currency"),
        needs={name: table.integer(name) for name in ("need", "population", "priority", "per")},
        title=table.said_in_all("title"),
        text=table.said_in_all("text"),
        decided_on=table.date("decided_on"),
        resolution=table.said_in_all("resolution"),
        areas=tuple(_area(one) for one in table.tables("areas", "code")),
    )


def _area(table: Table) -> AreaEntry:
    table.text("code")
    return AreaEntry(
        kind=table.one_of("kind", Area.Kind.values),
        need=table.integer("need"),
        population=table.integer("population"),
        title=table.said_in_all("title"),
        why=table.said_in_all("why"),
        on=table.date("on"),
        present=table.integer("present"),
        projects=tuple(_project(one) for one in table.tables("projects", "number")),
    )


def _project(table: Table) -> ProjectEntry:
    return ProjectEntry(
        number=table.integer("number"),
        cost=table.integer("cost"),
        hands=table.integer("hands"),
        bought=table.truth("bought"),
        title=table.said_in_all("title"),
        works=tuple(_work(one) for one in table.tables("works", "on")),
    )


def _work(table: Table) -> WorkEntry:
    return WorkEntry(
        state=table.one_of("state", Work.State.values),
        on=table.date("on"),
        spent=table.integer("spent"),
        text=table.said_in_all("text"),
    )
