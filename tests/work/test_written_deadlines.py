"""Deadlines as plans write them, and back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from konbit.directory.folding import fold
from konbit.work.deadlines import Due, Written, read_deadline, write_deadline

LANGUAGES = ("en", "fr", "es", "pt-br", "ht")


def due(until: str, since: str = "", kind: str = "due", place: str = "") -> Due:
    return Due(kind, since, until, place)


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("October 2005", [due("2005-10")]),
        ("30/06/2004", [due("2004-06-30")]),
        ("2004-06", [due("2004-06")]),
        ("June 30, 2004", [due("2004-06-30")]),
        ("le 30 juin 2004", [due("2004-06-30")]),
        ("1er mai 2005", [due("2005-05-01")]),
        ("30 de junio de 2004", [due("2004-06-30")]),
        ("30 de junho de 2004", [due("2004-06-30")]),
        ("fév. 2004", [due("2004-02")]),
        ("2005", [due("2005")]),
        ("April – June 2005", [due("2005-06", "2005-04")]),
        ("du 28 avril 2004 au 2 mai 2004", [due("2004-05-02", "2004-04-28")]),
        ("8 de abril a 9 de maio de 2004", [due("2004-05-09", "2004-04-08")]),
        (
            "Draft: December 2004 Final: October 2005",
            [due("2004-12", kind="draft"), due("2005-10", kind="final")],
        ),
        (
            "April 8-9, 2004 in Rio de Janeiro or April 26-27, 2004 in Paris",
            [
                due("2004-04-09", "2004-04-08", "option", "Rio de Janeiro"),
                due("2004-04-27", "2004-04-26", "option", "Paris"),
            ],
        ),
        ("June 2004; June 2005", [due("2004-06"), due("2005-06")]),
    ],
)
def test_dates_in_the_ways_people_write_them_are_read(text: str, dues: list[Due]) -> None:
    assert read_deadline(text) == Written("dated", tuple(dues))


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        ("?", "unknown"),
        ("??", "unknown"),
        ("TBD", "unknown"),
        ("por definir", "unknown"),
        ("Ongoing", "ongoing"),
        ("En continu", "ongoing"),
        ("en curso", "ongoing"),
        ("Em andamento", "ongoing"),
        ("Needs planning", "unplanned"),
        ("À planifier", "unplanned"),
        ("", "none"),
        ("–", "none"),
    ],
)
def test_a_deadline_that_is_no_date_is_read_in_four_languages(text: str, pace: str) -> None:
    assert read_deadline(text) == Written(pace)


@pytest.mark.parametrize(
    "text", ["when the rain comes", "31 February 2004", "June 2004, perhaps", "after 3.1", "Draft: soon"]
)
def test_what_cannot_be_read_is_kept_as_it_was_written(text: str) -> None:
    read = read_deadline(text)
    assert read == Written("none", (), text)
    assert {write_deadline(read, language) for language in LANGUAGES} == {text}


def test_the_country_decides_which_number_is_the_month() -> None:
    assert read_deadline("3/4/2004").dues[0].until == "2004-04-03"
    assert read_deadline("3/4/2004", "US").dues[0].until == "2004-03-04"


years = st.integers(1000, 2999).map(str)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
partial = st.one_of(years, months, days)
spans = st.one_of(
    partial.map(lambda one: ("", one)),
    st.tuples(partial, partial).filter(lambda two: two[0][:4] < two[1][:4]),
    st.tuples(months, st.integers(1, 13), st.integers(14, 28)).map(
        lambda one: (f"{one[0]}-{one[1]:02}", f"{one[0]}-{one[2]:02}")
    ),
)
places = st.sampled_from(
    ["", "", "Paris", "Rio de Janeiro", "Ville-Bonheur", "São Paulo ou Rio", "Saint-Louis du Nord"]
)


def one_of(kind: str) -> st.SearchStrategy[Due]:
    return st.builds(lambda span, place: Due(kind, *span, place), spans, places)


def the_rest(*kinds: str) -> st.SearchStrategy[tuple[Due, ...]]:
    return st.tuples(*(one_of(kind) for kind in kinds))


written = st.one_of(
    st.sampled_from([Written("none"), Written("unknown"), Written("ongoing"), Written("unplanned")]),
    st.one_of(
        the_rest("due"),
        the_rest("due", "due"),
        the_rest("option", "option"),
        the_rest("option", "option", "option"),
        the_rest("draft", "final"),
        the_rest("final"),
        the_rest("draft"),
    ).map(lambda dues: Written("dated", dues)),
)


@given(written, st.sampled_from(LANGUAGES))
def test_what_is_written_in_any_language_is_read_as_it_was(deadline: Written, language: str) -> None:
    assert read_deadline(write_deadline(deadline, language)) == deadline


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_words_are_read_to_the_same_again_once_they_were_written_back(text: str, language: str) -> None:
    read = read_deadline(text)
    assert read_deadline(write_deadline(read, language)) == read


NO_DEADLINE = (
    *("none", "aucune", "ninguna", "nenhum"),
    *("no deadline", "sans echeance", "sin plazo", "sem prazo"),
)
"""What says in so many words that there is none."""


@given(st.text(max_size=80))
@example("NONE")
def test_nothing_that_was_said_is_lost(text: str) -> None:
    read = read_deadline(text)
    said = fold(text.strip(" -–—"))
    told_so = said in {"", *NO_DEADLINE}
    assert read.dues or read.pace != "none" or read.words == " ".join(text.split()) or told_so
