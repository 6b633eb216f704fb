"""A question to the index, and its translation into the index's own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import tantivy

from konbit.engines.geodesy import bands
from konbit.search.index import facet_field, words_of

PREFIX_EXPANSIONS = 64  # words that a beginning may stand for; the most frequent ones are taken
TITLE_BOOST = 3.0


@dataclass(frozen=True)
class Question:
    """What a reader looks for.

    `visible`: the tokens the reader holds. `words`: all must occur, each as a word or a beginning.
    `facets`: within one facet any value, across facets all. `bounds`: south, west, north, east in
    degrees (west > east crosses the 180° meridian). `near`: latitude, longitude, kilometres.
    `cells`: the zoom at which places are counted by map cell, None for no counting.
    """

    visible: frozenset[str]
    words: str = ""
    kinds: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: tuple[float, float, float, float] | None = None
    near: tuple[float, float, float] | None = None
    count_facets: tuple[str, ...] = ()
    cells: int | None = None
    size: int = 20
    offset: int = 0


Clause = tuple[tantivy.Occur, tantivy.Query]


def must(query: tantivy.Query) -> Clause:
    """The query as a condition that every result meets."""
    return (tantivy.Occur.Must, query)


def translate(
    question: Question, index: tantivy.Index, searcher: tantivy.Searcher, leave_out: str = ""
) -> tantivy.Query:
    """The question as a query; `leave_out` names a facet whose choice is ignored, so that the facet's
    other values can be counted beside it."""
    schema = index.schema
    clauses: list[Clause] = [
        must(_silent(tantivy.Query.term_set_query(schema, "visible", sorted(question.visible))))
    ]
    if question.kinds:
        clauses.append(must(_silent(tantivy.Query.term_set_query(schema, "kind", list(question.kinds)))))
    clauses += [must(_word(schema, searcher, word)) for word in words_of(question.words)[:12]]
    for name, values in question.facets.items():
        if values and name != leave_out:
            field_name = facet_field(name)
            clauses.append(must(_silent(tantivy.Query.term_set_query(schema, field_name, list(values)))))
    if question.bounds:
        clauses.append(must(_any([_box(schema, *box) for box in _split(question.bounds)])))
    if question.near:
        latitude, longitude, kilometres = question.near
        boxes = bands(latitude, longitude, kilometres, 24)
        clauses.append(
            must(_any([_box(schema, south, west, north, east) for south, north, west, east in boxes]))
        )
    return tantivy.Query.boolean_query(clauses)


def _silent(query: tantivy.Query) -> tantivy.Query:
    """The query as a filter that does not move the order of results."""
    return tantivy.Query.const_score_query(query, 0.0)


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _word(schema: tantivy.Schema, searcher: tantivy.Searcher, word: str) -> tantivy.Query:
    """A word as such (best in the title), or as the beginning of longer words."""
    exact = tantivy.Query.term_query(schema, "text", word, "freq")
    in_title = tantivy.Query.boost_query(tantivy.Query.term_query(schema, "title", word, "freq"), TITLE_BOOST)
    choices = [exact, in_title]
    longer = searcher.terms_with_prefix("text", word, None, PREFIX_EXPANSIONS) if len(word) > 1 else []
    others = [term for term, _ in longer if term != word]
    if others:
        choices.append(
            tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "text", others), 0.5)
        )
    return _any(choices)


def _split(bounds: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    south, west, north, east = bounds
    if west <= east:
        return [bounds]
    return [(south, west, north, 180.0), (south, -180.0, north, east)]


def _box(schema: tantivy.Schema, south: float, west: float, north: float, east: float) -> tantivy.Query:
    number = tantivy.FieldType.Float
    return _silent(
        tantivy.Query.boolean_query(
            [
                must(tantivy.Query.range_query(schema, "lat", number, south, north)),
                must(tantivy.Query.range_query(schema, "lon", number, west, east)),
            ]
        )
    )
