"""Counting results by the cells of the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tantivy

from konbit.engines.cells import ZOOMS, cell
from konbit.engines.projection import mercator_inverse
from konbit.search.index import cell_field

ONE_BY_ONE = 400  # so few results are placed one by one: exact middles, and the one that is alone by its id


@dataclass(frozen=True, slots=True)
class Cell:
    """Places that fall together on a map: their middle and their number.

    `bounds`: south, west, north and east of them, in degrees. `id` names the one that is alone, where it is
    known; among very many results it is not.
    """

    lat: float
    lon: float
    count: int
    bounds: tuple[float, float, float, float]
    id: int | None = None


def cell_column(zoom: int) -> str:
    """The column in which places are counted for a map of this zoom: that of the cells one step finer."""
    return cell_field(_finer(_level(zoom)))


def cells_of(
    searcher: tantivy.Searcher, query: tantivy.Query, zoom: int, total: int, buckets: Iterable[Any]
) -> list[Cell]:
    """The `total` results of a query that have a place, by cells of a zoom of the index (the next lower one
    is taken), largest first; `buckets`: what was counted in `cell_column`.

    A cell's middle is that of its results: exact where they are few, else to a quarter of a cell.
    """
    level = _level(zoom)
    if total <= ONE_BY_ONE:
        cells = _one_by_one(searcher, query, ZOOMS[level])
    else:
        cells = _from_finer(buckets, ZOOMS[level], _finer(level))
    return sorted(cells, key=lambda one: (-one.count, one.lat, one.lon))


def _level(zoom: int) -> int:
    return max((number for number, one in enumerate(ZOOMS) if one <= zoom), default=0)


def _finer(level: int) -> int:
    return ZOOMS[min(level + 1, len(ZOOMS) - 1)]


def _one_by_one(searcher: tantivy.Searcher, query: tantivy.Query, zoom: int) -> Iterable[Cell]:
    addresses = [address for _, address in searcher.search(query, limit=ONE_BY_ONE, count=False).hits]
    columns = (searcher.fast_field_values(name, addresses) for name in ("lat", "lon", "id"))
    together: dict[int, list[tuple[float, float, int]]] = {}
    for lat, lon, one in zip(*columns, strict=True):
        if lat is not None and lon is not None:
            together.setdefault(cell(lat, lon, zoom), []).append((lat, lon, one))
    for members in together.values():
        lats, lons, ids = zip(*members, strict=True)
        yield Cell(
            sum(lats) / len(ids),
            sum(lons) / len(ids),
            len(ids),
            (min(lats), min(lons), max(lats), max(lons)),
            ids[0] if len(ids) == 1 else None,
        )


class _Sum:
    """Finer cells added up: their number of results, weighted middle and extent, in columns and rows."""

    __slots__ = ("column", "count", "east", "north", "row", "south", "west")

    def __init__(self, column: int, row: int) -> None:
        self.count = self.column = self.row = 0
        self.west = self.east = column
        self.north = self.south = row

    def add(self, column: int, row: int, count: int) -> None:
        self.count += count
        self.column += column * count
        self.row += row * count
        self.west, self.east = min(self.west, column), max(self.east, column)
        self.north, self.south = min(self.north, row), max(self.south, row)


def _from_finer(buckets: Iterable[Any], zoom: int, finer: int) -> Iterable[Cell]:
    """Counting alone is ten times as fast as averaging coordinates, so middles come from finer cells."""
    size, step = 1 << finer, finer - zoom
    sums: dict[tuple[int, int], _Sum] = {}
    for bucket in buckets:
        column, row = divmod(int(bucket["key"]), size)
        place = column >> step, row >> step
        if place not in sums:
            sums[place] = _Sum(column, row)
        sums[place].add(column, row, int(bucket["doc_count"]))
    for held in sums.values():
        lat, lon = mercator_inverse(
            (held.column / held.count + 0.5) / size, (held.row / held.count + 0.5) / size
        )
        north, west = mercator_inverse(held.west / size, held.north / size)
        south, east = mercator_inverse((held.east + 1) / size, (held.south + 1) / size)
        yield Cell(lat, lon, held.count, (south, west, north, east))
