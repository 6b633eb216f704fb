"""Writing groups as mykomap's standard CSV, with what more Konbit knows in columns after the standard's."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from konbit.directory.formats.cells import join_list, neutralise
from konbit.directory.formats.mykomap import HEADERS
from konbit.directory.formats.outward import Address, Through
from konbit.directory.queries.exporting import OutGroup, OutPlace
from konbit.directory.queries.labels import TermLabel

OWN_HEADERS = (
    "Kind of group", "Other names", "Founded", "Closed", "Languages", "Networks", "Last confirmed",
    "How sure", "Shown as", "Page", "Source", "Licence",
)  # fmt: skip
"""The columns after the standard's: more names and dates, how exactly the place is shown, the group's page,
and for every row where it comes from and under which licence."""


def table(groups: Iterable[OutGroup], address: Address) -> Iterator[list[str]]:
    """The header and a row per group; `address` gives the full address of a group's page."""
    yield [*HEADERS, *OWN_HEADERS]
    for group in groups:
        yield [neutralise(cell) for cell in (*_standard(group), *_own(group, address))]


def lines(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """The same as CSV text, line by line: UTF-8, commas, CRLF."""
    writer = csv.writer(Through())
    for row in table(groups, address):
        yield writer.writerow(row)


def _standard(group: OutGroup) -> list[str]:
    place = group.places[0] if group.places else None
    shown = place.shown if place else None
    activities = group.of_facet("activity")
    primary = [term for term, primary in group.terms if primary and term.facet == "activity"][:1]
    return [
        group.uid,
        group.name,
        next(iter(group.description.values()), ""),
        _terms(group.of_facet("structure")),
        _terms(primary),
        _terms([term for term in activities if term not in primary]),
        shown.street if shown else "",
        shown.locality if shown else "",
        shown.region if shown else "",
        shown.postcode if shown else "",
        shown.country if shown else "",
        "",
        *(_contacts(group, kind) for kind in ("website", "phone", "email", "twitter", "facebook")),
        next((value for scheme, value in group.identifiers if scheme == "gb-coh"), ""),
        _terms(group.of_facet("qualifier")),
        _terms(group.of_facet("membership")),
        *_coordinates(place),
    ]


def _coordinates(place: OutPlace | None) -> list[str]:
    given = place.given if place else None
    looked_up = place.geocoded if place else None
    sure = place.confidence if place and place.confidence is not None else ""
    return [
        _degrees(given[0]) if given else "",
        _degrees(given[1]) if given else "",
        "",
        str(sure),
        _degrees(looked_up[0]) if looked_up else "",
        _degrees(looked_up[1]) if looked_up else "",
        "",
    ]


def _own(group: OutGroup, address: Address) -> list[str]:
    return [
        group.link.kind,
        join_list(group.aliases),
        group.founded,
        group.closed,
        join_list(group.languages),
        join_list(network.name for network in group.networks),
        group.confirmed_on.isoformat() if group.confirmed_on else "",
        group.certainty,
        group.places[0].shown.precision if group.places else "",
        address(group),
        join_list(source.attribution or source.name for source in group.sources),
        join_list(source.licence for source in group.sources if source.licence),
    ]


def _contacts(group: OutGroup, wanted: str) -> str:
    return join_list(value for kind, value in group.contacts if kind == wanted)


def _terms(terms: Iterable[TermLabel]) -> str:
    return join_list(term.uri or term.ref for term in terms)


def _degrees(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
