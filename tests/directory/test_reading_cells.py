"""Lists in one cell, and text that must not run as a formula: nothing changes on the way there and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.directory.formats.cells import join_list, neutralise, restore, split_list

items = st.lists(st.text(st.sampled_from("ab;\\, é'="), min_size=1).map(str.strip).filter(bool))


@settings(deadline=None)
@given(items)
def test_a_list_written_into_a_cell_is_read_the_same(values):
    assert split_list(join_list(values)) == values


@settings(deadline=None)
@given(items)
def test_a_list_with_commas_is_read_the_same(values):
    assert split_list(join_list(values, ","), ",") == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a;b", ["a", "b"]),
        (r"Bread\; cakes;milk", ["Bread; cakes", "milk"]),
        (" a ; ;b; ", ["a", "b"]),
        ("", []),
        (";", []),
        (r"C:\folder", [r"C:\folder"]),
    ],
)
def test_lists_as_people_write_them(cell, values):
    assert split_list(cell) == values


def test_a_cell_of_backslashes_takes_no_time():
    assert split_list("\\" * 10_000 + "a;b") == ["\\" * 10_000 + "a", "b"]


@settings(deadline=None)
@given(st.text())
def test_a_neutralised_cell_is_restored_as_it_was(cell):
    assert restore(neutralise(cell)) == cell


@settings(deadline=None)
@given(st.text(st.sampled_from("'=+-@\t\r\n＝1a")))
def test_no_neutralised_cell_begins_like_a_formula(cell):
    written = neutralise(cell)
    assert restore(written) == cell
    assert written[:1] not in "=+@\t\r\n＝" or not written
    assert not written.startswith("-") or float(written) < 1


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(cell):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-3.654703", "-12", "plain", "a=b", "'tis", ""])
def test_numbers_and_words_stay_as_they_are(cell):
    assert neutralise(cell) == cell
