"""Reads the shipped offers and needs, strictly: a wrong file is refused with entry and field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root, each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
from konbit.exchange.models import Listing

FILE = Path(__file__).with_name("listings.toml")


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """What an invented group offers or needs. `term`: "scheme#code" or empty; `quantity`: 0 where it is not
    counted; `prices`: pairs of a unit's code and an amount in smallest parts."""

    root: Root
    what: str
    sort: str
    term: str
    quantity: int
    unit: str
    free: bool
    radius: int
    words: dict[str, Multilingual]
    prices: tuple[tuple[str, int], ...]


@cache
def listings(path: Path = FILE) -> tuple[ListingEntry, ...]:
    """The offers and needs in a file. Raises `Problem` for a wrong one, or a code that stands twice."""
    file = opened(path)
    found = tuple(_listing(table) for table in file.tables("listings", "code"))
    file.nothing_left()
    each_once((one.root.code for one in found), path.name)
    return found


def _listing(table: Table) -> ListingEntry:
    unit = table.text("unit", "")
    return ListingEntry(
        root=root_of(table),
        what=table.one_of("what", Listing.What.values),
        sort=table.one_of("sort", Listing.Sort.values),
        term=table.text("term", ""),
        quantity=table.integer("quantity") if unit else 0,
        unit=unit,
        free=table.truth("free"),
        radius=table.integer("radius"),
        words=words_of(table, ("title", "text")),
        prices=tuple(
            (one.text("currency"), one.integer("amount")) for one in table.tables("prices", "currency")
        ),
    )
