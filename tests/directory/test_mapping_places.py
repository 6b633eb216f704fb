"""Coordinates as people write them, and what is likely wrong with them."""

from __future__ import annotations

import pytest

from konbit.directory.coordinates import degrees, inside
from konbit.directory.formats.table import Row
from konbit.directory.mapper import Mapper
from konbit.directory.mapping import Mapping
from konbit.directory.term_finder import TermFinder

GREAT_BRITAIN = (49.9, -8.2, 60.9, 1.8)
INDONESIA = (-11.0, 95.0, 6.0, 141.0)
CHAD = (7.4, 13.5, 23.4, 24.0)
COLUMNS = {
    "Name": "name",
    "Town": "locality",
    "Lat": "latitude",
    "Lon": "longitude",
    "Geo lat": "geocoded_latitude",
    "Geo lon": "geocoded_longitude",
    "Sure": "geocoded_confidence",
    "Both": "coordinates",
    "Country": "country",
}


TOWNS = {
    "Oran": (35.7, -0.64, True),
    "N'Djamena": (12.11, 15.04, True),
    "Springfield": (39.8, -89.6, False),
    "Nowhere": None,
}
"""Where a town is, and whether it is surely that one."""


def drafted(**cells):
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    bounds = {"GB": GREAT_BRITAIN, "ID": INDONESIA, "TD": CHAD}.get
    mapper = Mapper(Mapping(COLUMNS), TermFinder(), bounds, lambda town, _region, _country: TOWNS[town])
    return mapper.draft(Row(2, {"Name": "A", **named}))


def point(draft):
    return draft.places[0].point if draft.places else None


def test_coordinates_by_hand_come_before_those_looked_up():
    draft = drafted(Lat="51.5", Lon="-0.1", Geo_lat="51.6", Geo_lon="-0.2", Sure="90")
    (place,) = draft.places
    assert place.point == (51.5, -0.1)
    assert (place.geocoded_latitude, place.geocoded_longitude, place.confidence) == (51.6, -0.2, 90)


def test_coordinates_looked_up_stand_in_with_their_confidence():
    draft = drafted(Geo_lat="51.6", Geo_lon="-0.2", Sure="51 %")
    assert point(draft) == (51.6, -0.2)
    assert draft.places[0].confidence == 51


def test_nought_nought_means_unknown_and_gives_way_to_what_was_looked_up():
    assert point(drafted(Lat="0", Lon="0", Geo_lat="51.6", Geo_lon="-0.2")) == (51.6, -0.2)
    draft = drafted(Lat="0.0", Lon="0.0")
    assert point(draft) is None
    assert not draft.rejected
    assert draft.troubles[0].column == "Lat"


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [("151.2", "-33.9", ""), ("-3.65", "51.6", "GB"), ("106.8", "-6.2", "ID"), ("-1.5", "53.4", "Scotland")],
)
def test_swapped_coordinates_are_put_right_and_said(latitude, longitude, country):
    draft = drafted(Lat=latitude, Lon=longitude, Country=country)
    assert point(draft) == (float(longitude), float(latitude))
    assert "swapped" in draft.troubles[0].message


def test_a_point_outside_its_country_stays_and_is_said():
    draft = drafted(Lat="45.7", Lon="4.8", Country="UK")
    assert point(draft) == (45.7, 4.8)
    assert "outside GB" in draft.troubles[0].message


@pytest.mark.parametrize(
    ("country", "town", "latitude", "longitude"),
    [("", "Oran", "-0.64", "35.7"), ("TD", "N'Djamena", "15.06", "12.11")],
)
def test_where_the_country_does_not_tell_the_town_does(country, town, latitude, longitude):
    draft = drafted(Lat=latitude, Lon=longitude, Country=country, Town=town)
    assert point(draft) == (float(longitude), float(latitude))
    (trouble,) = draft.troubles
    assert "swapped" in trouble.message
    assert (trouble.row, trouble.column, trouble.fatal) == (2, "Lat", False)


@pytest.mark.parametrize("town", ["Springfield", "Nowhere", ""])
def test_a_town_that_is_not_surely_known_swaps_nothing(town):
    draft = drafted(Lat="-89.6", Lon="39.8", Town=town)
    assert point(draft) == (-89.6, 39.8)
    assert not draft.troubles


@pytest.mark.parametrize(("latitude", "longitude"), [("35.9", "-0.3"), ("12.0", "8.5")])
def test_a_point_near_its_town_or_far_away_either_way_is_believed(latitude, longitude):
    draft = drafted(Lat=latitude, Lon=longitude, Town="Oran")
    assert point(draft) == (float(latitude), float(longitude))
    assert not draft.troubles


def test_coordinates_that_could_be_either_are_believed_without_a_country():
    draft = drafted(Lat="-3.65", Lon="51.6")
    assert point(draft) == (-3.65, 51.6)
    assert draft.troubles == ()


@pytest.mark.parametrize(("latitude", "longitude"), [("999", "4.8"), ("34.07", "-999"), ("530000", "180000")])
def test_a_point_outside_the_world_leaves_the_group_without_a_place(latitude, longitude):
    draft = drafted(Lat=latitude, Lon=longitude)
    assert point(draft) is None
    assert not draft.rejected
    assert "outside the world" in draft.troubles[0].message
    assert draft.extras == {"Lat": f"{latitude}, {longitude}"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("51.6083", 51.6083),
        ("51,6083", 51.6083),
        (" -3.65 ", -3.65),
        ("−3.65", -3.65),
        ("51.6083°", 51.6083),
        ("51°36'30\"N", 51.6083333),
        ("3° 39’ 17” W", -3.6547222),
        ("W 3.65", -3.65),
        ("3.65 O", -3.65),
        ("33 54 S", -33.9),
        ("1.2e5", 120000.0),
    ],
)
def test_degrees_as_people_write_them(text, value):
    assert degrees(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "north", "nan", "inf", "51.6.1", "12:30", "9" * 100, "--5"])
def test_what_is_no_number_of_degrees(text):
    assert degrees(text) is None


@pytest.mark.parametrize(
    "cells", [{"Lat": "51.6"}, {"Lon": "-3.6"}, {"Lat": "here", "Lon": "there"}, {"Both": "x"}]
)
def test_half_a_point_or_words_are_told_with_the_column(cells):
    draft = drafted(**cells)
    assert point(draft) is None
    assert draft.troubles[0].column in cells
    assert not draft.rejected


def test_both_in_one_cell():
    assert point(drafted(Both="51.6083, -3.6547")) == (51.6083, -3.6547)
    assert point(drafted(Both="51.6083 -3.6547")) == (51.6083, -3.6547)


def test_a_country_across_the_meridian_holds_its_islands():
    fiji = (-20.0, 177.0, -12.0, -178.0)
    assert inside(fiji, -17, 179.9)
    assert inside(fiji, -17, -179.9)
    assert not inside(fiji, -17, 0)
    assert not inside(fiji, 17, 179)
