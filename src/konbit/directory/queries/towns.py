"""The towns of the world, known offline to this instance."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from konbit.directory.drafted import FindTown
from konbit.directory.gazetteer import Gazetteer


def gazetteer() -> Gazetteer:
    """The gazetteer in this instance's home, made at first use (some seconds)."""
    return _opened(Path(settings.KONBIT_HOME) / "towns.sqlite3")


@lru_cache(maxsize=4)
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(path)


def town_finder() -> FindTown:
    """Finds towns offline in the gazetteer of this instance."""
    towns = gazetteer()

    def find(locality: str, region: str, country: str) -> tuple[float, float, bool] | None:
        town = towns.find(locality, region, country)
        return (town.latitude, town.longitude, town.sure) if town else None

    return find
