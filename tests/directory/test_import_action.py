"""Bringing lists in: what is new, changed, kept, refused; nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from konbit.base.errors import NotAllowed, Problem
from konbit.base.locks import hold
from konbit.chronicle.queries import broken_links
from konbit.directory.actions.importing import Reading, Whose, new_run, preview
from konbit.directory.actions.importing.taking_back import bring_back, take_back
from konbit.directory.guessing import guessed_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.models import Claim, Contact, Group, ImportRun, Place, Relation
from konbit.directory.queries.imports import run_lock, standing
from konbit.people.audience import ANYONE
from tests.directory.lists import a_network, an_organiser, bring, rejected_rows, write_csv

pytestmark = pytest.mark.django_db

ROWS = [
    [
        "1",
        "Sunrise Bakery",
        "Leeds",
        "GB",
        "+44 113 496 0000",
        "bread@sunrise.example",
        "https://sunrise.example",
    ],
    ["2", "River Housing", "Manchester", "GB", "", "", "", "Housing"],
    ["3", "The Long Table", "", "", "", "", "", "Food"],
]


def test_a_list_comes_in_and_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "list.csv", ROWS)
    _run, first = bring(file)
    _run, second = bring(file)
    assert (first.rows, first.added, first.rejected) == (3, 3, 0)
    assert (first.placed, first.unsure, first.unplaced) == (2, 0, 1)
    assert (second.added, second.updated, second.unchanged) == (0, 0, 3)
    assert Group.objects.count() == 3


def test_phones_and_addresses_of_people_stay_with_the_stewards(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "list.csv", ROWS))
    audiences = dict(Contact.objects.values_list("kind", "audience"))
    assert audiences == {"website": "public", "phone": "stewards", "email": "stewards"}


def test_a_changed_row_changes_its_group_and_only_in_what_changed(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "list.csv", ROWS))
    changed = [["1", "Sunrise Bakers", *ROWS[0][2:]], *ROWS[1:]]
    _run, summary = bring(write_csv(tmp_path / "list.csv", changed))
    assert (summary.added, summary.updated, summary.unchanged) == (0, 1, 2)
    assert Group.objects.get(claims__key="1").name == "Sunrise Bakers"
    assert Contact.objects.filter(kind="phone").count() == 1


def test_what_was_corrected_here_by_hand_is_not_overwritten_by_the_next_file(tmp_path: Path) -> None:
    from konbit.chronicle.actions import recording
    from konbit.directory.actions.writing import change_groups

    bring(write_csv(tmp_path / "list.csv", ROWS))
    group = Group.objects.get(claims__key="1")
    with recording("person:x", "edit") as batch:
        change_groups(batch, [(group, {"name": "Sunrise Bakery Co-op"})])
    changed = [["1", "Sunrise", *ROWS[0][2:]], *ROWS[1:]]
    _run, summary = bring(write_csv(tmp_path / "list.csv", changed))
    group.refresh_from_db()
    assert group.name == "Sunrise Bakery Co-op"
    assert summary.kept == 1


def test_rejected_rows_come_back_as_a_file_with_reason_row_and_column(tmp_path: Path) -> None:
    rows = [*ROWS, ["4", ""], ["1", "Twin of the bakery"], ["5", "=HYPERLINK(1)", "", "", "x" * 10_001]]
    run, summary = bring(write_csv(tmp_path / "list.csv", rows))
    rejected = rejected_rows(run)
    assert summary.rejected == 3
    assert [one["Row"] for one in rejected] == ["5", "6", "7"]
    assert rejected[0]["Column"] == "name"
    assert "identifier" in rejected[1]["Reason"]
    assert rejected[1]["name"] == "Twin of the bakery"
    assert rejected[2]["Column"] == "phone"
    assert rejected[2]["name"] == "'=HYPERLINK(1)", "a formula is neutralised on its way out"


def test_a_mended_file_of_rejected_rows_can_be_brought_again(tmp_path: Path) -> None:
    run, _summary = bring(write_csv(tmp_path / "list.csv", [*ROWS, ["4", "", "York", "GB"]]))
    text = Path(run.rejects.path).read_text(encoding="utf-8-sig").replace("4,,York", "4,Mended Shoes,York")
    (tmp_path / "mended.csv").write_text(text, encoding="utf-8")
    _run, summary = bring(tmp_path / "mended.csv")
    assert (summary.added, summary.rejected) == (1, 0)
    assert Group.objects.filter(name="Mended Shoes").exists()


def test_a_column_of_last_confirmations_makes_groups_fresh(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "l.csv",
        [["A", "Leeds", "2021-03-01"], ["B", "York", "2019"]],
        ["name", "town", "last confirmed"],
    )
    bring(file)
    days = {group.name: str(group.confirmed_on) for group in Group.objects.all()}
    assert days == {"A": "2021-03-01", "B": "2019-01-01"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["53.8", "-1.55"], (53.8, -1.55)),
        (["-1.55", "53.8"], (53.8, -1.55)),
        (["153.8", "-1.55"], None),
        (["0", "0"], None),
    ],
    ids=["as they should be", "swapped", "outside the world", "null island"],
)
def test_coordinates_are_checked(
    tmp_path: Path, cells: list[str], expected: tuple[float, float] | None
) -> None:
    row = ["1", "Sunrise", "", "GB", "", "", "", "", *cells]
    _run, summary = bring(write_csv(tmp_path / "list.csv", [row]))
    assert summary.added == 1
    points = [place.point for place in Place.objects.all() if place.point]
    assert points == ([pytest.approx(expected)] if expected else [])


def test_an_unknown_code_keeps_the_group_and_the_word(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "l.csv", [["1", "Sunrise", "XYZ999"]], ["id", "name", "category"])
    _run, summary = bring(file)
    assert summary.added == 1
    assert Group.objects.get().own_words == {"category": "XYZ999"}


def test_words_that_were_kept_with_the_row_come_to_the_page_with_the_next_import(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "l.csv", [["1", "Sunrise", "Juggling"]], ["id", "name", "category"])
    bring(file)
    Group.objects.update(own_words={}, extras={"category": "Juggling"})
    claim = Claim.objects.get()
    claim.fields["extras"] = claim.fields.pop("own_words")
    claim.digest = "before"
    claim.save()
    _run, summary = bring(file)
    assert (summary.updated, summary.kept) == (1, 0)
    group = Group.objects.get()
    assert (group.own_words, group.extras) == ({"category": "Juggling"}, {})


def test_scripts_in_descriptions_never_reach_the_database(tmp_path: Path) -> None:
    words = "<p>Bread<script>alert(1)</script> for <b onclick=x()>all</b></p>"
    bring(write_csv(tmp_path / "l.csv", [["1", "Sunrise", words]], ["id", "name", "description"]))
    assert Group.objects.get().description == {"en": "Bread for all"}


def test_a_file_in_another_encoding_is_read_with_its_accents(tmp_path: Path) -> None:
    file = tmp_path / "l.csv"
    file.write_bytes("nom;ville\nÉpicerie Noël;Besançon\nAtelier du Prêt;Orléans\n".encode("cp1252"))
    bring(file)
    assert set(Group.objects.values_list("name", flat=True)) == {"Épicerie Noël", "Atelier du Prêt"}


def test_tabs_in_a_file_called_csv_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "l.csv"
    file.write_text("name\ttown\nSunrise, the bakery\tLeeds\n")
    _run, summary = bring(file)
    assert summary.placed == 1
    assert Group.objects.get().name == "Sunrise, the bakery"


def test_a_broken_workbook_says_so_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04 this is no workbook")
    with pytest.raises(Problem) as told:
        bring(file, mapping=Mapping({"name": "name"}), as_="xlsx")
    assert told.value.remedy
    assert not Group.objects.exists()
    assert ImportRun.objects.get().state == "failed"


def test_a_file_cut_in_the_middle_keeps_its_whole_rows_and_says_where_it_ends(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "l.csv", [[str(n), f"Group {n}", 'a "quoted" town'] for n in range(50)])
    content = file.read_bytes()
    file.write_bytes(content[: content.rindex(b'"quoted') + 3])
    with pytest.raises(Problem) as told:
        bring(file)
    run = ImportRun.objects.get()
    assert "row 51" in told.value.where
    assert (run.state, run.added, Group.objects.count()) == ("failed", 49, 49)
    assert run.problem["title"] == told.value.what


def test_two_imports_of_one_source_at_once_are_told_apart(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "l.csv", ROWS)
    with hold("import our-list"), pytest.raises(Problem) as told:
        bring(file)
    assert told.value.status == 409
    assert "being read right now" in told.value.what
    assert not Group.objects.exists()


def test_only_those_who_look_after_a_network_fill_it(tmp_path: Path) -> None:
    network = a_network()
    file = write_csv(tmp_path / "l.csv", ROWS)
    for nobody in (
        ANYONE,
        an_organiser(a_network("Another"), "berta"),
        an_organiser(network, "carla", "member"),
    ):
        with pytest.raises(NotAllowed):
            bring(file, network=network, viewer=nobody)
    _run, summary = bring(file, network=network, viewer=an_organiser(network))
    assert summary.added == 3
    assert Relation.objects.filter(object=network, kind="member_of").count() == 3


def test_the_list_of_one_network_never_speaks_for_that_of_another(tmp_path: Path) -> None:
    first, second = a_network("First"), a_network("Second")
    bring(
        write_csv(tmp_path / "a.csv", [["1", "Ours"]]),
        "Members",
        network=first,
        viewer=an_organiser(first, "a"),
    )
    other = write_csv(tmp_path / "b.csv", [["1", "Theirs"]])
    _run, summary = bring(other, "Members", network=second, viewer=an_organiser(second, "b"))
    assert summary.added == 1
    assert set(Group.objects.exclude(kind="network").values_list("name", flat=True)) == {"Ours", "Theirs"}


def test_a_source_of_another_network_cannot_be_named_by_force(tmp_path: Path) -> None:
    first, second = a_network("First"), a_network("Second")
    run, _summary = bring(
        write_csv(tmp_path / "a.csv", [["1", "Ours"]]), network=first, viewer=an_organiser(first, "a")
    )
    assert run.source is not None
    file = write_csv(tmp_path / "b.csv", [["1", "Spoilt"]])
    reading = Reading(file, "csv", guessed_mapping(file, "csv"), run.source.code, network=second.pk)
    with pytest.raises(NotAllowed):
        new_run(an_organiser(second, "b"), reading, Whose("Our list"), "b.csv")


def test_looking_through_writes_nothing_and_tells_what_would_change(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "list.csv", ROWS))
    changed = [
        ["1", "Sunrise Bakers", "Leeds", "GB", "+44 113 496 1111", *ROWS[0][5:]],
        *ROWS[1:],
        ["9", "New"],
        ["10", ""],
    ]
    file = write_csv(tmp_path / "list.csv", changed)
    counts, trial = preview(Reading(file, "csv", guessed_mapping(file, "csv"), "our-list"))
    assert (counts.added, counts.updated, counts.unchanged, counts.rejected) == (1, 1, 2, 1)
    [change] = trial["changed"]
    assert change["parts"]["name"] == ["Sunrise Bakery", "Sunrise Bakers"]
    assert "0000" not in str(change), "telephones are not copied into a trial"
    assert trial["rejected"][0]["message"] == "This row has no name. Every group needs one."
    assert Group.objects.count() == 3


def test_an_import_is_taken_back_and_brought_back(tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "a.csv", [["1", "Elder"]]), "Another list")
    run, _summary = bring(write_csv(tmp_path / "list.csv", ROWS))
    assert take_back(run, "person:x") == 3
    assert list(Group.objects.filter(removed_at=None).values_list("name", flat=True)) == ["Elder"]
    assert bring_back(run, "person:x") == 3
    assert Group.objects.filter(removed_at=None).count() == 4
    _run, again = bring(tmp_path / "list.csv")
    assert again.unchanged == 3


def test_a_list_that_was_taken_back_comes_back_when_it_is_read_again_and_nothing_stands_twice(
    tmp_path: Path,
) -> None:
    file = write_csv(tmp_path / "list.csv", ROWS)
    run, _summary = bring(file)
    take_back(run, "person:x")
    _run, again = bring(file)
    assert (again.added, again.unchanged) == (3, 0)
    assert Group.objects.count() == Group.objects.filter(removed_at=None).count() == 3
    assert Claim.objects.count() == 3


def test_taking_back_leaves_what_a_later_file_brought(tmp_path: Path) -> None:
    run, _summary = bring(write_csv(tmp_path / "list.csv", ROWS))
    bring(write_csv(tmp_path / "list.csv", [*ROWS, ["4", "Later"]]))
    take_back(run, "person:x")
    assert list(Group.objects.filter(removed_at=None).values_list("name", flat=True)) == ["Later"]


def test_a_run_says_whether_somebody_works_on_it() -> None:
    run = ImportRun.objects.create(file_name="x.csv", state="waiting")
    assert standing(run) == "nobody"
    with hold("work"):
        assert standing(run) == "queued"
    run.state = "running"
    assert standing(run) == "stopped"
    with hold(run_lock(run)):
        assert standing(run) == "working"
    run.state = "done"
    assert standing(run) == ""


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="kills a process that writes to its own SQLite file")
def test_a_killed_import_is_simply_run_again(tmp_path: Path) -> None:
    """A real `konbit import`, killed while it writes: the second run makes what a single one makes."""
    if connection.vendor != "sqlite":
        pytest.skip("kills a process that writes to its own SQLite file")
    file = write_csv(tmp_path / "list.csv", [[str(n), f"Group {n}", "Leeds", "GB"] for n in range(12_000)])
    home = tmp_path / "killed"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    environment |= {"KONBIT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "konbit.site.settings"}
    konbit = [sys.executable, "-m", "konbit"]
    subprocess.run([*konbit, "migrate", "--json"], env=environment, check=True, capture_output=True)
    command = [*konbit, "import", str(file), "--source", "Our list", "--json"]

    def count() -> int:
        with sqlite3.connect(f"file:{home / 'konbit.sqlite3'}?mode=ro", uri=True) as database:
            return int(database.execute("SELECT count(*) FROM directory_claim").fetchone()[0])

    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while count() < 1000:
        assert process.poll() is None, "it was done before it could be killed"
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 0 < count() < 12_000
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert '"rejected": 0' in done.stdout
    assert count() == 12_000
    with sqlite3.connect(home / "konbit.sqlite3") as database:
        groups, chained = (
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("directory_group", "chronicle_change WHERE kind = 'directory.group'")
        )
    assert groups == chained == 12_000


def test_the_chain_of_changes_holds_after_imports(tmp_path: Path) -> None:
    run, _summary = bring(write_csv(tmp_path / "list.csv", ROWS))
    take_back(run, "person:x")
    assert not list(broken_links())


def test_a_lock_is_free_again_when_its_holder_is_gone() -> None:
    begun, end = threading.Event(), threading.Event()

    def hold_it() -> None:
        with hold("something"):
            begun.set()
            end.wait(5)

    thread = threading.Thread(target=hold_it)
    thread.start()
    begun.wait(5)
    from konbit.base.locks import is_held

    assert is_held("something")
    end.set()
    thread.join()
    assert not is_held("something")
