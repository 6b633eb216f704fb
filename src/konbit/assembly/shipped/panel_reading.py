"""Reads the balanced groups that Konbit ships, strictly: what is wrong is named by entry and field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.shipped.table import Table

HERE = Path(__file__).parent / "panels"


@dataclass(frozen=True)
class PanelEntry:
    """A shipped panel, without rules or people: `group` and `source` are codes of what the directory ships,
    `address` where in the source it stands."""

    code: str
    group: str
    source: str
    address: str
    least: int
    most: int
    title: Multilingual
    purpose: Multilingual


@cache
def panels(folder: Path = HERE) -> tuple[PanelEntry, ...]:
    """Every shipped panel, in the order of its file. Raises Problem."""
    return tuple(entry for path in sorted(folder.glob("*.toml")) for entry in _panels(path))


def _panels(path: Path) -> Iterator[PanelEntry]:
    try:
        file = Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error
    for table in file.tables("panels", "code"):
        yield PanelEntry(
            code=table.text("code"),
            group=table.text("group"),
            source=table.text("source"),
            address=table.text("address", ""),
            least=table.integer("least"),
            most=table.integer("most"),
            title=table.said_in_all("title"),
            purpose=table.said_in_all("purpose"),
        )
    file.nothing_left()
