"""New editions of a list: kept, changed, added, gone; asked about where they look wrong; never half done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.base.locks import hold
from konbit.chronicle.models import Change
from konbit.directory.actions import syncing
from konbit.directory.actions.importing.taking_back import take_back
from konbit.directory.actions.syncing import runs as sync_runs
from konbit.directory.commands import app
from konbit.directory.models import Claim, Difference, Group, ImportRun, Role
from konbit.search.actions import apply_changes
from tests.builders import a_person, an_operator
from tests.directory.lists import bring, write_csv

pytestmark = pytest.mark.django_db
HEADERS = ("id", "name", "town", "country", "lat", "lon")
COUNTS = ("rows", "kept", "changed", "added", "gone", "moved", "renamed", "rejected", "returned")


class Killed(BaseException):
    """Somebody pulled the plug."""


def rows(numbers: range, **other: str) -> list[list[str]]:
    """Rows with these identifiers; `other` gives some of them ("r3") another name."""
    return [[str(n), other.get(f"r{n}", f"Group {n}"), "Leeds", "GB", "53.8", f"-1.{n:02}"] for n in numbers]


@pytest.fixture
def edition(tmp_path: Path) -> Any:
    """Writes an edition and gives its path."""
    count = iter(range(1000))

    def write(some: list[list[str]]) -> str:
        return str(write_csv(tmp_path / f"edition-{next(count)}.csv", some, HEADERS))

    return write


def sync(file: str, *more: str) -> dict[str, Any]:
    """The last line of `konbit sync` with `--json`."""
    command = ["sync", file, "--source", "List", *more, "--json"]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.output.strip().splitlines()[-1])
    return said


def kinds() -> dict[str, int]:
    """How many differences of each kind stand there."""
    found: dict[str, int] = {}
    for kind in Difference.objects.values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


def test_into_an_empty_directory_everything_is_added_and_nothing_is_news(edition: Any) -> None:
    said = sync(edition(rows(range(20))))
    assert [said[name] for name in COUNTS] == [20, 0, 0, 20, 0, 0, 0, 0, 0]
    assert kinds() == {}


def test_a_new_edition_is_told_apart_by_its_keys(edition: Any) -> None:
    sync(edition(rows(range(20))))
    second = rows(range(2, 22), r3="Another name")
    second[3][5] = "-1.99"  # identifier 5
    second[4][4] = second[4][5] = ""  # identifier 6 loses its coordinates
    second[5][2] = "York"  # identifier 7: the same coordinates in another town
    said = sync(edition([*second, ["99", ""]]))
    assert [said[name] for name in COUNTS] == [21, 18, 4, 2, 2, 2, 1, 1, 0]
    assert kinds() == {"added": 2, "gone": 2, "moved": 2, "renamed": 1, "changed": 1}
    moved = Difference.objects.get(kind="moved", group__name="Group 5")
    assert moved.km is not None
    assert 50 < moved.km < 70
    renamed = Difference.objects.get(kind="renamed")
    assert (renamed.was, renamed.now) == ("Group 3", "Another name")
    assert "This row has no name" in Path(said["rejects"]).read_text(encoding="utf-8-sig")


def test_a_town_counts_where_nobody_says_coordinates(edition: Any) -> None:
    plain = [[*row[:4], "", ""] for row in rows(range(5))]
    sync(edition(plain))
    plain[0] = [*plain[0][:2], "York", "GB", "", ""]
    assert sync(edition(plain))["moved"] == 1


def test_what_is_gone_stays_and_is_shown_as_not_seen(client: Any, edition: Any) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    gone = Group.objects.get(name="Group 0")
    claim = Claim.objects.get(group=gone, source__code="list")
    assert (gone.removed_at, gone.valid_until, claim.missing_readings) == (None, "", 1)
    assert b"Not seen by List since" in client.get(f"/en/g/{gone.uid}/group-0/").content


def test_a_second_edition_without_it_gives_it_its_end(edition: Any) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    said = sync(edition(rows(range(1, 21))))
    gone = Group.objects.get(name="Group 0")
    claim = Claim.objects.get(group=gone, source__code="list")
    assert claim.missing_since is not None
    assert gone.valid_until == claim.missing_since.date().isoformat()
    assert (said["gone"], said["closed"], gone.removed_at) == (1, 1, None)
    assert Difference.objects.get(kind="gone").decision == "again"
    assert Difference.objects.get(kind="closed").group == gone
    third = sync(edition(rows(range(1, 22))))
    assert (third["gone"], third["closed"]) == (1, 0)


def test_the_same_file_again_is_no_second_edition(edition: Any) -> None:
    sync(edition(rows(range(20))))
    second = edition(rows(range(1, 20)))
    sync(second)
    before = Change.objects.count()
    assert sync(second)["gone"] == 1
    assert Group.objects.get(name="Group 0").valid_until == ""
    assert Change.objects.count() == before


@pytest.mark.parametrize("speaker", ["another source", "its own people"])
def test_nobody_is_closed_of_whom_others_still_speak(edition: Any, speaker: str) -> None:
    sync(edition(rows(range(20))))
    gone = Group.objects.get(name="Group 0")
    if speaker == "another source":
        bring(Path(edition(rows(range(1)))), "Other list")
        Claim.objects.filter(source__code="other-list").update(group=gone)
    else:
        Role.objects.create(person=a_person(), group=gone, kind="steward")
    sync(edition(rows(range(1, 20))))
    sync(edition(rows(range(1, 21))))
    gone.refresh_from_db()
    assert (gone.valid_until, gone.removed_at) == ("", None)
    assert Difference.objects.get(kind="gone").decided_at is None


def test_who_is_seen_again_is_no_longer_missing(edition: Any) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    said = sync(edition(rows(range(20))))
    assert (said["returned"], said["gone"], said["kept"]) == (1, 0, 20)
    assert not Claim.objects.exclude(missing_readings=0, missing_since=None).exists()
    assert Difference.objects.get(kind="gone").decision == "returned"


@pytest.mark.parametrize("row", ["the same", "another"])
def test_who_is_seen_again_by_an_import_is_no_longer_missing(edition: Any, row: str) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    names = {"r0": "Group 0"} if row == "the same" else {"r0": "Another name"}
    bring(Path(edition(rows(range(2), **names))), "List")
    assert not Claim.objects.exclude(missing_readings=0, missing_since=None).exists()
    assert Difference.objects.get(kind="gone").decision == "returned"
    assert Difference.objects.get(kind="returned").group.name == names["r0"]


@pytest.mark.parametrize("by", ["sync", "import"])
def test_who_is_seen_again_loses_the_end_that_a_second_reading_gave(edition: Any, by: str) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    sync(edition(rows(range(1, 21))))
    assert Group.objects.get(name="Group 0").valid_until
    if by == "sync":
        sync(edition(rows(range(21))))
    else:
        bring(Path(edition(rows(range(21)))), "List")
    assert Group.objects.get(name="Group 0").valid_until == ""


def test_an_end_that_a_person_said_stays_when_a_list_names_the_group_again(edition: Any) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(1, 20))))
    syncing.say_closed(an_operator(), Difference.objects.get(kind="gone").pk, "")
    ended = Group.objects.get(name="Group 0").valid_until
    assert ended
    assert sync(edition(rows(range(20))))["returned"] == 1
    assert Group.objects.get(name="Group 0").valid_until == ended


def test_nobody_is_closed_whom_the_list_still_names_in_another_row(edition: Any) -> None:
    from konbit.directory.actions.merging import merge

    sync(edition(rows(range(20))))
    kept, double = Group.objects.get(name="Group 1"), Group.objects.get(name="Group 0")
    merge(an_operator(), kept.uid, double.uid)
    sync(edition(rows(range(1, 20))))
    sync(edition(rows(range(1, 21))))
    kept.refresh_from_db()
    assert (kept.valid_until, kept.removed_at) == ("", None)


def test_an_unchanged_edition_writes_nothing(edition: Any) -> None:
    file = edition(rows(range(20)))
    sync(file)
    changes, read = Change.objects.count(), Claim.objects.latest("read_at").read_at
    said = sync(file)
    assert [said[name] for name in COUNTS] == [20, 20, 0, 0, 0, 0, 0, 0, 0]
    assert Change.objects.count() == changes
    assert Claim.objects.latest("read_at").read_at == read
    assert kinds() == {}


def test_one_edit_is_indexed_as_one_group(edition: Any) -> None:
    bring(Path(edition(rows(range(20)))), "List")
    apply_changes()
    file = Path(edition(rows(range(20), r4="New name")))
    run = note(file)
    assert syncing.sync_file(run, reading_of(run, file), "test").changed == 1
    assert apply_changes() == 1


def note(file: Path) -> ImportRun:
    """A run for an edition, as the page notes it."""
    from django.core.files.base import ContentFile

    from konbit.directory.models import Source
    from konbit.people.audience import SYSTEM

    source = Source.objects.get(code="list")
    return syncing.note_edition(SYSTEM, source, None, ContentFile(file.read_bytes()), file.name)


def reading_of(run: ImportRun, file: Path) -> Any:
    """How a run's file is read."""
    from konbit.directory.actions.importing.runs import reading_of as reading

    return reading(run)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (rows(range(10)), "10 of 20 groups are missing in this edition"),
        (rows(range(100, 120)), "their identifiers may have changed"),
        ([["1", ""]], "There is no group in this edition"),
    ],
)
def test_an_edition_that_looks_wrong_is_asked_about(edition: Any, second: Any, words: str) -> None:
    sync(edition(rows(range(20))))
    before = Change.objects.count()
    file = edition(second)
    with pytest.raises(Problem, match=words) as stopped:
        sync(file)
    assert "--even-so" in stopped.value.remedy
    assert (Change.objects.count(), kinds()) == (before, {})
    assert not Claim.objects.exclude(missing_readings=0).exists()
    assert Path(ImportRun.objects.get(state="tried").file.path).exists()  # its page can go on with it
    if second[0][1]:
        assert sync(file, "--even-so")["gone"] >= 10
        assert not ImportRun.objects.filter(state="tried").exists()


def test_of_few_groups_some_may_go_at_once(edition: Any) -> None:
    sync(edition(rows(range(6))))
    assert sync(edition(rows(range(2, 6))))["gone"] == 2


def test_a_file_that_breaks_off_says_nothing_of_what_is_missing(edition: Any, tmp_path: Path) -> None:
    sync(edition(rows(range(20))))
    broken = tmp_path / "broken.csv"
    whole = Path(edition(rows(range(20)))).read_text()
    broken.write_text(whole[:300] + '\n"unclosed,' + "x" * 200_000)
    before = Change.objects.count()
    with pytest.raises(Problem):
        sync(str(broken))
    assert (Change.objects.count(), kinds()) == (before, {})


def test_killed_in_the_middle_and_run_again_says_everything_once(
    edition: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(edition(rows(range(1500))))
    file = edition(rows(range(5, 1505), **{f"r{n}": f"New {n}" for n in range(5, 1500)}))
    done = 0
    written = sync_runs.write

    def dying(*said: Any) -> Any:
        nonlocal done
        done += 1
        if done == 2:
            raise Killed
        return written(*said)

    monkeypatch.setattr(sync_runs, "write", dying)
    with pytest.raises(Killed):
        sync(file)
    assert kinds() == {"renamed": 500}
    monkeypatch.setattr(sync_runs, "write", written)
    said = sync(file)
    assert (said["kept"], said["added"], said["gone"], said["renamed"]) == (1500 - 5, 5, 5, 995)
    assert kinds() == {"renamed": 1495, "added": 5, "gone": 5}
    assert Group.objects.count() == 1505


def test_what_an_edition_added_is_taken_back(edition: Any) -> None:
    sync(edition(rows(range(20))))
    sync(edition(rows(range(22))))
    assert take_back(ImportRun.objects.latest("pk"), "test") == 2
    assert Group.objects.filter(removed_at=None).count() == 20
    third = sync(edition(rows(range(21))))
    assert (third["added"], third["gone"]) == (1, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(edition: Any) -> None:
    sync(edition(rows(range(20))))
    runs, changes = ImportRun.objects.count(), Change.objects.count()
    said = sync(edition(rows(range(1, 21), r4="New")), "--dry-run")
    assert [said[name] for name in COUNTS] == [20, 19, 1, 1, 1, 0, 1, 0, 0]
    assert (ImportRun.objects.count(), Change.objects.count()) == (runs, changes)


def test_the_lines_for_people_say_the_same(edition: Any) -> None:
    sync(edition(rows(range(20))))
    done = CliRunner().invoke(app, ["sync", edition(rows(range(1, 21))), "--source", "List"])
    assert "20 rows: 19 kept, 1 added, 0 rejected." in done.output
    assert "1 not seen, 0 seen again, 0 closed." in done.output


def test_licence_and_columns_are_those_of_the_last_edition(edition: Any) -> None:
    sync(edition(rows(range(20))), "--licence", "ODbL 1.0")
    sync(edition(rows(range(20), r1="New")))
    source = Claim.objects.filter(source__code="list")[0].source
    assert source.licence == "ODbL 1.0"


def test_the_two_editions_of_the_united_kingdom(shared_data: Path) -> None:
    from konbit.directory.actions.shipped import load_vocabularies

    load_vocabularies()
    folder = shared_data / "directory" / "coops-uk"
    assert sync(str(folder / "standard.Q2-2022.csv"))["added"] == 7272
    said = sync(str(folder / "standard.Q2-2023.csv"))
    named = {name: said[name] for name in ("kept", "gone", "added", "moved", "renamed", "rejected")}
    assert named == {
        "kept": 7091, "gone": 181, "added": 296, "moved": 61, "renamed": 6717, "rejected": 0,
    }  # fmt: skip
    before = Change.objects.count()
    assert sync(str(folder / "standard.Q2-2023.csv"))["kept"] == 7387
    assert Change.objects.count() == before


def test_a_list_that_is_read_by_somebody_else_stops_its_run_with_the_reason(edition: Any) -> None:
    file = edition(rows(range(3)))
    with hold("import list"), pytest.raises(Problem, match="is being read right now"):
        bring(Path(file), "List")
    run = ImportRun.objects.get()
    assert (run.state, run.problem["status"]) == ("failed", 409)
    with hold("import list"), pytest.raises(Problem, match="is being read right now"):
        sync(file)
    assert ImportRun.objects.latest("pk").state == "failed"
