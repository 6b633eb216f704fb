"""The three sections of a `.pb` file as columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.formats.poll import Columns

_AT_ONCE = 10_000
"""So many plain lines are taken apart at once."""

SECTIONS = ("META", "PROJECTS", "VOTES")


class Section:
    """A section: where it begins, its headers, its cells by header, and the line of each row."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.headers: list[str] | None = None
        self._lines: list[int] = []
        self.lines: Sequence[int] = self._lines
        self._rows: list[list[str]] = []
        self._plain: list[list[str]] | None = None

    def add(self, row: list[str], line: int, file: str) -> None:
        """One more row; cells that are left out at its end are empty. Raises Problem for too many."""
        wanted = len(self.headers or ())
        if any(cell.strip() for cell in row[wanted:]):
            raise Problem(
                _("This line has %(many)s cells, its headers are %(wanted)s.")
                % {"many": len(row), "wanted": wanted},
                where(file, line),
                _("Put quotation marks around a cell that holds a semicolon."),
            )
        self._rows.append([*row[:wanted], *[""] * (wanted - len(row))])
        self._lines.append(line)

    def add_plain(self, lines: list[str], first: int) -> bool:
        """All rows at once, if they are as plain as can be: each as many cells, no quotation marks."""
        parts = len(self.headers or ()) - 1
        if self._rows or not lines or {line.count(";") for line in lines} != {parts}:
            return False
        self._plain = [[] for _one in range(parts + 1)]
        known: dict[str, str] = {}  # cells that say the same are kept once
        for begin in range(0, len(lines), _AT_ONCE):
            cells = ";".join(lines[begin : begin + _AT_ONCE]).split(";")
            for at, column in enumerate(self._plain):
                some = cells[at :: parts + 1]
                column += map(known.setdefault, some, some) if at else some
        self.lines = range(first, first + len(lines))
        return True

    def columns(self) -> Columns:
        """Cells by header."""
        headers = self.headers or []
        if self._plain is not None:
            return dict(zip(headers, self._plain, strict=True))
        cells = list(zip(*self._rows, strict=True)) or [() for _one in headers]
        return {header: list(column) for header, column in zip(headers, cells, strict=True)}

    def __len__(self) -> int:
        return len(self.lines)


def where(file: str, line: int) -> str:
    """Where something stands, in words."""
    return _("%(file)s, line %(line)s") % {"file": file, "line": line}


def sections(text: str, file: str) -> dict[str, Section]:
    """The three sections. Raises Problem for one that is missing or there twice, or for a row too long."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    found: dict[str, Section] = {}
    section: Section | None = None
    for line, row in _rows(lines, file):
        title = row[0].strip().upper()
        if title in SECTIONS and not any(row[1:]):
            if title in found:
                raise Problem(
                    _("The section %(title)s is there twice.") % {"title": title},
                    where(file, line),
                    _("Leave one of the two."),
                )
            section = found[title] = Section(line)
        elif section is None:
            raise Problem(
                _("A .pb file begins with a line that says META."),
                where(file, line),
                _("Is this a file of the Pabulib library?"),
            )
        elif section.headers is None:
            section.headers = [header.strip().lower() for header in row]
            if len(found) == len(SECTIONS) and _ends(section, lines, line):
                break
        else:
            section.add(row, line, file)
    _complete(found, file)
    return found


def _ends(section: Section, lines: list[str], line: int) -> bool:
    """Whether all that follows could be read at once, as rows of the last section."""
    rest = lines[line:]
    return '"' not in "".join(rest) and section.add_plain(rest, line + 1)


def _complete(found: dict[str, Section], file: str) -> None:
    for title in SECTIONS:
        if title not in found or found[title].headers is None:
            raise Problem(
                _("The section %(title)s is missing, or its headers are.") % {"title": title},
                file,
                _("A .pb file holds META, PROJECTS and VOTES, in this order."),
            )
    for title, section in found.items():
        headers = section.headers or []
        if len(set(headers)) < len(headers):
            raise Problem(
                _("Two columns have one header."), where(file, section.line), _("Give each its own.")
            )
        for header in {"META": ("key", "value"), "PROJECTS": ("project_id", "cost")}.get(
            title, ("voter_id", "vote")
        ):
            if header not in headers:
                raise Problem(
                    _("The column %(header)s is missing.") % {"header": header},
                    where(file, section.line),
                    _("Add it to the headers of this section."),
                )


def _rows(lines: list[str], file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the line in which they end."""
    rows = csv.reader(lines, delimiter=";")
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Problem(
                _("This line cannot be read: %(error)s.") % {"error": error},
                where(file, rows.line_num),
                _("Look for a quotation mark that nothing closes."),
            ) from error
        if any(cell.strip() for cell in row):
            yield rows.line_num, row
