"""The pages of lists that come again: the queue of who is missing, what changed, who may do what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konbit.directory.actions.importing.runs import reading_of
from konbit.directory.actions.syncing import note_edition, sync_file
from konbit.directory.models import Claim, Difference, Feed, Group, ImportRun, Source
from konbit.people.audience import SYSTEM
from konbit.people.models import Person
from tests.directory.lists import a_network, an_organiser, bring, write_csv

pytestmark = pytest.mark.django_db
HEADERS = ("id", "name", "town", "country", "lat", "lon")


def table(path: Path, rows: dict[str, str], lon: str = "-1.5") -> Path:
    """A list of these groups by identifier."""
    told = [[key, name, "Leeds", "GB", "53.8", lon] for key, name in rows.items()]
    return write_csv(path, told, HEADERS)


@pytest.fixture
def network() -> Group:
    """A network with an organiser, amina."""
    made = a_network()
    an_organiser(made)
    return made


@pytest.fixture
def two_editions(network: Group, tmp_path: Path) -> Source:
    """A list of 12 groups, of whom one went, one was renamed, all moved a little, and two came."""
    first = {str(n): f"Group {n}" for n in range(12)}
    bring(table(tmp_path / "one.csv", first), "Members", network=network)
    source = Source.objects.get()
    second = {key: name for key, name in first.items() if key != "0"} | {"1": "New name"}
    edition(source, table(tmp_path / "two.csv", second | {"20": "Group 0", "21": "Newcomer"}, "-1.9"))
    return source


def edition(source: Source, path: Path) -> ImportRun:
    """Reads a new edition as a page does."""
    network = Group.objects.get(kind="network")
    file = SimpleUploadedFile(path.name, path.read_bytes())
    run = note_edition(SYSTEM, source, network, file, path.name)
    sync_file(run, reading_of(run), "system")
    return run


@pytest.fixture
def amina(network: Group, client: Client) -> Client:
    """The browser of the organiser."""
    client.force_login(Person.objects.get(username="amina"))
    return client


def test_what_changed_is_told_with_links_and_counts(
    client: Client, two_editions: Source, network: Group
) -> None:
    for address in (f"/en/lists/{two_editions.pk}/changes/", f"/en/networks/{network.uid}/changes/"):
        page = client.get(address).content.decode()
        renamed = Group.objects.get(name="New name")
        for said in ("Added", "Not seen any more", "Moved", "Renamed", "was Group 1", "Newcomer", "26 km"):
            assert said in page, said
        assert f'href="/en/g/{renamed.uid}/new-name/"' in page
        assert "take back" not in page
    poster = client.get(f"/en/networks/{network.uid}/changes/poster/").content.decode()
    assert "Newcomer" in poster
    assert "poster-foot" in poster


def test_another_time_and_one_kind_are_shown_when_asked_for(client: Client, two_editions: Source) -> None:
    address = f"/en/lists/{two_editions.pk}/changes/"
    assert "Nothing changed in this time" in client.get(f"{address}?until=2001-01-01").content.decode()
    one = client.get(f"{address}?kind=renamed").content.decode()
    assert "New name" in one
    assert "Newcomer" not in one
    for odd in (
        "?since=yesterday", "?kind=<b>", "?page=x", "?page=99&kind=moved", "?since=9999-12-31",
        "?since=0001&until=2024-02",
    ):  # fmt: skip
        assert client.get(address + odd).status_code == 200, odd


def test_a_group_that_is_not_for_everyone_is_not_told_of(
    client: Client, two_editions: Source, network: Group
) -> None:
    Group.objects.filter(name__in=["Newcomer", "New name"]).update(audience="network")
    for address in ("changes/", "changes/poster/"):
        page = client.get(f"/en/networks/{network.uid}/{address}").content.decode()
        assert "Newcomer" not in page
        assert "New name" not in page
    client.force_login(Person.objects.get(username="amina"))
    assert "Newcomer" in client.get(f"/en/networks/{network.uid}/changes/").content.decode()


def test_a_group_that_hides_its_place_is_not_told_to_have_moved_from_somewhere(
    client: Client, two_editions: Source
) -> None:
    moved = Difference.objects.filter(kind="moved").latest("pk")
    Difference.objects.filter(pk=moved.pk).update(was="Secret Lane 7", now="Hidden Yard")
    address = f"/en/lists/{two_editions.pk}/changes/?kind=moved"
    assert b"Secret Lane 7" in client.get(address).content
    moved.group.places.update(precision="region")
    page = client.get(address).content
    assert b"Secret Lane 7" not in page
    assert b"Hidden Yard" not in page


def test_the_missing_wait_for_somebody_who_looks_after_the_network(
    amina: Client, two_editions: Source, network: Group
) -> None:
    address = f"/en/networks/{network.uid}/not-seen/"
    assert "Group 0" in amina.get(address).content.decode()
    number = Difference.objects.get(kind="gone").pk
    amina.post(address, {"missed": number, "do": "there"})
    gone = Group.objects.get(claims__key="0")
    assert gone.confirmed_on is not None
    assert Difference.objects.get(pk=number).decision == "there"
    assert "Nobody is missing" in amina.get(address).content.decode()


def test_what_a_person_said_is_not_overruled_by_the_next_edition(
    amina: Client, two_editions: Source, network: Group, tmp_path: Path
) -> None:
    number = Difference.objects.get(kind="gone").pk
    amina.post(f"/en/networks/{network.uid}/not-seen/", {"missed": number, "do": "there"})
    edition(two_editions, table(tmp_path / "three.csv", {str(n): f"Group {n}" for n in range(1, 13)}))
    assert Group.objects.get(claims__key="0").valid_until == ""


def test_a_closed_one_gets_the_day_that_was_said(amina: Client, two_editions: Source, network: Group) -> None:
    address = f"/en/networks/{network.uid}/not-seen/"
    number = Difference.objects.get(kind="gone").pk
    said = amina.post(address, {"missed": number, "do": "closed", "on": "last May"}, follow=True)
    assert "This is no date." in said.content.decode()
    amina.post(address, {"missed": number, "do": "closed", "on": "2026-05"})
    assert Group.objects.get(claims__key="0").valid_until == "2026-05"
    assert "Closed" in amina.get(f"/en/networks/{network.uid}/changes/").content.decode()


def test_one_that_has_another_identifier_becomes_one_with_it(
    amina: Client, two_editions: Source, network: Group, tmp_path: Path
) -> None:
    number = Difference.objects.get(kind="gone").pk
    old, double = Group.objects.get(claims__key="0"), Group.objects.get(claims__key="20")
    page = amina.get(f"/en/not-seen/{number}/").content.decode()
    assert page.index("Group 0</span>" if "Group 0</span>" in page else "Group 0") < page.index("Newcomer")
    amina.post(f"/en/not-seen/{number}/", {"other": double.uid})
    double.refresh_from_db()
    assert double.removed_at is not None
    claim = Claim.objects.get(group=old, source=two_editions)
    assert (claim.key, claim.missing_readings) == ("20", 0)
    assert old.places.get().given_longitude == -1.9
    rows = {str(n): f"Group {n}" for n in range(1, 12)} | {"20": "Group Nought", "21": "Newcomer"}
    run = edition(two_editions, table(tmp_path / "three.csv", rows, "-1.9"))
    old.refresh_from_db()
    assert (old.name, run.outcome["gone"], run.outcome["added"]) == ("Group Nought", 0, 0)


def test_others_may_not_decide_nor_see_the_queue(
    client: Client, two_editions: Source, network: Group
) -> None:
    number = Difference.objects.get(kind="gone").pk
    address = f"/en/networks/{network.uid}/not-seen/"
    assert client.get(address).status_code == 302
    client.force_login(Person.objects.create_user("stranger", password="x"))
    for asked in (address, f"/en/not-seen/{number}/", "/en/not-seen/", "/en/lists/"):
        assert client.get(asked).status_code in (403, 404), asked
    client.post(address, {"missed": number, "do": "closed"})
    assert Difference.objects.get(pk=number).decided_at is None
    for asked in (f"/en/lists/{two_editions.pk}/", f"/en/networks/{network.uid}/lists/"):
        assert client.get(asked).status_code in (403, 404), asked


def test_a_new_edition_is_brought_and_asked_about_on_a_page(
    amina: Client, two_editions: Source, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    half = table(tmp_path / "half.csv", {str(n): f"Group {n}" for n in range(2, 6)}, "-1.9")
    with django_capture_on_commit_callbacks(execute=True), half.open("rb") as file:
        answer = amina.post(f"/en/lists/{two_editions.pk}/", {"do": "edition", "file": file})
    page = amina.get(answer["Location"]).content.decode()
    assert "9 of 13 groups are missing in this edition" in page
    assert "Nothing was written." in page
    with django_capture_on_commit_callbacks(execute=True):
        amina.post(answer["Location"], {"do": "sync"})
    assert "9 not seen any more" in amina.get(answer["Location"]).content.decode()
    assert Group.objects.filter(removed_at=None).count() == 15


def test_an_edition_that_is_left_is_gone(
    amina: Client, two_editions: Source, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    half = table(tmp_path / "half.csv", {"2": "Group 2"})
    with django_capture_on_commit_callbacks(execute=True), half.open("rb") as file:
        answer = amina.post(f"/en/lists/{two_editions.pk}/", {"do": "edition", "file": file})
    said = amina.post(answer["Location"], {"do": "leave"}, follow=True).content.decode()
    assert "Nothing of it was written." in said
    assert amina.get(answer["Location"]).status_code == 404


def test_an_edition_is_taken_back_from_its_page(
    amina: Client, two_editions: Source, django_capture_on_commit_callbacks: Any
) -> None:
    run = ImportRun.objects.latest("pk")
    page = amina.get(f"/en/lists/{two_editions.pk}/changes/").content.decode()
    assert f'href="/en/import/{run.pk}/"' in page
    assert "take back the 2 that it added" in page
    with django_capture_on_commit_callbacks(execute=True):
        amina.post(f"/en/editions/{run.pk}/", {"do": "take_back"})
    assert Group.objects.get(claims__key="21").removed_at is not None
    assert "Taken back" in amina.get(f"/en/editions/{run.pk}/", follow=True).content.decode()


def test_a_list_is_followed_and_no_longer_followed_on_its_page(
    amina: Client, two_editions: Source, network: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    from konbit.base.guard import Unreachable
    from konbit.directory.actions.syncing import feeds

    def nobody(*_said: Any, **_more: Any) -> Any:
        raise Unreachable("Nobody answers.")

    monkeypatch.setattr(feeds, "fetch", nobody)
    address = f"/en/lists/{two_editions.pk}/"
    amina.post(address, {"do": "follow", "address": "https://lists.example/a.csv", "every_days": "3"})
    amina.post(address, {"do": "now"})
    feed = Feed.objects.get()
    assert (feed.every_days, feed.network, feed.problem["title"]) == (3, network, "Nobody answers.")
    assert "Nobody answers." in amina.get(address).content.decode()
    assert "Nobody answers." in amina.get(f"/en/networks/{network.uid}/lists/").content.decode()
    refused = amina.post(address, {"do": "follow", "address": "/etc/passwd", "every_days": "3"})
    assert (refused.status_code, b"Only whoever keeps this instance" in refused.content) == (422, True)
    amina.post(address, {"do": "stop"})
    assert not Feed.objects.exists()


def test_the_network_leads_to_its_lists_and_to_who_is_missing(
    amina: Client, two_editions: Source, network: Group
) -> None:
    page = amina.get(f"/en/networks/{network.uid}/", follow=True).content.decode()
    assert "1 group not seen any more" in page
    assert f"/en/networks/{network.uid}/lists/" in page
    assert f"/en/networks/{network.uid}/changes/" in page
