"""Reading the index: search with facets and map cells, all ids, suggest, status."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import tantivy

from konbit.chronicle.queries import latest_id
from konbit.engines.geodesy import distance_km
from konbit.search.asking import Question, must, named, ranked, translate
from konbit.search.cells import Cell
from konbit.search.counting import Counted, Counts, Summed, count, forget_counts
from konbit.search.documents import all_documents
from konbit.search.index import kind_token, read_state, words_of
from konbit.search.reader import Edition, reader

SORTED_BY_DISTANCE = 1_000  # more results than these are sorted within a smaller circle
RINGS = (64, 16, 4)  # the parts of the radius that such a circle may have, smallest first
ANSWERS_KEPT = 256

__all__ = [
    "Answer", "Cell", "Counted", "Hit", "Status", "Summed", "all_ids", "any_of_kinds", "forget_answers",
    "search", "status", "suggest", "words_of",
]  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """A result: which object, and how far from the asked point (km), where one was asked."""

    kind: str
    id: int
    distance: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a search found. The counts are taken beside whatever is done meanwhile: reading one waits for
    them. `facets`: per facet the values and their counts, most frequent first."""

    hits: list[Hit]
    counting: Callable[[], Counts]

    @cached_property
    def _counts(self) -> Counts:
        return self.counting()

    @property
    def total(self) -> int:
        """How many results there are."""
        return self._counts.total

    @property
    def facets(self) -> Counted:
        """Per facet that was to be counted its values, most frequent first."""
        return self._counts.facets

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells of the map, largest first, where they were asked for."""
        return self._counts.cells

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many results of each kind there are; no kind without any."""
        return self._counts.kinds

    @property
    def sums(self) -> Mapping[str, Summed]:
        """The sums of numbers that were asked for and that some result has, by name."""
        return self._counts.sums


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
    edition = reader.index()[1]
    counting = _beside.submit(count, edition, question)
    return Answer(_hits(edition, question) if question.size else [], counting.result)


def forget_answers() -> None:
    """Let go of the answers that are kept: for measurements, which must ask as if nobody had asked before."""
    _hits.cache_clear()
    forget_counts()


@lru_cache(maxsize=ANSWERS_KEPT)
def _hits(_edition: Edition, question: Question) -> list[Hit]:
    index, _ = reader.index()
    searcher: Any = index.searcher()
    if question.near:
        return _nearest(question, index, searcher)
    if words_of(question.words) and not question.newest:
        return _as_hits(searcher, _best(question, index, searcher))
    order = _order(question)
    query = translate(question, index, searcher)
    found = searcher.search(query, limit=question.size, offset=question.offset, count=False, **order)
    return _as_hits(searcher, [address for _, address in found.hits])


def _best(question: Question, index: tantivy.Index, searcher: Any) -> list[Any]:
    """The best matches: where titles alone fill the page, nothing else is looked at."""
    for query in (named, ranked):
        found = searcher.search(
            query(question, index, searcher), limit=question.size, offset=question.offset, count=False
        )
        if len(found.hits) == question.size:
            break
    return [address for _, address in found.hits]


def _order(question: Question) -> dict[str, Any]:
    if question.newest:
        return {"order_by_field": "id", "order": tantivy.Order.Desc}
    return {"order_by_field": "alphabetical", "order": tantivy.Order.Asc}


def _as_hits(searcher: Any, addresses: list[Any], distances: Sequence[float | None] = ()) -> list[Hit]:
    kinds = list(all_documents())
    ids = searcher.fast_field_values("id", addresses)
    numbers = searcher.fast_field_values("kind_number", addresses)
    away = distances or [None] * len(addresses)
    return [Hit(kinds[number], one, km) for one, number, km in zip(ids, numbers, away, strict=True)]


def _nearest(question: Question, index: tantivy.Index, searcher: Any) -> list[Hit]:
    """The nearest first. Among very many results the first pages are worked out within smaller circles."""
    assert question.near
    latitude, longitude, radius = question.near
    query = translate(question, index, searcher)
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
    return _as_hits(searcher, [addresses[number] for _, number in order], [km for km, _ in order])


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


def any_of_kinds(kinds: Iterable[str]) -> bool:
    """Whether the index holds anything of these kinds, for whomever: what costs next to nothing to ask."""
    index, _ = reader.index()
    searcher = index.searcher()
    return any(searcher.doc_freq("visible", kind_token(kind)) for kind in kinds)


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
