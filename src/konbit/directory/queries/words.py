"""From words to concepts: the terms that the words of a search name, with what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import Said, pick
from konbit.directory.addresses import term_address
from konbit.directory.models import Definition
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.search.queries import suggest, words_of

MOST = 2
LOOKED_AT = 8  # of several words of one name the one that is explained is taken


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
    known = term_labels()
    named = [known.by_id[pk] for pk in sorted(known.named(words_of(words)))]
    if not named:
        return ()
    found = sorted(named, key=lambda term: len(pick(term.label, language).text))[:LOOKED_AT]
    meanings: dict[int, tuple[dict[str, str], str]] = {}
    rows = Definition.objects.filter(term__in=[term.id for term in found]).order_by("id")
    for pk, text, author, source in rows.values_list("term", "text", "author", "source__name"):
        meanings.setdefault(pk, (text, author or source or ""))
    asked = words.strip().casefold()
    told: dict[str, Concept] = {}

    def order(term: TermLabel) -> tuple[bool, bool]:
        named_so = any(label.casefold() == asked for label in term.label.values())
        return not named_so, term.id not in meanings

    for term in sorted(found, key=order):
        meaning, source = meanings.get(term.id, ({}, ""))
        label = pick(term.label, language)
        told.setdefault(label.text.casefold(), Concept(term, label, pick(meaning, language), source))
    return tuple(told.values())[:MOST]


def continuations(beginning: str, visible: frozenset[str]) -> list[str]:
    """How what was typed may go on, most frequent first."""
    return suggest(beginning[:100], visible)


def definitions_of(term: int) -> list[dict[str, object]]:
    """What a term (id) means to whom, since when and until when, oldest first."""
    rows = Definition.objects.filter(term=term).order_by("valid_from", "id")
    return [
        {"text": text, "author": author, "source": source or "", "valid_from": start, "valid_until": until}
        for text, author, source, start, until in rows.values_list(
            "text", "author", "source__name", "valid_from", "valid_until"
        )
    ]
