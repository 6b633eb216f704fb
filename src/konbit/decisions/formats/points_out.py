"""Every point of a gathering with where it went, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from konbit.base.text import sentence
from konbit.decisions.queries.points import PointLine
from konbit.directory.formats.cells import neutralise

COLUMNS = (
    "number", "point", "text", "heading", "brought by", "round", "went into", "ended in", "outcome",
    "referred to", "reason", "resolution",
)  # fmt: skip


def points_csv(lines: Sequence[PointLine], language: str) -> str:
    """The table, texts in one language; with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in lines:
        became = one.became
        cells = [
            str(one.number), sentence(one.title, language), sentence(one.text, language),
            sentence(one.heading, language), one.brought_by.name if one.brought_by else "", str(one.round),
            str(one.into[0]) if one.into else "", str(one.into[-1]) if one.into else "", became.code,
            became.referred_to.name if became.referred_to else "", sentence(became.reason, language),
            became.resolution.uid if became.resolution else "",
        ]  # fmt: skip
        writer.writerow([neutralise(cell) for cell in cells])
    return f"\ufeff{file.getvalue()}"
