"""The pages of importing: paste or choose, look through, correct, bring in, take back."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client

from konbit.base.locks import hold
from konbit.directory.actions.importing.jobs import AT_ONCE
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import ColumnMapping, Contact, Group, ImportRun, Role
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_person
from tests.directory.lists import a_network, an_organiser

pytestmark = pytest.mark.django_db(transaction=True)

CELLS = "\n".join(
    "\t".join(row)
    for row in [
        ["Name", "Town", "Phone", "What", "Country"],
        ["Sunrise Bakery", "Leeds", "+44 113 496 0000", "Food", "GB"],
        ["River Housing", "Manchester", "+44 161 496 0000", "Recyclerie", "GB"],
        ["The Springfield Table", "Springfield", "", "Housing", "US"],
        ["", "York", "", "", "GB"],
    ]
)


@pytest.fixture
def network() -> Group:
    return a_network()


@pytest.fixture
def client(network: Group) -> Client:
    an_organiser(network)
    signed_in = Client()
    signed_in.login(username="amina", password="bread and roses")
    return signed_in


def form(into: Group, **said: object) -> dict[str, object]:
    usual = {
        "cells": "",
        "network": into.uid,
        "name": "Our list",
        "licence": "CC BY 4.0",
        "attribution": "",
    }
    return {**usual, **said}


def brought(client: Client, network: Group, **said: object) -> ImportRun:
    response = client.post("/en/import/", form(network, **(said or {"cells": CELLS})))
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("pk")


def page(client: Client, run: ImportRun) -> str:
    response = client.get(f"/en/import/{run.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_whoever_is_not_signed_in_is_asked_to() -> None:
    for address in ("/en/import/", "/en/import/1/", "/en/import/1/rejected.csv"):
        assert Client().get(address).status_code == 302


def test_pasted_cells_are_looked_through_and_told_in_a_sentence(client: Client, network: Group) -> None:
    text = page(client, brought(client, network))
    assert "3 groups read." in text
    assert "2 placed; 1 needs you." in text
    assert "Phones stay private." in text
    assert "This row has no name. Every group needs one." in text
    assert not Group.objects.filter(kind="initiative").exists()


def test_columns_are_guessed_with_three_of_her_own_rows(client: Client, network: Group) -> None:
    text = page(client, brought(client, network))
    for sample in ("Sunrise Bakery", "River Housing", "The Springfield Table"):
        assert f"<li>{sample}</li>" in text
    assert '<option value="phone" selected>Telephone</option>' in text
    assert "Everyone may see it" in text


def test_bringing_them_in_writes_them_for_the_network(client: Client, network: Group) -> None:
    run = brought(client, network)
    response = client.post(f"/en/import/{run.pk}/", {"do": "read"}, follow=True)
    text = response.content.decode()
    assert "Your groups are here" in text
    assert "1 row to mend" in text
    assert Group.objects.filter(kind="initiative").count() == 3
    assert network.relations_in.count() == 3
    assert set(Contact.objects.values_list("audience", flat=True)) == {"stewards"}
    run.refresh_from_db()
    assert not run.file, "what was read lies in the directory now; the file is not kept"


def test_a_ticked_column_is_open_to_everyone(client: Client, network: Group) -> None:
    run = brought(client, network)
    said = {"columns": "1", "do": "look", "meaning-2": "phone", "open-2": "on"}
    text = client.post(f"/en/import/{run.pk}/", said, follow=True).content.decode()
    assert "everyone will see it" in text
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    assert set(Contact.objects.values_list("audience", flat=True)) == {"public"}


def test_a_corrected_meaning_is_kept_for_the_next_file_of_the_same_source(
    client: Client, network: Group
) -> None:
    run = brought(client, network)
    client.post(f"/en/import/{run.pk}/", {"columns": "1", "do": "look", "meaning-3": "description"})
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    assert Group.objects.get(name="Sunrise Bakery").description == {"en": "Food"}
    again = brought(client, network)
    assert again.mapping["columns"]["What"] == "description"
    assert ColumnMapping.objects.count() == 1
    text = page(client, again)
    assert "3 as before" in text


def test_words_of_a_category_are_mapped_to_terms(client: Client, network: Group) -> None:
    load_vocabularies()
    run = brought(client, network)
    client.post(
        f"/en/import/{run.pk}/", {"columns": "1", "do": "look", "meaning-3": "terms:essglobal/activities-ica"}
    )
    text = page(client, run)
    field = re.search(r'id="(word-[\d-]+)">Recyclerie', text)
    offered = re.search(r'<option value="(Housing[^"]*)"', text)
    assert field
    assert offered
    words = {"columns": "1", "do": "look", "meaning-3": "terms:essglobal/activities-ica"}
    client.post(f"/en/import/{run.pk}/", {**words, field[1]: offered[1]})
    run.refresh_from_db()
    assert run.mapping["values"]["What"]["Recyclerie"].startswith("essglobal/")
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    assert Group.objects.get(name="River Housing").taggings.exists()


def test_a_list_without_a_name_column_says_what_is_missing(client: Client, network: Group) -> None:
    run = brought(client, network)
    said = {"columns": "1", "do": "look", "meaning-0": "skip"}
    text = client.post(f"/en/import/{run.pk}/", said, follow=True).content.decode()
    assert "No column holds the names of the groups." in text


def test_a_broken_workbook_is_refused_where_it_was_chosen_and_not_kept(
    client: Client, network: Group
) -> None:
    broken = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 no workbook")
    response = client.post("/en/import/", form(network, file=broken))
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not ImportRun.objects.exists()
    folder = Path(settings.MEDIA_ROOT) / "imports"
    assert not folder.exists() or not list(folder.iterdir())


def test_nothing_at_all_is_told_as_such(client: Client, network: Group) -> None:
    response = client.post("/en/import/", form(network))
    assert "There is no list yet" in response.content.decode()


def test_a_large_file_is_streamed_to_disk_and_looked_through_behind_the_page(
    client: Client, network: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    from konbit.directory.views import importing

    seen: list[type] = []
    bring = importing.importing.note_upload

    def watch(viewer: object, network: object, whose: object, file: object, *rest: object) -> object:
        seen.append(type(file))
        return bring(viewer, network, whose, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(importing.importing, "note_upload", watch)
    asked: list[int] = []
    monkeypatch.setattr(importing, "work_on_list", SimpleNamespace(enqueue=asked.append))
    rows = "".join(f"Group {number},Leeds,{'x' * 1000}\n" for number in range(3 * AT_ONCE // 1000))
    large = SimpleUploadedFile("large.csv", f"name,town,note\n{rows}".encode() * 2)
    run = brought(client, network, file=large)
    assert issubclass(seen[0], TemporaryUploadedFile)
    assert run.state == "waiting"
    assert asked == [run.pk]
    text = page(client, run)
    assert '<noscript><meta http-equiv="refresh"' in text
    assert "Nobody is working" in text


def test_the_page_says_when_nobody_works_and_when_work_was_stopped(client: Client, network: Group) -> None:
    run = brought(client, network)
    ImportRun.objects.filter(pk=run.pk).update(state="waiting", job="read")
    assert "Nobody is working behind the pages" in page(client, run)
    with hold("work"):
        assert "Waiting for its turn" in page(client, run)
    ImportRun.objects.filter(pk=run.pk).update(state="running")
    assert "was stopped in the middle" in page(client, run)
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    assert "Your groups are here" in page(client, run)


def test_a_polled_page_is_a_part_and_is_read_anew_when_the_work_is_done(
    client: Client, network: Group
) -> None:
    run = brought(client, network)
    ImportRun.objects.filter(pk=run.pk).update(state="waiting", job="read")
    part = client.get(f"/en/import/{run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<section id="standing"')
    ImportRun.objects.filter(pk=run.pk).update(state="done")
    assert client.get(f"/en/import/{run.pk}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_an_import_is_taken_back_and_brought_back_on_its_page(client: Client, network: Group) -> None:
    run = brought(client, network)
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    text = client.post(f"/en/import/{run.pk}/", {"do": "take_back"}, follow=True).content.decode()
    assert "Taken back" in text
    assert not Group.objects.filter(kind="initiative", removed_at=None).exists()
    client.post(f"/en/import/{run.pk}/", {"do": "bring_back"})
    assert Group.objects.filter(kind="initiative", removed_at=None).count() == 3


def test_rejected_rows_are_fetched_by_those_who_may_only(client: Client, network: Group) -> None:
    run = brought(client, network)
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    response = client.get(f"/en/import/{run.pk}/rejected.csv")
    assert b"York" in b"".join(response.streaming_content)  # type: ignore[attr-defined]
    a_person("berta")
    stranger = Client()
    stranger.login(username="berta", password="bread and roses")
    assert stranger.get(f"/en/import/{run.pk}/rejected.csv").status_code == 404
    assert stranger.get(f"/en/import/{run.pk}/").status_code == 404
    assert stranger.post(f"/en/import/{run.pk}/", {"do": "take_back"}).status_code == 404


def test_a_list_can_be_forgotten_before_it_is_written_but_not_after(client: Client, network: Group) -> None:
    run = brought(client, network)
    file = Path(run.file.path)
    client.post(f"/en/import/{run.pk}/", {"do": "discard"})
    assert not file.exists()
    assert not ImportRun.objects.exists()
    run = brought(client, network)
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    client.post(f"/en/import/{run.pk}/", {"do": "discard"})
    assert ImportRun.objects.get().state == "done"


def test_a_member_may_not_bring_a_list_into_the_network(network: Group) -> None:
    Role.objects.create(person=a_person("carla"), group=network, kind="member")
    member = Client()
    member.login(username="carla", password="bread and roses")
    response = member.post("/en/import/", form(network, cells=CELLS))
    assert response.status_code == 422
    assert not ImportRun.objects.exists()
    response = member.post("/en/import/", form(network, cells=CELLS, network=""))
    assert "You may not bring a list into this network." in response.content.decode()


def test_words_parted_by_commas_are_shown_one_by_one_to_be_mapped(client: Client, network: Group) -> None:
    load_vocabularies()
    cells = "Name\tType\nSunrise\tHousing, Recyclerie\nMoonrise\tHousing\nMorning\tTransport, Housing"
    run = brought(client, network, cells=cells)
    assert run.mapping["columns"]["Type"].startswith("terms:")
    assert run.trial["values"] == {"Type": {"Housing": 3, "Recyclerie": 1, "Transport": 1}}


def test_words_that_name_no_term_are_shown_and_found_and_nothing_of_people_is(
    client: Client, network: Group
) -> None:
    cells = (
        "Name\tType\tContact person\tPhone\tNotes\n"
        "Sunrise\tJugglery; Stiltwalking\tPersoncanary\t+44 113 496 0000\tNotecanary\n"
        "Moonrise\tFirebreathing, call 0113 496 0001\t\t\t\n"
    )
    run = brought(client, network, cells=cells)
    client.post(f"/en/import/{run.pk}/", {"do": "read"})
    sunrise, moonrise = (Group.objects.get(name=name) for name in ("Sunrise", "Moonrise"))
    anybody = Client()
    text = anybody.get(f"/en/g/{sunrise.uid}/", follow=True).content.decode()
    assert "<h2>In its own words</h2>" in text
    assert re.search(r"<dt>Type</dt><dd[^>]*>Jugglery; Stiltwalking</dd>", text)
    for hidden in ("Personcanary", "496 0000", "Notecanary", "Contact person"):
        assert hidden not in text
    text = anybody.get(f"/en/g/{moonrise.uid}/", follow=True).content.decode()
    assert "Firebreathing" not in text
    apply_changes()
    found = anybody.get("/en/groups/?q=stiltwalking").content.decode()
    assert "Sunrise" in found
    assert "Moonrise" not in found
    assert "Moonrise" not in anybody.get("/en/groups/?q=firebreathing").content.decode()


def test_the_same_file_under_another_name_is_told_before_it_comes_in_twice(
    client: Client, network: Group
) -> None:
    first = brought(client, network)
    assert "already imported" not in page(client, first)
    client.post(f"/en/import/{first.pk}/", {"do": "read"})
    assert "already imported" not in page(client, brought(client, network)), "the same list again is no other"
    other = brought(client, network, cells=CELLS, name="Their list")
    text = page(client, other)
    assert "This file was already imported as “Our list” on" in text
    assert "(3 groups)" in text
    assert f"/en/import/{first.pk}/" in text
    client.post(f"/en/import/{other.pk}/", {"do": "read"})
    assert Group.objects.filter(kind="initiative").count() == 6, "whoever goes on means it"


def test_a_file_that_was_taken_back_or_is_another_networks_is_not_told(
    client: Client, network: Group
) -> None:
    first = brought(client, network)
    client.post(f"/en/import/{first.pk}/", {"do": "read"})
    elsewhere = a_network("Tables of the Hills")
    an_organiser(elsewhere, "berta")
    berta = Client()
    berta.login(username="berta", password="bread and roses")
    assert "already imported" not in page(berta, brought(berta, elsewhere))
    client.post(f"/en/import/{first.pk}/", {"do": "take_back"})
    assert "already imported" not in page(client, brought(client, network, cells=CELLS, name="Their list"))


def test_an_edited_export_says_which_of_its_cells_are_not_taken(client: Client, network: Group) -> None:
    place = {"street": "1 Mill Lane", "locality": "Leeds", "country": "GB", "precision": "town"}
    group = a_group("Sunrise", places=[place])
    amina = Role.objects.get(group=network).person
    Role.objects.create(person=amina, group=group, kind="steward")
    row = f"Identifier,Name,Kind of group,Page,Locality\r\n{group.uid},Sunrise,initiative,,York\r\n"
    run = brought(client, network, file=SimpleUploadedFile("export.csv", row.encode()))
    for text in (
        page(client, run),
        client.post(f"/en/import/{run.pk}/", {"do": "read"}, follow=True).content.decode(),
    ):
        assert "What is not taken" in text
        assert f"/en/g/{group.uid}/edit/places" in text
    assert group.places.get().locality == "Leeds"
