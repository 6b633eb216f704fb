"""Reads the shipped pacts, strictly: a wrong file is refused with its name, its entry and its field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.federation.models import Pact

FILE = Path(__file__).with_name("pacts.toml")


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A group (slug) that agreed, and from when until when it is bound."""

    group: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class PactEntry:
    """A pact; `words` by the names of its columns, `network`: the slug of what came of it."""

    root: Root
    words: dict[str, Multilingual]
    network: str
    state: str
    asked_on: str
    valid_from: str
    valid_until: str
    parties: tuple[PartyEntry, ...]


@cache
def pacts(path: Path = FILE) -> tuple[PactEntry, ...]:
    """All pacts of a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = tuple(_pact(table) for table in file.tables("pacts", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _pact(table: Table) -> PactEntry:
    return PactEntry(
        root_of(table),
        words_of(table, ("title", "aim", "charter")),
        table.text("network"),
        table.one_of("state", Pact.State.values),
        table.date("asked"),
        *table.period(),
        tuple(PartyEntry(one.text("group"), *one.period()) for one in table.tables("parties", "group")),
    )
