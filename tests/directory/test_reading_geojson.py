"""GeoJSON of any length, feature by feature."""

from __future__ import annotations

import json

import pytest

from konbit.base.errors import Problem
from konbit.directory.formats.geojson import LATITUDE, LONGITUDE, middle
from konbit.directory.formats.reading import guess_format, open_table


def feature(properties, geometry=None, **more):
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def point(longitude, latitude):
    return {"type": "Point", "coordinates": [longitude, latitude]}


@pytest.fixture
def kept(tmp_path):
    """Writes a collection of features, or any text, to a file and gives its path."""

    def keep(content):
        path = tmp_path / "map.geojson"
        if not isinstance(content, (str, bytes)):
            content = json.dumps({"type": "FeatureCollection", "crs": {"a": [1]}, "features": content})
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return keep


def test_features_become_rows_with_flat_properties(kept):
    path = kept(
        [
            feature({"name": "A", "address": {"city": "Lyon"}, "open": True}, point(4.84, 45.75), id=7),
            feature({"name": "B", "tags": ["x", "y;z"], "none": None, "parts": [{"a": 1}]}),
        ]
    )
    table = open_table(path, "geojson")
    first, second = table.rows()
    assert first.cells == {
        "name": "A",
        "address.city": "Lyon",
        "open": "true",
        "id": "7",
        LONGITUDE: "4.84",
        LATITUDE: "45.75",
    }
    assert second.cells == {"name": "B", "tags": r"x;y\;z", "parts": '[{"a": 1}]'}
    assert [first.number, second.number] == [1, 2]
    assert set(table.headers) == set(first.cells) | set(second.cells)
    assert guess_format(path) == "geojson"


def test_an_area_is_placed_at_its_middle_and_said(kept):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 4], [0, 4], [0, 0]]]}
    (row,) = open_table(kept([feature({"name": "A"}, square)]), "geojson").rows()
    assert (float(row.cells[LONGITUDE]), float(row.cells[LATITUDE])) == pytest.approx((1, 2))
    assert not row.troubles[0].fatal
    assert "middle" in row.troubles[0].message


@pytest.mark.parametrize(
    ("geometry", "found"),
    [
        ({"type": "MultiPoint", "coordinates": [[0, 0], [2, 2]]}, (0, 0)),
        ({"type": "LineString", "coordinates": [[0, 0], [4, 2]]}, (2, 1)),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]]}, (1, 1)),
        ({"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1]]]}, (1, 1)),
        ({"type": "GeometryCollection", "geometries": [point(3, 4)]}, (3, 4)),
        ({"type": "Point", "coordinates": []}, None),
        ({"type": "Point", "coordinates": ["4.8", "45.7"]}, None),
        ({"type": "Polygon", "coordinates": [7]}, None),
        ({"type": "Point", "coordinates": [float("nan"), 1]}, None),
        ({"type": "Point", "coordinates": [10**400, 1]}, None),
        (None, None),
        ("Point", None),
    ],
)
def test_the_middle_of_every_kind_of_drawing(geometry, found):
    assert middle(geometry)[0] == (pytest.approx(found) if found else None)


def test_the_middle_of_a_small_area_far_from_the_origin_is_exact():
    ring = [
        [170.001, -40.001],
        [170.003, -40.001],
        [170.003, -40.003],
        [170.001, -40.003],
        [170.001, -40.001],
    ]
    assert middle({"type": "Polygon", "coordinates": [ring]})[0] == pytest.approx(
        (170.002, -40.002), abs=1e-9
    )


def test_a_drawing_that_cannot_be_read_keeps_the_group(kept):
    (row,) = open_table(
        kept([feature({"name": "A"}, {"type": "Point", "coordinates": ["x"]})]), "geojson"
    ).rows()
    assert row.cells == {"name": "A"}
    assert not row.troubles[0].fatal


def test_something_that_is_no_feature_is_rejected_alone(kept):
    rows = list(open_table(kept([feature({"name": "A"}), 7, feature({"name": "B"})]), "geojson").rows())
    assert [any(trouble.fatal for trouble in row.troubles) for row in rows] == [False, True, False]


def test_a_file_cut_in_the_middle_gives_the_features_before_and_says_where(kept):
    whole = json.dumps({"type": "FeatureCollection", "features": [feature({"name": "A"})] * 3})
    table = open_table(kept(whole[:-60]), "geojson")
    rows = []
    with pytest.raises(Problem, match="too early") as raised:
        for row in table.rows():
            rows.append(row)
    assert len(rows) == 2
    assert "after entry 2" in raised.value.where


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[1, 2]",
        '{"features": 7}',
        '{"type": "Feature"',
        "{]",
        '{"features": [}',
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_no_collection_is_refused(kept, content):
    with pytest.raises(Problem):
        list(open_table(kept(content), "geojson").rows())


def test_a_bottomless_nesting_is_refused(kept):
    with pytest.raises(Problem):
        list(open_table(kept('{"features": [' + "[" * 100_000 + "]" * 100_000 + "]}"), "geojson").rows())


def test_values_longer_than_what_is_read_at_once_are_whole(kept):
    path = kept([feature({"name": f"{number}", "x": "y" * 5000}) for number in range(300)])
    assert [row.cells["name"] for row in open_table(path, "geojson").rows()] == [str(n) for n in range(300)]


def test_a_mark_at_the_beginning_and_half_letters_do_no_harm(kept):
    path = kept(
        b"\xef\xbb\xbf" + b'{"features":[{"properties":{"name":"A\\ud800","b\\ud800":"x"},"geometry":null}]}'
    )
    (row,) = open_table(path, "geojson").rows()
    assert row.troubles[0].fatal
    assert all(name.encode() and cell.encode() for name, cell in row.cells.items())
