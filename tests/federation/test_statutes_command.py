"""`konbit statutes`, as it is typed, over the shipped worked examples."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.engines.statutes import certificate, check, ready, verify
from konbit.federation import commands
from konbit.federation.commands import app
from konbit.federation.formats.statutes_text import parse, write

SHIPPED = Path(commands.__file__).parent / "shipped" / "statutes"


def shipped(name: str) -> str:
    return str(SHIPPED / f"{name}.txt")


def plain(*command: str) -> str:
    done = CliRunner().invoke(app, ["statutes", *command], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def konbit(*command: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(plain(*command, "--json").strip().splitlines()[-1])
    return said


def one(findings: list[dict[str, Any]], rule: str, unit: str = "", where: str = "") -> dict[str, Any]:
    """The only finding of a rule about a unit and a place."""
    (found,) = [
        finding
        for finding in findings
        if finding["rule"] == rule and unit in ("", finding["unit"]) and where in ("", finding["for"])
    ]
    return found


def test_seven_groups_make_a_local_assembly_and_six_do_not() -> None:
    said = konbit("check", shipped("mpp"), "--at", "2013-06-15")
    assert one(said["holds"], "local", "assembly-bassin")["counted"] == 7
    gap = one(said["gaps"], "local", "assembly-lakou")
    assert (gap["counted"], gap["least"]) == (6, 7)
    assert gap["words"].startswith("As recorded here, Assembly of Lakou lacks 1 of “Groupement”.")
    assert gap["words"].endswith("The assembly decides.")
    assert gap["invite"]["units"] == ["l7", "l8"]
    assert "not confirmed by the movement" in gap["source"]


def test_sizes_parity_delegates_and_rhythms_of_the_peasant_movement() -> None:
    said = konbit("check", shipped("mpp"), "--at", "2013-06-15")
    gaps, holds = said["gaps"], said["holds"]
    assert one(gaps, "size")["unit"] == "l5"
    assert one(gaps, "never-two-men", "tools")["counted"] == 2
    assert one(holds, "never-two-men", "seeds")["counted"] == 1
    assert one(gaps, "regional", "plateau")["least"] == 4
    assert one(gaps, "delegates", where="assembly-lakou")["counted"] == 2
    assert one(gaps, "delegate-youth")["for"] == "assembly-lakou"
    assert one(gaps, "local-rhythm")["counted"] == "2013-03-30"
    assert one(holds, "congress-rhythm")["unit"] == "congress-2013"
    assert {finding["rule"] for finding in said["untold"]} == {"group-rhythm"}
    before = konbit("check", shipped("mpp"), "--at", "2013-02")
    since_when_is_not_known = {"local", "regional", "delegates", "delegate-youth"}
    assert {finding["rule"] for finding in before["gaps"]} == {"size-before", *since_when_is_not_known}
    undated = {one["about"][0] for one in before["faults"] if one["code"] == "rule_without_period"}
    assert since_when_is_not_known < undated


def test_the_board_of_the_intercontinental_network() -> None:
    said = konbit("check", shipped("ripess"), "--at", "2022")
    numbers = {finding["for"]: finding["least"] for finding in said["holds"] if finding["for"]}
    assert numbers == {"africa": 2, "asia": 3, "europe": 2, "north-america": 2, "oceania": 1}
    assert one(said["gaps"], "continents")["for"] == "latin-america"
    assert one(said["holds"], "sectors")["counted"] == 2
    assert {fault["code"] for fault in said["faults"]} == {"rule_without_period"}


def test_one_youth_per_continent_before_december_2023_and_per_region_since() -> None:
    before = konbit("check", shipped("via-campesina"), "--at", "2023-11-30")
    assert not before["gaps"]
    since = konbit("check", shipped("via-campesina"), "--at", "2023-12")
    gap = one(since["gaps"], "youth-region")
    assert gap["for"] == "mountains"
    assert gap["invite"]["units"] == ["o-mountain-youth"]
    assert len([1 for finding in since["holds"] if finding["rule"] == "woman"]) == 4


def test_seats_that_nobody_found_stay_empty_and_say_so() -> None:
    said = konbit("check", shipped("chantier"), "--at", "2020")
    assert len(said["untold"]) == 8
    assert {(finding["missing"], finding["least"]) for finding in said["untold"]} == {("seats", None)}
    assert "how many seats there are" in said["untold"][0]["words"]


def test_the_board_by_sectors_the_levels_of_the_club_and_the_consortium() -> None:
    reso = konbit("check", shipped("reso"), "--at", "1991")
    assert {finding["for"]: finding["least"] for finding in (*reso["holds"], *reso["gaps"])} == {
        "business": 4,
        "community": 4,
        "unions": 2,
        "associates": 2,
    }
    assert one(reso["gaps"], "seats")["for"] == "community"
    seikatsu = konbit("check", shipped("seikatsu"), "--at", "2012")
    assert one(seikatsu["gaps"], "han-size")["unit"] == "h3"
    assert one(seikatsu["holds"], "branch", "branch-a")["counted"] == 3
    consortium = konbit("check", shipped("italian-consortium"), "--at", "2005")
    assert one(consortium["holds"], "founders")["unit"] == "fragole"
    assert one(consortium["gaps"], "founders")["counted"] == 1


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.txt")), ids=lambda file: file.stem)
def test_every_worked_example_is_sourced_read_again_and_checked(file: Path) -> None:
    document = parse(file.read_text(encoding="utf-8"), file.name)
    assert parse(write(document), file.name) == document
    assert all(rule.source for rule in document.statutes.rules)
    assert all("not confirmed" in source.title for source in document.statutes.sources)
    day = commands._day("2013-06-15")
    report = check(document.statutes, ready(document.roster), day)
    assert verify(certificate(report), document.statutes, document.roster) == ()


def test_the_answer_reads_in_the_language_of_whoever_asks() -> None:
    said = plain("check", shipped("mpp"), "--at", "2013-06-15")
    assert "What lacks (7)" in said
    assert "Could be invited: Nouvo jou, Wòch nan dlo." in said
    assert said.index("What lacks") < said.index("What cannot be told") < said.index("What holds")
    plain("check", shipped("mpp"), "--language", "fr")
    with pytest.raises(Problem, match="does not speak"):
        plain("check", shipped("mpp"), "--language", "xx")


def test_nine_groups_that_federate_form_what_they_can() -> None:
    groups = "l1,l2,l3,l4,l5,l6,l7,b1,b2"
    said = konbit("simulate", shipped("mpp"), "--join", groups, "--at", "2013-06-15")
    lakou, bassin, region = said["formed"]
    assert (lakou["place"], lakou["most"], lakou["lacking"]) == ("lakou", 1, 0)
    assert (bassin["most"], bassin["lacking"], len(bassin["could_join"])) == (0, 5, 0)
    assert (region["level"], region["lacking"]) == ("regional-assembly", 3)
    (voice,) = said["voices"]
    assert (voice["organ"], voice["seats"]) == ("general-assembly", 3)
    assert voice["quotas"] == ["delegate-woman", "delegate-man", "delegate-youth"]
    assert {"rule": "size", "unit": "l5", "state": "lacks"} in said["lacking"]
    lines = plain("simulate", shipped("mpp"), "--join", groups, "--at", "2013-06-15")
    assert "Lakou: 7 can form “Local assembly” once." in lines
    assert "Local assembly Lakou 1 would have in “General assembly”: 3 seats." in lines


def test_contradictions_and_faults_are_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(
        'statutes "Wrong"\nlevel group "Group"\norgan board "Board"\n'
        'college one "One" of board\ncollege two "Two" of board\n'
        "rule few: each board has at most 3 people; from 2000\n"
        "rule many: each board has at least 5 people; from 2000\n"
        'unit g "Mill" group from 2010\nunit b "Table" board\n'
        "member g of b from 2009\nmember b of g\n"
        'mandate "Ana" in b college one seat chair from 2010 until 2009\n'
        'mandate "Ana" in b college one seat chair from 2012\n'
        'mandate "Bea" in b college one seat chair from 2013\n'
        'mandate "Ana" in b college two from 2012\n'
    )
    said = konbit("check", str(file), "--at", "2020")
    assert [fault["words"] for fault in said["faults"]] == [
        "The rules “few” and “many” cannot both hold.",
        "Table: Ana and Bea have the seat “chair” at the same time.",
        "Ana sits in two colleges of Table.",
        "Memberships lead back to where they begin: Mill → Table → Mill.",
        "Mill is told something of that was before it was founded: member g of b from 2009.",
        'A period ends before it begins: mandate "Ana" in b college one seat chair from 2010 until 2009.',
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "no text in UTF-8"),
        (b"statute", "was expected"),
        (b'statutes "S"\nplace p "P" area in q\nplace q "Q" area in p\n', "lies in itself"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "ours.txt"
    file.write_bytes(content)
    with pytest.raises(Problem, match=said):
        plain("check", str(file))


def test_what_is_asked_wrongly_says_why(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        plain("check", str(tmp_path / "none.txt"))
    with pytest.raises(Problem, match="is not a date"):
        plain("check", shipped("mpp"), "--at", "tomorrow")
    with pytest.raises(Problem, match="Nothing is called “x”"):
        plain("simulate", shipped("mpp"), "--join", "x")
    with pytest.raises(Problem, match="only once"):
        plain("simulate", shipped("mpp"), "--join", "l1,l1")


def test_the_command_stands_beside_all_others() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "konbit", "statutes", "check", shipped("reso"), "--at", "1991", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["statutes"].startswith("RESO")
