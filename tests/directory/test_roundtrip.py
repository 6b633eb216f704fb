"""An export that is edited and brought back: only what was edited changes, and only what may."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook, load_workbook

from konbit.directory.actions.importing import Whose, ask, note_upload
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.formats import standard_csv, xlsx_out
from konbit.directory.models import Contact, Group, ImportRun, Place, Role, Term
from konbit.directory.queries.exporting import outward
from konbit.directory.queries.imports import run_for
from konbit.people.audience import ANYONE, Viewer, viewer_of
from tests.builders import a_group, a_person, a_place
from tests.directory.lists import rejected_rows

pytestmark = pytest.mark.django_db

Row = dict[str, str]


@pytest.fixture
def bakery() -> Group:
    """A group with everything that an export tells, and things that it does not."""
    return a_group(
        "Sunrise Bakery",
        description={"en": "Bread for all", "fr": "Du pain"},
        aliases=["Sunny"],
        valid_from="1984",
        confirmed_on="2024-05-01",
        places=[a_place(53.8, -1.55, "Leeds", street="1 Mill Lane", postcode="LS1 1AA", country="GB")],
        contacts=[
            {"kind": "website", "value": "https://sunrise.example", "audience": "public"},
            {"kind": "phone", "value": "+44 113 496 0001", "audience": "public"},
            {"kind": "phone", "value": "+44 113 496 0666", "audience": "stewards"},
            {"kind": "email", "value": "secret@sunrise.example", "audience": "stewards"},
        ],
        identifiers=[["gb-coh", "01234567"], ["gb-chc", "99"]],
    )


@pytest.fixture
def steward(bakery: Group) -> Viewer:
    person = a_person("amina")
    Role.objects.create(person=person, group=bakery, kind="steward")
    return viewer_of(person)


def exported(*groups: Group, viewer: Viewer = ANYONE) -> list[Row]:
    """The rows of an export."""
    rows = standard_csv.table(outward(viewer, [group.pk for group in groups]), lambda group: group.link.url)
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def brought(viewer: Viewer, rows: list[Row]) -> ImportRun:
    """The run of an edited CSV, looked through."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return upload(viewer, text.getvalue().encode(), "groups.csv")


def upload(viewer: Viewer, content: bytes, name: str) -> ImportRun:
    run = note_upload(viewer, None, Whose("List"), ContentFile(content, name=name), "en")
    ask(run, "try", lambda pk: None)
    run.refresh_from_db()
    return run


def write(run: ImportRun) -> ImportRun:
    """Write what a run found."""
    from konbit.directory.actions.importing import work_on

    ask(run, "read", lambda pk: None)
    work_on(run.pk)
    run.refresh_from_db()
    return run


def counts(run: ImportRun) -> tuple[int, int, int]:
    return run.updated, run.unchanged, run.rejected


def test_an_export_that_was_not_edited_changes_nothing(bakery: Group, steward: Viewer) -> None:
    run = brought(steward, exported(bakery))
    assert run.source is None
    assert counts(run) == (0, 1, 0)


def test_what_the_steward_sees_beside_the_public_changes_nothing_either(
    bakery: Group, steward: Viewer
) -> None:
    run = brought(steward, exported(bakery, viewer=steward))
    assert counts(run) == (0, 1, 0)


def test_edited_cells_are_shown_and_then_written(bakery: Group, steward: Viewer) -> None:
    [row] = exported(bakery)
    row |= {"Name": "Sunrise Bakers", "Founded": "1985", "Phone": "+44 113 496 0002", "Locality": "Bradford"}
    run = brought(steward, [row])
    [change] = run.trial["changed"]
    assert change["parts"]["name"] == ["Sunrise Bakery", "Sunrise Bakers"]
    assert set(change["parts"]) == {"name", "valid_from", "contacts", "places"}
    assert Group.objects.get().name == "Sunrise Bakery", "nothing is written by looking"
    write(run)
    group = Group.objects.get()
    assert (group.name, group.valid_from) == ("Sunrise Bakers", "1985")
    assert Place.objects.get().locality == "Bradford"
    assert Place.objects.get().street == "1 Mill Lane"
    phones = set(Contact.objects.filter(kind="phone").values_list("value", "audience"))
    assert phones == {("+44 113 496 0002", "public"), ("+44 113 496 0666", "stewards")}
    assert counts(write_again(steward, bakery)) == (0, 1, 0)


def write_again(viewer: Viewer, group: Group) -> ImportRun:
    return brought(viewer, exported(group))


def test_private_contacts_and_other_languages_stay(bakery: Group, steward: Viewer) -> None:
    [row] = exported(bakery)
    write(brought(steward, [row | {"Description": "Bread and roses", "Website": ""}]))
    group = Group.objects.get()
    assert group.description == {"en": "Bread and roses", "fr": "Du pain"}
    assert set(Contact.objects.values_list("kind", "audience")) == {
        ("phone", "public"),
        ("phone", "stewards"),
        ("email", "stewards"),
    }


def test_a_new_address_of_a_person_stays_with_the_stewards(bakery: Group, steward: Viewer) -> None:
    [row] = exported(bakery)
    write(brought(steward, [row | {"Email": "hello@sunrise.example"}]))
    assert Contact.objects.get(value="hello@sunrise.example").audience == "stewards"
    assert Contact.objects.filter(value="secret@sunrise.example").exists()


def test_a_blank_cell_empties_public_text_and_nothing_else(bakery: Group, steward: Viewer) -> None:
    [row] = exported(bakery)
    blank = dict.fromkeys(
        (
            "Description",
            "Other names",
            "Street Address",
            "Phone",
            "Founded",
            "Companies House Number",
            "Latitude",
        ),
        "",
    )
    write(brought(steward, [row | blank]))
    group = Group.objects.get()
    assert group.description == {"fr": "Du pain"}
    assert group.aliases == []
    assert group.valid_from == "1984"
    assert Place.objects.get().street == ""
    assert Place.objects.get().given_latitude == 53.8
    assert Contact.objects.filter(kind="phone", audience="public").count() == 1
    assert group.identifiers.count() == 2


def test_columns_that_were_taken_out_are_left_alone(bakery: Group, steward: Viewer) -> None:
    [row] = exported(bakery)
    kept = {name: row[name] for name in ("Identifier", "Name", "Kind of group", "Page")}
    write(brought(steward, [kept | {"Name": "Sunrise"}]))
    group = Group.objects.get()
    assert (group.name, group.description["en"], Contact.objects.count()) == ("Sunrise", "Bread for all", 4)


def test_a_blurred_place_is_never_overwritten_by_what_everybody_sees(steward: Viewer, bakery: Group) -> None:
    Place.objects.update(precision="town")
    [row] = exported(bakery)
    assert row["Street Address"] == ""
    run = brought(
        steward,
        [row | {"Locality": "Elsewhere", "Geo Container Latitude": "1", "Geo Container Longitude": "1"}],
    )
    assert counts(run) == (0, 1, 0)
    told = [{"row": 2, "column": "Locality", "name": "Sunrise Bakery", "uid": bakery.uid}]
    assert run.trial["left"] == told
    assert write(run).trial == {"left": told}
    place = Place.objects.get()
    assert (place.street, place.given_latitude, place.locality) == ("1 Mill Lane", 53.8, "Leeds")


def test_a_blurred_place_is_taken_from_a_row_that_says_all_of_it(steward: Viewer, bakery: Group) -> None:
    Place.objects.update(precision="region")
    [row] = exported(bakery, viewer=steward)
    run = write(brought(steward, [row | {"Locality": "Bradford", "Street Address": "2 Mill Lane"}]))
    assert counts(run) == (1, 0, 0)
    assert run.trial == {"left": []}
    place = Place.objects.get()
    assert (place.street, place.given_latitude, place.locality) == ("2 Mill Lane", 53.8, "Bradford")
    assert place.precision == "region"


@pytest.mark.parametrize("said", [{"Locality": "Bradford"}, {"Locality": "Toulouse", "Country ID": "FR"}])
def test_a_place_of_which_only_the_town_is_known_moves_to_the_new_town(said: Row) -> None:
    leeds = {"locality": "Leeds", "country": "GB", "precision": "town", "confidence": 70}
    group = a_group(places=[leeds | {"geocoded_latitude": 53.8, "geocoded_longitude": -1.55}])
    person = a_person()
    Role.objects.create(person=person, group=group, kind="steward")
    [row] = exported(group)
    run = brought(viewer_of(person), [row | said])
    assert run.trial["left"] == []
    write(run)
    place = Place.objects.get()
    assert (place.locality, place.precision) == (said["Locality"], "town")
    moved = {"Bradford": (53.79, -1.75), "Toulouse": (43.6, 1.44)}[place.locality]
    assert place.point == pytest.approx(moved, abs=0.1)
    assert counts(brought(viewer_of(person), exported(group))) == (0, 1, 0)


def test_a_new_town_that_is_not_sure_waits_for_somebody_who_knows(steward: Viewer, bakery: Group) -> None:
    group = a_group("Table", places=[{"locality": "Leeds", "country": "GB"}])
    Role.objects.create(person_id=steward.person_id, group=group, kind="steward")
    [row] = exported(group)
    viewer = viewer_of(Role.objects.get(group=group).person)
    write(brought(viewer, [row | {"Locality": "Springfield", "Country ID": "US"}]))
    place = group.places.get()
    assert (place.locality, place.point, place.confidence) == ("Springfield", None, 30)


def test_a_group_that_was_nowhere_gets_the_town_that_somebody_wrote(steward: Viewer, bakery: Group) -> None:
    bakery.places.all().delete()
    [row] = exported(bakery)
    write(brought(steward, [row | {"Locality": "Leeds", "Country ID": "GB"}]))
    place = bakery.places.get()
    assert place.precision == "town"
    assert place.point == pytest.approx((53.8, -1.55), abs=0.1)


def test_terms_of_an_edited_column_are_those_of_the_row(steward: Viewer, bakery: Group) -> None:
    load_vocabularies()
    food, housing = (
        Term.objects.get(scheme__code="essglobal/activities-ica", code=code) for code in ("ICA60", "ICA130")
    )
    structure = Term.objects.filter(scheme__code="essglobal/organisational-structure").first()
    assert structure is not None
    from konbit.chronicle.actions import recording
    from konbit.directory.actions.writing import change_groups

    with recording("test", "edit") as batch:
        change_groups(batch, [(bakery, {"terms": [[food.pk, True], [structure.pk, False]]})])
    [row] = exported(bakery)
    assert counts(brought(steward, [row])) == (0, 1, 0)
    write(brought(steward, [row | {"Activities": "essglobal/activities-ica#ICA130"}]))
    assert set(bakery.taggings.values_list("term", "primary")) == {
        (food.pk, True),
        (housing.pk, False),
        (structure.pk, False),
    }


def test_whoever_may_not_edit_a_group_is_told_row_by_row(bakery: Group, steward: Viewer) -> None:
    other = a_group("Their Kitchen")
    rows = exported(bakery, other)
    rows = [row | {"Name": row["Name"] + "!"} for row in rows] + [{**rows[0], "Identifier": "nobodyhas"}]
    run = write(brought(steward, rows))
    assert counts(run) == (1, 0, 2)
    assert Group.objects.get(pk=other.pk).name == "Their Kitchen"
    refused = rejected_rows(run)
    assert [one["Row"] for one in refused] == ["3", "4"]
    assert "stewards" in refused[0]["Reason"]
    assert "no group with this identifier" in refused[1]["Reason"]


def test_an_edited_export_is_seen_by_its_bringer_only(bakery: Group, steward: Viewer) -> None:
    from konbit.base.errors import NotFound

    run = brought(steward, exported(bakery))
    assert run_for(steward, run.pk) == run
    with pytest.raises(NotFound):
        run_for(viewer_of(a_person("berta")), run.pk)


def test_a_workbook_is_edited_and_brought_back(tmp_path: Path, bakery: Group, steward: Viewer) -> None:
    file = tmp_path / "groups.xlsx"
    file.write_bytes(xlsx_out.workbook(outward(ANYONE, [bakery.pk]), lambda group: group.link.url).read())
    assert counts(upload(steward, file.read_bytes(), "groups.xlsx")) == (0, 1, 0)
    book: Workbook = load_workbook(file)
    sheet: Any = book["Groups"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(row=2, column=headers.index("Name") + 1).value = "Sunrise Bakers"
    sheet.cell(row=2, column=headers.index("Founded") + 1).value = 1984
    book.save(file)
    run = write(upload(steward, file.read_bytes(), "groups.xlsx"))
    assert counts(run) == (1, 0, 0)
    assert Group.objects.get().name == "Sunrise Bakers"
    assert Group.objects.get().valid_from == "1984"


def test_the_export_of_another_house_is_a_list_like_any_other(bakery: Group) -> None:
    from tests.builders import an_operator

    [row] = exported(bakery)
    run = brought(an_operator(), [row | {"Identifier": "fromafar9"}])
    assert run.source is not None
    assert run.added == 1
