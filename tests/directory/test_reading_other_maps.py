"""The formats of other maps: what is understood, what is told, what is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from konbit.base.errors import Problem
from konbit.directory.formats.geojson import LATITUDE, LONGITUDE
from konbit.directory.formats.murmurations_fields import faults
from konbit.directory.formats.murmurations_paths import cells_of, header_of, profile_of
from konbit.directory.formats.reading import guess_format, open_table
from konbit.directory.formats.table import Row
from konbit.directory.guessing import guessed_mapping

Keep = Callable[..., Path]
CONTEXT = {"@vocab": "https://schema.org/", "essglobal": "http://purl.org/essglobal/vocab/"}


@pytest.fixture
def kept(tmp_path: Path) -> Keep:
    """Writes text, or anything as JSON, to a file and gives its path."""

    def keep(content: Any, name: str = "list.json") -> Path:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return keep


def read(path: Path) -> list[Row]:
    return list(open_table(path, guess_format(path)).rows())


def told(row: Row) -> dict[str, str]:
    return {trouble.column: trouble.message for trouble in row.troubles}


def refusals(path: Path, format_name: str) -> list[bool]:
    rows = open_table(path, format_name).rows()
    return [any(trouble.fatal for trouble in row.troubles) for row in rows]


# Murmurations


def test_one_profile_or_many_are_rows(kept: Keep) -> None:
    profile = {"linked_schemas": ["organizations_schema-v1.0.0"], "name": "A", "tags": ["x, y", "z"]}
    for content in (profile, [profile], {"data": [profile]}):
        path = kept(content)
        assert guess_format(path) == "murmurations"
        [row] = read(path)
        assert (row.cells["name"], row.cells["tags(list-0)"]) == ("A", r"x\, y,z")
        assert row.troubles == ()


def test_what_the_fields_of_a_profile_do_not_allow_is_told_and_the_profile_kept(kept: Keep) -> None:
    path = kept(
        {
            "linked_schemas": ["organizations"],
            "name": "A",
            "status": "busy",
            "geographic_scope": "galactic",
            "tags": ["a", "a", "x" * 101],
            "urls": "https://a.example",
            "images": [{"name": "x"}, {"url": "ftp://a.example"}],
            "rss": 7,
            "geolocation": {"lat": "x"},
            "relationships": [{"predicate_url": "https://schema.org/memberOf"}],
        }
    )
    [row] = read(path)
    assert not any(trouble.fatal for trouble in row.troubles)
    assert {trouble.column for trouble in row.troubles} == {
        *("linked_schemas(list-0)", "status", "geographic_scope", "tags(list-0)", "urls", "rss"),
        *("images[0].url", "images[1].url", "geolocation.lon", "relationships[0].object_url"),
    }
    assert told(row)["status"] == "“busy” is not one of: active, completed, cancelled, on_hold, in_planning."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 7), ("name", "x" * 201), ("primary_url", "htttps://a.example"), ("country_iso_3166", "USA"),
        ("country_iso_3166", "QQ"), ("starts_at", "1984"), ("geolocation", {"lat": 91, "lon": 0}),
        ("geolocation", {"lat": True, "lon": 0}), ("geolocation", [1, 2]), ("tags", ["x"] * 101),
        ("latitude", 1e999), ("contact_details", {"contact_form": "x"}), ("unique_id", 7),
        ("linked_schemas", []),
    ],
)  # fmt: skip
def test_the_field_lists_refuse_what_the_schema_refuses(field: str, value: Any) -> None:
    profile = {"linked_schemas": ["organizations_schema-v1.0.0"], "name": "A"}
    assert faults(profile) == []
    assert {fault.field.split("[")[0].split(".")[0] for fault in faults({**profile, field: value})} == {field}


def test_headers_of_the_table_are_paths_into_a_profile() -> None:
    cells = {
        "oid": "1", "name": "A", "tags[1]": "second", "tags[0]": "first", "tags(list-0)": r"a,b\, c",
        "urls[1].url": "https://b.example", "urls[0].name": "One", "geolocation.lat": "51.5",
        "geolocation.lon": "x", "odd[": "kept out", "a..b": "kept out", "empty": " ",
    }  # fmt: skip
    assert profile_of(cells) == {
        "oid": "1",
        "name": "A",
        "tags": ["first", "second", "a", "b, c"],
        "urls": [{"name": "One"}, {"url": "https://b.example"}],
        "geolocation": {"lat": 51.5, "lon": "x"},
    }
    assert profile_of({"a": "x", "a.b": "y", "a[0]": "z", "a(list-0)": "w"}) == {"a": "x"}
    assert header_of("tags[3]", cells) == "tags(list-0)"
    assert header_of("tags[1]", cells) == "tags[1]"


def test_a_profile_and_its_cells_say_the_same() -> None:
    profile = {
        "name": "A",
        "tags": ["a,b", "c"],
        "urls": [{"name": "x", "url": "y"}],
        "geolocation": {"lat": 1.5},
    }
    assert profile_of(cells_of(profile)) == profile


def test_the_published_sample_has_no_faults(shared_data: Path) -> None:
    path = shared_data / "directory" / "murmurations" / "organizations_schema-v1.0.0-example-import.csv"
    assert guess_format(path) == "murmurations"
    assert [row.troubles for row in read(path)] == [()]


def test_a_table_of_profiles_with_faults_keeps_its_cells_as_they_were_written(kept: Keep) -> None:
    path = kept(
        "oid,name,primary_url,status,tags[0],tags(list-0),relationships[0].predicate_url\n"
        '1,A,https://a.example,busy,x,"y,x",https://schema.org/memberOf\n',
        "list.csv",
    )
    [row] = read(path)
    assert row.number == 2
    assert row.cells["tags(list-0)"] == "y,x"
    assert set(told(row)) == {"status", "tags(list-0)", "relationships[0].object_url"}


# OpenFairDB


def test_a_search_of_openfairdb_gives_its_visible_and_invisible_entries(kept: Keep) -> None:
    entry = {
        "id": "a",
        "title": "A",
        "lat": 1.5,
        "lng": 2.5,
        "categories": ["2cd00bebec0c48ba9db761da48678134"],
    }
    event = {**entry, "id": "e", "categories": ["c2dc278a2d6a4b9b8a50cb606fc017ed"]}
    path = kept({"visible": [{**entry, "tags": ["x", "y,z"]}, event, 7], "invisible": [{**entry, "id": "b"}]})
    assert guess_format(path) == "openfairdb"
    rows = read(path)
    assert rows[0].cells["categories"] == "Initiative"
    assert rows[0].cells["tags"] == r"x,y\,z"
    assert refusals(path, "openfairdb") == [False, True, True, False]
    assert rows[3].cells["id"] == "b"


def test_the_published_search_of_openfairdb_is_taken_whole(shared_data: Path) -> None:
    path = shared_data / "directory" / "openfairdb" / "search_results.json"
    assert guess_format(path) == "openfairdb"
    rows = read(path)
    assert len(rows) == 100
    assert all(row.cells["title"] and row.cells["lat"] and not row.troubles for row in rows)
    mapping = guessed_mapping(path, "openfairdb")
    assert mapping.columns["lng"] == "longitude"
    assert mapping.list_separator == ","


# GoGoCarto and Transiscope


def test_elements_of_gogocarto_are_rows_without_what_nobody_may_see(kept: Keep) -> None:
    element = {
        "id": "1", "name": "A", "geo": {"latitude": 1.5, "longitude": 2.5}, "email": "hidden", "status": 3,
        "taxonomy": [7, "8"], "categories": [{"id": 3, "name": "Food"}, "Bread"], "commitment": "why",
        "description": "what",
    }  # fmt: skip
    path = kept(
        {"ontology": "gogofull", "data": [element, {**element, "status": -4}, ["1", "A", 1, 2], 7, {}]}
    )
    assert guess_format(path) == "gogocarto"
    assert refusals(path, "gogocarto") == [False, True, True, True, True]
    cells = read(path)[0].cells
    assert (cells["categories"], cells["category numbers"]) == ("Food;Bread", "7;8")
    assert "email" not in cells
    assert list(cells).index("description") < list(cells).index("commitment")


def test_an_element_that_is_only_drawn_gets_the_middle_of_its_drawing(kept: Keep) -> None:
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[2, 1], [4, 3]]}}
    [row] = read(kept([{"id": "1", "nom": "A", "geo": None, "geoJSONFeature": line, "sourceKey": ""}]))
    assert (row.cells["name"], row.cells[LATITUDE], row.cells[LONGITUDE]) == ("A", "2.0", "3.0")
    assert "middle" in row.troubles[0].message


@pytest.mark.parametrize(
    ("name", "format_name", "count"),
    [
        ("elements.gogofull.json", "gogocarto", 12),
        ("elements-geojson.json", "gogocarto", 3),
        ("transiscope_100.json", "transiscope", 100),
    ],
)
def test_the_published_elements_are_taken_whole(
    shared_data: Path, name: str, format_name: str, count: int
) -> None:
    path = shared_data / "directory" / "gogocarto" / name
    assert guess_format(path) == format_name
    rows = read(path)
    assert len(rows) == count
    assert not any(trouble.fatal for row in rows for trouble in row.troubles)
    mapping = guessed_mapping(path, format_name)
    kept_as_it_is = {header for header, target in mapping.columns.items() if target == "extra"}
    assert kept_as_it_is <= {"openHoursMoreInfos", "sourceKey", "image", "category numbers", "url"}


# KML


def a_kml(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<kml xmlns="http://www.opengis.net/kml/2.2">{inside}</kml>'


def test_places_of_a_kml_have_their_data_their_folder_and_their_point(kept: Keep) -> None:
    path = kept(
        a_kml(
            "<Document><name>Map</name><Folder><name>Food</name><Folder><name>Bread</name><Placemark>"
            "<name>A</name><description><![CDATA[<b>x</b> & y]]></description>"
            "<phoneNumber>tel:+44 1</phoneNumber>"
            "<ExtendedData><Data name='Town'><displayName>T</displayName><value>Lyon</value></Data>"
            "<SchemaData><SimpleData name='n'>7</SimpleData></SchemaData></ExtendedData>"
            "<Point><coordinates> 4.84,45.75,0 </coordinates></Point></Placemark></Folder></Folder>"
            "<Placemark><name>B</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 2,0 2,4 0,4 0,0"
            "</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>"
            "9,9 9,8 8,8</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark></Document>"
        ),
        "map.kml",
    )
    assert guess_format(path) == "kml"
    first, second = read(path)
    assert first.cells == {
        "name": "A", "description": "<b>x</b> & y", "phone": "+44 1", "Town": "Lyon", "n": "7",
        "folder": "Food / Bread", LONGITUDE: "4.84", LATITUDE: "45.75",
    }  # fmt: skip
    assert (float(second.cells[LONGITUDE]), float(second.cells[LATITUDE])) == pytest.approx((1, 2))
    assert "middle" in second.troubles[0].message
    assert guessed_mapping(path, "kml").columns["Town"] == "locality"


def test_a_packed_kml_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "map.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", a_kml("<Placemark><name>A</name></Placemark>"))
    assert guess_format(path) == "kml"
    assert [row.cells for row in read(path)] == [{"name": "A"}]
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Problem, match="broken"):
        open_table(path, "kml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            a_kml(
                "<Placemark><name>&a;</name></Placemark>",
                '<!DOCTYPE kml [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>',
            ),
            "entities",
        ),
        (a_kml("", '<!DOCTYPE kml SYSTEM "file:///etc/passwd">'), "entities"),
        (a_kml("<a>" * 200 + "</a>" * 200), "nested"),
        (a_kml("<Placemark><name>" + "x" * 5_000_000 + "</name></Placemark>"), "too long"),
        (a_kml("<a b='" + "x" * 9_000_000 + "'/>"), "too long"),
        (a_kml("<Placemark></Folder>"), "proper XML"),
        (a_kml("<Placemark><name>&x;</name></Placemark>"), "proper XML"),
        ("<html><kml></html>", "proper XML"),
        ("<html><p>a page</p></html>", "not KML"),
        ('<?xml version="1.0" encoding="x-none"?><kml/>', "proper XML"),
    ],
)
def test_xml_that_could_do_harm_or_is_no_map_is_refused(kept: Keep, text: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        list(open_table(kept(text, "map.kml"), "kml").rows())


def test_a_kml_cut_in_the_middle_gives_the_places_before_and_says_where(kept: Keep) -> None:
    path = kept(a_kml("<Placemark><name>A</name></Placemark>" * 3)[:-20], "map.kml")
    rows = []
    with pytest.raises(Problem, match="proper XML") as raised:
        for row in open_table(path, "kml").rows():
            rows.append(row)
    assert len(rows) == 2
    assert "after entry 2" in raised.value.where


def test_a_place_with_a_drawing_that_makes_no_sense_is_kept(kept: Keep) -> None:
    path = kept(
        a_kml("<Placemark><name>A</name><Point><coordinates>x,y</coordinates></Point></Placemark>"), "m.kml"
    )
    [row] = read(path)
    assert row.cells == {"name": "A"}
    assert not row.troubles[0].fatal


# Linked data


def test_organisations_of_the_movement_s_older_vocabularies_are_understood(kept: Keep) -> None:
    path = kept(
        """@prefix ess: <http://purl.org/essglobal/vocab/> . @prefix gr: <http://purl.org/goodrelations/v1#> .
        @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
        @prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
        PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        <https://l.example/1> a ess:SSEInitiative ; gr:name "A"@en ; foaf:homepage <https://a.example/> ;
          ess:hasAddress <https://l.example/1#place> ; ess:organisationalStructure <https://t.example/OS60> ;
          foaf:phone "1" , "2" ; foaf:mbox <mailto:a@a.example> .
        <https://l.example/1#place> vcard:street-address "1 Lane" ; vcard:country-name "GB" ;
          geo:lat 51.5 ; geo:long "-3" .
        """,
        "list.ttl",
    )
    assert guess_format(path) == "turtle"
    [row] = read(path)
    assert row.cells == {
        "@id": "https://l.example/1", "@type": "http://purl.org/essglobal/vocab/SSEInitiative", "name": "A",
        "url": "https://a.example/", "telephone": "1; 2", "email": "a@a.example", "terms": "https://t.example/OS60",
        "streetAddress": "1 Lane", "addressCountry": "GB", "latitude": "51.5", "longitude": "-3",
        "key": "https://l.example/1",
    }  # fmt: skip


def test_json_ld_is_understood_by_its_context(kept: Keep) -> None:
    path = kept(
        {
            "@graph": [
                {
                    "id": "x:1", "type": "NGO", "n": {"fr": "Four", "en": "Oven"},
                    "web": "https://a.example", "y": 7,
                },
                {"@type": "schema:Dataset", "schema:name": "no group"},
                "no entry",
            ],
            "@context": [
                "http://schema.org/",
                {
                    "schema": "http://schema.org/", "x": "https://x.example/",
                    "n": {"@id": "name", "@container": "@language"},
                    "web": {"@id": "schema:url", "@type": "@id"}, "y": "foundingDate", "loop": "loop",
                },
            ],
        }
    )  # fmt: skip
    assert guess_format(path) == "jsonld"
    first, last = read(path)
    assert first.cells["name"] == "Four"
    assert first.cells["alternateName"] == "Oven"
    assert first.cells["@id"] == "https://x.example/1"
    assert (first.cells["url"], first.cells["foundingDate"]) == ("https://a.example", "7")
    assert last.troubles[0].fatal


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"@context": "https://evil.example/context.json", "@graph": []}, "Konbit does not look"),
        ({"@context": CONTEXT, "@graph": [{"@type": "Dataset"}]}, "no organisation"),
        ({"@context": CONTEXT}, "no organisation"),
    ],
)
def test_linked_data_that_tells_of_nobody_is_refused(kept: Keep, content: Any, why: str) -> None:
    with pytest.raises(Problem, match=why):
        open_table(kept(content), "jsonld")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a> <b> .", 1),
        ("\n<a> <b> <c>", 2),
        ("x:a a x:b .", 1),
        ('<a> <b> "never closed .', 1),
        ("<a> <b> " + "[ <c> " * 100 + "<d>" + " ]" * 100 + " .", 1),
        ("<a> <b> " + "(" * 100 + ")" * 100 + " .", 1),
        ("@prefix a <b> .", 1),
        ("<a> <b> %", 1),
    ],
)
def test_what_is_not_turtle_is_refused_with_its_line(kept: Keep, text: str, line: int) -> None:
    with pytest.raises(Problem, match="not proper Turtle") as raised:
        open_table(kept(text, "list.ttl"), "turtle")
    assert f"line {line}" in raised.value.where


@pytest.mark.parametrize(
    "text", ['"""' + "x" * 3_000_000, '<a> <b> "' + "\\" * 3_000_000, "#" * 3_000_000, "a.b" * 999_999]
)
def test_long_nonsense_ends_soon(kept: Keep, text: str) -> None:
    with pytest.raises(Problem):
        open_table(kept(text, "list.ttl"), "turtle")


def test_turtle_beyond_what_can_be_held_is_refused(kept: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("konbit.directory.formats.turtle.LARGEST", 10)
    with pytest.raises(Problem, match="JSON-LD"):
        open_table(kept("<a> a <b> . <c> a <d> .", "list.ttl"), "turtle")


def test_every_string_of_turtle_is_read(kept: Keep) -> None:
    from konbit.directory.formats.rdf_rows import Literal
    from konbit.directory.formats.turtle_syntax import parse

    text = (
        r"""<s> <p> "a\"b\\", 'c\'d', '''e''f
g''', "\u00e9\U0001F35E\t", ""@en, "x"^^<t>, 1, -2.5, 1e3, true, "four"""
        + '''", """a"""", """""", """ "" """ .'''
    )
    [node] = parse(text, "list.ttl")
    values = [value.text for value in node.said["p"] if isinstance(value, Literal)]
    assert values == [
        'a"b\\', "c'd", "e''f\ng", "é🍞\t", "", "x", "1", "-2.5", "1e3", "true", "four", 'a"', "", ' "" ',
    ]  # fmt: skip


def test_the_vocabulary_of_essglobal_is_turtle_that_tells_of_no_group(shared_data: Path) -> None:
    from konbit.directory.formats.turtle_syntax import parse

    path = shared_data / "directory" / "essglobal" / "essglobal-vocab.ttl"
    assert guess_format(path) == "turtle"
    with pytest.raises(Problem, match="no organisation"):
        open_table(path, "turtle")
    nodes = {node.id: node for node in parse(path.read_text(), path.name)}
    labels = nodes["http://purl.org/essglobal/vocab/SSEInitiative"].said[
        "http://www.w3.org/2000/01/rdf-schema#label"
    ]
    assert len(nodes) > 50
    assert len(labels) == 2


def test_json_that_is_none_of_these_is_left_to_the_usual_reader(kept: Keep) -> None:
    for content in ("{", "[]", "[7]", {"a": 1}, {"features": []}, "[" * 100_000):
        assert guess_format(kept(content)) == "geojson"
