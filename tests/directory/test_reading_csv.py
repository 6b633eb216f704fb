"""Tables of separated text as people really have them: any encoding, any separator, broken in any way."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.directory.formats.reading import open_table
from konbit.directory.formats.table import LONGEST_CELL


@pytest.fixture
def kept(tmp_path):
    """Writes bytes or text to a file and gives its path."""

    def keep(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return keep


def read(path: Path):
    table = open_table(path, "csv")
    return table, list(table.rows())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
def test_every_usual_encoding_gives_the_right_letters(kept, encoding):
    text = "name,town\nCoopérative Énergie,Orléans\nPanadería Ñandú,Málaga\n"
    _table, rows = read(kept(text.encode(encoding)))
    assert [row.cells["name"] for row in rows] == ["Coopérative Énergie", "Panadería Ñandú"]
    assert rows[1].cells["town"] == "Málaga"


def test_a_guessed_encoding_is_said(kept):
    table, _rows = read(kept("name\nCoopérative\n".encode("cp1252")))
    assert any("Windows-1252" in note for note in table.notes)


def test_a_row_in_another_encoding_than_the_rest_is_rejected_and_the_others_are_read(kept):
    good = "name,town\nCoopérative,Orléans\nÉpicerie,Saint-Étienne\n".encode()
    _table, rows = read(kept(good + "Société,Lyon\n".encode("cp1252") + b"Last,Paris\n"))
    assert [any(trouble.fatal for trouble in row.troubles) for row in rows] == [False, False, True, False]
    assert rows[2].number == 4
    assert rows[2].troubles[0].column == "name"
    assert "UTF-8" in rows[2].troubles[0].message


def test_a_file_cut_within_a_letter_keeps_the_rows_before(kept):
    _table, rows = read(kept("name,town\nA,Orléans\nB,Málaga\nC,é".encode()[:-1]))
    assert [row.cells["name"] for row in rows] == ["A", "B", "C"]
    assert rows[2].troubles[0].fatal


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_whatever_the_file_is_called(kept, separator):
    lines = [["name", "town", "latitude"], ["Chicago, the co-op", "Chicago", "41,88"], ["B", "Lyon", "45,7"]]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    table, rows = read(kept(text.getvalue()))
    assert table.headers == lines[0]
    assert list(rows[0].cells.values()) == lines[1]


def test_a_first_line_that_announces_the_separator_is_believed(kept):
    table, rows = read(kept("sep=;\nname;town\nA;Lyon\n"))
    assert table.headers == ["name", "town"]
    assert rows[0].number == 3


def test_title_rows_above_the_column_names_are_passed_over(kept):
    table, rows = read(kept("Our directory 2024,,\n,,\nname,town,phone\nA,Lyon,1\n"))
    assert table.headers == ["name", "town", "phone"]
    assert [row.number for row in rows] == [4]


def test_cells_over_several_lines_count_as_one_row(kept):
    _table, rows = read(kept('name,address\nA,"1 Street\nVillage"\nB,"2 ""Street"""\n'))
    assert rows[0].cells["address"] == "1 Street\nVillage"
    assert (rows[1].number, rows[1].cells["address"]) == (3, '2 "Street"')


def test_blank_rows_are_passed_over_but_counted(kept):
    _table, rows = read(kept("name,town\n\nA,Lyon\n,\nB,Paris\n"))
    assert [row.number for row in rows] == [3, 5]


def test_a_row_with_too_many_cells_is_rejected_with_what_it_holds(kept):
    _table, rows = read(kept("name,town\nA,Lyon,left over\nB,Paris,\n"))
    assert rows[0].troubles[0].fatal
    assert "left over" in rows[0].cells.values()
    assert not rows[1].troubles


def test_a_row_with_too_few_cells_is_kept(kept):
    _table, rows = read(kept("name,town\nA\nB,Paris\n"))
    assert rows[0].cells == {"name": "A"}
    assert not rows[0].troubles


def test_columns_of_one_name_are_told_apart_and_empty_names_numbered(kept):
    table, rows = read(kept("name,form,form,\nA,1,2,3\n"))
    assert table.headers == ["name", "form", "form (2)", "Column 4"]
    assert list(rows[0].cells.values()) == ["A", "1", "2", "3"]
    assert any("form (2)" in note for note in table.notes)


def test_a_table_without_column_names_keeps_its_first_group(kept):
    table, rows = read(kept("Bakery,Lyon,info@bakery.example\nDairy,Paris,x@dairy.example\n"))
    assert table.headers == ["Column 1", "Column 2", "Column 3"]
    assert [row.cells["Column 1"] for row in rows] == ["Bakery", "Dairy"]
    assert [row.number for row in rows] == [1, 2]
    assert table.notes


def test_nul_bytes_are_taken_out_and_said(kept):
    _table, rows = read(kept(b"name,town\nBak\x00ery,Lyon\n" + b"A,Lyon\n" * 50))
    assert rows[0].cells["name"] == "Bakery"
    assert rows[0].troubles[0].column == "name"
    assert not rows[0].troubles[0].fatal


def test_a_quotation_mark_never_closed_is_told_with_its_row_after_the_rows_before(kept):
    table = open_table(kept('name,town\nA,Lyon\nB,Paris\nC,"Mar\nD,Nice\nE,Vic\n'), "csv")
    numbers = []
    with pytest.raises(Problem, match="never closed") as raised:
        numbers += [row.number for row in _noted(table.rows(), numbers)]
    assert numbers == [2, 3]
    assert "row 4" in raised.value.where
    assert raised.value.remedy


def _noted(rows, numbers):
    for row in rows:
        numbers.append(row.number)
    yield from ()


def test_a_quotation_mark_never_closed_stops_before_it_fills_the_memory(kept):
    table = open_table(kept('name,town\nA,Lyon\nB,"' + "x,y\n" * 400_000), "csv")
    numbers: list[int] = []
    with pytest.raises(Problem, match="never closed"):
        list(_noted(table.rows(), numbers))
    assert numbers == [2]


def test_a_file_cut_in_the_middle_of_a_row_rejects_that_row(kept):
    _table, rows = read(kept("name,town,phone\nA,Lyon,1\nB,Paris,2\nC,Mar"))
    assert [any(trouble.fatal for trouble in row.troubles) for row in rows] == [False, False, True]
    assert "ends in the middle" in rows[2].troubles[0].message


def test_a_last_row_left_short_like_others_is_no_cut(kept):
    _table, rows = read(kept("name,town,phone\nA,Lyon\nB,Paris,2\nC,Nice"))
    assert not any(row.troubles for row in rows)


def test_a_cell_of_ten_thousand_letters_is_taken_and_a_longer_one_rejected_with_its_column(kept):
    fits, too_long = "x" * LONGEST_CELL, "x" * (LONGEST_CELL + 1)
    _table, rows = read(kept(f"name,about\nA,{fits[:-1]}\nB,{too_long}\nC,short\n"))
    assert not rows[0].troubles
    assert not rows[2].troubles
    (trouble,) = rows[1].troubles
    assert trouble.fatal
    assert trouble.column == "about"
    assert str(LONGEST_CELL) in trouble.message


def test_a_cell_of_half_a_million_letters_does_not_stop_the_reading(kept):
    _table, rows = read(kept(f'name,about\nA,"{"y" * 500_000}"\nB,short\n'))
    assert rows[0].troubles[0].fatal
    assert rows[1].cells["name"] == "B"


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_file_is_told(kept, content):
    with pytest.raises(Problem, match="empty"):
        read(kept(content))


def test_a_file_with_column_names_only_has_no_rows(kept):
    table, rows = read(kept("name,town\n"))
    assert table.headers == ["name", "town"]
    assert rows == []


@pytest.mark.parametrize(
    ("start", "words"), [(b"%PDF-1.7", "not a table"), (b"<!DOCTYPE html><html>", "web page")]
)
def test_something_else_called_csv_is_refused(kept, start, words):
    with pytest.raises(Problem, match=words):
        read(kept(start + b" x" * 2000))


def test_a_line_without_end_is_refused(kept):
    table = open_table(kept("name,town\n" + "x" * 4_100_000), "csv")
    with pytest.raises(Problem, match="too long"):
        list(table.rows())


def test_rows_can_be_read_twice_and_the_share_ends_at_one(kept):
    table = open_table(kept("name\n" + "A\n" * 2000), "csv")
    assert len(list(table.rows())) == len(list(table.rows())) == 2000
    assert table.read_share() == 1.0


def test_a_formula_neutralised_by_an_export_is_itself_again(kept):
    _table, rows = read(kept("name,town\n'=1+1,'+33 6\n'Round the Corner,x\n"))
    assert rows[0].cells == {"name": "=1+1", "town": "+33 6"}
    assert rows[1].cells["name"] == "'Round the Corner"


def test_cells_of_semicolons_do_not_make_the_header_a_title(kept):
    _table, rows = read(kept("first,second,third\n0;,;,;\n"))
    assert [row.cells for row in rows] == [{"first": "0;", "second": ";", "third": ";"}]


cell_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ue000\ufeff"), max_size=30
).filter(lambda cell: not cell.startswith("'"))


@settings(deadline=None)
@given(st.lists(st.tuples(cell_text, cell_text, cell_text), min_size=1, max_size=8))
def test_what_is_written_as_csv_is_read_the_same(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("first", "second", "third"), *lines])
    rows = list(open_table(path, "csv").rows())
    wanted = [
        {name: cell for name, cell in zip(("first", "second", "third"), line, strict=True) if cell}
        for line in lines
    ]
    assert [row.cells for row in rows] == [cells for cells in wanted if cells]
