"""Files of budgets: what is read, what is mended and said so, what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.base.errors import Problem
from konbit.decisions.formats.pb import parse, read
from konbit.decisions.formats.pb_out import write
from konbit.decisions.formats.poll import Poll
from tests.decisions.pb_texts import PLAIN, POINTS, changed

REAL = [
    ("Netherlands_Assen_2024", 14, 84),
    ("Poland_Swiecie_2023", 22, 2_553),
    ("Poland_Wieliczka_2023_Green_Budget", 64, 6_586),
    ("Netherlands_Amsterdam_309", 58, 14_411),
    ("Poland_Wroclaw_2015_150_-_500", 197, 131_778),
]


def named(poll: Poll) -> list[list[str]]:
    """The ballots, by ids."""
    return [[poll.ids[project] for project in ballot] for ballot in poll.ballots()]


def refused(text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        parse(text, "city.pb")
    assert caught.value.remedy
    return caught.value


def test_a_file_is_read_as_it_stands() -> None:
    poll = parse(PLAIN, "city.pb")
    assert (poll.ids, poll.costs, poll.budget, poll.places) == (
        ("a", "b", "c", "d"),
        (40, 30, 50, 20),
        100,
        0,
    )
    assert named(poll) == [["a", "b"], ["a", "b"], ["a"], ["c", "b"], ["c"], ["d"]]
    assert poll.names[1] == "A well; deep"
    assert poll.voters["age"][2] == "41"
    assert not poll.notes


def test_a_byte_order_mark_and_lines_of_windows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "city.pb"
    file.write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert named(read(file)) == named(parse(PLAIN, ""))


def test_decimal_commas_and_spaces_between_thousands_are_read() -> None:
    poll = parse(changed("budget;100", "budget;1 100,50", changed("a;40;", "a;40,25;")), "city.pb")
    assert (poll.budget, poll.costs[0], poll.places) == (110_050, 4_025, 2)
    assert str(poll.amount(poll.budget)) == "1100.50"


@pytest.mark.parametrize("row", ["5;;60", "5;", "5", "5; ;60"])
def test_a_voter_who_named_nothing_counts_as_a_voter(row: str) -> None:
    poll = parse(changed("5;c;60", row), "city.pb")
    assert len(poll.votes) == 6
    assert named(poll)[4] == []


def test_numbers_of_rows_that_are_not_there_are_told() -> None:
    (note,) = parse(changed("num_votes;6", "num_votes;7"), "city.pb").notes
    assert "num_votes" in note.what
    assert "6" in note.what


def test_a_project_named_twice_on_a_ballot_counts_once_and_is_told() -> None:
    poll = parse(changed("1;a,b;30", "1;a,b,a;30"), "city.pb")
    assert named(poll)[0] == ["a", "b"]
    (note,) = poll.notes
    assert note.line == 21


def test_spaces_in_a_ballot_are_passed_over() -> None:
    assert named(parse(changed("1;a,b;30", "1; a , b ;30"), "city.pb"))[0] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("4;c,b;22", "4;c,x;22", 24, "“x”"),
        ("4;c,b;22", "3;c,b;22", 24, "“3” is there twice"),
        ("b;30;3", "a;30;3", 16, "“a” is there twice"),
        ("b;30;3", "b;-30;3", 16, "below 0"),
        ("b;30;3", "b;many;3", 16, "no amount"),
        ("b;30;3", "b;;3", 16, "no amount"),
        ("b;30;3", "b;1e999999;3", 16, "no amount"),
        ("b;30;3", ";30;3", 16, "empty"),
        ("4;c,b;22", "4;c,b;22;1;2", 24, "5 cells"),
        ("voter_id;vote;age", "voter_id;ballot;age", 19, "vote is missing"),
        ("project_id;cost", "project_id;costs", 13, "cost is missing"),
        ("voter_id;vote;age", "voter_id;vote;vote", 19, "one header"),
        ("VOTES", "META", 19, "twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, line: int, said: str) -> None:
    problem = refused(changed(old, new))
    assert problem.where == f"city.pb, line {line}"
    assert said in problem.what


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("budget;100", "budget;-1", "below 0"),
        ("budget;100", "budget;", "no amount"),
        ("budget;100", "budget;999999999999999.999", "too large"),
        ("vote_type;approval", "vote_type;dots", "“dots”"),
        ("vote_type;approval\n", "", "type"),
        (PLAIN[PLAIN.index("VOTES") :], "", "VOTES"),
        ("META\n", "", "META"),
        (PLAIN, "", "META"),
    ],
)
def test_what_is_wrong_with_the_whole_is_named(old: str, new: str, said: str) -> None:
    assert said in refused(changed(old, new)).what


def test_a_budget_and_a_cost_of_0_are_read() -> None:
    poll = parse(changed("budget;100", "budget;0", changed("a;40;", "a;0;")), "city.pb")
    assert (poll.budget, poll.costs[0]) == (0, 0)


def test_a_file_without_voters_is_read() -> None:
    poll = parse(PLAIN[: PLAIN.index("1;a,b")], "city.pb")
    assert len(poll.votes) == 0
    assert poll.ballots() == []


def test_points_are_read_in_their_smallest_unit() -> None:
    poll = parse(POINTS, "city.pb")
    assert poll.point_places == 1
    assert poll.votes.points is not None
    assert poll.votes.points.tolist() == [30, 20, 10, 40, 50, 25, 25, 50]


@pytest.mark.parametrize(
    ("new", "said"), [("3;a;5,1", "1 projects"), ("3;a;five", "no numbers"), ("3;a,a;5,1", "twice")]
)
def test_points_that_do_not_fit_are_refused(new: str, said: str) -> None:
    problem = refused(changed("3;a;5", new, POINTS))
    assert problem.where == "city.pb, line 23"
    assert said in problem.what


def test_an_ordinal_ballot_gives_borda_points() -> None:
    poll = parse(changed("approval", "ordinal\nmax_length;3"), "city.pb")
    assert poll.votes.points is not None
    assert poll.votes.points.tolist() == [3, 2, 3, 2, 3, 3, 2, 3, 3]


def test_every_type_of_vote_is_read() -> None:
    for kind in ("approval", "choose-1", "ordinal", "cumulative", "scoring"):
        assert len(parse(changed("approval", kind), "city.pb").votes) == 6


def test_a_quotation_mark_without_end_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "city.pb"
    file.write_text(changed("3;a;41", '3;"a;41' + "\n" + "x" * 200_000))
    with pytest.raises(Problem) as caught:
        read(file)
    assert "line" in caught.value.where


def test_what_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "city.pb").write_bytes(b"\xff\xfe\x00META")
    for name in ("city.pb", "nothing.pb"):
        with pytest.raises(Problem):
            read(tmp_path / name)


@pytest.mark.parametrize("text", [PLAIN, POINTS, changed("a;40;", "a;40,25;")])
def test_what_is_written_is_read_as_the_same(text: str) -> None:
    once = parse(text, "city.pb")
    again = parse(write(once), "city.pb")
    assert (again.ids, again.costs, again.budget) == (once.ids, once.costs, once.budget)
    assert again.voters == once.voters
    assert named(again) == named(once)
    assert write(again) == write(once)


@given(text=st.text(), at=st.integers(0, len(PLAIN)), end=st.integers(0, 30))
def test_whatever_is_put_into_a_file_is_read_or_refused_in_words(text: str, at: int, end: int) -> None:
    try:
        poll = parse(PLAIN[:at] + text + PLAIN[at + end :], "city.pb")
    except Problem:
        return
    assert parse(write(poll), "city.pb").costs == poll.costs
    assert poll.election.budget >= 0


@pytest.mark.parametrize(("name", "projects", "voters"), REAL)
def test_real_files_are_read_and_written_back(
    shared_data: Path, name: str, projects: int, voters: int
) -> None:
    poll = read(shared_data / "pb" / f"{name}.pb")
    assert (len(poll.ids), len(poll.votes)) == (projects, voters)
    assert not poll.notes
    counted = np.bincount(poll.votes.project, minlength=projects).tolist()
    assert [int(said) for said in poll.projects.get("votes", counted)] == counted
    again = parse(write(poll), name)
    assert (again.costs, again.voters, again.projects) == (poll.costs, poll.voters, poll.projects)
