"""A table somewhere in a file, read row by row so that its length does not matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.cells import restore

LONGEST_CELL = 10_000
MOST_COLUMNS = 1_000
ROWS_FOR_HEADERS = 20
_ROWS_FOR_RARE_HEADERS = 2_000
# A million rows of a rich directory fit.
LARGEST_FILE = 1_000_000_000

# The mark at the beginning of UTF-8 files after a program took it for three letters.
_MARK_MISREAD = "ï»¿"
_LOST_BYTES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its `number` as a person sees it in her file, its cells by header, what is wrong with it."""

    number: int
    cells: dict[str, str]
    troubles: tuple[Trouble, ...] = ()


@dataclass
class Table:
    """An opened table: its headers in order, what had to be guessed about it (`notes`), and its rows.

    `rows()` may be called again to read from the start; it raises Problem where the file cannot be read
    on, after every row before that place. `read_share()` tells how much of it has been read, 0 to 1.
    """

    format: str
    headers: list[str]
    notes: list[str]
    rows: Callable[[], Generator[Row, None, None]]
    read_share: Callable[[], float]


def headers_in(rows: Generator[Row, None, None], always: Iterable[str]) -> list[str]:
    """The headers of rows that come without a line of headers: those of the first 2,000 rows after those
    that the format `always` has. A rarer one may still appear in a row.

    Raises Problem where not even one row can be read.
    """
    headers = dict.fromkeys(always)
    some = False
    with closing(rows):
        try:
            for row in islice(rows, _ROWS_FOR_RARE_HEADERS):
                headers.update(dict.fromkeys(row.cells))
                some = True
        except Problem:
            # What stands before the break can be read; whoever reads on meets the problem in its place.
            if not some:
                raise
    return list(headers)


def header_text(cell: str) -> str:
    """A column name on one line, without what no database can keep."""
    bare = cell.removeprefix("\ufeff").removeprefix(_MARK_MISREAD)
    return " ".join(_LOST_BYTES.sub("\ufffd", bare).replace("\0", "").split())


def named_columns(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Headers that are all different and none empty, and a note on each that had to be changed."""
    headers: dict[str, None] = {}
    notes: list[str] = []
    for place, cell in enumerate(cells, 1):
        wanted = header_text(cell) or _("Column %(number)s") % {"number": place}
        header, again = wanted, 1
        while header in headers:
            again += 1
            header = f"{wanted} ({again})"
        if again > 1:
            notes.append(
                _("Two columns are called “%(name)s”; the later one is read as “%(new)s”.")
                % {"name": wanted, "new": header}
            )
        headers[header] = None
    return list(headers), notes


def title_rows(first: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are a title above the table: one cell each, over rows of three or more."""
    filled = [sum(1 for cell in cells if cell.strip()) for cells in first]
    if max(filled, default=0) < 3:
        return 0
    return next(place for place, count in enumerate(filled) if count > 1)


def trimmed_headers(headers: Sequence[str], first: Sequence[Sequence[str]]) -> list[str]:
    """Headers without the empty ones at the end under which none of the first rows has anything."""
    width = max(
        place
        for cells in (headers, *first)
        for place, cell in enumerate(cells[: len(headers)], 1)
        if cell.strip()
    )
    return list(headers[:width])


def checked_row(number: int, headers: Sequence[str], values: Sequence[str]) -> Row:
    """A row of `values` under `headers`, with a trouble for each cell that cannot be taken as it is.

    Empty cells are left out. Values without a header reject the row: a separator too many moves every cell
    after it into a wrong column.
    """
    cells = {header: value for header, value in zip(headers, values, strict=False) if value}
    troubles: tuple[Trouble, ...] = ()
    if len(values) > len(headers):
        troubles = tuple(_surplus(number, len(headers), values, cells))
    return settled_row(number, cells, troubles)


def settled_row(number: int, cells: dict[str, str], troubles: tuple[Trouble, ...] = ()) -> Row:
    """A row whose cells are looked through: too long, unreadable bytes, invisible NULs, apostrophes."""
    text = "".join(cells.values())
    if len(text) > LONGEST_CELL:
        troubles += tuple(_too_long(number, cells))
    if "'" in text:
        cells = {header: restore(value) if value[0] == "'" else value for header, value in cells.items()}
    if "\0" in text:
        troubles += tuple(_without_nul(number, cells))
    if not text.isascii() and _LOST_BYTES.search(text):
        troubles += tuple(_unreadable(number, cells))
    return Row(number, cells, troubles)


def _surplus(number: int, width: int, values: Sequence[str], cells: dict[str, str]) -> Iterator[Trouble]:
    for place, value in enumerate(values[width:], width + 1):
        if value.strip():
            column = _("Column %(number)s") % {"number": place}
            cells[column] = value
            yield Trouble(
                number,
                column,
                _(
                    "This row has more cells than there are column names, so its cells may stand in wrong "
                    "columns. Put quotation marks around a cell that holds the separator."
                ),
                fatal=True,
            )
            return


def _too_long(number: int, cells: dict[str, str]) -> Iterator[Trouble]:
    for header, value in cells.items():
        if len(value) > LONGEST_CELL:
            yield Trouble(
                number,
                header,
                _(
                    "This cell holds %(length)s characters; at most %(most)s fit. Shorten it, or look for a "
                    "quotation mark that is missing nearby."
                )
                % {"length": len(value), "most": LONGEST_CELL},
                fatal=True,
            )


def _without_nul(number: int, cells: dict[str, str]) -> Iterator[Trouble]:
    for header, value in cells.items():
        if "\0" in value:
            cells[header] = value.replace("\0", "")
            yield Trouble(number, header, _("Invisible characters (NUL) were taken out of this cell."))


def _unreadable(number: int, cells: dict[str, str]) -> Iterator[Trouble]:
    for header, value in cells.items():
        if _LOST_BYTES.search(value):
            cells[header] = _LOST_BYTES.sub("\ufffd", value)
            yield Trouble(
                number,
                header,
                _(
                    "Some characters of this cell cannot be read (shown as �): they are not written in the "
                    "encoding of the rest of the file. Type them again, or save the file as UTF-8."
                ),
                fatal=True,
            )
