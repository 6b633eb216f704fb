"""The doctor finds what is wrong, says what to do, and finds nothing where nothing is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from konbit.chronicle.actions import recording
from konbit.chronicle.models import Change
from konbit.people import actions as people
from konbit.people.audience import SYSTEM
from konbit.search.actions import apply_changes
from konbit.site.keeping import doctor
from tests.site.instances import Instance, instance, new_instance, prepared

__all__ = ["instance", "new_instance", "prepared"]


def finding(name: str) -> doctor.Finding:
    """What the doctor finds under this name."""
    return next(one for one in doctor.examine() if one.name == name)


@pytest.mark.django_db
def test_a_tended_instance_is_well(home: Path) -> None:
    apply_changes()
    unwell = [one for one in doctor.examine() if not one.well]
    assert unwell == []


@pytest.mark.django_db
def test_a_change_behind_our_back_is_found_and_named() -> None:
    with recording("test", "add") as batch:
        batch.changed("thing", 1, None, {"name": "Mill"})
        batch.changed("thing", 2, None, {"name": "Barn"})
    second = Change.objects.order_by("-id")[0]
    Change.objects.filter(pk=second.pk).update(after={"name": "Castle"})
    found = finding("chronicle")
    assert not found.well
    assert str(second.pk) in found.seen
    assert "backup" in found.remedy


@pytest.mark.django_db
def test_a_missing_index_is_found(home: Path) -> None:
    found = finding("index")
    assert not found.well
    assert "konbit reindex" in found.remedy


@pytest.mark.django_db
def test_an_erasure_that_the_database_has_lost_is_found(home: Path) -> None:
    people.erase("rosa@example.org", SYSTEM)
    assert finding("erasures").well
    line = json.loads((home / "erasures.jsonl").read_text())
    with (home / "erasures.jsonl").open("a") as file:
        file.write(json.dumps({**line, "digests": ["0" * 64]}) + "\n")
    found = finding("erasures")
    assert not found.well
    assert "konbit migrate" in found.remedy


@pytest.mark.django_db
def test_a_secret_that_others_can_read_is_found(home: Path) -> None:
    assert finding("secret").well
    (home / "secret").write_text("x")
    (home / "secret").chmod(0o644)
    assert "chmod 600" in finding("secret").remedy
    (home / "secret").chmod(0o600)
    assert finding("secret").well


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "setting", "value", "remedy"),
    [
        ("address", "KONBIT_URL", "http://network.example", "HTTPS"),
        ("hosts", "ALLOWED_HOSTS", ["elsewhere.example"], "KONBIT_HOSTS"),
        ("debug", "DEBUG", True, "KONBIT_DEBUG"),
    ],
)
def test_settings_that_do_harm_are_found(
    settings: Settings, name: str, setting: str, value: object, remedy: str
) -> None:
    setattr(settings, setting, value)
    found = finding(name)
    assert not found.well
    assert remedy in found.remedy


@pytest.mark.django_db
def test_too_little_room_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_SPACE", 1 << 60)
    assert "Make room" in finding("space").remedy


@pytest.mark.django_db
def test_programs_that_are_missing_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_tools", lambda: ["pg_dump"])
    found = finding("tools")
    assert "pg_dump" in found.seen
    assert "postgresql-client" in found.remedy


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> doctor.Finding:
        raise DatabaseError("no such table")

    monkeypatch.setattr(doctor, "CHECKS", (silent,))
    assert doctor.examine() == [doctor.Finding("silent", False, "no such table", doctor.examine()[0].remedy)]
    assert "restore" in doctor.examine()[0].remedy


@pytest.mark.xdist_group("instances")
def test_the_command_fails_on_an_empty_home_and_says_what_to_do(
    new_instance: object, prepared: Instance
) -> None:
    empty = new_instance(empty=True)  # type: ignore[operator]
    done = empty.run("doctor")
    assert done.returncode == 1
    assert "MEND  database" in done.stdout
    assert "konbit migrate" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.xdist_group("instances")
def test_the_command_says_the_same_as_json(instance: Instance) -> None:
    done = instance.run("doctor", "--json")
    said = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0
    assert said["well"]
    assert {"database", "chronicle", "erasures", "index"} <= {one["name"] for one in said["findings"]}
