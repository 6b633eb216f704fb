"""Whatever a file holds, it gives rows or a Problem that says what is wrong, never anything else."""

from __future__ import annotations

import io
import json
import random
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.directory.formats.reading import READERS, guess_format, open_table
from konbit.directory.guessing import guess
from konbit.directory.mapper import Mapper
from konbit.directory.mapping import Mapping
from konbit.directory.term_finder import TermFinder


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for number in range(200):
        book.active.append([f"Group {number}", number, 1.5, "é" * 20])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


COLLECTION = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "properties": {"name": "É", "a": [1, {"b": None}]},
                "geometry": {"type": "Point", "coordinates": [1, 2]},
            }
        ]
        * 20,
    }
).encode()
TABLE = 'name;about\n"Coop ""É""";"two\nlines"\n'.encode() * 20
PLACE = b"""<Placemark><name>A</name><description><![CDATA[<b>x</b>]]></description>
<ExtendedData><Data name='town'><value>Lyon</value></Data></ExtendedData><Polygon><outerBoundaryIs>
<LinearRing><coordinates>1,2 3,4 1,2</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"""
PLACES = b"""<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document><Folder>
<name>F &amp; G</name>%s</Folder></Document></kml>""" % (PLACE * 10)
STATEMENT = rb"""<x> a s:Organization ; s:name "A\u00e9"@fr, '''two
lines''' ; s:location [ s:geo [ s:latitude 1.5e1 ; s:longitude -2 ] ], _:b.c, (1 true "x"^^s:y) . # so
"""
STATEMENTS = b"@prefix s: <https://schema.org/> .\n@base <http://a.example/> .\n" + STATEMENT * 10
GRAPH = json.dumps(
    {
        "@context": ["https://schema.org", {"n": "schema:name", "l": {"@id": "url", "@type": "@id"}}],
        "@graph": [
            {
                "@id": "a:b",
                "@type": ["Organization"],
                "n": [{"@value": "É", "@language": "fr"}],
                "l": "https://a.example",
                "location": {"geo": {"latitude": 1}},
            }
        ]
        * 10,
    }
).encode()
PROFILES = json.dumps(
    [
        {
            "linked_schemas": ["organizations_schema-v1.0.0"],
            "name": "É",
            "tags": ["a,b", 1],
            "urls": [{"url": "x"}],
        }
    ]
    * 10
).encode()
ENTRIES = json.dumps(
    {"visible": [{"id": "1", "title": "É", "lat": 1, "categories": ["x"]}] * 10, "invisible": []}
).encode()
ELEMENTS = json.dumps(
    {
        "data": [
            {"id": "1", "title": "É", "geo": {"latitude": 1}, "categories": [{"name": "x"}, 7], "address": {}}
        ]
        * 10
    }
).encode()


def taken(path, format_name):
    """Reads the whole file into drafts; only a Problem may come out."""
    with suppress(Problem):
        table = open_table(path, format_name)
        guesses = guess(table.headers, [])
        mapper = Mapper(Mapping({one.header: one.target for one in guesses}), TermFinder())
        for row in table.rows():
            draft = mapper.draft(row)
            told = draft.fields() if not draft.rejected else draft.key
            assert json.dumps(told, ensure_ascii=False).encode()


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_at_all(tmp_path_factory, content, format_name):
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    taken(path, format_name)
    with suppress(Problem):
        assert guess_format(path)


@pytest.mark.parametrize(
    ("format_name", "content"),
    [
        ("csv", TABLE),
        ("geojson", COLLECTION),
        ("xlsx", workbook()),
        ("kml", PLACES),
        ("turtle", STATEMENTS),
        ("jsonld", GRAPH),
        ("murmurations", PROFILES),
        ("openfairdb", ENTRIES),
        ("gogocarto", ELEMENTS),
        ("transiscope", ELEMENTS),
    ],
)
def test_a_good_file_with_some_bytes_changed_or_cut_off(tmp_path, format_name, content):
    path = tmp_path / "file"
    dice = random.Random(8)
    for _throw in range(150):
        spoilt = bytearray(content[: dice.randrange(1, len(content) + 1)])
        for _place in range(dice.randrange(1, 6)):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        path.write_bytes(spoilt)
        taken(path, format_name)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path, end):
    path = tmp_path / "list.csv"
    path.write_text(f"name,town{end}A,Lyon{end}B,Paris{end}", newline="")
    assert [row.cells["name"] for row in open_table(path, "csv").rows()] == ["A", "B"]
