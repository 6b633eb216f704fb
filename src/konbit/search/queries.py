"""Reading the index: search with facets and map cells, suggest, status."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import tantivy

from konbit.chronicle.queries import latest_id
from konbit.engines.cells import ZOOMS
from konbit.engines.geodesy import distance_km
from konbit.search.asking import Question, must, translate
from konbit.search.documents import all_documents
from konbit.search.index import (
    cell_field,
    current,
    empty_index,
    facet_field,
    open_at,
    read_state,
    words_of,
)

MOST_CELLS = 4_000
MOST_FACET_VALUES = 200
SORTED_BY_DISTANCE = 2_000  # beyond so many results "nearest first" is not worked out


@dataclass(frozen=True)
class Hit:
    """A result: which object, and how far from the asked point (km), where one was asked."""

    kind: str
    id: int
    distance: float | None = None


@dataclass(frozen=True)
class Cell:
    """Places that fall together on a map: their middle and their number; `id` names one when alone."""

    lat: float
    lon: float
    count: int
    id: int | None = None


@dataclass(frozen=True)
class Answer:
    """What a search found. `facets`: per facet the values and their counts, most frequent first."""

    total: int
    hits: list[Hit]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


class _Reader:
    """The open index of this process, opened again when a new build took the place of the old one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._opened: Path | None = None
        self._committed = 0

    def index(self) -> tantivy.Index:
        """The index in use with everything committed to it; an empty one until one was built."""
        with self._lock:
            for _attempt in range(3):  # the folder goes if a new build takes its place right now
                try:
                    return self._fresh()
                except (OSError, ValueError):
                    self._opened = None
            return empty_index()

    def _fresh(self) -> tantivy.Index:
        link = current()
        place = link.parent / link.readlink()
        committed = (place / "meta.json").stat().st_mtime_ns
        if self._index is None or place != self._opened:
            if read_state() is None:
                raise ValueError("made by another version")
            self._index = open_at(place)
            self._index.config_reader("manual")
            self._opened, self._committed = place, 0
        if committed != self._committed:
            self._index.reload()
            self._committed = committed
        return self._index


_reader = _Reader()


def search(question: Question) -> Answer:
    """Answer a question in one reading of the index.

    With words the best match comes first, without words the alphabet, with `near` the nearest (up to
    2,000 results). A facet in which something is chosen is counted as if nothing were.
    """
    index = _reader.index()
    searcher = index.searcher()
    query = translate(question, index, searcher)
    hits, total = _hits(question, searcher, query)
    facets = _facets(question, index, searcher, query) if question.count_facets else {}
    cells = _cells(question, searcher, query) if question.cells is not None else []
    return Answer(total, hits, facets, cells)


def _hits(question: Question, searcher: tantivy.Searcher, query: tantivy.Query) -> tuple[list[Hit], int]:
    kinds = list(all_documents())
    if question.near:
        found = searcher.search(query, limit=SORTED_BY_DISTANCE, count=True)
        addresses = [address for _, address in found.hits]
        latitudes = cast("list[float]", searcher.fast_field_values("lat", addresses))
        longitudes = cast("list[float]", searcher.fast_field_values("lon", addresses))
        point = question.near[:2]
        order = sorted(
            (distance_km(*point, latitude, longitude), number)
            for number, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True))
        )[question.offset : question.offset + question.size]
        addresses = [addresses[number] for _, number in order]
        distances: list[float | None] = [distance for distance, _ in order]
    else:
        if not question.size:
            return [], _total(searcher.search(query, limit=1, count=True))
        by_name = {"order_by_field": "alphabetical", "order": tantivy.Order.Asc}
        ordered: dict[str, Any] = {} if words_of(question.words) else by_name
        found = searcher.search(query, limit=question.size, offset=question.offset, count=True, **ordered)
        addresses = [address for _, address in found.hits]
        distances = [None] * len(addresses)
    ids = cast("list[int]", searcher.fast_field_values("id", addresses))
    numbers = cast("list[int]", searcher.fast_field_values("kind_number", addresses))
    hits = [
        Hit(kinds[number], one, distance)
        for one, number, distance in zip(ids, numbers, distances, strict=True)
    ]
    return hits, _total(found)


def _total(found: tantivy.SearchResult) -> int:
    return cast(int, found.count or 0)  # type: ignore[attr-defined]  # missing from the library's types


def _facets(
    question: Question, index: tantivy.Index, searcher: tantivy.Searcher, query: tantivy.Query
) -> dict[str, list[tuple[str, int]]]:
    chosen = [name for name in question.count_facets if question.facets.get(name)]
    open_facets = [name for name in question.count_facets if name not in chosen]
    counted = _count(searcher, query, open_facets)
    for name in chosen:
        counted |= _count(searcher, translate(question, index, searcher, leave_out=name), [name])
    return {name: counted[name] for name in question.count_facets}


def _count(
    searcher: tantivy.Searcher, query: tantivy.Query, names: list[str]
) -> dict[str, list[tuple[str, int]]]:
    if not names:
        return {}
    wanted = {name: {"terms": {"field": facet_field(name), "size": MOST_FACET_VALUES}} for name in names}
    answer = searcher.aggregate(query, wanted)
    return {
        name: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]]
        for name in names
    }


def _cells(question: Question, searcher: tantivy.Searcher, query: tantivy.Query) -> list[Cell]:
    zoom = max((z for z in ZOOMS if z <= (question.cells or 0)), default=ZOOMS[0])
    wanted = {
        "cells": {
            "terms": {"field": cell_field(zoom), "size": MOST_CELLS},
            "aggs": {
                "lat": {"avg": {"field": "lat"}},
                "lon": {"avg": {"field": "lon"}},
                "id": {"max": {"field": "id"}},
            },
        }
    }
    buckets = searcher.aggregate(query, wanted)["cells"]["buckets"]
    return [
        Cell(
            bucket["lat"]["value"],
            bucket["lon"]["value"],
            count := int(bucket["doc_count"]),
            int(bucket["id"]["value"]) if count == 1 else None,
        )
        for bucket in buckets
    ]


def suggest(beginning: str, visible: frozenset[str], limit: int = 8) -> list[str]:
    """Words that continue what was typed and occur in what the reader may see, most frequent first."""
    words = words_of(beginning)
    if not words:
        return []
    index = _reader.index()
    searcher = index.searcher()
    before = replace(Question(visible), words=" ".join(words[:-1]))
    filters = tantivy.Query.boolean_query([must(translate(before, index, searcher))])
    return [
        " ".join([*words[:-1], term])
        for term, _ in searcher.terms_with_prefix("title", words[-1], filters, limit)
    ]


@dataclass(frozen=True)
class Status:
    """Whether the index is there and how far it lags behind the chronicle (in changes)."""

    documents: int
    behind: int
    ready: bool


def status() -> Status:
    """The state of the index, for `konbit doctor` and the health page."""
    state = read_state()
    if state is None:
        return Status(0, latest_id(), False)
    documents = _reader.index().searcher().num_docs
    return Status(documents, max(0, latest_id() - state.cursor), True)
