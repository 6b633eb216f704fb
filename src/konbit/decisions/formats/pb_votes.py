"""The ballots of a `.pb` file: all at once where they are plain, one by one where they are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from konbit.base.errors import Problem
from konbit.decisions.formats.numbers import NotNumber, alike, digits
from konbit.decisions.formats.pb_sections import where
from konbit.decisions.formats.poll import Columns, Note, VoteType
from konbit.engines.shares import Votes

Ints = NDArray[np.int64]

MOST_POINTS = 2**20
"""No more points to one project, in smallest units."""


class Wrong(Exception):
    """A ballot cannot be read: what is wrong, and what to do."""


def read_votes(
    columns: Columns,
    lines: Sequence[int],
    ids: list[str],
    vote_type: VoteType,
    meta: dict[str, str],
    file: str,
    notes: list[Note],
) -> tuple[Votes, int]:
    """The ballots, and how many digits of points stand after the point.

    Points are those of the file; an ordinal ballot gives its first project as many as the longest ballot may
    name (`max_length`, or as long as any is), the next one fewer (Borda). A project that a ballot without
    points names twice counts once, with a note. Raises Problem with the line of a ballot that cannot be read.
    """
    number = {key: place for place, key in enumerate(ids)}
    pointed = vote_type in ("cumulative", "scoring") and "points" in columns
    cells = columns["vote"]
    plain = None if pointed else _plain(cells, number)
    if plain is None:
        for at, cell in enumerate(cells):
            points = columns["points"][at] if pointed else None
            try:
                cells[at] = _checked(cell, points, number, vote_type == "ordinal")
            except Wrong as wrong:
                what, remedy = wrong.args
                raise Problem(what, where(file, lines[at]), remedy) from None
            if cells[at].count(",") < ",".join(_keys(cell)).count(","):
                notes.append(Note(lines[at], _("The ballot names a project twice; it counts once.")))
        plain = _plain(cells, number)
    assert plain is not None
    lengths, project = plain
    start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    if pointed:
        given = [digits(text) for cell in columns["points"] for text in cell.split(",") if text.strip()]
        flat, places = alike(given)
        if max(flat, default=0) > MOST_POINTS:
            raise Problem(_("Somebody gives too many points to be counted."), file, _("Use smaller numbers."))
        return Votes(start, project, np.array(flat, np.int64)), places
    if vote_type == "ordinal":
        most = max(int(lengths.max(initial=0)), _length(meta))
        place = np.arange(len(project)) - np.repeat(start[:-1], lengths)
        return Votes(start, project, most - place), 0
    return Votes(start, project), 0


def _plain(cells: list[str], number: dict[str, int]) -> tuple[Ints, Ints] | None:
    """How many projects each ballot names, and which; None where one has spaces, an unknown project, or one
    project twice."""
    named = ",".join(filter(None, cells)).split(",") if any(cells) else []
    try:
        project = np.array(list(map(number.__getitem__, named)), np.int64)
    except KeyError:
        return None
    lengths = np.array([cell.count(",") + 1 if cell else 0 for cell in cells], np.int64)
    keys = np.sort(np.repeat(np.arange(len(cells)) * len(number), lengths) + project)
    return None if (keys[1:] == keys[:-1]).any() else (lengths, project)


def _keys(cell: str) -> list[str]:
    return [key.strip() for key in cell.split(",") if key.strip()]


def _checked(cell: str, points: str | None, number: dict[str, int], ordered: bool) -> str:
    """A ballot as a list without spaces, each project once. Raises Wrong."""
    keys = _keys(cell)
    for key in keys:
        if key not in number:
            raise Wrong(
                _("The ballot names the project “%(key)s”, which is not below PROJECTS.") % {"key": key},
                _("Correct it, add the project, or take it off the ballot."),
            )
    once = list(dict.fromkeys(keys))
    if len(once) < len(keys) and (ordered or points is not None):
        raise Wrong(_("The ballot names a project twice."), _("Name it once."))
    if points is not None:
        _check_points(points, len(keys))
    return ",".join(once)


def _check_points(cell: str, wanted: int) -> None:
    texts = [text for text in cell.split(",") if text.strip()]
    if len(texts) != wanted:
        raise Wrong(
            _("The ballot names %(projects)s projects and gives %(points)s numbers of points.")
            % {"projects": wanted, "points": len(texts)},
            _("Give as many points as projects, with a decimal point, never a comma."),
        )
    try:
        for text in texts:
            digits(text)
    except NotNumber:
        raise Wrong(
            _("The points “%(cell)s” are no numbers.") % {"cell": cell},
            _("Write numbers with commas between them."),
        ) from None


def _length(meta: dict[str, str]) -> int:
    said = meta.get("max_length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
