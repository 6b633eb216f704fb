"""Statutes as lines of text: read, written, and refused with line, column and what was expected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.engines.statutes import (
    BASES,
    COLLEGE,
    COUNTINGS,
    SPANS,
    Again,
    Ask,
    College,
    Confirmation,
    Level,
    Majority,
    Mandate,
    Meeting,
    Membership,
    Part,
    People,
    Place,
    Quorum,
    Quota,
    Rhythm,
    Roster,
    Rotation,
    Rule,
    Seats,
    Share,
    Source,
    Statutes,
    Term,
    Unit,
    Units,
    Vote,
)
from konbit.federation.formats.statutes_text import Document, parse, write

titles = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
words = st.sampled_from(["gender", "from", "yes", "élue", "for", "ñandu_2", "until"]) | titles.filter(bool)
dates = st.sampled_from(["", "1984", "1984-09", "1984-09-28", "2023-12"])
days = dates.filter(bool)
numbers = st.integers(0, 1_000_000)
told = st.none() | numbers
parts = st.builds(Part, st.integers(0, 100), st.just(100), st.booleans()) | st.builds(
    Part, st.integers(0, 3), st.integers(3, 9), st.booleans()
)
ranges = st.tuples(numbers, st.none() | numbers).filter(lambda one: one[1] is None or one[0] <= one[1])
traits = st.lists(st.tuples(words, words), max_size=3).map(tuple)
countings, levels = st.sampled_from(COUNTINGS), st.sampled_from(["group", "board"])
pers = st.sampled_from(["", COLLEGE, "area", "group"])
others = {COLLEGE: ["rural", "urban"], "area": ["hills", "coast"], "group": ["g1", "from"]}

seats = st.sampled_from(sorted(others)).flatmap(
    lambda per: st.builds(
        Seats,
        st.just(per),
        told,
        st.lists(st.tuples(st.sampled_from(others[per]), told), max_size=2).map(tuple),
    )
)
asks: st.SearchStrategy[Ask] = st.one_of(
    st.builds(lambda of, some, alike: Units(of, *some, alike), levels, ranges, st.sampled_from(["", "area"])),
    st.builds(lambda some: People(*some), ranges),
    seats,
    st.builds(
        lambda d, v, some, per, where: Quota(d, v, *some, per, where), words, words, ranges, pers, told
    ),
    st.builds(Share, words, words, parts, pers),
    st.builds(Quorum, countings, parts),
    st.builds(Majority, countings, parts, st.sampled_from(BASES), st.just("") | words),
    st.builds(Rhythm, st.integers(1, 60), st.sampled_from(SPANS)),
    st.builds(Term, st.integers(1, 60), st.sampled_from(SPANS)),
    st.builds(Again, st.integers(1, 9)),
    st.just(Rotation()),
    st.just(Confirmation()),
)
units = st.sampled_from(["g1", "from", "b1"])
colleges, places = st.sampled_from(["", "rural", "urban"]), st.sampled_from(["", "hills", "coast"])


def several(row: Any) -> Any:
    return st.lists(row, max_size=3).map(tuple)


documents = st.builds(
    lambda title, names, dated, asked, sized, *tables: Document(
        Statutes(
            title,
            (Source("book", names[0]),),
            (Level("group", names[1]), Level("board", names[2], organ=True)),
            (College("rural", names[3], "board"), College("urban", names[4], "b1")),
            tuple(Rule(f"r{number}", *rule) for number, rule in enumerate(asked)),
        ),
        Roster(
            (Place("hills", names[5], "area", "", *dated[0]), Place("coast", names[6], "area", "hills")),
            (
                Unit("g1", names[7], "group", "hills", *dated[1], sized),
                Unit("from", names[8], "group", "", *dated[2]),
                Unit("b1", names[9], "board"),
            ),
            *tables,
        ),
    ),
    titles.filter(bool),
    st.lists(titles, min_size=10, max_size=10),
    st.lists(st.tuples(dates, dates), min_size=3, max_size=3),
    st.lists(
        st.tuples(
            st.sampled_from(["group", "board", "b1"]),
            asks,
            colleges,
            dates,
            dates,
            st.sampled_from(["", "book"]),
        ),
        max_size=4,
    ),
    told,
    several(st.builds(Membership, units, units, dates, dates)),
    several(
        st.builds(
            Mandate,
            titles,
            units,
            colleges,
            st.just("") | words,
            st.just("") | units,
            places,
            traits,
            dates,
            dates,
            titles,
            dates,
            dates,
        )
    ),
    several(st.builds(Meeting, units, days, told, told, st.none() | countings)),
    several(st.builds(Vote, units, days, countings, numbers, numbers, told, told, st.just("") | words)),
)


@settings(max_examples=200, deadline=None)
@given(documents)
def test_what_is_written_is_read_again_as_it_was(document: Document) -> None:
    assert parse(write(document), "statutes.txt") == document


BEGIN = 'statutes "Ours"\nplace hills "Hills" area\nlevel group "Group"\norgan board "Board"\n'


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("rulers size", 1, "“statutes” or “source”"),
        ("rule size each group has 7 to 20 people", 11, "“:” was expected, not “each”"),
        ("rule size: each group has seven people", 27, "“exactly”, “at least”, “at most” or a number"),
        ("rule size: each group has 20 to 7 people", 33, "a whole number from 20 to 1,000,000"),
        ("rule size: each group has 7 to 20", 34, "“people” was expected, not “the end of the line”"),
        ("rule size: each grup has 7 to 20 people", 17, "Nothing is called “grup”"),
        ("rule size: each group has 7 to 20 people; from soon", 48, "a year, a month or a day"),
        ("rule size: each group has 7 to 20 people; from 2013-13", 48, "a year, a month or a day"),
        ("rule size: each group has 7 to 20 people; source book", 50, "Nothing is called “book”"),
        ("rule share: each board includes at least 150 % gender woman", 46, "a number up to 100 before it"),
        ("rule seats: each board has 2 seats for each planet", 45, "Nothing is called “planet”"),
        ("rule quorum: each board needs at least 2/1 of heads present", 42, "a whole number from 2"),
        ('unit g1 "One" group in valley', 24, "Nothing is called “valley”"),
        ('unit hills "One" group', 6, "“hills” is there already"),
        ('place college "One" college', 7, "“college” is there already"),
        ('place valley "Valley" group', 23, "“group” is there already"),
        ("unit g1 One group", 9, "its name in quotation marks"),
        ('unit g1 "One group', 9, "a word, a number or a text in quotation marks"),
        ('unit g1 "One" group from 1999 €', 31, "a word, a number or a text in quotation marks"),
        ("member g1 of g2", 8, "Nothing is called “g1”"),
        ('statutes "Again"', 10, "only one line"),
        ("meeting of board on 2024 counting votes", 12, "Nothing is called “board”"),
    ],
)
def test_an_error_is_told_with_line_column_and_what_was_expected(line: str, column: int, said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse(f"{BEGIN}{line}\n", "ours.txt")
    problem = caught.value
    if "counting votes" in line:
        assert "“heads” or “organisations” or “weights”" in problem.what
        return
    assert problem.where == f"ours.txt, line 5, column {column}"
    assert said in problem.what


def test_a_text_without_a_name_is_refused() -> None:
    with pytest.raises(Problem, match="whose statutes"):
        parse("# nothing\n", "ours.txt")


def test_blank_lines_remarks_and_the_ends_of_lines_of_other_systems_are_let_be() -> None:
    text = "\ufeff" + BEGIN.replace("\n", "\r\n") + '\r\n  # a remark\r\nunit g1 "# 1"  group # one\r\n'
    assert parse(text, "ours.txt").roster.units == (Unit("g1", "# 1", "group"),)
