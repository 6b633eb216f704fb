"""BLT files: what was written by others is read, what cannot be read says where and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.decisions.formats.blt import Ballots, Blt, parse, read, write

PAPER = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""
"""The example of Hill, Wichmann, Woodall (1987)."""

ODD = """\ufeff# made by hand
3 1 # three for one
2 1=3 - 2 0   1 0
5 - 0
0 "Ana # the first" "Bea" # both on one line
"Cai"
"Board" "paper, room 3" "none spoilt"
"""


def test_the_published_example_is_read() -> None:
    found = parse(PAPER, "paper.blt")
    assert (found.title, found.seats, found.withdrawn) == ("Title", 2, (2,))
    assert found.names == ("Adam", "Basil", "Charlotte", "Donald")
    assert found.ballots[0] == Ballots(3, ((1,), (3,), (4,)))
    assert [one.weight for one in found.ballots] == [3, 4, 2, 1, 2, 1]
    assert [one.line for one in found.ballots] == [3, 4, 5, 6, 7, 8]
    assert write(found) == PAPER


def test_equal_and_skipped_ranks_comments_and_marks_are_read() -> None:
    found = parse(ODD, "odd.blt")
    assert found.names == ("Ana # the first", "Bea", "Cai")
    assert [one.ranks for one in found.ballots] == [((1, 3), (), (2,)), (), ((),)]
    assert (found.title, found.source, found.remark) == ("Board", "paper, room 3", "none spoilt")
    assert parse(ODD.replace("\n", "\r\n"), "odd.blt") == parse(ODD.replace("\n", "\r"), "odd.blt") == found


names = st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["C", "Z"]), max_size=9)


@st.composite
def files(draw: st.DrawFn) -> Blt:
    people = draw(st.lists(names, min_size=1, max_size=4))
    numbers = list(range(1, len(people) + 1))

    def ranks() -> tuple[tuple[int, ...], ...]:
        order, found = draw(st.permutations(numbers)), []
        while order and draw(st.booleans()):
            many = draw(st.integers(0, len(order)))
            found.append(tuple(order[:many]))
            order = order[many:]
        return tuple(found)

    ballots = [Ballots(draw(st.integers(1, 10**9)), ranks()) for _ in range(draw(st.integers(0, 4)))]
    gone = draw(st.lists(st.sampled_from(numbers), unique=True))
    title, source, remark = (draw(names) for _ in range(3))
    return Blt(title, draw(st.integers(1, 9)), tuple(people), tuple(ballots), tuple(gone), source, remark)


@given(files())
def test_what_is_written_is_read_again(election: Blt) -> None:
    assert parse(write(election), "a.blt") == election


@given(st.text(st.sampled_from('0123 -="#\na\ufeff')))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    problem = found = None
    try:
        found = parse(text, "a.blt")
    except Problem as refused:
        problem = refused
    if found:
        assert parse(write(found), "a.blt") == found
    if problem:
        assert problem.where.startswith("a.blt, line ")
        assert problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "where", "expected"),
    [
        ("4 2\n", "four 2\n", "line 1, column 1", "number of candidates"),
        ("4 2\n", "4 0\n", "line 1, column 3", "number of seats, from 1"),
        ("4 2\n", "4 2.5\n", "line 1, column 3", "number of seats"),
        ("-2\n", "-5\n", "line 2, column 1", "number of a candidate, from 1 to 4"),
        ("-2\n", "-2 -2\n", "line 2, column 4", "once"),
        ("3 1 3 4 0", "3 1 3 4", "line 3, column 1", "a 0 after the last choice"),
        ("3 1 3 4 0", "3 1 3 5 0", "line 3, column 7", "number of a candidate"),
        ("3 1 3 4 0", "3 1 3 3 0", "line 3, column 7", "once"),
        ("3 1 3 4 0", "3 1=1 0", "line 3, column 3", "once"),
        ("3 1 3 4 0", "3 1= 0", "line 3, column 3", "number of a candidate"),
        ("3 1 3 4 0", "1.5 1 0", "line 3, column 1", "how many ballots"),
        ("3 1 3 4 0", "-3 1 0", "line 3, column 4", "line of their own"),
        ("3 1 3 4 0", "(7) 1 0", "line 3, column 1", "how many ballots"),
        ("3 1 3 4 0", "9999999999 1 0", "line 3, column 1", "to 1000000000"),
        ("\n0\n", "\n", "line 9, column 1", "how many ballots"),
        ('"Basil"', "Basil", "line 11, column 1", "name of candidate 2 in quotation marks"),
        ('"Basil"', '"Basil', "line 11, column 1", "name"),
        ('"Basil"', '"Ba"sil"', "line 11, column 8", "name"),
        ('"Donald"\n"Title"\n', '"Donald"\n', "line 14, column 1", "title"),
        ('"Title"', '"Title" 7', "line 14, column 9", "end of the file"),
        ('"Title"', '"Title" "a" "b" "c"', "line 14, column 17", "end of the file"),
    ],
)
def test_what_cannot_be_read_is_told_with_line_column_and_what_was_expected(
    old: str, new: str, where: str, expected: str
) -> None:
    with pytest.raises(Problem) as found:
        parse(PAPER.replace(old, new, 1), "paper.blt")
    assert found.value.where == f"paper.blt, {where}"
    assert expected in found.value.remedy


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        read(tmp_path / "none.blt")
    (tmp_path / "latin.blt").write_bytes('1 1\n1 1 0\n0\n"Ré"\n"T"\n'.encode("latin-1"))
    with pytest.raises(Problem, match="UTF-8"):
        read(tmp_path / "latin.blt")
    (tmp_path / "mark.blt").write_bytes(b"\xef\xbb\xbf" + PAPER.encode())
    assert read(tmp_path / "mark.blt").title == "Title"


def test_a_name_that_the_format_cannot_say_is_not_written() -> None:
    with pytest.raises(Problem, match="quotation marks"):
        write(Blt("Board", 1, ('Ana "Nana"',), ()))
