"""The rows of a sheet that could not be taken, as a file to mend and bring again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from konbit.directory.actions.importing.rejecting import Rejects
from konbit.work.queries.trial import Refused


def left_rows(refused: Iterable[Refused], headers: Sequence[str]) -> bytes:
    """A CSV of refused rows, the reason in front; empty where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "left.csv"
        rejects = Rejects(path, headers)
        for one in refused:
            rejects.add(one.row, one.troubles)
        rejects.close()
        return b"" if rejects.is_empty else path.read_bytes()
