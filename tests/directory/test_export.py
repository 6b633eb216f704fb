"""Any search as a file: whole, streamed, neutral to spreadsheets, with its sources."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from konbit.directory.formats import xlsx_out
from konbit.directory.formats.cells import split_list
from konbit.directory.formats.mykomap import HEADERS
from konbit.directory.models import Group
from konbit.directory.queries import exporting
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_place
from tests.directory.finding import LEEDS, MANCHESTER, a_term, a_town
from tests.directory.lists import bring

pytestmark = pytest.mark.django_db


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/en/groups/out/csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_the_standard_s_columns_first_and_full_addresses_of_terms(client: Client) -> None:
    groups = a_town()
    found = rows(client)
    assert list(found[0])[: len(HEADERS)] == list(HEADERS)
    bakery = next(row for row in found if row["Identifier"] == groups["bakery"].uid)
    assert bakery["Name"] == "Sunrise Bakery"
    assert bakery["Primary Activity"] == "https://terms.example/activity/bread"
    assert (bakery["Latitude"], bakery["Longitude"]) == ("53.48", "-2.24")
    assert bakery["Networks"] == "Bakers Together"
    assert (bakery["Source"], bakery["Licence"]) == ("List makers", "CC-BY-4.0")
    assert bakery["Page"].endswith(f"/en/g/{groups['bakery'].uid}/sunrise-bakery/")


def test_an_export_holds_exactly_what_the_search_finds(client: Client) -> None:
    groups = a_town()
    assert [row["Identifier"] for row in rows(client, "?q=sunrise")] == [groups["bakery"].uid]
    assert len(rows(client, "?near=Leeds&km=10")) == 1
    assert len(rows(client, f"?network={groups['network'].uid}")) == 1
    assert len(rows(client, "?page=3")) == 4


def test_all_groups_come_however_many_are_read_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(25):
        a_group(f"Bakery {number}")
    apply_changes()
    whole = exporting.all_ids
    monkeypatch.setattr(exporting, "all_ids", lambda question: whole(question, 4))
    assert len({row["Identifier"] for row in rows(client, "?q=bakery")}) == 25


def test_lists_of_values_keep_their_semicolons(client: Client) -> None:
    a_group("Bakery", aliases=["Bread; and roses", "The Oven"])
    apply_changes()
    cell = rows(client)[0]["Other names"]
    assert cell == r"Bread\; and roses;The Oven"
    assert split_list(cell) == ["Bread; and roses", "The Oven"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1+1", "@SUM(A1)", "-2+3", "\t=1"])
def test_no_cell_is_a_formula(client: Client, name: str) -> None:
    a_group(name, description={"en": "=cmd|' /C calc'!A0"})
    apply_changes()
    row = rows(client)[0]
    assert row["Name"][0] not in "=+-@\t"
    assert row["Description"].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/en/groups/out/xlsx"))))
    cells = [cell for line in book["Groups"].iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)


def test_the_workbook_can_be_edited_and_brought_back(client: Client) -> None:
    groups = a_town()
    answer = client.get("/en/groups/out/xlsx?q=rye")
    assert "groups.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    header, *lines = book["Groups"].iter_rows(values_only=True)
    assert header[:2] == ("Identifier", "Name")
    assert {line[0] for line in lines} == {groups["bakery"].uid, groups["homes"].uid}
    sources = list(book["Sources"].iter_rows(values_only=True))
    assert sources[1][:3] == ("The list", "CC-BY-4.0", "List makers")


def test_a_workbook_too_large_says_what_to_take_instead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_town()
    monkeypatch.setattr(xlsx_out, "MOST_ROWS", 2)
    answer = client.get("/en/groups/out/xlsx")
    assert answer.status_code == 422
    assert "take the CSV" in answer.content.decode()


def test_characters_that_a_workbook_cannot_hold_are_left_out(client: Client) -> None:
    a_group("Bell\x07 Bakery")
    apply_changes()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/en/groups/out/xlsx"))))
    assert book["Groups"]["B2"].value == "Bell Bakery"


def test_geojson_has_points_properties_and_the_sources_at_the_end(client: Client) -> None:
    groups = a_town()
    answer = client.get("/en/groups/out/geojson")
    assert answer["Content-Type"] == "application/geo+json"
    found = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    by_id = {feature["id"]: feature for feature in found["features"]}
    assert by_id[groups["bakery"].uid]["geometry"] == {
        "type": "Point", "coordinates": [MANCHESTER[1], MANCHESTER[0]],
    }  # fmt: skip
    assert by_id[groups["nowhere"].uid]["geometry"] is None
    assert found["sources"][0]["licence"] == "CC-BY-4.0"


def test_a_group_with_several_places_has_several_points(client: Client) -> None:
    a_group("Bakery", places=[a_place(*MANCHESTER), a_place(*LEEDS)])
    apply_changes()
    found = json.loads(b"".join(client.get("/en/groups/out/geojson").streaming_content))  # type: ignore[attr-defined]
    assert found["features"][0]["geometry"]["type"] == "MultiPoint"


def test_jsonld_names_organisations_and_the_terms_of_essglobal(client: Client) -> None:
    groups = a_town()
    answer = client.get("/en/groups/out/jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    found = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert found["@context"]["@vocab"] == "https://schema.org/"
    nodes = {node["@id"]: node for node in found["@graph"]}
    bakery = next(node for address, node in nodes.items() if groups["bakery"].uid in address)
    assert bakery["@type"] == ["Organization", "essglobal:SSEInitiative"]
    assert bakery["essglobal:primarySector"] == [{"@id": "https://terms.example/activity/bread"}]
    assert bakery["location"][0]["geo"]["latitude"] == MANCHESTER[0]
    assert bakery["memberOf"][0]["name"] == "Bakers Together"
    source = nodes[bakery["subjectOf"][0]["@id"]]
    assert (source["license"], source["creditText"]) == ("CC-BY-4.0", "List makers")
    network = next(node for address, node in nodes.items() if groups["network"].uid in address)
    assert "essglobal:Network" in network["@type"]


def test_terms_of_other_vocabularies_are_keywords_with_their_names(client: Client) -> None:
    tontine = a_term("tontine", "Tontine", "type", fr="Tontine")
    a_group("Savers", terms=[[tontine.pk, True]])
    apply_changes()
    found = json.loads(b"".join(client.get("/en/groups/out/jsonld").streaming_content))  # type: ignore[attr-defined]
    keyword = found["@graph"][0]["keywords"][0]
    assert keyword["termCode"] == "test/type#tontine"
    assert {"@value": "Tontine", "@language": "en"} in keyword["name"]


@pytest.mark.parametrize(
    ("kind", "file", "content_type"),
    [
        ("kml", "groups.kml", "application/vnd.google-earth.kml+xml"),
        ("turtle", "groups.ttl", "text/turtle; charset=utf-8"),
        ("murmurations", "murmurations.json", "application/json"),
        ("murmurations-csv", "murmurations.csv", "text/csv; charset=utf-8"),
        ("openfairdb", "openfairdb.json", "application/json"),
        ("gogocarto", "gogocarto.json", "application/json"),
    ],
)
def test_the_formats_of_other_maps_hold_every_group(
    client: Client, kind: str, file: str, content_type: str
) -> None:
    groups = a_town()
    answer = client.get(f"/en/groups/out/{kind}")
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="{file}"'
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    if content_type == "application/json":
        assert json.loads(text)
    assert all(group.uid in text for group in groups.values())
    page = client.get("/en/groups/").content.decode()
    assert f"/en/groups/out/{kind}" in page


def test_an_unknown_format_is_said_so(client: Client) -> None:
    assert client.get("/en/groups/out/pdf").status_code == 404


@pytest.mark.parametrize(
    "kind",
    ["geojson", "jsonld", "turtle", "kml", "murmurations", "murmurations-csv", "openfairdb", "gogocarto"],
)
def test_what_was_taken_along_is_brought_in_elsewhere_and_the_second_time_nothing_is_new(
    client: Client, kind: str, tmp_path: Path
) -> None:
    groups = a_town()
    path = tmp_path / "groups"
    path.write_bytes(b"".join(client.get(f"/en/groups/out/{kind}").streaming_content))  # type: ignore[attr-defined]
    _run, first = bring(path, "Elsewhere")
    assert (first.added, first.rejected) == (len(groups), 0)
    brought = Group.objects.get(claims__source__code="elsewhere", name="Sunrise Bakery")
    before = groups["bakery"]
    assert brought.pk != before.pk
    assert brought.kind == before.kind
    for part in ("places", "taggings"):
        assert getattr(brought, part).count() == getattr(before, part).count()
    _run, again = bring(path, "Elsewhere")
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(groups))
