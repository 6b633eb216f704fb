"""Which reader takes which file, and what none of them takes."""

from __future__ import annotations

import zipfile

import pytest

from konbit.base.errors import Problem
from konbit.directory.formats import reading
from konbit.directory.formats.mykomap import HEADERS
from konbit.directory.formats.reading import guess_format, open_table, write_pasted


def test_cells_pasted_from_a_sheet_are_a_table(tmp_path):
    path = tmp_path / "pasted.txt"
    write_pasted('Name\tTown\tNote\r\nA\tLyon\t"two\nlines"\r\nB\tParis', path)
    table = open_table(path, "pasted")
    assert [row.cells for row in table.rows()] == [
        {"Name": "A", "Town": "Lyon", "Note": "two\nlines"},
        {"Name": "B", "Town": "Paris"},
    ]
    assert not any(row.troubles for row in table.rows())


def test_a_single_pasted_column_is_a_table_too(tmp_path):
    path = tmp_path / "pasted.txt"
    write_pasted("Name\nBakery, the good one\nDairy", path)
    assert [row.cells for row in open_table(path, "pasted").rows()][1] == {"Name": "Dairy"}


def test_a_standard_csv_is_known_by_its_headers(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(",".join(HEADERS) + "\n")
    assert guess_format(path) == "mykomap"
    path.write_text("name,town\nA,Lyon\n")
    assert guess_format(path) == "csv"


def test_a_standard_csv_without_identifiers_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Locality\nA,Lyon\n")
    with pytest.raises(Problem, match="Identifier"):
        open_table(path, "mykomap")


def test_an_unknown_format_names_the_known_ones(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("name\nA\n")
    with pytest.raises(Problem, match="geojson"):
        open_table(path, "word")


def test_a_missing_and_a_huge_file_are_told(tmp_path, monkeypatch):
    with pytest.raises(Problem) as raised:
        open_table(tmp_path / "nowhere.csv", "csv")
    assert raised.value.status == 404
    path = tmp_path / "list.csv"
    path.write_text("name\nA\n")
    monkeypatch.setattr(reading, "LARGEST_FILE", 5)
    with pytest.raises(Problem, match="too large"):
        open_table(path, "csv")


def test_old_spreadsheets_and_other_packed_files_say_what_to_do(tmp_path):
    old = tmp_path / "list.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(Problem, match="XLS"):
        guess_format(old)
    packed = tmp_path / "list.ods"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(Problem, match="ODS"):
        guess_format(packed)
