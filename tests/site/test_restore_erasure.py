"""Whoever was erased is found nowhere in the home of an instance, byte by byte, restore included."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site.instances import Instance, copy_of, drop, instance, new_instance, prepared

__all__ = ["instance", "new_instance", "prepared"]

pytestmark = pytest.mark.xdist_group("instances")

PHONE, EMAIL, NAME, PAGE = "+44 161 496 0777", "rosalinda@luz.example", "Rosalinda Luz", "@rosalinda_luz"
HERS = (PHONE, EMAIL, NAME, "rosalinda", PAGE)
ALSO = ("--also", PHONE, "--also", PAGE)

LIST = f"""Name,Town,Country,Telephone,E-mail,Contact person,Beds
Mill House,Leeds,GB,{PHONE},{EMAIL},{NAME},12
,Leeds,GB,{PHONE},{EMAIL},{NAME},3
Other House,York,GB,+44 161 496 0888,other@example.org,Another Person,4
"""

LIVE = f"""
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Group, ImportRun, Role
from konbit.people import actions
from konbit.people.audience import SYSTEM, viewer_of
from django.core.files.base import ContentFile

rosa = actions.open_account(
    SYSTEM, "rosalinda", "bread and roses", name={NAME!r}, email={EMAIL!r}
)
actions.make_own_card(viewer_of(rosa))
contacts = [
    {{"kind": "phone", "value": {PHONE!r}, "audience": "public"}},
    {{"kind": "email", "value": {EMAIL!r}, "audience": "stewards"}},
    {{"kind": "social", "value": {PAGE!r}, "audience": "public"}},
    {{"kind": "other", "value": "Ask {NAME} <{EMAIL}>, {PHONE}", "audience": "group"}},
]
with recording("test", "add") as batch:
    group = add_groups(batch, [{{"name": "Seed Library", "contacts": contacts}}])[0]
Role.objects.create(person=rosa, group=group, kind="steward")
run = ImportRun.objects.get()
run.file.save("list.csv", ContentFile({LIST.encode()!r}))
"""


def seen(instance: Instance) -> dict[str, Any]:
    """What is seen of her there, and of another person."""
    return instance.look(HERS, ("+44 161 496 0888", "Another Person"))


def nowhere(instance: Instance) -> None:
    """She is in no file, no row, no search; the groups and the people beside her are still there."""
    here = seen(instance)
    assert here["files"] == []
    assert here["rows"] == []
    assert here["found"] == {"told": [], "phone": 0, "page": 0, "suggested": [], "all": 3}
    assert here["beside"]
    assert here["to mend"] == []


@pytest.fixture(scope="module")
def lived_in(prepared: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance that holds her in every way there is, and a backup of it beside its home."""
    one = copy_of(prepared, tmp_path_factory.mktemp("lived-in") / "home")
    listed = one.home.parent / "houses.csv"
    listed.write_text(LIST)
    done = one.konbit("import", str(listed), "--source", "Houses")
    assert (done["added"], done["rejected"]) == (2, 1)
    one.do(LIVE)
    one.konbit("backup", str(one.home.parent / "before.tar.gz"))
    yield one
    drop(one)


@pytest.fixture
def hers(lived_in: Instance, tmp_path: Path) -> Iterator[Instance]:
    """A copy of that instance, for one test to change."""
    one = copy_of(lived_in, tmp_path / "hers")
    yield one
    drop(one)


@pytest.fixture
def before(lived_in: Instance) -> str:
    """The backup from before she was erased."""
    return str(lived_in.home.parent / "before.tar.gz")


def test_these_tests_would_find_her(lived_in: Instance) -> None:
    here = seen(lived_in)
    assert here["found"]["phone"]
    assert here["found"]["page"]
    assert {"csv", "history", "roles", ""} <= set(here["found"]["told"])
    tables = set(here["rows"])
    assert tables >= {"people_person", "directory_contact", "directory_claim", "chronicle_personalvalue"}
    assert "chronicle_change" not in tables
    assert any("rejected" in name for name in here["files"])
    assert any("list" in name for name in here["files"])
    assert lived_in.database or any(name.startswith("konbit.sqlite3") for name in here["files"])


def test_an_erased_person_is_nowhere_and_a_restore_does_not_bring_her_back(
    hers: Instance, before: str
) -> None:
    done = hers.konbit("erase", "rosalinda", *ALSO)
    assert done["erased"] > 5
    assert done["wiped"]
    nowhere(hers)

    restored = hers.konbit("restore", before)
    assert restored["emptied"] > 5
    assert restored["wiped"]
    nowhere(hers)

    assert hers.konbit("restore", before)["emptied"] > 5
    nowhere(hers)
    assert hers.konbit("restore", restored["kept"])["emptied"] == 0  # of days when she was gone already
    nowhere(hers)


def test_the_list_of_erasures_in_the_home_is_enough_in_an_empty_database(
    hers: Instance, before: str, new_instance: Callable[..., Instance]
) -> None:
    hers.konbit("erase", "rosalinda", *ALSO)
    other = new_instance(empty=True)
    for name in ("erasures.jsonl", "secret"):
        shutil.copy2(hers.home / name, other.home / name)
    assert other.konbit("restore", before)["emptied"] > 5
    nowhere(other)


def test_an_old_database_put_here_by_hand_is_erased_again_at_the_next_start(
    hers: Instance, lived_in: Instance
) -> None:
    if hers.database:
        pytest.skip("on PostgreSQL the server keeps the files")
    hers.konbit("erase", "rosalinda", *ALSO)
    hers.do(
        "from django.db import connection; connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    lived_in.do(
        "from django.db import connection; connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    for name in ("konbit.sqlite3-wal", "konbit.sqlite3-shm"):
        (hers.home / name).unlink(missing_ok=True)
    for name in ("konbit.sqlite3", "media"):
        source, target = lived_in.home / name, hers.home / name
        shutil.copytree(source, target, dirs_exist_ok=True) if source.is_dir() else shutil.copy2(
            source, target
        )
    findings = json.loads(hers.run("doctor", "--json").stdout)["findings"]
    assert [one["name"] for one in findings if not one["well"]] == ["erasures"]
    hers.konbit("migrate")
    assert hers.rows_holding(*HERS) == []
    hers.do("from konbit.site.keeping.cleansing import cleanse_if_due; cleanse_if_due()")
    nowhere(hers)


def test_who_leaves_by_herself_is_wiped_by_the_work_behind_the_pages(hers: Instance) -> None:
    hers.do(
        "from konbit.people import actions\nfrom konbit.people.audience import viewer_of\n"
        "from konbit.people.models import Person\n"
        "rosa = Person.objects.get(username='rosalinda')\n"
        "actions.erase('rosalinda', viewer_of(rosa))\n"
    )
    hers.do(
        "import threading, time\nfrom django.conf import settings\n"
        "from konbit.site.background import REPEATED, keep_doing\n"
        "stopped = threading.Event()\n"
        "for act, pause in REPEATED:\n"
        "    threading.Thread(target=keep_doing, args=(act, pause / 10, stopped), daemon=True).start()\n"
        "until = time.monotonic() + 60\n"
        "mark = settings.KONBIT_HOME / 'cleansed'\n"
        "while not mark.exists() and time.monotonic() < until: time.sleep(0.1)\n"
        "stopped.set()\n"
    )
    assert hers.files_holding(EMAIL) == []
    assert hers.rows_holding(EMAIL) == []


def test_pages_that_somebody_still_reads_are_wiped_later(hers: Instance) -> None:
    if hers.database:
        pytest.skip("on PostgreSQL the server keeps the pages")
    reader = hers.start(
        "import sys\nfrom django.db import connection\n"
        "cursor = connection.cursor()\n"
        "cursor.execute('BEGIN DEFERRED'); cursor.execute('SELECT count(*) FROM people_person')\n"
        "print('reading', flush=True); sys.stdin.read()"
    )
    assert reader.stdout
    assert reader.stdout.readline().strip() == "reading"
    try:
        assert not hers.konbit("erase", "rosalinda", *ALSO)["wiped"]
    finally:
        reader.communicate("", timeout=60)
    hers.do("from konbit.site.keeping.cleansing import cleanse_if_due; cleanse_if_due()")
    nowhere(hers)


def test_whoever_is_not_known_here_is_remembered_for_a_restore(hers: Instance, before: str) -> None:
    done = hers.konbit("erase", "+44 161 496 0888")
    assert done["erased"] > 0
    hers.konbit("restore", before)
    assert hers.rows_holding("+44 161 496 0888") == []
    assert hers.rows_holding(PHONE)
    assert "remembered" in hers.run("erase", "nobody@example.org").stdout
