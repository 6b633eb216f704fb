"""Small files that are made to fill the memory, to never end, or to confuse whoever reads them."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from konbit.base.errors import Problem
from konbit.directory.formats.reading import Row, guess_format, open_table

Keep = Callable[[str, bytes], Path]
JSON = ("geojson", "gogocarto", "jsonld", "murmurations", "openfairdb", "transiscope")
ENTRY: dict[str, dict[str, Any]] = {
    "geojson": {"id": 1, "properties": {"name": "A"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    "gogocarto": {"id": "1", "name": "A", "geo": {"latitude": 1}, "categories": [{"name": "x"}], "status": 1},
    "jsonld": {
        "@id": "a:b",
        "@type": ["Organization"],
        "name": [{"@value": "A", "@language": "fr"}],
        "identifier": {"propertyID": "x", "value": "1"},
        "location": {"geo": {"latitude": 1}},
    },
    "murmurations": {
        "linked_schemas": ["organizations_schema-v1.0.0"],
        "name": "A",
        "tags": ["a"],
        "urls": [{"url": "x"}],
        "starts_at": 1,
    },
    "openfairdb": {
        "id": "1",
        "title": "A",
        "categories": ["x"],
        "links": [{"url": "x"}],
        "ratings": {"a": 1},
    },
    "transiscope": {"id": "1", "title": "A", "categories": ["x"], "location": {"lat": 1}},
}
"""A good entry of each format."""
OTHER_KINDS = (
    None,
    True,
    -1,
    1e300,
    "",
    "\ud83d",
    [],
    {},
    [[]],
    [{}],
    [[1]],
    {"a": {"b": []}},
    [None, "x", 7],
)


@pytest.fixture
def kept(tmp_path: Path) -> Keep:
    def keep(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return keep


def around(format_name: str, *entries: Any) -> bytes:
    """A whole file of these entries."""
    wrapped: Any = {
        "geojson": {"features": list(entries)},
        "jsonld": {"@context": "https://schema.org", "@graph": list(entries)},
        "openfairdb": {"visible": list(entries)},
    }.get(format_name, {"data": list(entries)})
    return json.dumps(wrapped).encode()


def spoilt(value: Any) -> Iterator[Any]:
    """The same with one of its parts, however deep, of another kind."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from ({**value, name: other} for other in (*OTHER_KINDS, *spoilt(one)))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from (
                [*value[:place], other, *value[place + 1 :]] for other in (*OTHER_KINDS, *spoilt(one))
            )


def rows_of(path: Path, format_name: str) -> list[Row]:
    return list(open_table(path, format_name).rows())


@pytest.mark.parametrize("format_name", JSON)
def test_an_entry_with_something_of_another_kind_spoils_no_other(kept: Keep, format_name: str) -> None:
    good = ENTRY[format_name]
    several = [*spoilt(good), good]
    rows = rows_of(kept("a.json", around(format_name, *several)), format_name)
    assert rows[-1].number == len(several)
    assert "A" in rows[-1].cells.values()
    assert not any(trouble.fatal for trouble in rows[-1].troubles)


@pytest.mark.parametrize("format_name", JSON)
def test_a_name_with_blanks_around_it_is_taken_for_itself(kept: Keep, format_name: str) -> None:
    padded = {f" {name} ": one for name, one in ENTRY[format_name].items()}
    rows_of(kept("a.json", around(format_name, {**ENTRY[format_name], **padded}, padded)), format_name)


def with_value(format_name: str, value: bytes) -> bytes:
    """A good entry to which a property with this text as its value was added."""
    before, after = around(format_name, {"BOMB": 0, **ENTRY[format_name]}).split(b'"BOMB": 0')
    return before + b'"BOMB": ' + value + after


@pytest.mark.parametrize("format_name", JSON)
@pytest.mark.parametrize(
    "value",
    [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b"9" * 10_000],
    ids=["lists", "objects", "digits"],
)
def test_a_value_that_nobody_can_hold_is_refused(kept: Keep, format_name: str, value: bytes) -> None:
    file = kept("a.json", with_value(format_name, value))
    with pytest.raises(Problem, match="not proper JSON"):
        rows_of(file, format_name)
    assert guess_format(file)


@pytest.mark.parametrize("format_name", JSON)
@pytest.mark.parametrize(
    "value",
    [b'{"a":' * 900 + b"1" + b"}" * 900, b"[" * 900 + b"]" * 900, b"1e999", b"NaN", b'"\\u0000\\ud800"'],
    ids=["objects", "lists", "infinity", "no number", "no letters"],
)
def test_a_value_that_is_only_strange_is_taken_or_told(kept: Keep, format_name: str, value: bytes) -> None:
    (row,) = rows_of(kept("a.json", with_value(format_name, value)), format_name)
    assert row.cells or row.troubles


def crowded(format_name: str) -> bytes:
    """A file of two entries, the first with 1,500 properties."""
    if format_name == "kml":
        many = "".join(f'<Data name="n{number}"><value>x</value></Data>' for number in range(1_500))
        first = f"<Placemark><name>A</name><ExtendedData>{many}</ExtendedData></Placemark>"
        return f"<kml>{first}<Placemark><name>A</name></Placemark></kml>".encode()
    good = ENTRY[format_name]
    more = {f"n{number}": "x" for number in range(1_500)}
    inside = {"properties": {**good["properties"], **more}} if format_name == "geojson" else more
    return around(format_name, {**good, **inside}, good)


@pytest.mark.parametrize("format_name", sorted({*JSON, "kml"} - {"jsonld"}))  # which takes what it knows
def test_an_entry_of_very_many_properties_is_refused_and_the_next_is_read(
    kept: Keep, format_name: str
) -> None:
    first, second = rows_of(kept("a.file", crowded(format_name)), format_name)
    assert [trouble.message for trouble in first.troubles if trouble.fatal] == [
        "This entry has too many properties."
    ]
    assert "A" in second.cells.values()


@pytest.mark.parametrize("part", ['<Data name="n{}"><value/></Data>', "<Point><coordinates/></Point>"])
def test_a_packed_place_that_never_ends_is_left_before_it_fills_the_memory(tmp_path: Path, part: str) -> None:
    file = tmp_path / "a.kmz"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("doc.kml", "w") as inside:
        inside.write(b"<kml><Placemark><name>A</name>")
        for number in range(200_000):
            inside.write(part.format(number).encode())
        inside.write(b"</Placemark></kml>")
    assert file.stat().st_size < 2_000_000
    with pytest.raises(Problem, match="more than can be held"):
        open_table(file, "kml")


@pytest.mark.parametrize("lines", [1, 30])
def test_a_table_of_a_million_columns_is_refused_at_its_first_row(kept: Keep, lines: int) -> None:
    file = kept("a.csv", (b"a," * 1_000_000 + b"\n") * lines)
    tracemalloc.start()
    try:
        with pytest.raises(Problem, match="more than 20,000 cells") as refused:
            open_table(file, "csv")
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
    assert "row 1" in refused.value.where


def test_a_thousand_columns_of_one_name_are_told_apart(kept: Keep) -> None:
    table = open_table(kept("a.csv", b"a," * 999 + b"a\n" + b"1," * 999 + b"1\n"), "csv")
    assert (len(set(table.headers)), table.headers[-1]) == (1_000, "a (1000)")


@pytest.mark.parametrize(
    "context",
    [[["https://schema.org"]], [{"a": ["b"]}, [[]]], {"a": "b:", "b": "a:"}, [5], [None], {"a": {}}],
)
def test_a_context_of_any_shape_gives_groups_or_a_reason(kept: Keep, context: Any) -> None:
    content = json.dumps({"@context": context, "@graph": [{"@type": "Organization", "a:b": 1, "name": "A"}]})
    with pytest.raises(Problem):
        rows_of(kept("a.json", content.encode()), "jsonld")
