"""What the columns of somebody's table mean."""

from __future__ import annotations

import pytest

from konbit.directory.formats.mykomap import HEADERS
from konbit.directory.formats.reading import open_table
from konbit.directory.formats.table import Row
from konbit.directory.guessing import category_values, guess, guessed_mapping, mapping_from
from konbit.directory.header_words import phrases
from konbit.directory.known_tables import MYKOMAP, known_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.targets import is_target


def guessed(headers, *lines):
    rows = [
        Row(number, {name: cell for name, cell in zip(headers, line, strict=True) if cell})
        for number, line in enumerate(lines, 2)
    ]
    return {one.header: one for one in guess(headers, rows)}


def targets(headers, *lines):
    return {header: one.target for header, one in guessed(headers, *lines).items()}


def test_every_phrase_leads_to_a_target_that_exists():
    assert all(is_target(target) for target in phrases().values())
    Mapping(MYKOMAP.columns).check()


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        (
            ["Nom du groupe", "Ville", "Tél.", "Courriel", "Catégorie", "Nb. membres", "Créée en"],
            ["name", "locality", "phone", "email", "terms", "size:members", "extra"],
        ),
        (
            ["Nombre", "Municipio", "Provincia", "Correo electrónico", "Teléfono", "Actividad"],
            ["name", "locality", "region", "email", "phone", "terms"],
        ),
        (
            ["Nome", "Cidade", "UF", "CEP", "E-mail", "Telefone", "Atividade principal", "CNPJ"],
            ["name", "locality", "region", "postcode", "email", "phone", "primary", "identifier:br-cnpj"],
        ),
        (
            ["Denominazione", "Comune", "Provincia", "Indirizzo", "Sito web", "Referente"],
            ["name", "locality", "region", "street", "website", "person"],
        ),
        (
            ["Verein", "PLZ", "Ort", "Straße", "Ansprechpartnerin", "Gründungsjahr"],
            ["name", "postcode", "locality", "street", "person", "founded"],
        ),
        (["Non", "Vil", "Telefòn", "Moun pou kontakte"], ["name", "locality", "phone", "person"]),
        (
            ["Group", "Town", "Country", "Contact person", "Web site", "Last confirmed", "Description FR"],
            ["name", "locality", "country", "person", "website", "confirmed", "description:fr"],
        ),
    ],
)
def test_columns_are_known_by_their_names_in_many_tongues(headers, wanted):
    assert list(targets(headers).values()) == wanted


def test_columns_without_telling_names_are_known_by_what_they_hold():
    found = targets(
        ["", "A", "B", "C", "D"],
        ["Green Bakery", "info@bakery.example", "https://bakery.example", "+44 161 234 5678", "51.5, -0.1"],
        ["Blue Dairy", "x@dairy.example", "www.dairy.org", "0161 234 5679", "53.4, -2.2"],
    )
    assert list(found.values()) == ["name", "email", "website", "phone", "coordinates"]


def test_people_s_columns_are_private_until_ticked():
    found = guessed(
        ["Name", "Phone", "E-mail", "Contact", "Website"],
        ["A", "0161 234 5678", "a@b.org", "Ana", "b.org"],
    )
    assert [one.private for one in found.values()] == [False, True, True, True, False]
    mapping = mapping_from(found.values())
    assert [mapping.audience(header) for header in found] == [
        *("public", "stewards", "stewards", "stewards", "public")
    ]


def test_a_column_of_any_name_that_holds_numbers_of_people_is_private():
    found = guessed(
        ["Name", "Colour", "Who opens"],
        ["A", "red", "ring Ana 06 12 34 56 78"],
        ["B", "blue", "key under the stone"],
        ["C", "blue", "c@d.org"],
    )
    assert found["Colour"].target == "extra"
    assert found["Who opens"].target == "contact"
    assert found["Who opens"].private


def test_a_name_stands_once_and_three_of_her_own_rows_are_shown():
    found = guessed(
        ["Organisation name", "Name", "Town"],
        *[[f"Org {number}", f"Name {number}", ""] for number in range(5)],
    )
    assert [one.target for one in found.values()] == ["alias", "name", "locality"]
    assert found["Name"].samples == ("Name 0", "Name 1", "Name 2")
    assert found["Town"].samples == ()


def test_a_code_that_repeats_is_no_identifier():
    assert targets(["Code", "Name"], ["7", "A"], ["7", "B"])["Code"] == "extra"
    assert targets(["Code", "Name"], ["7", "A"], ["8", "B"])["Code"] == "key"


def test_what_a_column_holds_speaks_against_its_name():
    found = targets(["Name", "Members"], ["A", "Ana, Bea and Carla"], ["B", "Dora"])
    assert found["Members"] != "size:members"


def test_a_standard_csv_needs_no_guess():
    mapping = known_mapping([*HEADERS, "Sector"])
    assert mapping
    assert mapping.columns["Primary Activity"] == "primary:essglobal/activities-ica"
    assert mapping.columns["Sector"] == "extra"
    assert mapping.audience("Phone") == "stewards"


def test_an_older_standard_csv_is_known_too():
    older = [
        "Country Name" if name == "Country ID" else name
        for name in HEADERS
        if name not in ("Geo Container Confidence", "Geocoded Address")
    ]
    mapping = known_mapping(older)
    assert mapping
    assert mapping.columns["Country Name"] == "country"


def test_konbit_s_own_tables_are_known_by_their_targets():
    headers = ["key", "name", "description:ht", "terms:essglobal/qualifiers", "size:members", "Colour"]
    mapping = known_mapping(headers)
    assert mapping
    assert list(mapping.columns.values()) == [*headers[:-1], "extra"]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            "openfairdb/ofdb-cli-import-example.csv",
            {"title": "name", "lng": "longitude", "contact_email": "email"},
        ),
        (
            "murmurations/organizations_schema-v1.0.0-example-import.csv",
            {"oid": "key", "tags[0]": "tags", "tags(list-0)": "tags", "urls[1].url": "website"},
        ),
        (
            "small/chicommons_chicago.csv",
            {
                "city1": "locality",
                "Phone public": "show:phone",
                "is Mail public": "show:email",
                "type": "terms",
            },
        ),
        (
            "coops-uk/worker_coops_2023-06.csv",
            {"Incorporation Date": "founded", "Organisation Name": "alias"},
        ),
    ],
)
def test_the_field_s_own_formats_are_recognised(shared_data, path, wanted):
    file = shared_data / "directory" / path
    columns = guessed_mapping(file, "csv").columns
    assert {header: columns[header] for header in wanted} == wanted
    table = open_table(file, "csv")
    assert all(one.confidence == 1 for one in guess(table.headers, []))


def test_the_values_of_category_columns_are_counted_and_free_text_left_out(tmp_path):
    path = tmp_path / "list.csv"
    lines = "".join(f"A{number},farm; dairy,text {number}\n" for number in range(600))
    path.write_text(f"name,type,sector\n{lines}")
    mapping = Mapping({"name": "name", "type": "terms", "sector": "terms"})
    values = category_values(open_table(path, "csv"), mapping)
    assert values == {"type": {"farm": 600, "dairy": 600}}


@pytest.mark.parametrize("header", ["Sector contact", "Secteur responsable", "Type de contact"])
def test_a_category_whose_header_names_people_too_is_taken_for_people(header):
    rows = [Row(2, {"Name": "Sunrise", header: "Rosa Luz"}), Row(3, {"Name": "River", header: "Ana Sol"})]
    _name, column = guess(["Name", header], rows)
    assert (column.target, column.private) == ("person", True)
