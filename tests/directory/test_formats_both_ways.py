"""What Konbit writes in every format comes back as the same facts, as far as the format can hold them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from konbit.directory.draft import Draft
from konbit.directory.formats import (
    geojson_out,
    gogocarto_out,
    jsonld,
    kml_out,
    murmurations_out,
    openfairdb_out,
    standard_csv,
    turtle_out,
)
from konbit.directory.formats.reading import guess_format, open_table
from konbit.directory.guessing import guessed_mapping
from konbit.directory.mapper import Mapper
from konbit.directory.places import ShownPlace
from konbit.directory.queries.exporting import OutGroup, OutPlace, OutSource
from konbit.directory.queries.labels import TermLabel
from konbit.directory.queries.visible import GroupLink
from konbit.directory.term_finder import TermFinder

BREAD = TermLabel(
    1, "test/activity", "bread", {"en": "Bread & cakes"}, "activity", "", "https://terms.example/bread"
)
FOOD = TermLabel(2, "test/activity", "food", {"en": "Food"}, "activity", "", "https://terms.example/food")
TONTINE = TermLabel(3, "test/type", "tontine", {"en": "Food", "fr": "Tontine"}, "type", "", "")

WRITERS: dict[str, tuple[str, Callable[..., Iterator[str]]]] = {
    "mykomap": ("mykomap", standard_csv.lines),
    "geojson": ("geojson", geojson_out.chunks),
    "murmurations": ("murmurations", murmurations_out.chunks),
    "murmurations table": ("murmurations", murmurations_out.lines),
    "openfairdb": ("openfairdb", openfairdb_out.chunks),
    "gogocarto": ("gogocarto", gogocarto_out.chunks),
    "kml": ("kml", kml_out.chunks),
    "jsonld": ("jsonld", jsonld.chunks),
    "turtle": ("turtle", turtle_out.chunks),
}
# What a format has no room for, beside what none of them has.
CANNOT = {
    "mykomap": {"descriptions", "identifiers", "aliases with names"},
    "murmurations table": {"descriptions", "identifiers", "contacts", "looked up", "kind of term"},
}


def a_place(**said: Any) -> OutPlace:
    """An exact place with a point given by hand."""
    shown = ShownPlace(
        "site", "", "1 Mill Lane", "LS1 1AA", "Leeds", "Yorkshire", "GB", 53.8, -1.55, "exact", None
    )
    return replace(OutPlace(shown, (53.8, -1.55), None, None), **said)


def a_bakery(**said: Any) -> OutGroup:
    """A group of which much is known, with marks that formats have to escape."""
    group = OutGroup(
        link=GroupLink(7, "g7bakery", "bread", 'Bread & "Roses" < Ltd', "collective"),
        name='Bread & "Roses" < Ltd',
        names={},
        aliases=("The Oven; by day", "B, R & co"),
        language="en",
        languages=("en",),
        description={"en": "Bread for all.\nOpen \\ daily", "fr": "Du pain pour tous"},
        founded="1984",
        closed="",
        certainty="published",
        confirmed_on=date(2024, 5, 1),
        made_at=datetime(2024, 1, 2, tzinfo=UTC),
        places=(a_place(),),
        contacts=(
            ("website", "https://bread.example/?a=1&b=2"),
            ("phone", "+44 113 496 0001"),
            ("phone", "+44 113 496 0002"),
            ("email", "hello@bread.example"),
        ),
        identifiers=(("gb-coh", "01234567"), ("gb-chc", "99")),
        terms=((BREAD, True), (FOOD, False), (TONTINE, False)),
        networks=(GroupLink(8, "g8net", "net", "Bakers Together", "network"),),
        sources=(OutSource("list", "A list", "CC0 1.0", "List makers", "https://list.example"),),
    )
    return replace(group, **said)


def vocabulary() -> TermFinder:
    finder = TermFinder()
    for term in (BREAD, FOOD, TONTINE):
        finder.add(term.scheme, term.code, term.label.values(), [term.uri] if term.uri else [])
    return finder


def address(group: OutGroup) -> str:
    return f"https://konbit.example/en/g/{group.uid}/"


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., list[Draft]]:
    """Writes groups in a format and reads the file as the command line would."""

    def there_and_back(name: str, *groups: OutGroup) -> list[Draft]:
        expected, write = WRITERS[name]
        path = tmp_path / "file"
        path.write_text("".join(write(groups, address)), encoding="utf-8", newline="")
        assert guess_format(path) == expected
        mapper = Mapper(guessed_mapping(path, expected), vocabulary())
        return [mapper.draft(row) for row in open_table(path, expected).rows()]

    return there_and_back


def contacts(draft: Draft) -> set[tuple[str, str]]:
    return {(one.kind, one.value) for one in draft.contacts} | {("website", draft.website)}


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_format_can_hold_comes_back_the_same(name: str, back: Callable[..., list[Draft]]) -> None:
    bakery = a_bakery()
    [draft] = back(name, bakery)
    cannot = CANNOT.get(name, set())
    assert (draft.key, draft.name, draft.kind) == (bakery.uid, bakery.name, "collective")
    assert (draft.founded, draft.closed, draft.confirmed) == ("1984", "", "2024-05-01")
    assert set(draft.aliases) == set(bakery.aliases)
    [place] = draft.places
    assert (place.street, place.locality, place.region) == ("1 Mill Lane", "Leeds", "Yorkshire")
    assert (place.postcode, place.country) == ("LS1 1AA", "GB")
    assert (place.given_latitude, place.given_longitude) == (53.8, -1.55)
    assert place.geocoded_latitude is None
    assert draft.descriptions["en"] == bakery.description["en"]
    assert "descriptions" in cannot or draft.descriptions == bakery.description
    assert "identifiers" in cannot or set(draft.identifiers) == set(bakery.identifiers)
    assert contacts(draft) >= {bakery.contacts[0], bakery.contacts[3]}
    assert "contacts" in cannot or contacts(draft) == set(bakery.contacts)
    assert draft.primary_terms == (("test/activity", "bread"),)
    others = {("test/activity", "food")} | (set() if name == "mykomap" else {("test/type", "tontine")})
    assert set(draft.terms) == {("test/activity", "bread")} | others
    assert not draft.rejected
    assert [trouble.message for trouble in draft.troubles] == []


@pytest.mark.parametrize("name", WRITERS)
def test_hardly_anything_known_is_hardly_anything_told(name: str, back: Callable[..., list[Draft]]) -> None:
    bare = a_bakery(
        aliases=(), description={}, founded="", confirmed_on=None, places=(), contacts=(), identifiers=(),
        terms=(), networks=(), sources=(), language="",
    )  # fmt: skip
    [draft] = back(name, bare)
    assert (draft.key, draft.name, draft.kind) == (bare.uid, bare.name, "collective")
    assert not any(
        (draft.places, draft.terms, draft.descriptions, draft.website, draft.contacts, draft.founded)
    )
    assert draft.troubles == ()


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"murmurations table"}))
def test_a_point_that_was_looked_up_is_not_taken_for_one_given_by_hand(
    name: str, back: Callable[..., list[Draft]]
) -> None:
    found = a_place(given=None, geocoded=(53.8, -1.55), confidence=70)
    [draft] = back(name, a_bakery(places=(found,)))
    [place] = draft.places
    assert (place.geocoded_latitude, place.geocoded_longitude) == (53.8, -1.55)
    assert place.given_latitude is None
    assert place.confidence == 70


@pytest.mark.parametrize("name", WRITERS)
def test_every_group_comes_back_whatever_its_name_and_in_its_order(
    name: str, back: Callable[..., list[Draft]]
) -> None:
    names = ["=1+1", "Épicerie 'Ñandú'", "協同組合", "a\u2028b", "]]>", "a < b & c", "@id", "x" * 300]
    groups = [
        a_bakery(name=one, link=GroupLink(number, f"g{number}", "", one, "initiative"))
        for number, one in enumerate(names)
    ]
    drafts = back(name, *groups)
    assert [draft.key for draft in drafts] == [group.uid for group in groups]
    said = [" ".join(one.split()) for one in names]
    if name.startswith("murmurations"):
        said[-1] = "x" * 200
    assert [" ".join(draft.name.split()) for draft in drafts] == said


@pytest.mark.parametrize("name", WRITERS)
def test_where_a_group_comes_from_stands_beside_it(name: str) -> None:
    text = "".join(WRITERS[name][1]([a_bakery()], address))
    if name != "murmurations table":
        assert "CC0 1.0" in text
        assert "List makers" in text
    assert name in ("jsonld", "turtle", "geojson") or address(a_bakery()) in text


def test_profiles_are_valid_by_the_field_lists_and_by_the_schemas(shared_data: Path) -> None:
    from jsonschema_rs import Draft7Validator

    from konbit.directory.formats.murmurations_fields import faults

    folder = shared_data / "directory" / "murmurations"
    whole = json.loads((folder / "schemas" / "organizations_schema-v1.0.0.json").read_text())

    def filled(part: Any) -> Any:
        """The schema with what it refers to."""
        if isinstance(part, list):
            return [filled(one) for one in part]
        if not isinstance(part, dict):
            return part
        rest = {name: filled(one) for name, one in part.items() if name not in ("$ref", "$id", "$schema")}
        if "$ref" not in part:
            return rest
        return {**filled(json.loads((folder / "schemas" / part["$ref"]).resolve().read_text())), **rest}

    validator = Draft7Validator(filled(whole))
    for group in (
        a_bakery(),
        a_bakery(places=(), contacts=(), terms=(), founded="", networks=(), name="x" * 300),
    ):
        profile = murmurations_out.profile(group, address)
        assert faults(profile) == []
        assert [error.message for error in validator.iter_errors(profile)] == []
    assert list(validator.iter_errors({"name": 7}))


def test_a_profile_says_since_when_and_what_the_group_belongs_to() -> None:
    profile = murmurations_out.profile(a_bakery(founded="1969-07"), address)
    assert profile["starts_at"] == -15897600
    assert profile["relationships"] == [
        {"predicate_url": "https://schema.org/memberOf", "object_url": "https://konbit.example/en/g/g8net/"}
    ]
    assert profile["tags"] == ["Bread & cakes", "Food"]


def test_the_table_of_profiles_has_no_formulas() -> None:
    lines = murmurations_out.lines([a_bakery(name="=HYPERLINK(1)")], address)
    [row] = csv.DictReader(io.StringIO("".join(lines)))
    assert row["name"] == "'=HYPERLINK(1)"
    assert (row["oid"], row["tags(list-0)"]) == ("g7bakery", "Bread & cakes,Food")


@pytest.mark.parametrize(
    ("licences", "said"),
    [(["CC0 1.0"], "CC0-1.0"), (["CC0 1.0", "ODbL 1.0"], "ODbL-1.0"), (["CC BY 4.0"], None), ([], None)],
)
def test_an_entry_of_openfairdb_names_a_licence_only_where_the_sources_give_it(
    licences: list[str], said: str | None
) -> None:
    sources = tuple(OutSource("s", "S", licence, "", "") for licence in licences)
    entry = openfairdb_out.entry(a_bakery(sources=sources), address)
    assert entry.get("license") == said
    assert entry["tags"] == ["bread-cakes", "food"]


def test_other_programs_read_the_kml_and_the_turtle(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    text = "".join(kml_out.chunks([a_bakery(description={"en": "bell \x07 and half \ud800"})], address))
    root = ElementTree.fromstring(text)
    [point] = root.iter("{http://www.opengis.net/kml/2.2}coordinates")
    assert point.text == "-1.55,53.8"
    text = "".join(turtle_out.chunks([a_bakery()], address))
    assert "<https://konbit.example/en/g/g7bakery/> a schema:Organization, essglobal:SSEInitiative ;" in text
    assert 'konbit:kind "collective"' in text
    assert "<https://terms.example/bread>" in text
