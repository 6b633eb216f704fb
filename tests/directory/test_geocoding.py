"""Addresses are looked up at a geocoder only where an operator names one, after the import, once each."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.base.locks import Held, hold
from konbit.directory.actions import looking_up, syncing
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.looking_up import look_up_some
from konbit.directory.commands import app
from konbit.directory.geocoding import asking
from konbit.directory.models import Group, ImportRun, LookedUp, Source
from konbit.directory.queries.versions import version_of
from konbit.directory.tasks import look_up_addresses, read_feed, work_on_edition, work_on_list
from konbit.people.audience import SYSTEM
from tests.directory.lists import a_network, an_organiser, bring, write_csv

pytestmark = pytest.mark.django_db

HEADERS = ("id", "name", "street", "postcode", "town", "country", "lat", "lon")
HOUSE = {"lat": "53.4795", "lon": "-2.2451", "place_rank": 30, "address": {"country_code": "gb"}}


class Geocoder(ThreadingHTTPServer):
    """A service like Nominatim's: `known` answers by street, `asked` what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.known: dict[str, Any] = {"1 Mill Lane": [HOUSE]}
        self.asked: list[dict[str, str]] = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        said = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(said)  # type: ignore[attr-defined]
        body = json.dumps(self.server.known.get(said.get("street", ""), [])).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made."""
    pauses: list[float] = []
    monkeypatch.setattr(asking.time, "sleep", pauses.append)
    return pauses


@pytest.fixture
def geocoder(settings: Settings, waited: list[float]) -> Iterator[Geocoder]:
    """A geocoder that the operator named, in her own network."""
    with Geocoder() as server:
        where = f"127.0.0.1:{server.server_port}"
        settings.KONBIT_GEOCODER = f"http://{where}/search"
        settings.KONBIT_FETCH_ALLOW = [where]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def the_list(tmp_path: Path, *rows: tuple[str, ...]) -> int:
    """A list brought in; the id of its source."""
    usual = ("1", "Mill Bakery", "1 Mill Lane", "M3 1AA", "Manchester", "GB")
    bring(write_csv(tmp_path / "list.csv", rows or [usual], HEADERS))
    return Source.objects.get(code="our-list").pk


def place_of(name: str) -> Any:
    return Group.objects.get(name=name).places.get()


def test_without_a_geocoder_nothing_is_asked_and_the_town_stands(tmp_path: Path) -> None:
    the_list(tmp_path)
    place = place_of("Mill Bakery")
    assert (place.precision, place.confidence) == ("town", 70)
    with pytest.raises(Problem, match="No geocoder"):
        look_up_some()


def test_an_import_asks_nobody_and_the_work_behind_it_finds_the_house(
    tmp_path: Path, geocoder: Geocoder
) -> None:
    source = the_list(tmp_path)
    assert geocoder.asked == []
    done = look_up_some(source)
    assert (done.asked, done.found, done.unsure, done.changed, done.after) == (1, 1, 0, 1, None)
    (asked,) = geocoder.asked
    assert asked == {
        "street": "1 Mill Lane", "city": "Manchester", "postalcode": "M3 1AA", "countrycodes": "gb",
        "format": "jsonv2", "addressdetails": "1", "limit": "1",
    }  # fmt: skip
    place = place_of("Mill Bakery")
    assert (place.geocoded_latitude, place.geocoded_longitude) == (53.4795, -2.2451)
    assert (place.confidence, place.precision, place.given_latitude) == (90, "exact", None)


def test_each_address_is_asked_once_at_most_one_a_second(
    tmp_path: Path, geocoder: Geocoder, waited: list[float]
) -> None:
    rows = [
        ("1", "Mill Bakery", "1 Mill Lane", "M3 1AA", "Manchester", "GB"),
        ("2", "Mill Choir", "1  mill lane", "m3 1aa", "Manchester", "GB"),
        ("3", "Elsewhere", "9 Unknown Road", "", "Leeds", "GB"),
    ]
    source = the_list(tmp_path, *rows)
    assert look_up_some(source).changed == 2
    assert look_up_some(source).asked == 0
    assert len(geocoder.asked) == 2
    assert waited[-1] == pytest.approx(asking.SECONDS_APART, abs=0.5)
    assert place_of("Mill Choir").confidence == 90
    assert place_of("Elsewhere").precision == "town"
    assert not any("mill" in str(vars(row)).lower() for row in LookedUp.objects.all())


def test_coordinates_by_hand_or_of_the_list_are_never_looked_up(tmp_path: Path, geocoder: Geocoder) -> None:
    row = ("1", "Mill Bakery", "1 Mill Lane", "M3 1AA", "Manchester", "GB", "53.5", "-2.2")
    look_up_some(the_list(tmp_path, row))
    assert geocoder.asked == []
    assert place_of("Mill Bakery").point == (53.5, -2.2)


@pytest.mark.parametrize("said", [{"given_latitude": 53.47, "given_longitude": -2.25}, {}])
def test_what_people_wrote_of_the_place_stays(
    tmp_path: Path, geocoder: Geocoder, said: dict[str, float]
) -> None:
    source = the_list(tmp_path)
    group = Group.objects.get(name="Mill Bakery")
    here = {"role": "site", "street": "1 Mill Lane", "locality": "Manchester", "precision": "district"}
    edit_group(SYSTEM, group.uid, version_of(group.pk), {"places": [{**here, **said}]})
    assert look_up_some(source).changed == 0
    place = place_of("Mill Bakery")
    assert (place.given_latitude, place.precision) == (said.get("given_latitude"), "district")


@pytest.mark.parametrize(
    ("answer", "confidence"),
    [
        ({"place_rank": 19}, 45),
        ({"lat": "51.5", "lon": "-0.1"}, 20),
        ({"address": {"country_code": "gb", "postcode": "SW1A 1AA"}}, 50),
    ],
    ids=["only a quarter", "another town", "another postcode"],
)
def test_what_is_not_sure_stays_at_its_town_and_is_to_be_checked(
    tmp_path: Path, geocoder: Geocoder, client: Client, answer: dict[str, Any], confidence: int
) -> None:
    geocoder.known["1 Mill Lane"] = [HOUSE | answer]
    done = look_up_some(the_list(tmp_path))
    assert (done.found, done.unsure) == (1, 1)
    place = place_of("Mill Bakery")
    assert (place.precision, place.confidence) == ("town", confidence)
    group = Group.objects.get(name="Mill Bakery")
    assert "to be checked" in client.get(f"/en/g/{group.uid}/{group.slug}/").content.decode()


@pytest.mark.parametrize(
    "answer",
    [[], [HOUSE | {"place_rank": 16}], [HOUSE | {"address": {"country_code": "us"}}],
     [HOUSE | {"lat": "95"}]],
    ids=["nothing", "no finer than the town", "another country", "outside the world"],
)  # fmt: skip
def test_an_answer_that_helps_nobody_changes_nothing(
    tmp_path: Path, geocoder: Geocoder, answer: list[Any]
) -> None:
    geocoder.known["1 Mill Lane"] = answer
    done = look_up_some(the_list(tmp_path))
    assert (done.asked, done.found, done.changed) == (1, 0, 0)
    assert place_of("Mill Bakery").confidence == 70


@pytest.mark.parametrize("answer", [{"error": "no"}, ["x"], [{"lat": "north"}], "…"])
def test_a_service_of_another_kind_is_said_and_nothing_is_kept(
    tmp_path: Path, geocoder: Geocoder, answer: Any
) -> None:
    geocoder.known["1 Mill Lane"] = answer
    with pytest.raises(Problem, match="no list of places"):
        look_up_some(the_list(tmp_path))
    assert not LookedUp.objects.exists()


def test_the_list_read_again_keeps_what_was_found_and_takes_a_new_address(
    tmp_path: Path, geocoder: Geocoder
) -> None:
    source = the_list(tmp_path)
    look_up_some(source)
    geocoder.known["2 Mill Lane"] = [HOUSE | {"lat": "53.48"}]
    _run, summary = bring(
        write_csv(
            tmp_path / "list.csv", [("1", "Mill Bakery", "2 Mill Lane", "", "Manchester", "GB")], HEADERS
        )
    )
    assert (summary.updated, summary.kept) == (1, 0)
    look_up_some(source)
    assert place_of("Mill Bakery").geocoded_latitude == 53.48


def test_work_goes_in_portions_and_one_at_a_time(
    tmp_path: Path, geocoder: Geocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(str(n), f"Group {n}", f"{n} Mill Lane", "", "Manchester", "GB") for n in range(1, 6)]
    source = the_list(tmp_path, *rows)
    monkeypatch.setattr(looking_up, "MOST_ASKED", 2)
    first = look_up_some(source)
    assert first.asked == 2
    assert first.after
    with hold("geocoder"), pytest.raises(Held):
        look_up_some(source)
    look_up_addresses.call(source)
    assert len(geocoder.asked) == 5


def test_the_page_of_an_import_sets_it_going(tmp_path: Path, geocoder: Geocoder) -> None:
    network = a_network()
    viewer = an_organiser(network)
    path = write_csv(
        tmp_path / "list.csv", [("1", "Mill Bakery", "1 Mill Lane", "", "Manchester", "GB")], HEADERS
    )
    run, _summary = bring(path, network=network, viewer=viewer)
    ImportRun.objects.filter(pk=run.pk).update(state="done", job="read")
    work_on_list.call(run.pk)
    assert place_of("Mill Bakery").confidence == 90


def by_command(*command: str) -> None:
    """`konbit` as it is typed."""
    done = CliRunner().invoke(app, [*command, "--source", "Our list", "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("way", ["import", "sync", "the page of an edition", "by itself"])
def test_every_way_in_which_a_list_comes_sets_it_going(tmp_path: Path, geocoder: Geocoder, way: str) -> None:
    first = write_csv(
        tmp_path / "first.csv", [("1", "Mill Choir", "9 Unknown Road", "", "Leeds", "GB")], HEADERS
    )
    bring(first)
    source = Source.objects.get(code="our-list")
    usual = ("1", "Mill Bakery", "1 Mill Lane", "M3 1AA", "Manchester", "GB")
    second = write_csv(tmp_path / "second.csv", [usual], HEADERS)
    if way in ("import", "sync"):
        by_command(way, str(second))
    elif way == "by itself":
        feed = syncing.follow_known(SYSTEM, source, None, str(second), 7)
        read_feed.call(feed.pk)
    else:
        run = syncing.note_edition(SYSTEM, source, None, ContentFile(second.read_bytes()), "second.csv")
        ImportRun.objects.filter(pk=run.pk).update(state="waiting")
        work_on_edition.call(run.pk)
    assert place_of("Mill Bakery").confidence == 90


def test_a_dry_run_and_an_edition_that_waits_ask_nobody(tmp_path: Path, geocoder: Geocoder) -> None:
    the_list(tmp_path, *((str(n), f"Group {n}", f"{n} Mill Lane", "", "Leeds", "GB") for n in range(2, 20)))
    second = write_csv(tmp_path / "second.csv", [("2", "Group 2", "1 Mill Lane", "", "Leeds", "GB")], HEADERS)
    by_command("import", str(second), "--dry-run")
    by_command("sync", str(second), "--dry-run")
    with pytest.raises(Problem, match="may be cut off"):
        by_command("sync", str(second))
    assert geocoder.asked == []
