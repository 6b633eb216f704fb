"""`konbit import` and `konbit search`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.directory.commands import app
from konbit.directory.models import Group, Source
from konbit.people.audience import SYSTEM
from tests.directory.lists import HEADERS, a_network, write_csv

pytestmark = pytest.mark.django_db
ROWS = [["1", "Sunrise Bakery", "Leeds", "GB"], ["2", "River Housing", "Manchester", "GB"], ["3", ""]]


def konbit(*command: str) -> dict[str, Any]:
    """The last line of a command with `--json`."""
    done = CliRunner().invoke(app, [*command, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.output.strip().splitlines()[-1])
    return said


def test_a_file_is_read_and_found(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    said = konbit("import", file, "--source", "Our list", "--licence", "CC BY 4.0")
    assert [said[name] for name in ("rows", "added", "updated", "unchanged", "rejected")] == [3, 2, 0, 0, 1]
    assert "This row has no name" in Path(said["rejects"]).read_text(encoding="utf-8-sig")
    again = konbit("import", file, "--source", "Our list")
    assert (again["added"], again["unchanged"]) == (0, 2)
    found = konbit("search", "housing", "manch")
    assert found["total"] == 1
    assert found["results"][0]["name"] == "River Housing"
    assert konbit("search", "--facet", "country=GB")["total"] == 2


def test_a_licence_that_was_said_once_stays_until_another_is_said(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    konbit("import", file, "--source", "Our list", "--licence", "ODbL 1.0", "--attribution", "The Delta")
    konbit("import", file, "--source", "Our list")
    source = Source.objects.get(code="our-list")
    assert (source.licence, source.attribution) == ("ODbL 1.0", "The Delta")
    konbit("import", file, "--source", "Our list", "--licence", "CC0 1.0")
    source.refresh_from_db()
    assert (source.licence, source.attribution) == ("CC0 1.0", "The Delta")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    assert konbit("import", file, "--dry-run")["added"] == 2
    assert not Group.objects.exists()


def test_the_same_file_under_another_name_is_warned_of_and_read_all_the_same(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    assert konbit("import", file, "--source", "Our list")["warning"] == ""
    assert konbit("import", file, "--source", "Our list")["warning"] == ""
    assert "already imported as “Our list”" in konbit("import", file, "--source", "B", "--dry-run")["warning"]
    done = CliRunner().invoke(app, ["import", file, "--source", "B"], catch_exceptions=False)
    assert "already imported as “Our list”" in done.output
    assert "(2 groups)" in done.output
    assert Group.objects.count() == 4


def test_groups_join_the_network_that_is_named(tmp_path: Path) -> None:
    network = a_network()
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    konbit("import", file, "--network", network.uid, "--source", "Members")
    assert network.relations_in.count() == 2
    assert SYSTEM.is_operator


def test_a_mapping_of_columns_is_taken_as_given(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    mapping = tmp_path / "mapping.json"
    columns = dict.fromkeys(HEADERS, "skip") | {"name": "description", "town": "name"}
    mapping.write_text(json.dumps({"columns": columns}))
    konbit("import", file, "--mapping", str(mapping))
    assert set(Group.objects.values_list("name", flat=True)) == {"Leeds", "Manchester"}


def test_the_lines_for_people_say_the_same(tmp_path: Path) -> None:
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    done = CliRunner().invoke(app, ["import", file, "--source", "Our list"], catch_exceptions=False)
    assert "3 rows: 2 added, 0 updated, 0 unchanged, 1 rejected." in done.output
    assert "2 are on the map, 0 need you, 0 without a place stay listed." in done.output


def test_a_missing_file_and_a_broken_mapping_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        konbit("import", str(tmp_path / "nothing.csv"))
    (tmp_path / "mapping.json").write_text("{")
    file = str(write_csv(tmp_path / "list.csv", ROWS))
    with pytest.raises(Problem, match="mapping of columns cannot be read"):
        konbit("import", file, "--mapping", str(tmp_path / "mapping.json"))
    with pytest.raises(Problem, match="no single network"):
        konbit("import", file, "--network", "nobody")


def test_the_directory_of_the_united_kingdom_comes_in_whole(shared_data: Path) -> None:
    file = str(shared_data / "directory" / "coops-uk" / "standard.Q2-2023.csv")
    konbit_file = ("import", file, "--as", "mykomap", "--source", "Co-operatives UK", "--licence", "ODbL")
    from konbit.directory.actions.shipped import load_vocabularies

    load_vocabularies()
    said = konbit(*konbit_file)
    assert [said[name] for name in ("rows", "added", "rejected")] == [7387, 7387, 0]
    again = konbit(*konbit_file)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 7387)
    assert konbit("search", "housing", "manchester")["total"] == 28
