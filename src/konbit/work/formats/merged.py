"""Cells of a workbook that were merged over several rows: every row says what the first of them says."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from konbit.directory.formats.table import Row

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]{5,40})\"")
_PIECE = 1 << 20
_MOST = 20_000


def merges(path: Path) -> list[tuple[int, int, int]]:
    """The merged ranges of the first sheet with something in it: column (from 0) and first and last row.

    Only over several rows: what is merged over columns is a heading. The workbook was opened and found safe
    before.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((one for one in book.worksheets if _holds_something(one)), None)
        if sheet is None:
            return []
        with sheet._get_source() as source:
            return sorted(_ranges(source))
    finally:
        book.close()


def _holds_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(value not in (None, "") for row in sheet.iter_rows(values_only=True) for value in row)


def _ranges(source: Any) -> Iterator[tuple[int, int, int]]:
    left, found = b"", 0
    while piece := source.read(_PIECE):
        text = left + piece
        end = 0
        for match in _MERGED.finditer(text):
            end = match.end()
            found += 1
            if found > _MOST:
                return
            first_column, first, last_column, last = range_boundaries(match[1].decode())
            if first < last and first_column == last_column:
                yield first_column - 1, first, last
        left = text[max(end, len(text) - 200) :]


def filled(
    rows: Iterator[Row], headers: Sequence[str], ranges: Sequence[tuple[int, int, int]]
) -> Iterator[Row]:
    """The rows, with what stands in the first cell of a merged range in each row of it."""
    said: dict[int, str] = {}
    by_column: dict[int, list[tuple[int, int, int]]] = {}
    for one in ranges:
        by_column.setdefault(one[0], []).append(one)
    for row in rows:
        cells = dict(row.cells)
        for column, some in by_column.items():
            if column >= len(headers):
                continue
            header = headers[column]
            for number, (_column, first, last) in enumerate(some):
                if first <= row.number <= last:
                    mark = column * _MOST + number
                    if row.number == first:
                        said[mark] = cells.get(header, "")
                    elif said.get(mark) and header not in cells:
                        cells[header] = said[mark]
        yield replace(row, cells=cells) if cells != row.cells else row
