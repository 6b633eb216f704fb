"""An instance carried over into another database is the same instance, or nothing was carried."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts.with_postgres import Unavailable, running
from tests.site.instances import SERVER, Instance, copy_of, drop, prepared

__all__ = ["prepared"]

pytestmark = pytest.mark.xdist_group("instances")

LIVED_IN = """
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
from konbit.people.models import Person
Person.objects.create_user("ana", password="bread and roses", email="ana@example.org")
with recording("test", "add") as batch:
    made = add_groups(batch, [{
        "name": f"Kooperatif {number} – 木", "description": {"fr": "Du pain\\u2028et des roses", "en": ""},
        "contacts": [{"kind": "phone", "value": f"+509 {number}", "audience": "stewards"}],
        "places": [{"given_latitude": 18.5 + number * 1e-7, "given_longitude": -72.3, "precision": "town"}],
        "extras": {"note": "x" * 50, "share": 0.1},
    } for number in range(5)])
made[4].delete()
"""
EVERYTHING = """
import hashlib, json
from django.apps import apps
for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
    rows = list(model._base_manager.order_by("pk").values_list())
    told = json.dumps(rows, sort_keys=True, default=str).encode()
    print(model._meta.label, len(rows), hashlib.sha256(told).hexdigest())
"""
CHANGES = "from konbit.chronicle.models import Change; print(Change.objects.count())"
NEXT_ID = """
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
with recording("test", "add") as batch:
    print(add_groups(batch, [{"name": "One more"}])[0].pk)
"""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL in which databases may be made."""
    if SERVER:
        yield SERVER
        return
    try:
        with running() as url:
            yield url
    except Unavailable as why:
        pytest.skip(f"there is no PostgreSQL here: {why}")


@pytest.fixture
def postgres(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database on it."""
    name = f"move_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def made_once(prepared: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance with an account, groups, and a group that is no more."""
    one = copy_of(prepared, tmp_path_factory.mktemp("lived-in") / "home")
    one.do(LIVED_IN)
    photo = one.home / "media" / "groups" / "a.webp"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"photo")
    yield one
    drop(one)


@pytest.fixture
def lived_in(made_once: Instance, tmp_path: Path) -> Iterator[Instance]:
    """A copy of that instance, for one test to change."""
    one = copy_of(made_once, tmp_path / "home-to-move")
    yield one
    drop(one)


def is_well(instance: Instance) -> bool:
    """Whether the doctor finds nothing; PostgreSQL's own programs may be missing on this machine."""
    found = json.loads(instance.run("doctor", "--json").stdout.strip().splitlines()[-1])["findings"]
    return all(one["well"] for one in found if one["name"] != "tools")


def moved(instance: Instance, to: str) -> Instance:
    """The same home, on the other database, after the move."""
    instance.konbit("move", "--to", to)
    return replace(instance, database=to)


def test_an_instance_goes_to_postgresql_and_back_with_every_value_in_its_place(
    lived_in: Instance, postgres: str, tmp_path: Path
) -> None:
    before = lived_in.do(EVERYTHING)
    there = moved(lived_in, postgres)
    assert there.do(EVERYTHING) == before
    assert is_well(there)
    back = moved(there, f"sqlite://{tmp_path}/back.sqlite3")
    assert back.do(EVERYTHING) == before
    assert is_well(back)
    assert (back.home / "media" / "groups" / "a.webp").read_bytes() == b"photo"
    assert back.konbit("search", "kooperatif")["total"] == 4


def test_what_is_made_after_a_move_has_an_id_that_nothing_had_before(
    lived_in: Instance, postgres: str, tmp_path: Path
) -> None:
    there = moved(lived_in, postgres)
    back = moved(there, f"sqlite://{tmp_path}/back.sqlite3")
    assert there.do(NEXT_ID) == back.do(NEXT_ID) == "6"


def test_a_move_says_what_it_did_and_keeps_the_password_to_itself(lived_in: Instance, postgres: str) -> None:
    said = lived_in.konbit("move", "--to", postgres)
    assert said["rows"] > 100
    assert said["changes"] == int(lived_in.do(CHANGES))
    assert str(urlsplit(postgres).password) not in json.dumps(said)


def test_a_database_that_holds_something_is_refused_and_stays_as_it_is(
    lived_in: Instance, tmp_path: Path
) -> None:
    full = f"sqlite://{tmp_path}/full.sqlite3"
    there = moved(lived_in, full)
    before = there.do(EVERYTHING)
    assert "not empty" in lived_in.problem("move", "--to", full)
    assert there.do(EVERYTHING) == before
    with sqlite3.connect(tmp_path / "another.sqlite3") as other:
        other.execute("CREATE TABLE cats (name TEXT)")
    assert "cats" in lived_in.problem("move", "--to", f"sqlite://{tmp_path}/another.sqlite3")


def test_a_row_that_does_not_fit_is_named_and_the_same_move_works_once_it_is_mended(
    lived_in: Instance, postgres: str
) -> None:
    if lived_in.database:
        pytest.skip("PostgreSQL lets no such row in")
    rename = "from konbit.directory.models import Group; Group.objects.filter(pk=2).update(name={!r})"
    lived_in.do(rename.format("long " * 100))
    said = lived_in.problem("move", "--to", postgres)
    assert "directory_group, id 2, name" in said
    assert "300" in said
    lived_in.do(rename.format("short"))
    assert is_well(moved(lived_in, postgres))


def test_a_move_that_was_broken_off_is_done_again_from_the_start(lived_in: Instance, tmp_path: Path) -> None:
    target = f"sqlite://{tmp_path}/other.sqlite3"
    broken_off = lived_in.start(
        "from konbit.site import environment\n"
        "from konbit.site.keeping.moving import move_to\n"
        "from pathlib import Path\n"
        "def stop(share, done): raise KeyboardInterrupt\n"
        f"move_to(environment.database({target!r}, Path()), stop)"
    )
    assert "KeyboardInterrupt" in broken_off.communicate()[1]
    assert is_well(moved(lived_in, target))


def test_an_address_that_leads_nowhere_is_said_so(lived_in: Instance) -> None:
    said = lived_in.problem("move", "--to", "postgres://nobody:x@127.0.0.1:9/konbit")
    assert "could not take" in said
    assert "mysql" in lived_in.problem("move", "--to", "mysql://host/konbit")


def test_an_instance_whose_tables_are_older_is_brought_up_to_date_first(
    lived_in: Instance, tmp_path: Path
) -> None:
    lived_in.do(
        "from django.db.migrations.recorder import MigrationRecorder as Recorder\n"
        "Recorder.Migration.objects.filter(app='directory').order_by('-name').first().delete()"
    )
    assert "konbit migrate" in lived_in.problem("move", "--to", f"sqlite://{tmp_path}/new.sqlite3")
