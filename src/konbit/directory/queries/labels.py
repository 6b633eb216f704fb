"""The words for what the index counts: terms, kept in memory while they are true.

The chronicle tells whether they still are: its newest row is looked at once per request, and only a
changed term makes this process read them again.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from konbit.base.text import Multilingual
from konbit.chronicle.queries import Mark, changed_since, newest, still_there
from konbit.directory.models import Term
from konbit.search.queries import words_of

READ_AGAIN_AFTER = 5_000  # changes: looking at more of them costs more than reading all terms
LAST_LETTER = "\U0010ffff"
_OF_TERMS = frozenset({"directory.term", "directory.scheme"})


@dataclass(frozen=True, slots=True)
class TermLabel:
    """A term as lists show it: `uri` is its address in the open vocabulary."""

    id: int
    scheme: str
    code: str
    label: Multilingual
    facet: str
    symbol: str
    uri: str

    @property
    def ref(self) -> str:
        """Its written form, "scheme#code", as the index counts it."""
        return f"{self.scheme}#{self.code}"


@dataclass(frozen=True)
class TermLabels:
    """All terms by id and by written form ("scheme#code"); `words`: each word of their labels and of their
    other names, folded, with the term's id, sorted (retired terms have none)."""

    by_id: Mapping[int, TermLabel]
    by_ref: Mapping[str, TermLabel]
    words: Sequence[tuple[str, int]] = ()

    def named(self, words: Iterable[str]) -> set[int]:
        """The ids of the terms that are named by all of these words (folded) or beginnings of words."""
        found = [{pk for _, pk in self._beginning(word)} for word in words]
        return set.intersection(*found) if found else set()

    def _beginning(self, word: str) -> Sequence[tuple[str, int]]:
        start = bisect_left(self.words, (word, 0))
        return self.words[start : bisect_left(self.words, (word + LAST_LETTER, 0), lo=start)]


class _Kept:
    """What this process knows, and as of which change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._as_of: Mark | None = None
        self._labels = TermLabels({}, {})

    def labels(self) -> TermLabels:
        now = newest()
        with self._lock:
            if now != self._as_of:
                if not self._still_true():
                    self._labels = _read_terms()
                self._as_of = now
            return self._labels

    def _still_true(self) -> bool:
        if self._as_of is None or not still_there(self._as_of):
            return False
        changed, last = changed_since(self._as_of.id, READ_AGAIN_AFTER)
        few = last - self._as_of.id < READ_AGAIN_AFTER
        return few and not any(kind in _OF_TERMS for kind, _ in changed)


_kept = _Kept()


def term_labels() -> TermLabels:
    """Every term as it is now, in all its languages."""
    return _kept.labels()


def _read_terms() -> TermLabels:
    rows = list(
        Term.objects.values_list(
            "id", "scheme__code", "code", "label", "scheme__facet", "symbol", "scheme__uri", "aliases",
            "retired_on",
        )
    )  # fmt: skip
    terms = [
        TermLabel(pk, scheme, code, label, facet, symbol, uri + code if uri else "")
        for pk, scheme, code, label, facet, symbol, uri, _aliases, _retired in rows
    ]
    words = {
        (word, pk)
        for pk, _scheme, _code, label, *_others, aliases, retired in rows
        if retired is None
        for word in words_of(" ".join([*label.values(), *map(str, aliases)]))
    }
    return TermLabels({term.id: term for term in terms}, {term.ref: term for term in terms}, sorted(words))
