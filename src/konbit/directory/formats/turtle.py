"""Reading Turtle: the organisations of a document as rows."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.rdf_rows import ALWAYS, no_groups, row_of
from konbit.directory.formats.table import Row, Table
from konbit.directory.formats.turtle_syntax import parse

LARGEST = 50_000_000
"""Bytes: what is said of one thing may stand anywhere in the file, so all of it is held at once."""


def open_turtle(path: Path) -> Table:
    """The organisations of a document; rows are numbered as its subjects. Raises Problem."""
    if path.stat().st_size > LARGEST:
        raise Problem(
            _("This file is too large for Turtle: at most %(most)s megabytes can be read.")
            % {"most": LARGEST // 1_000_000},
            path.name,
            _("Take the same data as JSON-LD, which can be of any length."),
        )
    text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    found = [
        row
        for number, node in enumerate(parse(text, path.name), 1)
        if (row := row_of(number, node)) is not None
    ]

    if not found:
        raise no_groups(path.name)

    def rows() -> Generator[Row, None, None]:
        yield from found

    headers = dict.fromkeys((*ALWAYS, *(header for row in found for header in row.cells)))
    return Table("turtle", list(headers), [], rows, lambda: 1.0)
