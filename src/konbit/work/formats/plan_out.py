"""A plan as a workbook that can be changed and brought back: each row is known by its code."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from konbit.directory.formats.cells import neutralise
from konbit.directory.formats.outward import without_controls
from konbit.directory.formats.xlsx_out import LONGEST_CELL
from konbit.work.formats.plan_columns import READ_ONLY, TITLES, WRITTEN_IN, header_of
from konbit.work.queries.cells import Cells

_WIDE = {"text": 48, "detail": 40, "who": 28, "deadline": 24, "section": 28, "numbered": 36, "notes": 36}


def columns_of(languages: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of a sheet with words in these languages: target and language."""
    return [
        (target, language)
        for target in (*TITLES, *READ_ONLY)
        for language in (languages if target in WRITTEN_IN else ("",))
    ]


def workbook(
    rows: Iterable[Cells], about: Iterable[tuple[str, str]], languages: Sequence[str], reader: str
) -> IO[bytes]:
    """A workbook in a temporary file, open at its beginning: the plan, and a sheet of what it is for.

    `reader`: the language of deadlines, states and headings.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.freeze_panes = "C2"
    columns = columns_of(languages)
    for number, (target, _language) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(target, 14)
    sheet.append([_heading(sheet, header_of(*column)) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, row.cell(target, language or reader)) for target, language in columns])
    told = book.create_sheet("About")
    for title, words in about:
        told.append([_heading(told, title), _cell(told, words)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _heading(sheet: Any, title: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_text(title))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, words: str) -> WriteOnlyCell | None:
    if not words:
        return None
    cell = WriteOnlyCell(sheet, value=_text(words))
    if "\n" in words or len(words) > 40:
        cell.alignment = _WRAPPED
    return cell


_WRAPPED = Alignment(wrap_text=True, vertical="top")


def _text(words: str) -> str:
    return neutralise(without_controls(words))[:LONGEST_CELL]
