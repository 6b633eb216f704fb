"""The entries of a JSON file as the rows of a table, whatever program wrote them."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.cells import join_list
from konbit.directory.formats.json_stream import JsonStream
from konbit.directory.formats.table import MOST_COLUMNS, Row, Table, header_text, headers_in, settled_row

# What names the value in a list of values with names: [{"kind": "phone", "value": "…"}].
_NAMED_VALUE = ({"kind", "value"}, {"scheme", "value"})

FindEntries = Callable[[JsonStream, str], Iterator[Any]]
"""Finds the entries of a file (its name is told for messages). Raises Problem where there are none."""
MakeRow = Callable[[int, Any], Row | None]
"""Makes the row with a number from an entry, or none of it; refuses what is no entry."""


def open_entries(
    path: Path, format_name: str, find: FindEntries, make: MakeRow, always: Iterable[str] = ()
) -> Table:
    """A JSON file as a table; rows are numbered as entries, from 1.

    Its headers are those that the format `always` has and what `headers_in` finds. Raises Problem.
    """
    reading = _Reading(path, find, make)
    headers = headers_in(reading.rows(), always)
    if len(headers) > MOST_COLUMNS:
        raise Problem(
            _("The entries of this file have more than %(most)s different properties.")
            % {"most": MOST_COLUMNS},
            path.name,
            _("Take out properties that you do not need."),
        )
    return Table(format_name, headers, [], reading.rows, reading.read_share)


class _Reading:
    def __init__(self, path: Path, find: FindEntries, make: MakeRow) -> None:
        self._path = path
        self._find = find
        self._make = make
        self._stream: JsonStream | None = None

    def read_share(self) -> float:
        return self._stream.read_share() if self._stream else 0.0

    def rows(self) -> Generator[Row, None, None]:
        """Every entry as a row. Raises Problem where the file stops making sense."""
        number = 0
        with JsonStream(self._path) as stream:
            self._stream = stream
            try:
                for number, entry in enumerate(self._find(stream, self._path.name), 1):
                    try:
                        row = self._make(number, entry)
                    except RecursionError:
                        row = refused(number, _("This entry is nested too deeply to be read."))
                    if row is not None:
                        yield row
            except Problem as problem:
                where = _("after entry %(number)s") % {"number": number}
                raise Problem(problem.what, f"{problem.where}, {where}", problem.remedy) from problem
            finally:
                self._stream = None


def listed(*keys: str) -> FindEntries:
    """Finds the entries of a list, or of an object in which they are listed under some of these keys; any
    other object is an entry itself."""

    def find(stream: JsonStream, name: str) -> Iterator[Any]:
        mark = stream.next_mark()
        if mark == "[":
            yield from stream.items()
            return
        if mark != "{":
            raise Problem(
                _("This file holds no list of entries."), name, _("Check that you chose the right file.")
            )
        found = False
        alone: dict[str, Any] = {}
        for key in stream.members():
            if key in keys and stream.next_mark() == "[":
                found = True
                yield from stream.items()
            elif found or len(alone) > MOST_COLUMNS:
                stream.value()
            else:
                alone[key] = stream.value()
        if not found:
            yield alone

    return find


def refused(number: int, why: str) -> Row:
    """An empty row that is rejected."""
    return Row(number, {}, (Trouble(number, "", why, fatal=True),))


def finished_row(number: int, cells: dict[str, str], troubles: tuple[Trouble, ...] = ()) -> Row:
    """A row of these cells, empty ones left out; refused where it has too many."""
    if len(cells) > MOST_COLUMNS:
        return refused(number, _("This entry has too many properties."))
    return settled_row(number, {header: cell for header, cell in cells.items() if cell}, troubles)


def flatten(properties: dict[str, Any], separator: str = ";", prefix: str = "") -> dict[str, str]:
    """Cells of nested properties, with headers like `address.city`; lists are joined by the separator.

    Lists of values with names give a cell for each name: `contacts.phone`.
    """
    cells: dict[str, str] = {}
    for name, value in properties.items():
        header = header_text(prefix + name)
        if isinstance(value, dict):
            cells.update(flatten(value, separator, f"{prefix}{name}."))
        elif isinstance(value, list) and value and all(map(_is_named, value)):
            cells.update(_by_name(header, value, separator))
        elif text := cell_text(value, separator):
            cells[header] = text
    return cells


def cell_text(value: Any, separator: str = ";") -> str:
    """A JSON value as a cell: text as it is, a list of plain values joined, anything else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        return join_list((cell_text(one) for one in value if one is not None), separator)
    return json.dumps(value, ensure_ascii=False)


def _is_named(value: Any) -> bool:
    return isinstance(value, dict) and set(value) in _NAMED_VALUE


def _by_name(header: str, values: list[dict[str, Any]], separator: str) -> dict[str, str]:
    named: dict[str, list[str]] = {}
    for one in values:
        name = header_text(str(one.get("kind") or one.get("scheme") or ""))
        named.setdefault(f"{header}.{name}", []).append(cell_text(one["value"]))
    return {name: join_list(texts, separator) for name, texts in named.items()}
