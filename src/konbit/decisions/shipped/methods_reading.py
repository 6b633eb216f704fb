"""Reads the methods of deciding that come with Konbit, strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from konbit.decisions.methods import Choice, Rules, part_of
from konbit.decisions.models.votes import Kind, Unit
from konbit.directory.shipped.roots import each_once, opened
from konbit.directory.shipped.table import Table
from konbit.engines.count import STANCES

FILE = Path(__file__).parent / "methods.toml"


@cache
def methods(path: Path = FILE) -> tuple[Rules, ...]:
    """The methods of a file. Raises `Problem` for a wrong one."""
    file = opened(path)
    found = tuple(_method(table) for table in file.tables("methods", "word"))
    file.nothing_left()
    each_once((one.word for one in found), path.name)
    return found


def _method(table: Table) -> Rules:
    return Rules(
        word=table.text("word"),
        kind=table.one_of("kind", Kind.values),
        title=table.said_in_all("title"),
        meaning=table.said_in_all("meaning"),
        fits=table.said_in_all("fits"),
        choices=tuple(_choice(one) for one in table.tables("choices", "word")),
        unit=table.one_of("unit", Unit.values, "heads"),
        quorum=_part(table, "quorum"),
        majority=_part(table, "majority"),
        majority_of=table.one_of("majority_of", ("cast", "present", "entitled"), "cast"),
        blocks=table.integer("blocks") or None,
        least=table.integer("least"),
        most=table.integer("most"),
        dots=table.integer("dots") or None,
        rounds=table.integer("rounds"),
        fallback=table.text("fallback", ""),
    )


def _choice(table: Table) -> Choice:
    return Choice(
        table.text("word"), table.one_of("stance", STANCES), table.said_in_all("title"),
        table.said("meaning"), table.said("prompt"),
    )  # fmt: skip


def _part(table: Table, field: str) -> str:
    text = table.text(field, "")
    try:
        part_of(text)
    except ValueError as error:
        raise table.problem(field, f"“{text}”") from error
    return text
