"""Reads the meetings that Konbit ships, strictly: a wrong file is refused with its name, entry and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.assembly.models import Goal, Resolution
from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.shipped.table import Table

HERE = Path(__file__).parent


@dataclass(frozen=True)
class GoalEntry:
    """A goal; `carried_from`: the code of the meeting from whose first goal it comes."""

    text: Multilingual
    state: str
    carried_from: str


@dataclass(frozen=True)
class SupportEntry:
    """Who encouraged a resolution: a shipped group by its slug."""

    group: str
    note: Multilingual


@dataclass(frozen=True)
class ResolutionEntry:
    """Something that was agreed."""

    code: str
    title: Multilingual
    text: Multilingual
    condition: Multilingual
    on: str
    how: str
    source: str
    support: tuple[SupportEntry, ...]


@dataclass(frozen=True)
class MeetingEntry:
    """A meeting that is over, in its series."""

    code: str
    group: str
    title: Multilingual
    purpose: Multilingual
    series: Multilingual
    held_from: str
    held_until: str
    place: str
    source: str
    goals: tuple[GoalEntry, ...]
    resolutions: tuple[ResolutionEntry, ...]


@cache
def meetings(folder: Path = HERE) -> tuple[MeetingEntry, ...]:
    """Every shipped meeting, in the order of its file. Raises Problem."""
    return tuple(entry for path in sorted(folder.glob("*.toml")) for entry in _meetings(path))


def _meetings(path: Path) -> Iterator[MeetingEntry]:
    try:
        file = Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error
    for table in file.tables("meetings", "code"):
        held_from, held_until = table.period()
        yield MeetingEntry(
            code=table.text("code"),
            group=table.text("group"),
            title=table.said_in_all("title"),
            purpose=table.said_in_all("purpose"),
            series=table.said_in_all("series"),
            held_from=held_from,
            held_until=held_until,
            place=table.text("place", ""),
            source=table.text("source"),
            goals=tuple(_goal(one) for one in table.tables("goals")),
            resolutions=tuple(_resolution(one) for one in table.tables("resolutions", "code")),
        )
    file.nothing_left()


def _goal(table: Table) -> GoalEntry:
    return GoalEntry(
        text=table.said_in_all("text"),
        state=table.one_of("state", Goal.State.values),
        carried_from=table.text("carried_from", ""),
    )


def _resolution(table: Table) -> ResolutionEntry:
    return ResolutionEntry(
        code=table.text("code"),
        title=table.said_in_all("title"),
        text=table.said_in_all("text"),
        condition=table.said("condition"),
        on=table.date("on"),
        how=table.one_of("how", Resolution.How.values, Resolution.How.UNKNOWN.value),
        source=table.text("source"),
        support=tuple(SupportEntry(one.text("group"), one.said("note")) for one in table.tables("support")),
    )
