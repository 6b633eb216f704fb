"""Towns found offline, as people write them."""

from __future__ import annotations

import sqlite3

import pytest

from konbit.base.errors import Problem
from konbit.directory import gazetteer_build
from konbit.directory.countries import country_code, country_name, known_countries
from konbit.directory.gazetteer import Gazetteer
from konbit.directory.town_names import readings


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    gazetteer = Gazetteer(tmp_path_factory.mktemp("towns") / "towns.sqlite3")
    yield gazetteer
    gazetteer.close()


@pytest.mark.parametrize(
    ("asked", "name", "country", "sure"),
    [
        (("Manchester", "", "UK"), "Manchester", "GB", True),
        (("manchester", "New Hampshire", "United States"), "Manchester", "US", True),
        (("Manchester",), "Manchester", "GB", False),
        (("SAINT ETIENNE",), "Saint-Étienne", "FR", True),
        (("St-Étienne", "", "France"), "Saint-Étienne", "FR", True),
        (("Roma",), "Rome", "IT", True),
        (("München",), "Munich", "DE", True),
        (("Bruxelles", "", "Belgique"), "Brussels", "BE", True),
        (("Pòtoprens",), "Port-au-Prince", "HT", True),
        (("Москва",), "Moscow", "RU", True),
        (("Llanfyllin", "", "Wales"), "Llanfyllin", "GB", True),
        (("Chicago, IL 60654",), "Chicago", "US", True),
        (("Oakland, CA",), "Oakland", "US", True),
        (("Lyon, France",), "Lyon", "FR", True),
        (("Porth (Rhondda)", "", "GB"), "Porth", "GB", True),
        (("London", "Ontario"), "London", "CA", True),
        (("Paris", "Texas", "USA"), "Paris", "US", True),
        (("Newport", "Wales", "GB"), "Newport", "GB", True),
    ],
)
def test_towns_are_found_as_people_write_them(towns, asked, name, country, sure):
    town = towns.find(*asked)
    assert (town.name, town.country, town.sure) == (name, country, sure)


def test_the_region_tells_towns_of_one_name_apart(towns):
    south, north = towns.find("Bom Jesus", "RS", "Brasil"), towns.find("Bom Jesus", "Piauí", "Brasil")
    assert south.sure
    assert north.sure
    assert south.latitude < -25 < north.latitude
    assert not towns.find("Bom Jesus", "", "Brasil").sure


@pytest.mark.parametrize(
    "asked", [("",), ("Nowhere at all",), ("Manchester", "", "Haiti"), ("?!",), ("x" * 9999,)]
)
def test_what_is_no_town_is_not_found(towns, asked):
    assert towns.find(*asked) is None


def test_beginnings_suggest_the_towns_most_likely_meant(towns):
    assert towns.suggest("manch", 3)[0].name == "Manchester"
    assert "Paris" in [town.name for town in towns.suggest("pa", 5)]
    assert towns.suggest("st eti", 1)[0].name == "Saint-Étienne"
    assert towns.suggest("m") == []
    assert towns.suggest("%_") == []


def test_the_nearest_town_is_found_everywhere_on_land(towns):
    assert towns.nearest(53.48, -2.24).name == "Manchester"
    assert towns.nearest(53.48, -2.24, smallest=500_000).population >= 500_000
    assert towns.nearest(-16.8, 179.99).country == "FJ"
    assert towns.nearest(-62.0, -120.0) is None


def test_a_country_s_box_holds_its_towns_also_across_the_meridian(towns):
    south, west, north, east = towns.country_bounds("HT")
    assert (round(south), round(west), round(north), round(east)) == (18, -74, 20, -72)
    _south, west, _north, east = towns.country_bounds("FJ")
    assert west > 170
    assert east < -170
    assert towns.country_bounds("ZZ") is None


def test_a_broken_or_outdated_file_is_made_anew(tmp_path, monkeypatch):
    made = []

    def build(path):
        made.append(path)
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.executescript("DROP TABLE IF EXISTS made_of; CREATE TABLE made_of (what TEXT)")
            database.execute("INSERT INTO made_of VALUES (?)", (gazetteer_build.made_of(),))
        database.close()

    monkeypatch.setattr("konbit.directory.gazetteer.build", build)
    path = tmp_path / "towns.sqlite3"
    Gazetteer(path).close()
    Gazetteer(path).close()
    assert len(made) == 1
    monkeypatch.setattr("konbit.directory.gazetteer_build._LAYOUT", "2")
    Gazetteer(path).close()
    assert len(made) == 2
    path.write_bytes(b"not a database at all" * 100)
    Gazetteer(path).close()
    assert len(made) == 3
    monkeypatch.setattr("konbit.directory.gazetteer.build", lambda _path: None)
    with pytest.raises(Problem, match="cannot be read"):
        Gazetteer(tmp_path / "none.sqlite3")


def test_an_interrupted_making_leaves_nothing(tmp_path, monkeypatch):
    def stop(_database):
        raise KeyboardInterrupt

    monkeypatch.setattr("konbit.directory.gazetteer_build._fill", stop)
    with pytest.raises(KeyboardInterrupt):
        gazetteer_build.build(tmp_path / "towns.sqlite3")
    assert not list(tmp_path.glob("towns*"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("GB", "GB"), ("uk", "GB"), ("United Kingdom", "GB"), ("England", "GB"), ("Scotland", "GB")),
        *(
            ("Royaume-Uni", "GB"),
            ("Reino Unido", "GB"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("États-Unis", "US"),
        ),
        *(("EE. UU.", "US"), ("Brasil", "BR"), ("Brésil", "BR"), ("Ayiti", "HT"), ("Haïti", "HT")),
        *(("Deutschland", "DE"), ("Italia", "IT"), ("España", "ES"), ("Ivory Coast", "CI"), ("fr", "FR")),
        *(("", ""), ("Cockaigne", ""), ("EU", ""), ("1", "")),
    ],
)
def test_countries_by_the_names_that_people_give_them(text, code):
    assert country_code(text) == code


def test_countries_are_named_in_the_reader_s_language():
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name("DE", "pt-br") == "Alemanha"
    assert country_name("DE", "zz") == "Germany"
    assert country_name("QQ", "en") == "QQ"
    assert "HT" in known_countries()


def test_a_cell_with_a_town_is_read_in_several_ways():
    assert ("Chicago", "IL") in readings("Chicago, IL 60654")
    assert ("Paris", "") in readings("75011 Paris 11e")
    assert ("Porth", "") in readings("Porth (Rhondda)")
    assert list(readings("")) == [("", "")]
