"""Erasing in the files that imports left behind: lists as they came, and the rows that were refused."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from konbit.base.errors import Problem
from konbit.chronicle.personal import values_in
from konbit.directory.formats.cells import neutralise, restore
from konbit.directory.formats.reading import open_table
from konbit.directory.models import ImportRun

Matches = Callable[[str], bool]


def erase_in_import_files(matches: Matches) -> int:
    """Remove the uploaded lists that hold a matching cell, with what a trial showed of them, and empty such
    cells in lists of refused rows. A list that is being read right now stays: its reading would break off.

    Returns how many files were changed or removed.
    """
    changed = 0
    for run in ImportRun.objects.exclude(state=ImportRun.State.RUNNING):
        if run.rejects and _empty_cells(Path(run.rejects.path), matches):
            changed += 1
        if run.file and _holds_match(Path(run.file.path), run.format, matches):
            run.file.delete(save=False)
            run.trial, run.problem, run.notes = {}, {}, []
            run.save(update_fields=["file", "trial", "problem", "notes"])
            changed += 1
    return changed


def _holds_match(path: Path, format_name: str, matches: Matches) -> bool:
    """Whether a cell of a list matches; a list that cannot be read to its end may hold anything."""
    if not path.is_file():
        return False
    try:
        table = open_table(path, format_name)
        return any(matches(cell) for row in table.rows() for cell in row.cells.values())
    except Problem:
        return True


def _empty_cells(path: Path, matches: Matches) -> bool:
    """Empty the matching cells of a CSV, and what they said where a reason repeats it."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cleared = [_cleared(row, matches) for row in rows]
    if cleared == rows:
        return False
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(cleared)
    os.replace(fresh, path)
    return True


def _cleared(row: Iterable[str], matches: Matches) -> list[str]:
    told = [restore(cell) for cell in row]
    gone = {value for cell in told if matches(cell) for value in values_in(cell) if matches(value)}
    cleared = ["" if matches(cell) else cell for cell in told]
    for value in gone:
        cleared = [cell.replace(value, "") for cell in cleared]
    return [neutralise(cell) for cell in cleared]
