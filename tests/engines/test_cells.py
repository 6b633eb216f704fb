"""Packed cells: one number per point and zoom, and the zoom that suits a viewport."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.cells import CLUSTER_PIXELS, ZOOMS, cell, cell_bounds, cells, zoom_for
from konbit.engines.geodesy import Box
from konbit.engines.projection import MERCATOR_LIMIT

POINT = (st.floats(-90, 90), st.floats(-180, 180))


@given(*POINT, st.integers(0, 30))
def test_a_point_lies_within_the_bounds_of_its_cell(lat: float, lon: float, zoom: int) -> None:
    box = cell_bounds(cell(lat, lon, zoom), zoom)
    shown = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, lat))
    assert box.lat_min - 1e-9 <= shown <= box.lat_max + 1e-9
    assert box.lon_min - 1e-9 <= lon <= box.lon_max + 1e-9


@given(*POINT)
def test_all_cells_at_once_are_the_cells_one_by_one(lat: float, lon: float) -> None:
    assert cells(lat, lon) == tuple(cell(lat, lon, zoom) for zoom in ZOOMS)


@given(st.integers(0, 16), st.data())
def test_the_middle_of_a_cell_lies_in_it(zoom: int, data: st.DataObject) -> None:
    size = 1 << zoom
    column, row = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    packed = column << zoom | row
    box = cell_bounds(packed, zoom)
    assert cell((box.lat_min + box.lat_max) / 2, (box.lon_min + box.lon_max) / 2, zoom) == packed


def test_the_poles_and_the_180_meridian_are_clamped_as_documented() -> None:
    assert cell(90, -180, 4) == cell(85.1, -180, 4) == 0
    assert cell(-90, 180, 4) == 15 << 4 | 15
    assert cell_bounds(cell(0, 180, 4), 4).lon_max == 180
    assert cell_bounds(cell(0, -180, 4), 4).lon_min == -180


@given(st.floats(0.001, 359), st.integers(320, 4000))
def test_clusters_are_about_as_wide_as_wanted_on_the_screen(span: float, width: int) -> None:
    zoom = zoom_for(Box(-10, 10, -180, -180 + span), width)
    pixels = 360 / 2**zoom / span * width
    assert ZOOMS[0] <= zoom <= ZOOMS[-1]
    if ZOOMS[0] < zoom < ZOOMS[-1]:
        assert CLUSTER_PIXELS / 2.01 <= pixels <= CLUSTER_PIXELS * 2.01


def test_a_viewport_across_the_180_meridian_is_as_wide_as_it_looks() -> None:
    assert zoom_for(Box(-20, 0, 175, -175), 800) == zoom_for(Box(-20, 0, 10, 20), 800)


def test_what_is_no_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="is no cell at zoom 2"):
        cell_bounds(1 << 4, 2)
    with pytest.raises(ValueError, match="is no cell"):
        cell_bounds(-1, 2)
    with pytest.raises(ValueError, match="zoom 31"):
        cell(0, 0, 31)
    with pytest.raises(ValueError, match="shows nothing"):
        zoom_for(Box(0, 1, 0, 1), 0)
