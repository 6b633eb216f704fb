"""From checked tables to entries. `Known` holds what a table may refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.directory.shipped.entries import (
    DefinitionEntry,
    FactEntry,
    GroupEntry,
    PlaceEntry,
    RelationEntry,
    SchemeEntry,
    SizeEntry,
    SourceEntry,
    TagEntry,
    TermEntry,
)
from konbit.directory.shipped.table import Table

FACETS = (
    *("activity", "structure", "membership", "qualifier", "type", "path", "stage", "appropriation"),
    *("management", "redistribution", "principle", "motive", "need", "size", "support", "theme"),
)
GROUP_KINDS = ("initiative", "collective", "network", "public_body")
RELATION_KINDS = ("member_of", "part_of", "federates", "supports", "grew_out_of", "inspired_by", "supplies")
PRECISIONS = ("exact", "district", "town", "region", "none")
GRADES = ("seed", "high", "web", "medium", "unknown")
# Only what a seed says or a page states may be called published; the rest waits to be verified.
PUBLISHABLE = ("seed", "high", "web")


@dataclass(frozen=True)
class Known:
    """What a group or a relation may refer to: sources by code, terms as "scheme-code#term-code"."""

    sources: dict[str, SourceEntry]
    terms: frozenset[str]


@dataclass(frozen=True)
class Proof:
    """Where something stands, and how sure it is."""

    source: str
    address: str
    certainty: str


def source(table: Table) -> SourceEntry:
    """A source. Raises Problem."""
    return SourceEntry(
        code=table.text("code"),
        name=table.text("name"),
        kind=table.one_of("kind", ("publication",), "publication"),
        url=table.text("url", ""),
        licence=table.text("licence", ""),
        attribution=table.text("attribution", ""),
        published=table.date("published"),
        author=table.text("author", ""),
        grade=table.one_of("grade", GRADES),
    )


def scheme(file: Table, sources: dict[str, SourceEntry]) -> SchemeEntry:
    """A whole vocabulary, each code once. Raises Problem."""
    entry = SchemeEntry(
        code=file.text("code"),
        title=file.said_in_all("title"),
        uri=file.text("uri"),
        alternative_uris=file.texts("alternative_uris"),
        facet=file.one_of("facet", FACETS),
        source=file.one_of("source", sources),
        licence=file.text("licence"),
        version=file.text("version"),
        supersedes=file.text("supersedes", ""),
        terms=tuple(_terms(file, sources)),
    )
    if len({term.code for term in entry.terms}) < len(entry.terms):
        raise file.problem("terms", _("A code stands twice in this vocabulary."))
    return entry


def _terms(file: Table, sources: dict[str, SourceEntry]) -> Iterator[TermEntry]:
    above = {""}
    for table in file.tables("terms", "code"):
        term = TermEntry(
            code=table.text("code"),
            label=table.said_in_all("label"),
            parent=table.one_of("parent", above, ""),
            symbol=table.text("symbol", ""),
            aliases=table.texts("aliases"),
            own=table.texts("own"),
            definitions=tuple(_definition(one, sources) for one in table.tables("definitions")),
        )
        above.add(term.code)
        yield term


def _definition(table: Table, sources: dict[str, SourceEntry]) -> DefinitionEntry:
    start, until = table.period()
    return DefinitionEntry(
        text=table.said_in_all("text"),
        source=table.one_of("source", sources),
        author=table.text("author", ""),
        valid_from=start,
        valid_until=until,
    )


def group(table: Table, known: Known) -> GroupEntry:
    """A group with everything told of it. Raises Problem."""
    founded, closed = table.period()
    proof = _proof(table, known)
    return GroupEntry(
        slug=table.text("slug"),
        kind=table.one_of("kind", GROUP_KINDS),
        name=table.text("name"),
        names=table.said("names"),
        aliases=table.texts("aliases"),
        language=table.text("language"),
        languages=table.texts("languages"),
        description=table.said_in_all("description"),
        valid_from=founded,
        valid_until=closed,
        motive=table.one_of("motive", known.terms, ""),
        website=table.text("website", ""),
        source=proof.source,
        certainty=proof.certainty,
        places=tuple(_place(one) for one in table.tables("places", "locality")),
        tags=tuple(_tag(one, known) for one in table.tables("tags", "term")),
        sizes=tuple(_size(one, known) for one in table.tables("sizes", "dimension")),
        facts=tuple(_fact(one, known) for one in table.tables("facts")),
    )


def relation(table: Table, known: Known) -> RelationEntry:
    """A relation between two groups; whether they exist is for the reader of all files. Raises Problem."""
    proof = _proof(table, known)
    start, until = table.period()
    return RelationEntry(
        subject=table.text("subject"),
        kind=table.one_of("kind", RELATION_KINDS),
        object=table.text("object"),
        valid_from=start,
        valid_until=until,
        source=proof.source,
        address=proof.address,
        certainty=proof.certainty,
        note=table.said("note"),
    )


def _proof(table: Table, known: Known) -> Proof:
    source = known.sources[table.one_of("source", known.sources)]
    address = table.text("address", source.url)
    certainty = table.one_of("certainty", ("published", "to_verify"))
    if certainty == "published" and source.grade not in PUBLISHABLE:
        raise table.problem("certainty", _("This source is not sure enough to be called published."))
    return Proof(source.code, address, certainty)


def _place(table: Table) -> PlaceEntry:
    return PlaceEntry(
        role=table.one_of("role", ("site", "service"), "site"),
        name=table.text("name", ""),
        locality=table.text("locality", ""),
        region=table.text("region", ""),
        country=table.text("country", ""),
        latitude=table.degrees("latitude", 90),
        longitude=table.degrees("longitude", 180),
        precision=table.one_of("precision", PRECISIONS),
    )


def _tag(table: Table, known: Known) -> TagEntry:
    return TagEntry(
        term=table.one_of("term", known.terms),
        primary=table.truth("primary"),
        source=table.one_of("source", known.sources),
    )


def _size(table: Table, known: Known) -> SizeEntry:
    proof = _proof(table, known)
    return SizeEntry(
        dimension=table.one_of("dimension", known.terms),
        value=table.integer("value"),
        on=table.date("on"),
        source=proof.source,
        address=proof.address,
        certainty=proof.certainty,
        note=table.said("note"),
    )


def _fact(table: Table, known: Known) -> FactEntry:
    proof = _proof(table, known)
    start, until = table.period()
    return FactEntry(
        text=table.said_in_all("text"),
        valid_from=start,
        valid_until=until,
        source=proof.source,
        address=proof.address,
        certainty=proof.certainty,
    )
