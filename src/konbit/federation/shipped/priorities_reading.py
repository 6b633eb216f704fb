"""Reads the shipped federation of three levels, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.federation.models import Alignment, Indicator
from konbit.federation.numbers import read_number

FILE = Path(__file__).with_name("priorities.toml")

_AMOUNTS = ("baseline", "goal", "low", "high")


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """An invented group: its slug, what it is a member of (a slug), in which region and place it works."""

    slug: str
    kind: str
    name: Multilingual
    description: Multilingual
    member_of: str
    region: str
    place: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """What is counted."""

    root: Root
    words: dict[str, Multilingual]
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """How much of what (the code of an indicator), by when; and what was read, by days."""

    indicator: str
    amounts: dict[str, Decimal]
    baseline_on: str
    due: str
    readings: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PriorityEntry:
    """A priority, the day of its resolution, the codes of its themes."""

    root: Root
    words: dict[str, Multilingual]
    on: str
    themes: tuple[str, ...]
    targets: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class AlignmentEntry:
    """What two bodies agreed of their priorities (codes), on which day."""

    lower: str
    upper: str
    kind: str
    on: str
    note: Multilingual


@dataclass(frozen=True, slots=True)
class Example:
    """Everything of the file."""

    groups: tuple[GroupEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    priorities: tuple[PriorityEntry, ...]
    alignments: tuple[AlignmentEntry, ...]


@cache
def example(path: Path = FILE) -> Example:
    """All that a file says. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = Example(
        tuple(_group(table) for table in file.tables("groups", "slug")),
        tuple(_indicator(table) for table in file.tables("indicators", "code")),
        tuple(_priority(table) for table in file.tables("priorities", "code")),
        tuple(_alignment(table) for table in file.tables("alignments", "lower")),
    )
    file.nothing_left()
    each_once((one.slug for one in found.groups), path.name)
    each_once((one.root.code for one in found.priorities), path.name)
    each_once((one.root.code for one in found.indicators), path.name)
    return found


def _group(table: Table) -> GroupEntry:
    return GroupEntry(
        table.text("slug"),
        table.one_of("kind", Group.Kind.values),
        table.said_in_all("name"),
        table.said_in_all("description"),
        table.text("member_of", ""),
        table.text("region", ""),
        table.text("place", ""),
    )


def _indicator(table: Table) -> IndicatorEntry:
    return IndicatorEntry(
        root_of(table),
        words_of(table, ("title", "definition")),
        table.one_of("kind", Indicator.Kind.values),
        table.text("unit"),
    )


def _priority(table: Table) -> PriorityEntry:
    return PriorityEntry(
        root_of(table),
        words_of(table, ("statement",), ("why",)),
        table.date("on"),
        table.texts("themes"),
        tuple(_target(one) for one in table.tables("targets", "indicator")),
    )


def _target(table: Table) -> TargetEntry:
    said = {name: table.text(name, "") for name in _AMOUNTS}
    return TargetEntry(
        table.text("indicator"),
        {name: _number(table, name, text) for name, text in said.items() if text},
        table.date("baseline_on"),
        table.date("due"),
        tuple(
            (one.date("on"), _number(one, "value", one.text("value")))
            for one in table.tables("readings", "on")
        ),
    )


def _number(table: Table, field: str, text: str) -> Decimal:
    try:
        return read_number(text)
    except Problem as problem:
        raise table.problem(field, problem.what) from problem


def _alignment(table: Table) -> AlignmentEntry:
    return AlignmentEntry(
        table.text("lower"),
        table.text("upper"),
        table.one_of("kind", Alignment.Kind.values),
        table.date("on"),
        table.said("note"),
    )
