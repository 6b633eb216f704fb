"""Reading the index: search with facets and map cells, all ids, suggest, status."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import tantivy

from konbit.chronicle.queries import latest_id
from konbit.engines.geodesy import distance_km
from konbit.search.asking import Question, must, translate
from konbit.search.cells import Cell, count_cells
from konbit.search.documents import all_documents
from konbit.search.facets import TOTAL_WANTED, Counted, count_facets, forget_counts, total_of
from konbit.search.index import read_state, words_of
from konbit.search.reader import Edition, reader

SORTED_BY_DISTANCE = 1_000  # more results than these are sorted within a smaller circle
RINGS = (64, 16, 4)  # the parts of the radius that such a circle may have, smallest first
ANSWERS_KEPT = 256

__all__ = ["Answer", "Cell", "Hit", "Status", "all_ids", "forget_answers", "search", "status", "suggest"]


@dataclass(frozen=True)
class Hit:
    """A result: which object, and how far from the asked point (km), where one was asked."""

    kind: str
    id: int
    distance: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a search found. `facets`: per facet the values and their counts, most frequent first."""

    total: int
    hits: list[Hit]
    facets: Counted = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


_beside = ThreadPoolExecutor(max_workers=4)


def _renew_threads() -> None:
    global _beside
    _beside = ThreadPoolExecutor(max_workers=4)


os.register_at_fork(after_in_child=_renew_threads)


def search(question: Question) -> Answer:
    """Answer a question in one reading of the index.

    With words the best match comes first, without words the alphabet, with `near` the nearest. A facet in
    which something is chosen is counted as if nothing were. The last answers are kept until the index
    changes: whoever takes one must not change it.
    """
    return _answer(reader.index()[1], question)


@lru_cache(maxsize=ANSWERS_KEPT)
def _answer(edition: Edition, question: Question) -> Answer:
    counting = _beside.submit(count_facets, edition, question) if question.count_facets else None
    index, _ = reader.index()
    searcher = index.searcher()
    query = translate(question, index, searcher)
    total, cells = (None, []) if question.cells is None else count_cells(searcher, query, question.cells)
    total, hits = _hits(question, index, searcher, query, total, counting is None)
    if counting is None:
        return Answer(total or 0, hits, {}, cells)
    total, facets = counting.result()
    return Answer(total, hits, facets, cells)


def forget_answers() -> None:
    """Let go of the answers that are kept: for measurements, which must ask as if nobody had asked before."""
    _answer.cache_clear()
    forget_counts()


def _hits(
    question: Question,
    index: tantivy.Index,
    searcher: Any,
    query: tantivy.Query,
    total: int | None,
    must_count: bool,
) -> tuple[int | None, list[Hit]]:
    """The hits, and the total where nobody else counts it."""
    if question.near and question.size:
        return _nearest(question, index, searcher, query)
    count = must_count and total is None
    if not question.size:
        return (total_of(searcher.aggregate(query, TOTAL_WANTED)) if count else total), []
    found = searcher.search(
        query, limit=question.size, offset=question.offset, count=count, **_order(question)
    )
    hits = _as_hits(searcher, [address for _, address in found.hits])
    return (found.count if count else total), hits


def _order(question: Question) -> dict[str, Any]:
    if question.newest:
        return {"order_by_field": "id", "order": tantivy.Order.Desc}
    if words_of(question.words):
        return {}
    return {"order_by_field": "alphabetical", "order": tantivy.Order.Asc}


def _as_hits(searcher: Any, addresses: list[Any], distances: Sequence[float | None] = ()) -> list[Hit]:
    kinds = list(all_documents())
    ids = searcher.fast_field_values("id", addresses)
    numbers = searcher.fast_field_values("kind_number", addresses)
    away = distances or [None] * len(addresses)
    return [Hit(kinds[number], one, km) for one, number, km in zip(ids, numbers, away, strict=True)]


def _nearest(
    question: Question, index: tantivy.Index, searcher: Any, query: tantivy.Query
) -> tuple[int, list[Hit]]:
    """The nearest first. Among very many results the first pages are worked out within smaller circles."""
    assert question.near
    latitude, longitude, radius = question.near
    found = searcher.search(query, limit=SORTED_BY_DISTANCE, count=True)
    total = found.count or 0
    addresses = [address for _, address in found.hits]
    last = question.offset + question.size
    for part in RINGS if total > SORTED_BY_DISTANCE else ():
        closer = replace(question, near=(latitude, longitude, radius / part))
        ring = searcher.search(translate(closer, index, searcher), limit=SORTED_BY_DISTANCE, count=True)
        if last * 2 <= (ring.count or 0):
            addresses = [address for _, address in ring.hits]
            break
    columns = (searcher.fast_field_values(name, addresses) for name in ("lat", "lon"))
    order = sorted(
        (distance_km(latitude, longitude, *point), number)
        for number, point in enumerate(zip(*columns, strict=True))
    )[question.offset : last]
    return total, _as_hits(searcher, [addresses[number] for _, number in order], [km for km, _ in order])


def all_ids(question: Question, at_once: int = 1_000) -> Iterator[list[int]]:
    """Every id that answers a question about one kind, in ascending order, some at a time.

    The index is read as it is at the beginning: what changes meanwhile is not seen. Words, places and
    facets count; the order, the page and what else is asked do not.
    """
    index, _ = reader.index()
    searcher: Any = index.searcher()
    query = must(translate(question, index, searcher))
    after = -1
    while True:
        rest = tantivy.Query.range_query(
            index.schema, "id", tantivy.FieldType.Unsigned, after + 1, (1 << 63) - 1
        )
        found = searcher.search(
            tantivy.Query.boolean_query([query, must(rest)]),
            limit=at_once,
            count=False,
            order_by_field="id",
            order=tantivy.Order.Asc,
        )
        ids = searcher.fast_field_values("id", [address for _, address in found.hits])
        if not ids:
            return
        yield ids
        after = ids[-1]


def suggest(beginning: str, visible: frozenset[str], limit: int = 8) -> list[str]:
    """Words that continue what was typed and occur in what the reader may see, most frequent first."""
    words = words_of(beginning)
    if not words:
        return []
    index, _ = reader.index()
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
    documents = reader.index()[0].searcher().num_docs
    return Status(documents, max(0, latest_id() - state.cursor), True)
