"""Writing groups as a workbook that can be edited and brought back: the first column knows each group."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from konbit.base.errors import Problem
from konbit.directory.formats.outward import Address, noting, without_controls
from konbit.directory.formats.standard_csv import table
from konbit.directory.queries.exporting import OutGroup, OutSource

MOST_ROWS = 100_000
LONGEST_CELL = 32_767  # characters: what the format allows


def workbook(groups: Iterable[OutGroup], address: Address) -> IO[bytes]:
    """A workbook in a temporary file, open at its beginning: the groups, and a sheet of their sources.

    Written row by row. Raises Problem beyond 100,000 groups: take the CSV then.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Groups")
    sheet.freeze_panes = "C2"
    sources: dict[OutSource, None] = {}
    for number, row in enumerate(table(noting(groups, sources), address)):
        if number > MOST_ROWS:
            sheet.close()
            raise Problem(
                _("A workbook holds at most %(count)s groups.") % {"count": f"{MOST_ROWS:,}"},
                remedy=_("Narrow the search, or take the CSV, which has no limit."),
                status=422,
            )
        cells = [_text(cell) for cell in row]
        sheet.append([_heading(sheet, cell) for cell in cells] if number == 0 else cells)
    about = book.create_sheet("Sources")
    about.append([_heading(about, title) for title in ("Source", "Licence", "Attribution", "Address")])
    for source in sources:
        about.append([_text(one) for one in (source.name, source.licence, source.attribution, source.url)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _heading(sheet: Any, title: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font = Font(bold=True)
    return cell


def _text(cell: str) -> str:
    return without_controls(cell)[:LONGEST_CELL]
