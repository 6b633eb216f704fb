"""From words to concepts: the terms that the words of a search name, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import Said, pick
from konbit.directory.addresses import term_address
from konbit.directory.models import Definition
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.search.asking import Question
from konbit.search.queries import search, suggest

TERMS = "directory.term"
MOST = 2
_EVERYONE = frozenset({"public"})


@dataclass(frozen=True)
class Concept:
    """A term and what it means to somebody; `meaning` is empty where nobody has said it yet."""

    term: TermLabel
    label: Said
    meaning: Said
    source: str

    @property
    def url(self) -> str:
        """The page of the term."""
        return term_address(self.term.scheme, self.term.code)


def concepts(words: str, language: str) -> tuple[Concept, ...]:
    """The terms that these words name, best first, at most two."""
    if not words:
        return ()
    hits = search(Question(_EVERYONE, words, kinds=(TERMS,), size=MOST)).hits
    labels = term_labels().by_id
    found = [labels[hit.id] for hit in hits if hit.id in labels]
    meanings: dict[int, tuple[dict[str, str], str]] = {}
    rows = Definition.objects.filter(term__in=[term.id for term in found]).order_by("id")
    for term, text, author, source in rows.values_list("term", "text", "author", "source__name"):
        meanings.setdefault(term, (text, author or source or ""))
    return tuple(
        Concept(
            term,
            pick(term.label, language),
            pick(meanings.get(term.id, ({}, ""))[0], language),
            meanings.get(term.id, ({}, ""))[1],
        )
        for term in found
    )


def continuations(beginning: str, visible: frozenset[str]) -> list[str]:
    """How what was typed may go on, most frequent first."""
    return suggest(beginning[:100], visible)
