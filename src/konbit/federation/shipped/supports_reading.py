"""Reads the shipped supports, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.federation.models import Support

FILE = Path(__file__).with_name("supports.toml")


@dataclass(frozen=True, slots=True)
class SupportEntry:
    """What a shipped group gives, uses or lacks; `other`: the slug of the other group, or empty."""

    root: Root
    does: str
    function: str
    other: str
    territory: str
    what: Multilingual
    valid_from: str
    valid_until: str


@cache
def supports(path: Path = FILE) -> tuple[SupportEntry, ...]:
    """The supports in a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = tuple(_support(table) for table in file.tables("supports", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _support(table: Table) -> SupportEntry:
    root = root_of(table)
    since, until = table.period()
    return SupportEntry(
        root=root,
        does=table.one_of("does", Support.Does.values),
        function=table.one_of("function", Support.Function.values),
        other=table.text("other", ""),
        territory=table.text("territory", ""),
        what=words_of(table, ("what",))["what"],
        valid_from=since,
        valid_until=until,
    )
