"""Spreadsheets: the right sheet, values as text, and nothing dangerous."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from konbit.base.errors import Problem
from konbit.directory.formats import xlsx
from konbit.directory.formats.reading import guess_format, open_table


@pytest.fixture
def book(tmp_path):
    """Writes sheets of rows to a workbook and gives its path."""

    def write(*sheets: list[list[object]]) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for number, rows in enumerate(sheets, 1):
            sheet = workbook.create_sheet(f"Sheet {number}")
            for row in rows:
                sheet.append(row)
        path = tmp_path / "list.xlsx"
        workbook.save(path)
        return path

    return write


def repacked(path: Path, change: dict[str, bytes]) -> Path:
    """The workbook with some of its parts replaced."""
    new = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as fresh:
        for part in old.namelist():
            fresh.writestr(part, change.get(part, old.read(part)))
    return new


def test_values_are_read_as_a_person_would_type_them(book):
    path = book(
        [
            ["name", "founded", "checked", "members", "share", "open"],
            ["A", date(2004, 1, 28), datetime(2024, 5, 1, 9, 30), 120.0, 0.5, True],
        ]
    )
    table = open_table(path, "xlsx")
    (row,) = table.rows()
    assert list(row.cells.values()) == ["A", "2004-01-28", "2024-05-01 09:30", "120", "0.5", "true"]
    assert row.number == 2
    assert table.read_share() == 1.0


def test_the_first_sheet_with_something_in_it_is_read(book):
    table = open_table(book([], [["name", "town"], ["A", "Lyon"]]), "xlsx")
    assert [row.cells for row in table.rows()] == [{"name": "A", "town": "Lyon"}]
    assert any("Sheet 2" in note for note in table.notes)


def test_titles_above_the_table_and_blank_rows_keep_the_numbers_of_the_sheet(book):
    path = book([["Our groups"], [], ["name", "town", "x"], ["A", "Lyon", 1], [], ["B", "Paris", 2]])
    assert [row.number for row in open_table(path, "xlsx").rows()] == [4, 6]


def test_a_formula_gives_its_value(book):
    path = book([["name", "members"], ["A", 2]])
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    formula = sheet.replace(b"<v>2</v>", b"<f>1+1</f><v>2</v>")
    (row,) = open_table(repacked(path, {"xl/worksheets/sheet1.xml": formula}), "xlsx").rows()
    assert row.cells["members"] == "2"


def test_a_cell_that_shows_an_error_is_empty_and_said(book):
    path = book([["name", "town"], ["A", "#N/A"]])
    (row,) = open_table(path, "xlsx").rows()
    assert row.cells == {"name": "A"}
    assert row.troubles[0].column == "town"
    assert not row.troubles[0].fatal


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_something_else_called_xlsx_is_refused(tmp_path, content):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"XLSX") as raised:
        open_table(path, "xlsx")
    assert raised.value.where == "list.xlsx"
    assert raised.value.remedy


def test_a_workbook_cut_in_the_middle_is_refused(book):
    path = book([["name"], *[[f"group {number}"] for number in range(3000)]])
    path.write_bytes(path.read_bytes()[:-4000])
    with pytest.raises(Problem):
        list(open_table(path, "xlsx").rows())


def test_a_sheet_that_breaks_in_the_middle_gives_the_rows_before_and_says_where(book):
    path = book([["name"], *[[f"group {number}"] for number in range(3000)]])
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    table = open_table(repacked(path, {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]}), "xlsx")
    numbers: list[int] = []
    with pytest.raises(Problem) as raised:
        for row in table.rows():
            numbers.append(row.number)
    assert numbers[:3] == [2, 3, 4]
    assert f"after row {numbers[-1]}" in raised.value.where


def test_a_zip_bomb_is_refused_without_unpacking_it(book, monkeypatch):
    monkeypatch.setattr(xlsx, "_LARGEST_UNPACKED", 1_000_000)
    path = repacked(book([["name"], ["A"]]), {"xl/styles.xml": b" " * 2_000_000})
    assert path.stat().st_size < 20_000
    with pytest.raises(Problem, match="too large"):
        open_table(path, "xlsx")


def test_xml_that_declares_entities_is_refused(book):
    path = book([["name"], ["A"]])
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    laughing = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>' + sheet
    with pytest.raises(Problem):
        open_table(repacked(path, {"xl/worksheets/sheet1.xml": laughing}), "xlsx")


def test_a_workbook_without_anything_is_told(book):
    with pytest.raises(Problem, match="No sheet"):
        open_table(book([], []), "xlsx")


def test_a_spreadsheet_is_known_by_what_it_holds(book, tmp_path):
    path = book([["name"], ["A"]])
    other = tmp_path / "list.csv"
    other.write_bytes(path.read_bytes())
    assert guess_format(other) == "xlsx"
