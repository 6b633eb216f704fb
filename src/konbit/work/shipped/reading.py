"""Reads the plans that Konbit ships, strictly: a wrong file is refused with its name, entry and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.shipped.table import Table
from konbit.work.deadlines import Written, read_deadline
from konbit.work.hands import LONGEST, Taker, read_hands

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ActivityEntry:
    """A row of a shipped plan, its deadline and hands read from the words of the source."""

    code: str
    text: Multilingual
    detail: Multilingual
    numbered: tuple[Multilingual, ...]
    deadline: Written
    takers: tuple[Taker, ...]


@dataclass(frozen=True)
class SectionEntry:
    """A heading of a shipped plan, what stands under it, and the headings beneath it."""

    code: str
    title: Multilingual
    note: Multilingual
    activities: tuple[ActivityEntry, ...]
    parts: tuple[SectionEntry, ...]


@dataclass(frozen=True)
class PlanEntry:
    """A shipped plan: `group` and `source` are codes of what the directory ships."""

    group: str
    source: str
    certainty: str
    valid_from: str
    valid_until: str
    title: Multilingual
    aim: Multilingual
    introduction: Multilingual
    goals: tuple[tuple[str, Multilingual], ...]
    sections: tuple[SectionEntry, ...]


@cache
def plans(folder: Path = HERE) -> tuple[PlanEntry, ...]:
    """Every shipped plan, in the order of its file. Raises Problem."""
    return tuple(entry for path in sorted(folder.glob("*.toml")) for entry in _plans(path))


def _plans(path: Path) -> Iterator[PlanEntry]:
    try:
        file = Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error
    for table in file.tables("plans", "group"):
        start, until = table.period()
        yield PlanEntry(
            group=table.text("group"),
            source=table.text("source"),
            certainty=table.one_of("certainty", ("confirmed", "published", "to_verify")),
            valid_from=start,
            valid_until=until,
            title=table.said_in_all("title"),
            aim=table.said_in_all("aim"),
            introduction={code: words.strip() for code, words in table.said("introduction").items()},
            goals=tuple((goal.text("code"), goal.said("text")) for goal in table.tables("goals", "code")),
            sections=tuple(_section(one) for one in table.tables("sections", "code")),
        )
    file.nothing_left()


def _section(table: Table) -> SectionEntry:
    return SectionEntry(
        code=table.text("code", ""),
        title=table.said_in_all("title"),
        note=table.said("note"),
        activities=tuple(_activity(one) for one in table.tables("activities", "code")),
        parts=tuple(_section(one) for one in table.tables("parts", "code")),
    )


def _activity(table: Table) -> ActivityEntry:
    deadline = read_deadline(table.text("deadline", ""))
    if deadline.words:
        raise table.problem("deadline", _("No date can be read here."))
    who = table.text("who", "")
    if len(who) > LONGEST:
        raise table.problem("who", _("This is longer than %(most)s characters.") % {"most": LONGEST})
    return ActivityEntry(
        code=table.text("code"),
        text=table.said_in_all("text"),
        detail=table.said("detail"),
        numbered=tuple(_lines(table)),
        deadline=deadline,
        takers=read_hands(who),
    )


def _lines(table: Table) -> Iterator[Multilingual]:
    """Numbered goals, each text in any languages."""
    for line in table.tables("numbered"):
        said: dict[str, Any] = {code: line.text(code, "") for code in ("en", "fr", "es", "pt-br")}
        yield {code: words for code, words in said.items() if words}
