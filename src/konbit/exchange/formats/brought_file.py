"""A table that somebody brings as a file: CSV in any writing, or XLSX."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.reading import Row, open_table

LARGEST = 5_000_000
"""In bytes."""


def small_enough(name: str, content: bytes) -> None:
    """Raise `Problem` for a file that is empty or too large."""
    if not content or len(content) > LARGEST:
        raise Problem(
            _("This file is empty, or too large."),
            name[:80],
            _("At most five megabytes can be read."),
            status=422,
        )


def table_in(content: bytes, most: int) -> tuple[Sequence[str], list[Row]]:
    """The headers and rows of a table. Raises `Problem` for a file that is none, or has more rows."""
    kind = "xlsx" if content[:2] == b"PK" else "csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{kind}"
        path.write_bytes(content)
        table = open_table(path, kind)
        return table.headers, list(_some(table.rows(), most))


def _some(rows: Iterator[Row], most: int) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= most:
            raise Problem(
                _("At most %(most)s rows can be taken at once.") % {"most": most}, remedy=_("Part the table.")
            )
        yield row
