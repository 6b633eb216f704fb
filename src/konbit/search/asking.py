"""A question to the index, and its translation into the index's own language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import tantivy

from konbit.search.areas import Cells, cover_box, cover_circle
from konbit.search.documents import all_documents
from konbit.search.index import RESTRICTED, cell_field, facet_field, kind_token, visible_token, words_of

PREFIX_EXPANSIONS = 64  # words that a beginning may stand for; the most frequent ones are taken
TITLE_BOOST = 3.0
TITLES_FIRST = 1_000.0  # lifts any match in a title above every match elsewhere
MOST_WORDS = 12
FEW = 4  # so few values are looked up one by one, which costs less than making a set of them


@dataclass(frozen=True)
class Question:
    """What a reader looks for.

    `visible`: the tokens the reader holds. `words`: all must occur, each as a word or a beginning.
    `facets`: within one facet any value, across facets all. `every`, `without`: (facet, value) pairs that
    all hold, and of which none does. `bounds`: south, west, north, east in degrees (west > east crosses the
    180° meridian). `near`: latitude, longitude, kilometres. `sum_numbers`: the numbers of documents that are
    summed. `cells`: the zoom at which places are counted by map cell, None for no counting. `newest`: the
    objects that were made last come first.
    """

    visible: frozenset[str]
    words: str = ""
    kinds: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    every: tuple[tuple[str, str], ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    bounds: tuple[float, float, float, float] | None = None
    near: tuple[float, float, float] | None = None
    count_facets: tuple[str, ...] = ()
    sum_numbers: tuple[str, ...] = ()
    cells: int | None = None
    newest: bool = False
    size: int = 20
    offset: int = 0


Clause = tuple[tantivy.Occur, tantivy.Query]


def must(query: tantivy.Query) -> Clause:
    """The query as a condition that every result meets."""
    return (tantivy.Occur.Must, query)


def must_not(query: tantivy.Query) -> Clause:
    """The query as a condition that no result meets."""
    return (tantivy.Occur.MustNot, query)


def translate(question: Question, index: tantivy.Index, searcher: tantivy.Searcher) -> tantivy.Query:
    """What meets the question, in no order: for counting, and for orders other than by best match."""
    schema = index.schema
    words = [must(_occurs(schema, searcher, "text", word)) for word in _words(question)]
    return _with_conditions(words, question, schema, searcher)


def named(question: Question, index: tantivy.Index, searcher: tantivy.Searcher) -> tantivy.Query:
    """What meets the question with all of its words in the title, best match first."""
    schema = index.schema
    words = must(_in_title(schema, searcher, _words(question)))
    return _with_conditions([words], question, schema, searcher)


def ranked(question: Question, index: tantivy.Index, searcher: tantivy.Searcher) -> tantivy.Query:
    """What meets the question, best match first: first what `named` finds, in the same order."""
    schema = index.schema
    words = _words(question)
    titles = tantivy.Query.boost_query(_in_title(schema, searcher, words), TITLES_FIRST)
    texts = tantivy.Query.boolean_query([must(_best(schema, searcher, word)) for word in words])
    both = must(tantivy.Query.disjunction_max_query([titles, texts]))
    return _with_conditions([both], question, schema, searcher)


def _words(question: Question) -> list[str]:
    return words_of(question.words)[:MOST_WORDS]


def _with_conditions(
    clauses: list[Clause], question: Question, schema: tantivy.Schema, searcher: tantivy.Searcher
) -> tantivy.Query:
    for name, values in question.facets.items():
        if values:
            clauses.append(must(_any_of(schema, facet_field(name), values)))
    clauses += [must(_any_of(schema, facet_field(name), [value])) for name, value in question.every]
    left_out: list[Clause] = []
    if question.bounds:
        clauses.append(must(_any([_box(schema, *box) for box in _split(question.bounds)])))
    if question.near:
        clauses.append(must(_in_cells(schema, cover_circle(*question.near))))
    for name in sorted({name for name, _value in question.without}):
        unwanted = [value for facet, value in question.without if facet == name]
        left_out.append(must_not(_any_of(schema, facet_field(name), unwanted)))
    for_viewer = _for_viewer(question, schema, searcher, bool(clauses))
    return tantivy.Query.boolean_query(clauses + left_out + for_viewer)


def _for_viewer(
    question: Question, schema: tantivy.Schema, searcher: tantivy.Searcher, narrowed: bool
) -> list[Clause]:
    """The conditions that keep results to the kinds asked for and to what the viewer may see.

    Where the other conditions narrow the results and little is hidden, leaving out what is hidden costs less
    than meeting everything that is open; both say the same.
    """
    kinds = question.kinds or tuple(all_documents())
    own = [visible_token(kind, token) for kind in kinds for token in sorted(question.visible)]
    closed = [RESTRICTED, *(kind_token(kind) for kind in all_documents() if kind not in kinds)]
    few = sum(searcher.doc_freq("visible", token) for token in closed) * 4 < searcher.num_docs
    if not (narrowed and few and "public" in question.visible):
        return [must(_any_of(schema, "visible", own))]
    hidden = _any_of(schema, "visible", closed)
    if question.visible == {"public"}:
        return [must_not(hidden)]
    return [must_not(tantivy.Query.boolean_query([must(hidden), must_not(_any_of(schema, "visible", own))]))]


def _any_of(schema: tantivy.Schema, field_name: str, values: Iterable[str | int]) -> tantivy.Query:
    """Documents with one of these values, without a say in the order of results."""
    values = list(values)
    if len(values) <= FEW and all(isinstance(value, str) for value in values):
        return _silent(_any([tantivy.Query.term_query(schema, field_name, one, "basic") for one in values]))
    return _silent(tantivy.Query.term_set_query(schema, field_name, values))


def _silent(query: tantivy.Query) -> tantivy.Query:
    """The query as a filter that does not move the order of results."""
    return tantivy.Query.const_score_query(query, 0.0)


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _occurs(schema: tantivy.Schema, searcher: tantivy.Searcher, field_name: str, word: str) -> tantivy.Query:
    """A word, or the beginning of longer words, without a say in the order."""
    longer = _longer(searcher, field_name, word)
    if longer:
        return _any_of(schema, field_name, [word, *longer])
    return _silent(tantivy.Query.term_query(schema, field_name, word, "basic"))


def _in_title(schema: tantivy.Schema, searcher: tantivy.Searcher, words: list[str]) -> tantivy.Query:
    """All words in the title; a word as such is better than the beginning of a longer one."""
    return tantivy.Query.boolean_query([must(_any(_scored(schema, searcher, "title", one))) for one in words])


def _best(schema: tantivy.Schema, searcher: tantivy.Searcher, word: str) -> tantivy.Query:
    """A word anywhere, best in the title."""
    in_title = tantivy.Query.boost_query(tantivy.Query.term_query(schema, "title", word, "freq"), TITLE_BOOST)
    return _any([*_scored(schema, searcher, "text", word), in_title])


def _scored(
    schema: tantivy.Schema, searcher: tantivy.Searcher, field_name: str, word: str
) -> list[tantivy.Query]:
    exact = tantivy.Query.term_query(schema, field_name, word, "freq")
    longer = _longer(searcher, field_name, word)
    if not longer:
        return [exact]
    return [
        exact,
        tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, field_name, longer), 0.5),
    ]


def _longer(searcher: tantivy.Searcher, field_name: str, word: str) -> list[str]:
    """The most frequent words that a word begins, without itself."""
    if len(word) < 2:
        return []
    found = searcher.terms_with_prefix(field_name, word, None, PREFIX_EXPANSIONS)
    return [term for term, _ in found if term != word]


def _split(bounds: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    south, west, north, east = bounds
    if west <= east:
        return [bounds]
    return [(south, west, north, 180.0), (south, -180.0, north, east)]


def _box(schema: tantivy.Schema, south: float, west: float, north: float, east: float) -> tantivy.Query:
    """What lies in a box: all of the cells inside it, and of those on its rim what the coordinates say."""
    cover = cover_box(south, west, north, east)
    number = tantivy.FieldType.Float
    on_rim = tantivy.Query.boolean_query(
        [
            must(_in_cells(schema, cover.rim)),
            must(_silent(tantivy.Query.range_query(schema, "lat", number, south, north))),
            must(_silent(tantivy.Query.range_query(schema, "lon", number, west, east))),
        ]
    )
    return _any([_in_cells(schema, cover.inside), on_rim] if cover.inside else [on_rim])


def _in_cells(schema: tantivy.Schema, cells: Cells) -> tantivy.Query:
    return _any([_any_of(schema, cell_field(zoom), held) for zoom, held in cells.items()])
