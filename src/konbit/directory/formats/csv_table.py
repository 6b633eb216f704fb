"""Tables of separated text: CSV with commas or semicolons, tab-separated text, cells pasted from a sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TextIO

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
from konbit.directory.formats.text_encoding import Encoding, find_encoding

# Longer than any cell that is accepted, so that a long cell is rejected with its row and the file read on.
_LONGEST_FIELD = 1_000_000
_LONGEST_LINE = 4_000_000
# More than a spreadsheet has columns: some programs save all of them, most of them empty.
_MOST_CELLS = 20_000
_SAMPLE = 200_000
_SEPARATORS = ",;\t|"
# A last line that no file holds: a table that ends well gives it back as a row of its own.
_END = "\ue000end of the table\ue000"
_CONTENT = re.compile(r"\s*(?:[^@\s]+@[^@\s]+\.\w+|https?://\S+)\s*\Z")
_PAGE = re.compile(r"\s*<(?:!doctype|html|table|\?xml)\b", re.IGNORECASE)

csv.field_size_limit(_LONGEST_FIELD)


def open_csv(path: Path) -> Table:
    """A table of separated text, its encoding and separator found out. Raises Problem."""
    encoding = find_encoding(path)
    notes = [encoding.note] if encoding.note else []
    with _text(path, encoding) as file:
        sample = file.read(_SAMPLE)
    if _PAGE.match(sample):
        raise Problem(
            _("This file is a web page, not a table of text."),
            path.name,
            _("Open it in a spreadsheet program and save it as XLSX or CSV."),
        )
    separator = _announced(sample) or _likeliest(sample, whole=len(sample) < _SAMPLE)
    if separator != ",":
        names = {";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
        notes.append(
            _("The cells are separated by %(separator)s.")
            % {"separator": names.get(separator, f"“{separator}”")}
        )
    reading = _Reading(path, encoding, separator)
    headers, more = reading.take_headers()
    return Table("csv", headers, notes + more, reading.rows, reading.read_share)


class _Reading:
    """The reading of one file; `_read` bytes of `_size` are behind it."""

    def __init__(self, path: Path, encoding: Encoding, separator: str) -> None:
        self._path = path
        self._encoding = encoding
        self._separator = separator
        self._size = max(path.stat().st_size, 1)
        self._read = 0
        self._headers: list[str] = []
        self._first = 0

    def read_share(self) -> float:
        return min(self._read / self._size, 1.0)

    def take_headers(self) -> tuple[list[str], list[str]]:
        """The column names and what is to be said of them; rows are numbered from the file's first."""
        first: list[tuple[int, list[str]]] = []
        with closing(self._records()) as records:
            try:
                first.extend(islice(records, ROWS_FOR_HEADERS))
            except Problem:
                # What stands before the break can be read; whoever reads on meets the problem there.
                if not first:
                    raise
        start = title_rows([cells for _number, cells in first])
        for number, cells in first[start:]:
            if not any(cell.strip() for cell in cells):
                continue
            if number == 1 and cells[0].lower().startswith("sep="):
                continue
            cells = trimmed_headers(cells, [values for _number, values in first])
            if len(cells) > MOST_COLUMNS:
                raise Problem(
                    _("This table has %(count)s columns; at most %(most)s can be read.")
                    % {"count": len(cells), "most": MOST_COLUMNS},
                    self._path.name,
                    _("Check what separates its cells, or take out columns."),
                )
            self._first = number
            notes = []
            if any(_CONTENT.match(cell) for cell in cells):
                self._first, cells = number - 1, [""] * len(cells)
                notes.append(_("The first row already holds a group, so the columns have numbers as names."))
            self._headers, more = named_columns(cells)
            return self._headers, notes + more
        raise Problem(
            _("This file is empty."),
            self._path.name,
            _("Check that you chose the right file; its first row names the columns."),
        )

    def rows(self) -> Generator[Row, None, None]:
        """Every row with something in it. Raises Problem where the file stops making sense."""
        headers, width = self._headers, len(self._headers)
        short: list[Row] = []
        shortened = 0
        for number, cells in self._records():
            if number <= self._first:
                continue
            if short:
                yield short.pop()
            row = checked_row(number, headers, cells)
            if not row.cells:
                continue
            if len(cells) < width:
                short.append(row)
                shortened += 1
            else:
                yield row
        if short:
            # Whoever wrote every other row to its last column did not mean to leave this one short.
            cut = shortened == 1 and self._ends_without_line_end()
            yield self._cut(short.pop()) if cut else short.pop()

    def _records(self) -> Generator[tuple[int, list[str]], None, None]:
        number = 0
        with _text(self._path, self._encoding) as file:
            records = csv.reader(self._lines(file), delimiter=self._separator)
            try:
                for number, cells in enumerate(records, 1):
                    if cells and _END in cells[-1]:
                        if cells[-1] != _END or len(cells) > 1:
                            raise self._unclosed(number)
                        return
                    if len(cells) > _MOST_CELLS:
                        raise self._too_wide(number)
                    yield number, cells
            except csv.Error as error:
                raise self._unclosed(number + 1) from error

    def _lines(self, file: TextIO) -> Iterator[str]:
        raw = file.buffer
        for count, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), "")):
            if len(line) == _LONGEST_LINE:
                raise Problem(
                    _("A line of this file is too long for a table of text."),
                    f"{self._path.name}, {_('line')} {count + 1}",
                    _("Check that you chose the right file, or save it again as CSV."),
                )
            if count % 500 == 0:
                self._read = raw.tell()
            yield line
        self._read = self._size
        yield _END

    def _too_wide(self, number: int) -> Problem:
        return Problem(
            _("A row of this file has more than %(most)s cells.") % {"most": f"{_MOST_CELLS:,}"},
            _("%(file)s, row %(row)s") % {"file": self._path.name, "row": number},
            _("Check what separates its cells, or take out columns."),
        )

    def _unclosed(self, number: int) -> Problem:
        return Problem(
            _("A quotation mark that opens in this row is never closed; the file may have been cut."),
            _("%(file)s, row %(row)s") % {"file": self._path.name, "row": number},
            _("Close the quotation mark, or fetch the whole file again. The rows before it can be used."),
        )

    def _ends_without_line_end(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-min(self._size, 4), io.SEEK_END)
            return not file.read().rstrip(b"\0").endswith((b"\n", b"\r"))

    def _cut(self, row: Row) -> Row:
        message = _("The file ends in the middle of this row. Fetch the whole file again.")
        return Row(row.number, row.cells, (*row.troubles, Trouble(row.number, "", message, fatal=True)))


def _text(path: Path, encoding: Encoding) -> TextIO:
    return path.open(encoding=encoding.name, errors=encoding.errors, newline="")


def _announced(text: str) -> str:
    """The separator that a spreadsheet program wrote in a first line of its own, such as `sep=;`."""
    match = re.match(r'"?sep=([^\w\s]|\t)"?\s*(?:[\r\n]|\Z)', text.lstrip("\ufeff"), re.IGNORECASE)
    return match[1] if match else ""


def _likeliest(sample: str, whole: bool) -> str:
    """The separator that splits most rows of the sample into the same number of cells, two or more."""
    return max(_SEPARATORS, key=lambda separator: _regularity(sample, separator, whole))


def _regularity(sample: str, separator: str, whole: bool) -> float:
    """How many columns a separator makes, times how steadily (squared; title rows count as unsteady); 0 where
    the first row below them has but one."""
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
    except csv.Error:
        return 0.0
    titles = title_rows(rows[:ROWS_FOR_HEADERS])
    widths = [len(cells) for cells in rows[titles:] if cells]
    if not whole and len(widths) > 1:
        widths.pop()
    if not widths or widths[0] < 2:
        return 0.0
    width, often = Counter(widths).most_common(1)[0]
    return width * (often / (titles + len(widths))) ** 2
