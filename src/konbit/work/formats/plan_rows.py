"""Rows of a plan's sheet, read: codes in front of the text, headings between rows, goals within the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.reading import guess_format, open_table
from konbit.directory.formats.table import Row, Table
from konbit.work.formats.merged import filled, merges
from konbit.work.formats.plan_columns import Column

MOST_ROWS = 20_000
LARGEST = 20_000_000
UNDER = " › "

_CODE = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,5})[.)]?\s+(?=\S)")
_SECTION = re.compile(r"([0-9IVX]{1,6}|[A-Z])[.)]\s+(?=\S)")
_GOALS = re.compile(
    r"[\s.:]*\b(?:goals|goal|objectifs|objetivos|metas|buts)\s*:\s*(?=\(?1[).])", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*\(?\d{1,2}[).]\s+")


@dataclass(frozen=True)
class ReadRow:
    """A row as it was read: its cells by target and language, its place among the headings, its troubles."""

    row: Row
    cells: dict[tuple[str, str], str]
    section: tuple[tuple[str, str], ...] | None
    troubles: tuple[Trouble, ...] = field(default=())

    def said(self, target: str) -> str | None:
        """The cell of a column without language; None where the sheet has no such column."""
        return self.cells.get((target, ""))


def open_sheet(path: Path) -> tuple[Table, list[tuple[int, int, int]]]:
    """The table in an XLSX or CSV file, and its merged cells. Raises Problem."""
    if path.stat().st_size > LARGEST:
        raise Problem(
            _("This sheet is too large for a plan."),
            path.name,
            _("At most %(most)s megabytes can be read.") % {"most": LARGEST // 1_000_000},
        )
    kind = guess_format(path)
    if kind not in ("xlsx", "csv"):
        raise Problem(
            _("This is no spreadsheet."), path.name, _("Save the sheet as XLSX or CSV and bring that file.")
        )
    table = open_table(path, kind)
    return table, merges(path) if kind == "xlsx" else []


def read_rows(
    table: Table, ranges: Sequence[tuple[int, int, int]], columns: Sequence[Column]
) -> Iterator[ReadRow]:
    """The rows that say something of an activity, headings taken out and kept above those that follow.

    Raises Problem beyond 20,000 rows.
    """
    above: tuple[tuple[str, str], ...] | None = None
    has_code = any(column.target == "code" for column in columns)
    has_section = any(column.target == "section" for column in columns)
    for count, row in enumerate(filled(table.rows(), table.headers, ranges)):
        if count >= MOST_ROWS:
            raise Problem(
                _("A plan's sheet has at most %(most)s rows.") % {"most": f"{MOST_ROWS:,}"},
                remedy=_("Part it into several plans."),
            )
        cells = {
            (column.target, column.language): row.cells.get(column.header, "").strip()
            for column in columns
            if column.target
        }
        text = next((cell for (target, _l), cell in cells.items() if target == "text" and cell), "")
        heading = None if has_section else _heading(cells, text)
        if heading is not None:
            above = _placed(above, heading)
            continue
        if not has_code and text:
            cells = _with_code(cells)
        section = _path(cells.get(("section", ""), "")) if has_section else above
        yield ReadRow(row, _with_goals(cells), section, row.troubles)


def _heading(cells: dict[tuple[str, str], str], text: str) -> tuple[str, str] | None:
    """The code and title of a heading: a row with nothing but words, in capitals or behind one number."""
    others = [cell for (target, _l), cell in cells.items() if target not in ("text",) and cell]
    if not text or others or len(text) > 300:
        return None
    if match := _SECTION.match(text):
        return match[1], text[match.end() :].strip(" ,")
    return ("", text) if text.isupper() else None


def _placed(
    above: tuple[tuple[str, str], ...] | None, heading: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """One in capitals without number stands on top, any other beneath the last that does."""
    if not heading[0]:
        return (heading,)
    top = above[:1] if above and not above[0][0] else ()
    return (*top, heading)


def _with_code(cells: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The code that stands in front of the text, as a cell of its own."""
    found = dict(cells)
    for (target, language), cell in cells.items():
        if target == "text" and (match := _CODE.match(cell)):
            found[("code", "")] = match[1]
            found[(target, language)] = cell[match.end() :].strip()
    return found


def _with_goals(cells: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """ "… Goals: (1) discuss (2) define": the numbered goals as lines of their own."""
    found = dict(cells)
    for (target, language), cell in cells.items():
        if target != "text" or ("numbered", language) in cells:
            continue
        if match := _GOALS.search(cell):
            goals = [one.strip() for one in _NUMBER.split(cell[match.end() - 1 :]) if one.strip()]
            found[(target, language)] = cell[: match.start()].strip()
            found[("numbered", language)] = "\n".join(goals)
    return found


def _path(cell: str) -> tuple[tuple[str, str], ...]:
    """ "MEETINGS › 1. Meetings" as codes and titles, at most two of them."""
    parts = [part.strip() for part in re.split(r"\s*[›>]\s*", cell) if part.strip()]
    if len(parts) > 2:
        parts = [parts[0], " ".join(parts[1:])]
    return tuple(code_and_title(part) for part in parts)


def code_and_title(words: str) -> tuple[str, str]:
    """ "1. Meetings" as its code and its title."""
    match = _SECTION.match(words) or _CODE.match(words)
    return (match[1], words[match.end() :].strip()) if match else ("", words)
