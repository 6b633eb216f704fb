"""`konbit budget`, as it is typed, over small budgets and real ones; and the script that recounts them."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.decisions.formats.pb import read
from konbit.decisions.recount import budget as recount
from konbit.engines.shares import Election, Rules, Votes, share_out
from konbit.site.command_line.entry import build
from tests.decisions.pb_texts import PLAIN, POINTS, changed
from tests.engines.shares_slowly import Slow

SCRIPT = Path(recount.__file__)

KNOWN = {
    "Netherlands_Assen_2024": "3 9 11 2 13 14 5 6 12 7",
    "Poland_Wieliczka_2023_Green_Budget": (
        "24 41 40 74 19 6 58 32 25 20 60 43 29 17 39 42 26 70 34 71 62 88 61 9 7 36 56 33 66 67 69"
    ),
    "Netherlands_Amsterdam_309": (
        "37827 37860 37829 37815 37851 37824 37816 37870 37867 37820 37826 37833 37848 37841 37856 37863"
        " 37822 37873 37839 37857 37845"
    ),
}
"""What pabutools 1.2.3 buys, in this order (cost utility, a unit at a time, then the utilitarian order)."""


def plain(*command: str) -> str:
    done = CliRunner().invoke(build(), ["budget", *command], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def konbit(*command: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(plain(*command, "--json").strip().splitlines()[-1])
    return said


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A small budget."""
    (tmp_path / "city.pb").write_text(PLAIN)
    return str(tmp_path / "city.pb")


def test_a_budget_is_counted_and_explained(file: str) -> None:
    said = konbit(file)
    assert said["winners"] == ["a", "b", "d"]
    assert (said["spent"], said["left"], said["budget"]) == (90, 10, 100)
    assert said["worth"] == ["50/3"]
    assert [one["project"] for one in said["rounds"]] == said["winners"]
    assert {key for key, percent in said["support"].items() if percent >= 100} == {"a", "b", "d"}
    told = plain(file)
    assert "Your vote is worth 16.67 EUR." in told
    assert "A hall (c), cost 50 EUR, 2 supporters" in told
    assert "A well; deep" in told


def test_every_project_is_told_of_in_another_language(file: str) -> None:
    assert "A hall" in plain(file, "--language", "fr")
    with pytest.raises(Problem, match="speak"):
        konbit(file, "--language", "xx")


def test_the_most_votes_first_is_another_rule(file: str) -> None:
    said = konbit(file, "--rule", "greedy")
    assert said["winners"] == ["a", "b", "d"]
    assert said["rule"] == "greedy"
    assert "A hall" in plain(file, "--rule", "greedy")


def test_ties_go_by_id_or_by_the_order_that_is_given(tmp_path: Path) -> None:
    text = PLAIN[: PLAIN.index("a;40")] + "b;10;1;B;1\na;10;1;A;1\nc;10;1;C;1\nd;10;1;D;1\n"
    text += PLAIN[PLAIN.index("VOTES") : PLAIN.index("1;a,b")] + "1;a,b,c,d;30\n"
    (tmp_path / "city.pb").write_text(text)
    file = str(tmp_path / "city.pb")
    assert konbit(file)["winners"] == ["a", "b", "c", "d"]
    assert konbit(file, "--ties", "d,b")["winners"] == ["d", "b", "a", "c"]
    drawn = konbit(file, "--ties", "lot:2026-11-22")["winners"]
    assert sorted(drawn) == ["a", "b", "c", "d"]
    assert drawn == konbit(file, "--ties", "lot:2026-11-22")["ties"]


def test_a_least_score_of_the_file_is_told_and_not_applied(tmp_path: Path) -> None:
    (tmp_path / "city.pb").write_text(changed("budget;100", "min_project_score_threshold;2\nbudget;100"))
    file = str(tmp_path / "city.pb")
    said = konbit(file)
    assert said["threshold"] == {"least": 2, "applied": False, "below": ["d"]}
    assert "d" in said["winners"]
    assert "--min-score 2" in plain(file)
    strict = konbit(file, "--min-score", "2")
    assert "d" not in strict["winners"]
    assert strict["support"]["d"] is None


def test_incompatible_projects_are_not_bought_together(file: str) -> None:
    said = konbit(file, "--incompatible", "a,b")
    assert ("a" in said["winners"]) != ("b" in said["winners"])
    assert "only one of the two" in plain(file, "--incompatible", "a,b")


def test_colleges_have_their_parts(file: str) -> None:
    text = PLAIN.replace("voter_id;vote;age", "voter_id;vote;college")
    for number, line in enumerate(PLAIN[PLAIN.index("1;a,b") :].splitlines()):
        voter, vote, _age = line.split(";")
        text = text.replace(line, f"{voter};{vote};{'unions' if number < 3 else 'coops'}")
    Path(file).write_text(text)
    said = konbit(file, "--colleges", "college", "--part", "unions=1", "--part", "coops=3")
    assert said["colleges"] == ["coops", "unions"]
    assert said["worth"] == ["25", "25/3"]
    assert "“coops”" in plain(file, "--colleges", "college", "--part", "unions=1", "--part", "coops=3")
    with pytest.raises(Problem, match="no part"):
        konbit(file, "--colleges", "college", "--part", "unions=1")


def test_a_step_can_be_a_part_of_a_share(file: str) -> None:
    assert konbit(file, "--step", "10%")["step"] == 1
    assert konbit(file, "--step", "2")["step"] == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--rule", "dice"),
        ("--utility", "joy"),
        ("--utility", "points"),
        ("--completion", "all"),
        ("--step", "0"),
        ("--step", "0.5"),
        ("--step", "-1%"),
        ("--ties", "a,x"),
        ("--ties", "a,a"),
        ("--incompatible", "a"),
        ("--incompatible", "a,x"),
        ("--part", "unions=1"),
        ("--colleges", "age", "--part", "unions"),
        ("--colleges", "age", "--part", "30=1"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(file: str, options: tuple[str, ...]) -> None:
    with pytest.raises(Problem) as caught:
        konbit(file, *options)
    assert caught.value.remedy
    assert caught.value.where.startswith("--")


def test_who_paid_how_much_is_written_to_a_file(file: str, tmp_path: Path) -> None:
    konbit(file, "--log", str(tmp_path / "log.json"))
    said = json.loads((tmp_path / "log.json").read_text())
    assert said["winners"] == ["a", "b", "d"]
    (first, *_others) = said["rounds"]
    assert sum(len(one["ballot"]) > 0 for one in said["groups"]) == len(said["groups"]) == 5
    assert first["project"] == "a"
    assert len(first["each"]) == 2
    groups = said["groups"]
    assert sum(Fraction(paid) * groups[int(one)]["voters"] for one, paid in first["each"].items()) == 40
    with pytest.raises(Problem, match="written"):
        konbit(file, "--log", str(tmp_path / "nowhere" / "log.json"))


@pytest.mark.parametrize("text", [changed("budget;100", "budget;0"), PLAIN[: PLAIN.index("1;a,b")]])
def test_a_budget_of_0_or_without_voters_buys_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "city.pb").write_text(text)
    said = konbit(str(tmp_path / "city.pb"))
    assert said["winners"] == []
    assert said["spent"] == 0
    assert plain(str(tmp_path / "city.pb"))


def test_the_winners_of_swiecie_are_those_that_its_file_records(shared_data: Path) -> None:
    file = shared_data / "pb" / "Poland_Swiecie_2023.pb"
    poll = read(file)
    recorded = {one for one, won in zip(poll.ids, poll.projects["selected"], strict=True) if won == "1"}
    said = konbit(str(file), "--step", "1")
    assert set(said["winners"]) == recorded
    assert {key for key, percent in said["support"].items() if percent >= 100} == recorded


@pytest.mark.parametrize("name", KNOWN)
def test_winners_of_real_budgets_are_those_of_an_independent_program(shared_data: Path, name: str) -> None:
    file = str(shared_data / "pb" / f"{name}.pb")
    said = konbit(file, "--rule", "equal-shares", "--utility", "cost", "--completion", "add1u", "--step", "1")
    assert said["winners"] == KNOWN[name].split()


# ---------------------------------------- the script that recounts


def recounted(*command: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *command, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("utility", ["cost", "cardinality", "points"])
@pytest.mark.parametrize("completion", ["none", "add1", "u", "add1u"])
def test_the_script_recounts_what_konbit_counts(tmp_path: Path, utility: str, completion: str) -> None:
    (tmp_path / "city.pb").write_text(POINTS)
    options = [str(tmp_path / "city.pb"), "--utility", utility, "--completion", completion]
    ours, theirs = konbit(*options), recounted(*options)
    assert ours["winners"] == theirs["winners"]
    assert ours["raised"] == theirs["raised"]
    prices = [(one["project"], one["price"]) for one in ours["rounds"]]
    if utility != "points":
        assert prices == [(one["project"], one["price"]) for one in theirs["rounds"]]


def test_the_script_recounts_a_real_budget(shared_data: Path) -> None:
    file = str(shared_data / "pb" / "Netherlands_Assen_2024.pb")
    ours, theirs = konbit(file), recounted(file)
    assert ours["winners"] == theirs["winners"]
    assert str(ours["spent"]) == theirs["spent"]
    assert [(one["project"], one["price"]) for one in ours["rounds"]] == [
        (one["project"], one["price"]) for one in theirs["rounds"]
    ]


@given(data=st.data())
@settings(max_examples=80)
def test_the_script_and_the_slow_count_agree_on_anything(data: st.DataObject) -> None:
    many = data.draw(st.integers(1, 5))
    costs = data.draw(st.lists(st.sampled_from([0, 2, 3, 5, 8, 12]), min_size=many, max_size=many))
    ballot = st.dictionaries(st.integers(0, many - 1), st.integers(0, 3), max_size=many)
    ballots = data.draw(st.lists(ballot, min_size=1, max_size=7))
    utility = data.draw(st.sampled_from(["cost", "cardinality", "points"]))
    colleges = [number % 2 for number in range(len(ballots))] if len(ballots) > 1 else [0] * len(ballots)
    rivals = [(0, many - 1)] if many > 1 and data.draw(st.booleans()) else []
    parts = [1, 2] if len(ballots) > 1 and data.draw(st.booleans()) else []
    world = Slow(
        costs,
        20,
        ballots,
        utility=utility,
        colleges=colleges,
        parts=parts,
        incompatible=rivals,
        least_score=1,
    )
    said = {
        "budget": 20,
        "costs": {str(project): cost for project, cost in enumerate(costs)},
        "ballots": [{str(one): points for one, points in some.items()} for some in ballots],
        "utility": utility,
        "incompatible": [[str(one) for one in some] for some in rivals],
        "least_score": 1,
        **({"colleges": [str(one) for one in colleges], "parts": {"0": 1, "1": 2}} if parts else {}),
    }
    for comparison in (False, True):
        found = recount.Recount(json.loads(json.dumps(said))).count("add1u", comparison)
        rules = Rules(
            utility=utility,  # type: ignore[arg-type]
            parts=tuple(parts),
            incompatible=tuple(rivals),
            least_score=1,
            comparison=comparison,
        )
        votes = Votes.of(ballots, colleges if parts else None)
        ours = share_out(Election(tuple(costs), 20, votes), rules)
        assert found["winners"] == [str(one) for one in ours.winners]
        assert [one["price"] for one in found["rounds"]] == [str(one.price) for one in ours.rounds]
        if not comparison:
            assert found["winners"] == [str(one) for one in world.winners("add1u")]
