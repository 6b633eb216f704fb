"""What a room puts into the index: documents, and which of them a change touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from konbit.base.registry import rooms


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing.

    Everything in it may be read by whoever holds one of the `visible` tokens: a room puts in nothing
    else, so that what a reader may not see never leaves the index. `lat`/`lon` are the place as shown
    (blurred), in degrees. `facets` maps a facet's name to the values under which it is counted, `numbers`
    a name (letters and digits) to a whole number that can be summed over what is found.
    """

    id: int
    title: str
    body: str = ""
    visible: tuple[str, ...] = ()
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    lat: float | None = None
    lon: float | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """A found thing as a list of results names it: title, address, what kind of thing (in words), a symbol,
    and a line more, such as whose it is and when."""

    title: str
    url: str
    kind: str
    symbol: str
    line: str = ""


@dataclass(frozen=True)
class Documents:
    """How a room offers one kind of document.

    `build` gives the documents of these ids (an id without a document is taken out of the index).
    `ids` gives all ids, for a rebuild. `touched_by` maps a kind of changed object to the function from
    its ids to the ids of the documents that must be made again. `facets`: what results can be narrowed by;
    `counted`: those of them that are counted too, which costs a column each. `show`: given a viewer, ids and
    a language, how these are named in a list of results; without it they are found only where the room asks.
    `title`: the kind in words, as of many ("Meetings").
    """

    build: Callable[[list[int]], Iterable[Document]]
    ids: Callable[[], Iterator[int]]
    touched_by: Mapping[str, Callable[[list[int]], Iterable[int]]]
    facets: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    show: Callable[[Any, list[int], str], Mapping[int, Shown]] | None = None
    title: Any = ""


def all_documents() -> dict[str, Documents]:
    """Every kind of document that the rooms registered."""
    return {kind: documents for room in rooms() for kind, documents in room.documents.items()}


def facet_names() -> list[str]:
    """The facets of all rooms, sorted: they are part of the index's schema."""
    return sorted({name for documents in all_documents().values() for name in documents.facets})


def counted_names() -> frozenset[str]:
    """Those facets of all rooms that are counted."""
    return frozenset().union(*(documents.counted for documents in all_documents().values()))
