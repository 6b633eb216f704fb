"""Counting how many results there are, and how many have each value of a facet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Any

import tantivy

from konbit.search.asking import Question, must, translate
from konbit.search.index import FILLED, NOTHING, SLOTS, overflow_field, slot_field
from konbit.search.reader import Edition, reader

MOST_VALUES = 200
KEPT = 512
TOTAL = "total"
TOTAL_WANTED: dict[str, Any] = {TOTAL: {"terms": {"field": "kind_number", "size": 100}}}
"""Counts documents faster than any other way: every document has one kind."""

Counted = dict[str, list[tuple[str, int]]]


def total_of(answer: dict[str, Any]) -> int:
    """The number of documents of an aggregation that asked for `TOTAL_WANTED`."""
    return sum(int(bucket["doc_count"]) for bucket in answer[TOTAL]["buckets"])


def count_facets(edition: Edition, question: Question) -> tuple[int, Counted]:
    """The number of results, and per facet of `question.count_facets` at most 200 values and their counts,
    most frequent first.

    A facet in which something is chosen is counted as if nothing were. Pages and orders of one question
    share what was counted, until the index changes.
    """
    asked = replace(question, size=0, offset=0, cells=None, newest=False, count_facets=())
    chosen = [name for name in question.count_facets if question.facets.get(name)]
    total, counted = _count(
        edition, asked, tuple(name for name in question.count_facets if name not in chosen)
    )
    for name in chosen:
        others = {facet: values for facet, values in asked.facets.items() if facet != name}
        counted = counted | _count(edition, replace(asked, facets=others), (name,))[1]
    return total, {name: counted[name] for name in question.count_facets}


@lru_cache(maxsize=KEPT)
def _count(_edition: Edition, question: Question, names: tuple[str, ...]) -> tuple[int, Counted]:
    index, _ = reader.index()
    searcher = index.searcher()
    query = translate(question, index, searcher)
    columns = {
        slot_field(name, slot): name
        for name in names
        for slot in range(SLOTS)
        if slot == 0 or searcher.doc_freq(FILLED, slot_field(name, slot))
    }
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    answer = searcher.aggregate(query, TOTAL_WANTED | _wanted(columns))
    _add(counts, answer, columns)
    for name in names:
        column = overflow_field(name)
        if searcher.doc_freq(FILLED, column):
            with_more = tantivy.Query.term_query(index.schema, FILLED, column, "basic")
            both = tantivy.Query.boolean_query([must(query), must(with_more)])
            _add(counts, searcher.aggregate(both, _wanted([column])), {column: name})
    return total_of(answer), {
        name: sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
        for name, counted in counts.items()
    }


def forget_counts() -> None:
    """Let go of the counts that are kept."""
    _count.cache_clear()


def _wanted(columns: Any) -> dict[str, Any]:
    return {column: {"terms": {"field": column, "size": 2 * MOST_VALUES}} for column in columns}


def _add(counts: dict[str, Counter[str]], answer: dict[str, Any], columns: dict[str, str]) -> None:
    for column, name in columns.items():
        for bucket in answer[column]["buckets"]:
            if bucket["key"] != NOTHING:
                counts[name][str(bucket["key"])] += int(bucket["doc_count"])
