"""Reads the shipped struggles and gains, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.federation.models import Gain, Step, Struggle, Turn

FILE = Path(__file__).with_name("struggles.toml")
CERTAINTIES = ("published", "to_verify")


@dataclass(frozen=True, slots=True)
class MomentEntry:
    """Something that happened on a day in a struggle, or to a gain; `source`: a code."""

    on: str
    kind: str
    text: Multilingual
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class StruggleEntry:
    """A struggle with its steps; `within`: the code of the wider one, or empty."""

    root: Root
    words: dict[str, Multilingual]
    way: str
    state: str
    institution: str
    within: str
    valid_from: str
    valid_until: str
    steps: tuple[MomentEntry, ...]


@dataclass(frozen=True, slots=True)
class GainEntry:
    """A gain with what became of it; `struggle`: the code of that out of which it came, or empty."""

    root: Root
    words: dict[str, Multilingual]
    firmness: str
    institution: str
    place: str
    country: str
    struggle: str
    turns: tuple[MomentEntry, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """All that the file says."""

    struggles: tuple[StruggleEntry, ...]
    gains: tuple[GainEntry, ...]


@cache
def struggles_and_gains(path: Path = FILE) -> Entries:
    """The struggles and gains in a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    struggles = tuple(_struggle(table) for table in file.tables("struggles", "code"))
    gains = tuple(_gain(table) for table in file.tables("gains", "code"))
    file.nothing_left()
    codes = [one.root.code for one in struggles] + [one.root.code for one in gains]
    each_once(codes, path.name)
    return Entries(struggles, gains)


def _struggle(table: Table) -> StruggleEntry:
    since, until = table.period()
    return StruggleEntry(
        root=root_of(table),
        words=words_of(table, ("title",), ("aim", "contested", "stand", "result")),
        way=table.one_of("way", Struggle.Way.values),
        state=table.one_of("state", Struggle.State.values, "open"),
        institution=table.text("institution", ""),
        within=table.text("within", ""),
        valid_from=since,
        valid_until=until,
        steps=tuple(_moment(one, Step.Kind.values) for one in table.tables("steps", "on")),
    )


def _gain(table: Table) -> GainEntry:
    return GainEntry(
        root=root_of(table),
        words=words_of(table, ("title",), ("text",)),
        firmness=table.one_of("firmness", Gain.Firmness.values),
        institution=table.text("institution", ""),
        place=table.text("place", ""),
        country=table.text("country", ""),
        struggle=table.text("struggle", ""),
        turns=tuple(_moment(one, Turn.Kind.values) for one in table.tables("turns", "on")),
    )


def _moment(table: Table, kinds: list[str]) -> MomentEntry:
    return MomentEntry(
        on=table.date("on"),
        kind=table.one_of("kind", kinds),
        text=words_of(table, ("text",))["text"],
        source=table.text("source"),
        certainty=table.one_of("certainty", CERTAINTIES, "published"),
    )
