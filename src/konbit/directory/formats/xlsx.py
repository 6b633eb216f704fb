"""Spreadsheets in Office Open XML (XLSX): the first sheet with something in it, its values as text."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.table import (
    MOST_COLUMNS,
    ROWS_FOR_HEADERS,
    Row,
    Table,
    checked_row,
    named_columns,
    title_rows,
    trimmed_headers,
)

# A zip file says how long its parts are when unpacked, and Python unpacks no more than was said.
_LARGEST_UNPACKED = 2_000_000_000
_LARGEST_WORDS = 200_000_000
_LAST_ROW = 1_048_576
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_xlsx(path: Path) -> Table:
    """The first sheet that holds something; its first full row names the columns. Raises Problem."""
    _refuse_dangerous(path)
    reading = _Reading(path)
    headers, notes = reading.take_headers()
    return Table("xlsx", headers, notes, reading.rows, reading.read_share)


class _Reading:
    """The reading of one workbook; formulas give the value that was last computed for them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sheet = ""
        self._first = 0
        self._last = 0
        self._row = 0
        self._headers: list[str] = []

    def read_share(self) -> float:
        return min(self._row / max(self._last, self._row, 1), 1.0)

    def take_headers(self) -> tuple[list[str], list[str]]:
        """The column names of the first sheet with something in it, and what is to be said of them."""
        with self._opened() as book:
            for sheet in book.worksheets:
                self._last = sheet.max_row or 0
                first = list(islice(self._numbered(sheet), ROWS_FOR_HEADERS))
                if not first:
                    continue
                self._first, cells = first[title_rows([cells for _number, cells in first])]
                self._sheet = sheet.title
                cells = trimmed_headers(cells, [values for _number, values in first])
                self._headers, notes = named_columns(cells)
                if len(book.worksheets) > 1:
                    notes.append(_("Read from the sheet “%(sheet)s”.") % {"sheet": sheet.title})
                return self._headers, notes
        raise Problem(
            _("No sheet of this file has anything in it."), self._path.name, _("Choose another file.")
        )

    def rows(self) -> Generator[Row, None, None]:
        """Every row of the sheet with something in it. Raises Problem where the file stops making sense."""
        with self._opened() as book:
            for number, cells in self._numbered(book[self._sheet]):
                if number <= self._first:
                    continue
                self._row = number
                row = checked_row(number, self._headers, cells)
                yield _without_errors(row) if _ERRORS.intersection(cells) else row
        self._row = max(self._last, self._row)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """The workbook, its parsers' many kinds of errors told as one Problem."""
        book: Any = None
        try:
            with warnings.catch_warnings():
                # openpyxl warns of styles and extensions that do not matter to the values.
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(self._path, read_only=True, data_only=True, keep_links=False)
            yield book
        except (Problem, GeneratorExit):
            raise
        except Exception as error:
            raise _broken(self._path, self._row) from error
        finally:
            if book is not None:
                book.close()

    def _numbered(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        """The rows with something in them, and their numbers."""
        # A sheet may claim to be 16,384 columns wide; without the claim, rows end at their last cell.
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _LAST_ROW or len(values) > MOST_COLUMNS:
                raise Problem(
                    _("This sheet has more rows or columns than can be read."),
                    _("%(file)s, row %(row)s") % {"file": self._path.name, "row": number},
                    _("At most %(most)s columns can be read. Save a longer table as CSV.")
                    % {"most": MOST_COLUMNS},
                )
            cells = [_text(value) for value in values]
            if any(cell.strip() for cell in cells):
                yield number, cells


def _broken(path: Path, row: int = 0) -> Problem:
    return Problem(
        _("This file is called a spreadsheet (XLSX), but it is broken or something else."),
        _("%(file)s, after row %(row)s") % {"file": path.name, "row": row} if row else path.name,
        _("Open it in a spreadsheet program and save it again as XLSX or CSV."),
    )


def _refuse_dangerous(path: Path) -> None:
    """Refuses what would fill the memory when unpacked: huge parts, and XML that declares entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            words = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
            if sum(part.file_size for part in parts) > _LARGEST_UNPACKED or words > _LARGEST_WORDS:
                raise Problem(
                    _("Unpacked, this spreadsheet would be too large."),
                    path.name,
                    _("Save it as CSV, which can be read at any length, and try again."),
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if _DECLARATION.search(file.read(4096)):
                            raise _broken(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _broken(path) from error


def _without_errors(row: Row) -> Row:
    cells = {header: cell for header, cell in row.cells.items() if cell not in _ERRORS}
    troubles = tuple(
        Trouble(
            row.number,
            header,
            _("This cell shows an error of the spreadsheet (%(error)s); it is read as empty.")
            % {"error": cell},
        )
        for header, cell in row.cells.items()
        if cell in _ERRORS
    )
    return Row(row.number, cells, row.troubles + troubles)


def _text(value: Any) -> str:
    """A cell's value as a person would type it: dates as 2004-01-28, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
