"""Counting in one pass: how many results there are, how many have each value of a facet, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import tantivy

from konbit.search.asking import Question, must, translate
from konbit.search.cells import Cell, cell_column, cells_of
from konbit.search.documents import all_documents
from konbit.search.index import FILLED, NOTHING, NUMBERS, SLOTS, overflow_field, slot_field
from konbit.search.reader import Edition, reader

MOST_VALUES = 200
MOST_CELLS = 20_000
KEPT = 512
_TOTAL = "kind_number"  # every document has one kind, and counting that is faster than any other way
_CELLS = "cells"
_SUM = "sum "

Counted = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True)
class Summed:
    """A number over all results that have it: how many these are, their sum, the least and the greatest."""

    n: int
    total: int
    least: int
    greatest: int


@dataclass(frozen=True)
class Counts:
    """The number of results, and how many there are of each kind; per facet at most 200 values and their
    counts, most frequent first; the cells of the map, largest first; the sums of numbers that some result
    has."""

    total: int
    facets: Counted = field(default_factory=dict)
    cells: Sequence[Cell] = ()
    sums: Mapping[str, Summed] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)


def count(edition: Edition, question: Question) -> Counts:
    """Count what answers a question, its `count_facets`, its `sum_numbers`, and the `cells` of a zoom where
    one is asked for.

    A facet in which something is chosen is counted as if nothing were. Pages and orders of one question
    share what was counted, until the index changes.
    """
    asked = replace(question, size=0, offset=0, newest=False, count_facets=())
    chosen = [name for name in question.count_facets if question.facets.get(name)]
    counts = _count(edition, asked, tuple(name for name in question.count_facets if name not in chosen))
    facets = dict(counts.facets)
    for name in chosen:
        others = {facet: values for facet, values in asked.facets.items() if facet != name}
        alone = replace(asked, facets=others, cells=None, sum_numbers=())
        facets |= _count(edition, alone, (name,)).facets
    return replace(counts, facets={name: facets[name] for name in question.count_facets})


def forget_counts() -> None:
    """Let go of the counts that are kept."""
    _count.cache_clear()


@lru_cache(maxsize=KEPT)
def _count(_edition: Edition, question: Question, names: tuple[str, ...]) -> Counts:
    index, _ = reader.index()
    searcher = index.searcher()
    query = translate(question, index, searcher)
    columns = {
        slot_field(name, slot): name
        for name in names
        for slot in range(SLOTS)
        if slot == 0 or searcher.doc_freq(FILLED, slot_field(name, slot))
    }
    wanted = _wanted(columns, 2 * MOST_VALUES) | _wanted([_TOTAL], 100)
    if question.cells is not None:
        wanted[_CELLS] = {"terms": {"field": cell_column(question.cells), "size": MOST_CELLS}}
    for number in question.sum_numbers:
        wanted[_SUM + number] = {"stats": {"field": f"{NUMBERS}.{number}"}}
    answer: dict[str, Any] = searcher.aggregate(query, wanted)
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    _add(counts, answer, columns)
    for name in names:
        column = overflow_field(name)
        if searcher.doc_freq(FILLED, column):
            with_more = tantivy.Query.term_query(index.schema, FILLED, column, "basic")
            both = tantivy.Query.boolean_query([must(query), must(with_more)])
            _add(counts, searcher.aggregate(both, _wanted([column], 2 * MOST_VALUES)), {column: name})
    known = list(all_documents())
    kinds = {known[int(bucket["key"])]: int(bucket["doc_count"]) for bucket in answer[_TOTAL]["buckets"]}
    total = sum(kinds.values())
    return Counts(
        total,
        {
            name: sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
            for name, counted in counts.items()
        },
        ()
        if question.cells is None
        else cells_of(searcher, query, question.cells, total, answer[_CELLS]["buckets"]),
        {
            number: _summed(said)
            for number in question.sum_numbers
            if (said := answer[_SUM + number])["count"]
        },
        kinds,
    )


def _summed(said: dict[str, Any]) -> Summed:
    return Summed(*(int(said[name]) for name in ("count", "sum", "min", "max")))


def _wanted(columns: Iterable[str], size: int) -> dict[str, Any]:
    return {column: {"terms": {"field": column, "size": size}} for column in columns}


def _add(counts: dict[str, Counter[str]], answer: dict[str, Any], columns: dict[str, str]) -> None:
    for column, name in columns.items():
        for bucket in answer[column]["buckets"]:
            if bucket["key"] != NOTHING:
                counts[name][str(bucket["key"])] += int(bucket["doc_count"])
