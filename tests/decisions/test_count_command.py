"""`konbit count`, as it is typed: from files to sheets, with limits, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.site.command_line.entry import build

GUESTS = """5 3
4 1 0
2 2 1 0
8 3 4 0
4 3 5 0
1 4 0
1 5 0
0
"Orange"
"Pear"
"Chocolate"
"Strawberry"
"Bonbon"
"What to serve"
"""

COLLEGES = {"enterprises": 4, "communities": 4, "unions": 2, "associates": 2}


def plain(*command: str) -> str:
    done = CliRunner().invoke(build(), ["count", *command], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def konbit(*command: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(plain(*command, "--json").strip().splitlines()[-1])
    return said


def refused(*command: str) -> Problem:
    with pytest.raises(Problem) as found:
        CliRunner().invoke(build(), ["count", *command], catch_exceptions=False)
    return found.value


@pytest.fixture
def file(tmp_path: Path) -> str:
    """What twenty guests want to be served."""
    (tmp_path / "guests.blt").write_text(GUESTS)
    return str(tmp_path / "guests.blt")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """An empty file of rules."""
    (tmp_path / "rules.toml").write_text("")
    return tmp_path / "rules.toml"


def test_an_election_is_counted_and_every_sheet_told(file: str) -> None:
    said = konbit(file)
    assert said["elected"] == ["Chocolate", "Orange", "Strawberry"]
    assert [(one["act"], one["candidate"]) for one in said["stages"]] == [
        ("first", ""), ("surplus", "Chocolate"), ("exclusion", "Pear"), ("exclusion", "Bonbon"),
    ]  # fmt: skip
    assert said["stages"][1]["moves"] == [
        {"to": "Strawberry", "papers": 8, "value": "0.5"},
        {"to": "Bonbon", "papers": 4, "value": "0.5"},
    ]
    assert said["stages"][0]["quota"] == "6"
    assert said["contests"][0]["papers"] == 20
    told = plain(file)
    assert "Elected: Chocolate, Orange, Strawberry." in told
    assert "8 ballots, each worth 0.5, go on to Strawberry." in told
    assert "Pear has the fewest votes and goes out." in told
    assert "Strawberry is elected: as many are left as seats." in told


def test_other_methods_are_asked_by_name(file: str, rules: Path) -> None:
    meek = konbit(file, "--method", "meek")
    assert (meek["method"], sorted(meek["elected"])) == ("meek", ["Chocolate", "Orange", "Strawberry"])
    assert meek["stages"][2]["keeps"]["Chocolate"].startswith("0.39")
    assert "(keeps 0.39" in plain(file, "--method", "meek")
    approval = konbit(file, "--method", "approval")
    assert approval["rounds"][0]["loads"]["Chocolate"] == "5/9"
    assert "each supporter would carry 0.556" in plain(file, "--method", "approval")
    rules.write_text('method = "meek"')
    assert konbit(file, "--rules", str(rules))["method"] == "meek"
    assert konbit(file, "--rules", str(rules), "--method", "scottish")["method"] == "scottish"
    assert "scottish, meek, approval" in refused(file, "--method", "lots").remedy


def test_what_limits_change_is_told_in_words(file: str, rules: Path) -> None:
    rules.write_text(
        """
        [[limits]]
        dimension = "kind"
        value = "fruit"
        least = 1
        most = 1
        [people]
        Orange = { kind = "fruit" }
        Pear = { kind = "fruit" }
        Strawberry = { kind = "fruit" }
        """
    )
    said = konbit(file, "--rules", str(rules))
    assert said["elected"] == ["Chocolate", "Orange", "Bonbon"]
    assert said["without_limits"] == ["Chocolate", "Orange", "Strawberry"]
    barred = [one for one in said["stages"] if one["act"] == "barred"]
    assert [one["limits"][0]["value"] for one in barred] == ["fruit"]
    told = plain(file, "--rules", str(rules))
    assert "Without the limits Strawberry would be elected instead of Bonbon." in told
    assert "Strawberry cannot be elected any more and goes out: kind “fruit”, exactly 1." in told
    approval = plain(file, "--rules", str(rules), "--method", "approval")
    assert "Strawberry cannot be elected any more" in approval


def test_a_board_of_four_colleges_with_parity_comes_out(tmp_path: Path, rules: Path) -> None:
    people, files = [], []
    for college, seats in COLLEGES.items():
        names = [f"{college} {number}" for number in range(1, 3 * seats + 1)]
        people += [(name, "woman" if at % 3 == 2 else "man") for at, name in enumerate(names)]
        ballots = [
            f"{len(names) - at + 4} {at + 1} {(at + 1) % len(names) + 1} 0" for at in range(len(names))
        ]
        path = tmp_path / f"{college}.blt"
        path.write_text(
            "\n".join(
                [f"{len(names)} {seats}", *ballots, "0", *(f'"{name}"' for name in names), f'"{college}"']
            )
        )
        files.append(str(path))
    rules.write_text(
        'lot = "31 12 25 7 40 18"\n'
        '[[limits]]\ndimension = "gender"\nvalue = "woman"\nleast = 6\nmost = 6\n[people]\n'
        + "\n".join(f'"{name}" = {{ gender = "{gender}" }}' for name, gender in people)
    )
    said = konbit(*files, "--rules", str(rules))
    assert {one["contest"]: len(one["elected"]) for one in said["contests"]} == COLLEGES
    assert sum(dict(people)[name] == "woman" for name in said["elected"]) == 6
    assert sum(dict(people)[name] == "woman" for name in said["without_limits"]) < 6
    assert said["recounted"]
    told = plain(*files, "--rules", str(rules), "--language", "en")
    assert "gender “woman”, exactly 6: there are 6." in told
    assert "Sheet 1, enterprises" in told


def test_limits_of_one_college_or_of_those_with_so_many_seats(file: str, rules: Path) -> None:
    row = '[[limits]]\ndimension = "kind"\nvalue = "sweet"\nleast = 1\nmost = 1\n'
    people = "[people]\nChocolate = { kind = 'sweet' }\nBonbon = { kind = 'sweet' }\n"
    for more, there in (
        ("", True), ('within = "guests"\n', True), ('within = "each"\n', True),
        ('within = "each"\nwhere_seats = 3\n', True), ("where_seats = 4\n", False),
    ):  # fmt: skip
        rules.write_text(row + more + people)
        said = konbit(file, "--rules", str(rules))
        assert bool(said["limits"]) == there, more
    rules.write_text("[seats]\nguests = 2\n")
    assert len(konbit(file, "--rules", str(rules))["elected"]) == 2


def test_ties_are_broken_by_the_order_that_was_fixed_before(file: str, rules: Path) -> None:
    even = GUESTS.replace("4 1 0\n2 2 1 0\n8 3 4 0\n4 3 5 0\n1 4 0\n1 5 0\n", "2 1 0\n2 2 0\n").replace(
        "5 3", "5 1"
    )
    Path(file).write_text(even)
    assert konbit(file)["elected"] == ["Orange"]
    rules.write_text('ties = ["Bonbon", "Pear"]')
    said = konbit(file, "--rules", str(rules))
    assert (said["elected"], said["ties"]) == (
        ["Pear"],
        ["Bonbon", "Pear", "Orange", "Chocolate", "Strawberry"],
    )
    assert "Orange, Pear are equal; the public order decides: Orange." in plain(file, "--rules", str(rules))
    rules.write_text('lot = "7 11 42"')
    first, again = (konbit(file, "--rules", str(rules))["ties"] for _ in range(2))
    assert first == again


LIMIT = "[[limits]]\ndimension = 'kind'\nvalue = 'x'\n"
SAID = "[people]\nPear = { kind = 'x' }"


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ("seats = 3", "seats", "table"),
        ("[seats]\nguests = 0", "seats.guests", "from 1"),
        ("[seats]\nothers = 2", "seats.others", "guests"),
        ("colour = 1", "colour", "limits"),
        ("method = 3", "method", "quotation"),
        ("ties = 'Pear'", "ties", "list"),
        ("ties = ['Pear', 'Pear']", "ties", "once"),
        ("ties = ['Apple']", "ties.Apple", "Bonbon"),
        ("ties = []\nlot = '1'", "ties", "not both"),
        ("[people]\nApple = { kind = 'fruit' }", "people.Apple", "Bonbon"),
        ("[people]\nPear = 'fruit'", "people.Pear", "table"),
        ("[people]\nPear = { kind = 3 }", "people.Pear.kind", "text"),
        ("limits = 3", "limits", "[[limits]]"),
        ("[[limits]]\nvalue = 'x'", "limits 1.dimension", "text"),
        (LIMIT + "least = 1", "limits 1.dimension", "says of herself"),
        (LIMIT + SAID, "limits 1", "least"),
        (LIMIT + "least = 2\nmost = 1\n" + SAID, "limits 1.most", "from 2"),
        (LIMIT + "least = 1\nwithin = 'b'\n" + SAID, "limits 1.within.b", "guests"),
    ],
)
def test_rules_that_cannot_be_read_are_refused_with_their_place(
    file: str, rules: Path, text: str, where: str, remedy: str
) -> None:
    rules.write_text(text)
    problem = refused(file, "--rules", str(rules))
    assert problem.where == f"rules.toml: {where}"
    assert remedy in problem.remedy


def test_what_cannot_be_counted_is_refused(file: str, rules: Path, tmp_path: Path) -> None:
    rules.write_text("[[limits]\n")
    assert "line 1" in refused(file, "--rules", str(rules)).what
    assert "no such file" in refused(file, "--rules", str(tmp_path / "none.toml")).what
    rules.write_bytes(b"\xff")
    assert "UTF-8" in refused(file, "--rules", str(rules)).what
    rules.write_text(
        "[[limits]]\ndimension = 'kind'\nvalue = 'fruit'\nleast = 2\n[people]\nPear = { kind = 'fruit' }"
    )
    problem = refused(file, "--rules", str(rules))
    assert problem.what == "These limits cannot be met together: kind “fruit”, at least 2."
    rules.write_text("[seats]\nguests = 6\n")
    assert "fewer candidates" in refused(file, "--rules", str(rules)).what
    (tmp_path / "guests.blt").write_text('1 1\n1 - 0\n0\n"Ana"\n"Board"')
    assert "clear first choice" in refused(file).what
    (tmp_path / "twice.blt").write_text('2 1\n1 1 0\n0\n"Ana"\n"Ana"\n"Board"')
    assert "Two candidates" in refused(str(tmp_path / "twice.blt")).what
    assert "same name" in refused(file, file).what
    assert "speak" in refused(file, "--language", "xx").what
