"""Debts as a table: `debtor,creditor,amount`, and if wanted `id` and `due`; `read`.

The columns of the field's free set-off programs (closed loops: `id,debtor,creditor,amount`), in any order, as
CSV in UTF-8, packed by gzip or not. Amounts are whole numbers of the smallest unit. A million rows are read
in a few seconds: cells are looked at by the ten thousand, one by one only where something is wrong.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.engines.clearing import Debts, Unfit

NEEDED = ("debtor", "creditor", "amount")
KNOWN = (*NEEDED, "id", "due")

MOST_ROWS = 10_000_000
"""No longer table is read."""

_AT_ONCE = 20_000


def read(path: Path) -> Debts:
    """The debts in a file. Raises Problem with file, line and what to do: for columns that are missing,
    unknown or there twice, cells left empty, amounts that are no whole numbers above 0 within 64 bits,
    whoever owes herself, ids that are there twice, and days that are none."""
    if not path.is_file():
        raise Problem(_("There is no such file."), str(path), _("Check its name and folder."), status=404)
    try:
        with path.open("rb") as start:
            packed = start.read(2) == b"\x1f\x8b"
        opener = gzip.open if packed else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
            return _Table(path.name, lines).debts()
    except UnicodeDecodeError as error:
        raise Problem(
            _("This file is no text in UTF-8."), path.name, _("Save it as CSV in UTF-8.")
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Problem(
            _("This file is cut off or damaged."), path.name, _("Pack or copy it again.")
        ) from error
    except OSError as error:
        raise Problem(
            _("This file cannot be read: %(error)s") % {"error": error.strerror},
            str(path),
            _("Check its permissions."),
        ) from error


class _Table:
    """One file while it is read. `_blank`: how many debts stood before each blank line."""

    def __init__(self, file: str, lines: IO[str]) -> None:
        self._file = file
        self._lines = lines
        self._blank: list[int] = []
        self._many = 0

    def debts(self) -> Debts:
        heading = self._lines.readline()
        marks = [mark for mark in ",;\t" if mark in heading]
        mark = max(marks, key=heading.count, default=",")
        names = [name.strip().lower() for name in next(csv.reader([heading], delimiter=mark), [])]
        self._check(names)
        columns: dict[str, list[str]] = {name: [] for name in names}
        numbers: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
        names_seen: dict[str, str] = {}
        for cells in self._chunks(csv.reader(self._lines, delimiter=mark), len(names)):
            for name, column in zip(names, cells, strict=True):
                plain = [*map(str.strip, column)]
                if name == "amount":
                    numbers.append(self._amounts(plain))
                    continue
                if "" in plain:
                    raise self._problem(_("“%(column)s” is empty.") % {"column": name}, plain.index(""))
                same = map(names_seen.setdefault, plain, plain) if name in NEEDED else plain
                columns[name].extend(same)
            self._many += len(cells[0])
        try:
            return Debts.of(
                columns["debtor"],
                columns["creditor"],
                np.concatenate(numbers) if numbers else np.zeros(0, np.int64),
                columns.get("id"),
                self._days(columns["due"]) if "due" in columns else None,
            )
        except Unfit as unfit:
            raise self._unfit(unfit) from unfit

    def _check(self, names: list[str]) -> None:
        missing = [name for name in NEEDED if name not in names]
        unknown = [name for name in names if name not in KNOWN]
        twice = [name for name in KNOWN if names.count(name) > 1]
        for what, wrong in (
            (_("These columns are missing: %(columns)s."), missing),
            (_("These columns are not known here: %(columns)s."), unknown),
            (_("These columns are there twice: %(columns)s."), twice),
        ):
            if wrong:
                raise Problem(
                    what % {"columns": ", ".join(name or "“”" for name in wrong)},
                    self._where(1),
                    _("Write debtor, creditor and amount into the first line, and if you like id and due."),
                )

    def _chunks(self, rows: Iterator[list[str]], width: int) -> Iterator[list[tuple[str, ...]]]:
        """Many rows at once, column by column."""
        while True:
            try:
                chunk = [*islice(rows, _AT_ONCE)]
            except csv.Error as error:
                raise Problem(
                    _("This table cannot be read: %(error)s") % {"error": error},
                    self._file,
                    _("Save it as CSV again."),
                ) from error
            if not chunk:
                return
            if self._many + len(chunk) > MOST_ROWS:
                raise Problem(
                    _("This table has too many rows."),
                    self._file,
                    _("At most %(many)d are read.") % {"many": MOST_ROWS},
                )
            if set(map(len, chunk)) != {width}:
                chunk = self._even(chunk, width)
            if chunk:
                yield [*zip(*chunk, strict=True)]

    def _even(self, chunk: list[list[str]], width: int) -> list[list[str]]:
        kept: list[list[str]] = []
        for row in chunk:
            if not any(cell.strip() for cell in row):
                self._blank.append(self._many + len(kept))
            elif len(row) != width:
                raise self._problem(
                    _("This row has %(found)d cells instead of %(wanted)d.")
                    % {"found": len(row), "wanted": width},
                    len(kept),
                )
            else:
                kept.append(row)
        return kept

    def _amounts(self, cells: list[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        together = "".join(cells)
        if together.isascii() and together.isdigit() and all(cells) and max(map(len, cells)) <= 18:
            return np.array([*map(int, cells)], np.int64)
        found = []
        for row, cell in enumerate(cells):
            if not (cell.isascii() and cell.removeprefix("-").isdigit()):
                raise self._problem(
                    _("“%(cell)s” is no whole number.") % {"cell": cell},
                    row,
                    _("Write amounts in the smallest unit, digits only: 57528 for 575.28."),
                )
            if len(cell) > 40 or not -(2**63) <= int(cell) < 2**63:
                raise self._problem(
                    _("“%(cell)s” is too large for 64 bits.") % {"cell": cell[:40]},
                    row,
                    _("Write all amounts in a larger unit."),
                )
            found.append(int(cell))
        return np.array(found, np.int64)

    def _days(self, cells: list[str]) -> list[int]:
        known: dict[str, int] = {}
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = date.fromisoformat(cell).toordinal()
            except ValueError as error:
                self._many = 0
                raise self._problem(
                    _("“%(cell)s” is no day.") % {"cell": cell},
                    cells.index(cell),
                    _("Write days like 2027-04-26, or leave the column due out."),
                ) from error
        return [known[cell] for cell in cells]

    def _unfit(self, unfit: Unfit) -> Problem:
        self._many = 0
        said = {"about": unfit.about}
        row = unfit.row - 1
        if unfit.code == "positive":
            return self._problem(
                _("The amount %(about)s is not above 0.") % said,
                row,
                _("Leave the row out, or turn debtor and creditor round."),
            )
        if unfit.code == "self":
            return self._problem(
                _("“%(about)s” is debtor and creditor at once.") % said, row, _("Leave the row out.")
            )
        if unfit.code == "twice":
            return self._problem(
                _("The id “%(about)s” is there twice.") % said, row, _("Give every debt an id of its own.")
            )
        return Problem(
            _("All amounts together are %(about)s: that is more than fits into 64 bits safely.") % said,
            self._file,
            _("Write all amounts in a larger unit."),
        )

    def _problem(self, what: str, row: int, remedy: str = "") -> Problem:
        """What is wrong in a row (from 0) of the rows at hand."""
        debt = self._many + row
        line = debt + 2 + bisect_right(self._blank, debt)
        return Problem(what, self._where(line), remedy or _("Complete the row, or leave it out."))

    def _where(self, line: int) -> str:
        return _("%(file)s, line %(line)s") % {"file": self._file, "line": line}
