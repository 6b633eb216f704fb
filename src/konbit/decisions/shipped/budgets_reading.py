"""Reads the shipped budget by ballots, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of
from konbit.directory.shipped.table import Table

FILE = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A project that can be voted on. `cost`: in the smallest unit."""

    number: int
    cost: int
    title: Multilingual
    text: Multilingual


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """A budget with its projects. `ballots`: of each the numbers of the projects that it names."""

    root: Root
    amount: int
    currency: str
    closed_on: str
    title: Multilingual
    text: Multilingual
    question: Multilingual
    ballots: tuple[tuple[int, ...], ...]
    projects: tuple[AskedFor, ...]


@cache
def budgets(path: Path = FILE) -> tuple[BudgetEntry, ...]:
    """Every budget in the file. Raises `Problem` for a wrong file, or a code that stands twice."""
    file = opened(path)
    found = tuple(_budget(table) for table in file.tables("budgets", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _budget(table: Table) -> BudgetEntry:
    projects = tuple(_project(one) for one in table.tables("projects", "number"))
    return BudgetEntry(
        root=root_of(table),
        amount=table.integer("amount"),
        currency=table.text("currency"),
        closed_on=table.date("closed_on"),
        title=table.said_in_all("title"),
        text=table.said_in_all("text"),
        question=table.said_in_all("question"),
        ballots=_ballots(table, {str(one.number): one.number for one in projects}),
        projects=projects,
    )


def _project(table: Table) -> AskedFor:
    return AskedFor(
        number=table.integer("number"),
        cost=table.integer("cost"),
        title=table.said_in_all("title"),
        text=table.said_in_all("text"),
    )


def _ballots(table: Table, numbers: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    said = table.texts("ballots")
    for one in said:
        for word in one.split():
            if word not in numbers:
                raise table.problem("ballots", _("No project has the number %(word)s.") % {"word": word})
    return tuple(tuple(numbers[word] for word in one.split()) for one in said)
