"""Counting how many results have each value of a facet."""

from __future__ import annotations

from collections import Counter
from typing import Any

import tantivy

from konbit.search.asking import Question, must, translate
from konbit.search.index import FILLED, NOTHING, SLOTS, overflow_field, slot_field

MOST_VALUES = 200

Counted = dict[str, list[tuple[str, int]]]


def count_facets(
    question: Question, index: tantivy.Index, searcher: tantivy.Searcher, query: tantivy.Query
) -> Counted:
    """Per facet of `question.count_facets` at most 200 values and their counts, most frequent first.

    A facet in which something is chosen is counted as if nothing were.
    """
    chosen = [name for name in question.count_facets if question.facets.get(name)]
    counted = _count(searcher, index, query, [name for name in question.count_facets if name not in chosen])
    for name in chosen:
        counted |= _count(searcher, index, translate(question, index, searcher, leave_out=name), [name])
    return {name: counted[name] for name in question.count_facets}


def _count(
    searcher: tantivy.Searcher, index: tantivy.Index, query: tantivy.Query, names: list[str]
) -> Counted:
    columns = {slot_field(name, 0): name for name in names}
    for name in names:
        for slot in range(1, SLOTS):
            if searcher.doc_freq(FILLED, slot_field(name, slot)):
                columns[slot_field(name, slot)] = name
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    _add(counts, searcher, query, columns)
    for name in names:
        column = overflow_field(name)
        if searcher.doc_freq(FILLED, column):
            with_more = tantivy.Query.term_query(index.schema, FILLED, column, "basic")
            both = tantivy.Query.boolean_query([must(query), must(with_more)])
            _add(counts, searcher, both, {column: name})
    return {
        name: sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
        for name, counted in counts.items()
    }


def _add(
    counts: dict[str, Counter[str]],
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    columns: dict[str, str],
) -> None:
    if not columns:
        return
    wanted: dict[str, Any] = {
        column: {"terms": {"field": column, "size": 2 * MOST_VALUES}} for column in columns
    }
    answer = searcher.aggregate(query, wanted)
    for column, name in columns.items():
        for bucket in answer[column]["buckets"]:
            if bucket["key"] != NOTHING:
                counts[name][str(bucket["key"])] += int(bucket["doc_count"])
