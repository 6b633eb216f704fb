"""The shapes of what is shipped: plain, frozen, free of the database.

Multilingual text is a mapping of language code to text. Dates are partial dates as text ("1984", "1989-09",
"2004-01-28"), empty where unknown or open. Certainty is "published" (somebody published it; the movement has
not confirmed it) or "to_verify".
"""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import Multilingual


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What facts and definitions rest on; `grade` says how sure its reading is."""

    code: str
    name: str
    kind: str
    url: str
    licence: str
    attribution: str
    published: str
    author: str
    grade: str


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """One way in which a term is understood, by whom, and when; several stand side by side."""

    text: Multilingual
    source: str
    author: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A word of a vocabulary. `own` lists the languages whose label is Konbit's, not the publisher's."""

    code: str
    label: Multilingual
    parent: str
    symbol: str
    aliases: tuple[str, ...]
    own: tuple[str, ...]
    definitions: tuple[DefinitionEntry, ...]


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """A vocabulary; a term's address is `uri` (or one of `alternative_uris`) followed by its code."""

    code: str
    title: Multilingual
    uri: str
    alternative_uris: tuple[str, ...]
    facet: str
    source: str
    licence: str
    version: str
    supersedes: str
    terms: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """Where a group is ("site") or for whom it works ("service"), as precisely as is known."""

    role: str
    name: str
    locality: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None
    precision: str


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A term that a group practises, written "scheme-code#term-code"."""

    term: str
    primary: bool
    source: str


@dataclass(frozen=True, slots=True)
class SizeEntry:
    """How many, of what, on which date, according to whom."""

    dimension: str
    value: int
    on: str
    source: str
    address: str
    certainty: str
    note: Multilingual


@dataclass(frozen=True, slots=True)
class FactEntry:
    """Something told of a group, dated and sourced; facts that disagree stand side by side."""

    text: Multilingual
    valid_from: str
    valid_until: str
    source: str
    address: str
    certainty: str


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """An initiative, collective, network or public body of the example."""

    slug: str
    kind: str
    name: str
    names: Multilingual
    aliases: tuple[str, ...]
    language: str
    languages: tuple[str, ...]
    description: Multilingual
    valid_from: str
    valid_until: str
    motive: str
    website: str
    source: str
    certainty: str
    places: tuple[PlaceEntry, ...]
    tags: tuple[TagEntry, ...]
    sizes: tuple[SizeEntry, ...]
    facts: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """`subject` KIND `object`, for a period, with its proof."""

    subject: str
    kind: str
    object: str
    valid_from: str
    valid_until: str
    source: str
    address: str
    certainty: str
    note: Multilingual


@dataclass(frozen=True, slots=True)
class Example:
    """The movements of the seeds, as published, not confirmed by them."""

    groups: tuple[GroupEntry, ...]
    relations: tuple[RelationEntry, ...]
