"""The towns of the world, known offline to this instance."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from konbit.directory.gazetteer import Gazetteer


def gazetteer() -> Gazetteer:
    """The gazetteer in this instance's home, made at first use (some seconds)."""
    return _opened(Path(settings.KONBIT_HOME) / "towns.sqlite3")


@lru_cache(maxsize=4)
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(path)
