"""The rows that could not be taken, as a file to mend and bring again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from konbit.directory.draft import Trouble
from konbit.directory.formats.cells import neutralise
from konbit.directory.formats.reading import Row
from konbit.directory.models import ImportRun


def own_headers() -> tuple[str, str, str]:
    """What stands above the columns that are put before the row's own: reason, row, column."""
    return _("Reason"), _("Row"), _("Column")


class Rejects:
    """A CSV of rejected rows that begins with the first of them; without one there is no file."""

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        self._path = path
        self._headers = list(headers)
        self._file: Any = None
        self._writer: Any = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was rejected."""
        return self._file is None

    def add(self, row: Row, troubles: Sequence[Trouble]) -> None:
        """Take a row with its reasons: those of its troubles that are fatal."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*own_headers(), *map(neutralise, self._headers)])
        reasons = [trouble for trouble in troubles if trouble.fatal]
        beyond = [cell for header, cell in row.cells.items() if header not in self._headers]
        self._writer.writerow(
            [
                " ".join(trouble.message for trouble in reasons),
                row.number,
                ", ".join(trouble.column for trouble in reasons if trouble.column),
                *(neutralise(row.cells.get(header, "")) for header in self._headers),
                *map(neutralise, beyond),
            ]
        )

    def close(self) -> None:
        """Finish the file."""
        if self._file is not None:
            self._file.close()


@contextmanager
def rejects_of(run: ImportRun, headers: Sequence[str]) -> Iterator[Rejects]:
    """Takes the rejected rows of a run; in the end the run knows their file."""
    name = f"imports/rejected-{run.pk}.csv"
    rejects = Rejects(Path(settings.MEDIA_ROOT) / name, headers)
    try:
        yield rejects
    finally:
        rejects.close()
        run.rejects.name = "" if rejects.is_empty else name
        run.save(update_fields=["rejects"])
