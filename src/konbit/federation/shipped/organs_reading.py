"""Reads the shipped bodies and who sits in them, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.federation.models import Organ

FILE = Path(__file__).with_name("organs.toml")


@dataclass(frozen=True, slots=True)
class CollegeEntry:
    """A college; `seats`: how many it has, 0 where that is not known."""

    word: str
    title: Multilingual
    seats: int


@dataclass(frozen=True, slots=True)
class MandateEntry:
    """Somebody with a public office, named by the source; or a group that holds a role (`holder`: slug)."""

    code: str
    name: str
    holder: str
    task: Multilingual
    condition: Multilingual
    valid_from: str
    valid_until: str
    source: str


@dataclass(frozen=True, slots=True)
class OrganEntry:
    """A body of a shipped group; `words` by its columns; `seats`: how many there are beside the colleges."""

    root: Root
    kind: str
    words: dict[str, Multilingual]
    valid_from: str
    valid_until: str
    seats: int
    colleges: tuple[CollegeEntry, ...]
    mandates: tuple[MandateEntry, ...]


@cache
def organs(path: Path = FILE) -> tuple[OrganEntry, ...]:
    """The bodies in a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = tuple(_organ(table) for table in file.tables("organs", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    each_once((mandate.code for one in found for mandate in one.mandates), path.name)
    return found


def _organ(table: Table) -> OrganEntry:
    root = root_of(table)
    since, until = table.period()
    return OrganEntry(
        root=root,
        kind=table.one_of("kind", Organ.Kind.values),
        words=words_of(table, ("title",), ("purpose",)),
        valid_from=since,
        valid_until=until,
        seats=table.integer("seats"),
        colleges=tuple(
            CollegeEntry(one.text("word"), one.said_in_all("title"), one.integer("seats"))
            for one in table.tables("colleges", "word")
        ),
        mandates=tuple(_mandate(one, root) for one in table.tables("mandates", "code")),
    )


def _mandate(table: Table, root: Root) -> MandateEntry:
    words = words_of(table, (), ("task", "condition"))
    since, until = table.period()
    return MandateEntry(
        code=table.text("code"),
        name=table.text("name", ""),
        holder=table.text("holder", ""),
        task=words.get("task", {}),
        condition=words.get("condition", {}),
        valid_from=since,
        valid_until=until,
        source=table.text("source", root.source),
    )
