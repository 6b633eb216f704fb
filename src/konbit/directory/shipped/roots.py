"""What files of shipped things have in common: where a thing comes from, its texts in every language."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.shipped.table import LANGUAGES, Table

CERTAINTIES = ("published", "to_verify")


@dataclass(frozen=True, slots=True)
class Root:
    """What every shipped thing says: its code, who keeps it (a group's slug), where it comes from (a source's
    code, and where in it), how sure it is."""

    code: str
    group: str
    source: str
    address: str
    certainty: str


def root_of(table: Table) -> Root:
    """The root that a table says. Raises Problem."""
    return Root(
        table.text("code"),
        table.text("group"),
        table.text("source"),
        table.text("address", ""),
        table.one_of("certainty", CERTAINTIES, "published"),
    )


def opened(path: Path) -> Table:
    """A file as a table. Raises Problem where it is not TOML."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error


def each_once(codes: Iterable[str], where: str) -> None:
    """Raises Problem for a code that stands twice."""
    for code, times in Counter(codes).items():
        if times > 1:
            raise Problem(_("“%(value)s” stands here twice.") % {"value": code}, where)


def words_of(table: Table, needed: tuple[str, ...], others: tuple[str, ...] = ()) -> dict[str, Multilingual]:
    """Texts in every language of the interface: the needed ones, and those of the others that are there.
    Raises Problem."""
    words = {name: table.said_in_all(name) for name in needed}
    for name in others:
        if said := table.said(name):
            for language in LANGUAGES:
                if language not in said:
                    raise table.problem(f"{name}.{language}", _("This field is missing."))
            words[name] = said
    return words
