from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from konbit.base.errors import Problem
from konbit.exchange.formats.debts import read
from konbit.site.command_line.entry import build

THREE = "debtor,creditor,amount\nAna,Bea,1000\nBea,Caro,1500\nCaro,Ana,1000\n"


def written(folder: Path, text: str | bytes, name: str = "debts.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(*command: str, code: int = 0) -> str:
    done = CliRunner().invoke(build(), [*command], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def asked(*command: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*command, "--json", code=code).splitlines()[-1])
    return found


def test_a_table_of_debts_is_set_off_without_a_database(tmp_path: Path) -> None:
    found = asked("clear", str(written(tmp_path, THREE)))
    assert (found["obligations"], found["total"], found["cleared"]) == (3, 3500, 3000)
    assert found["set_off"] == {"1": 1000, "2": 1000, "3": 1000}
    assert found["loops"] == [{"members": ["Ana", "Bea", "Caro"], "amount": 1000}]
    assert set(found["certificate"]["potentials"]) == {"Ana", "Bea", "Caro"}
    assert found["certificate"]["bound"] == 3000
    assert found["solver"]
    assert "loops" not in asked("clear", str(written(tmp_path, THREE)), "--no-loops")


def test_people_read_a_table_of_before_and_after(tmp_path: Path) -> None:
    said = run("clear", str(written(tmp_path, THREE)), "--solver", "plain")
    assert "3,500" in said
    assert "Bea" in said
    assert "plain Python" in said


def test_columns_stand_in_any_order_packed_or_not_with_semicolons_and_blank_lines(tmp_path: Path) -> None:
    text = "\ufeffAmount;ID;creditor;debtor;due\n5;x; B ;A;2027-01-02\n\n7;y;A;B;2027-01-01\n;;;;\n"
    for path in (
        written(tmp_path, text),
        written(tmp_path, gzip.compress(text.replace("\n", "\r\n").encode()), "debts.csv.gz"),
    ):
        debts = read(path)
        assert debts.members == ("A", "B")
        assert debts.ids == ("x", "y")
        assert debts.amount.tolist() == [5, 7]
        assert asked("clear", str(path), "--oldest-first")["set_off"] == {"x": 5, "y": 5}


def test_a_heading_alone_is_no_error(tmp_path: Path) -> None:
    path = written(tmp_path, "debtor,creditor,amount\n")
    assert asked("clear", str(path))["cleared"] == 0
    assert "0" in run("clear", str(path))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "line 1", "missing"),
        ("debtor,amount\nA,1\n", "line 1", "creditor"),
        ("debtor,creditor,amount,colour\nA,B,1,red\n", "line 1", "colour"),
        ("debtor,creditor,amount,amount\nA,B,1,1\n", "line 1", "twice"),
        (THREE + "Ana,Bea,57528.0\n", "line 5", "57528.0"),
        (THREE + "Ana,Bea,1e9\n", "line 5", "1e9"),
        (THREE + "\nAna,Bea,1_000\n", "line 6", "1_000"),
        (THREE + "Ana,Bea,١٢\n", "line 5", "whole"),
        (THREE + "Ana,Bea,\n", "line 5", "whole"),
        (THREE + "Ana,Bea,0\n", "line 5", "above 0"),
        (THREE + "Ana,Bea,-5\n", "line 5", "above 0"),
        (THREE + "Ana,Bea,9223372036854775808\n", "line 5", "64 bits"),
        (THREE + "Ana,Bea," + "9" * 5000 + "\n", "line 5", "64 bits"),
        (THREE + "Ana,Bea,4611686018427387903\n", "debts.csv", "64 bits"),
        (THREE + "Ana, Ana,5\n", "line 5", "at once"),
        (THREE + ",Ana,5\n", "line 5", "empty"),
        (THREE + "Ana,Bea\n", "line 5", "cells"),
        ("id,debtor,creditor,amount\nx,A,B,1\nx,B,A,1\n", "line 3", "twice"),
        ("debtor,creditor,amount,due\nA,B,1,2027-02-30\n", "line 2", "2027-02-30"),
        (b"debtor,creditor,amount\nA,\xff,1\n", "debts.csv", "UTF-8"),
        (gzip.compress(THREE.encode(), mtime=0)[:30], "debts.csv", "damaged"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_line(
    tmp_path: Path, text: str | bytes, where: str, what: str
) -> None:
    with pytest.raises(Problem) as told:
        read(written(tmp_path, text))
    assert what in told.value.what
    assert where in told.value.where
    assert told.value.remedy


def test_a_cell_without_an_end_is_said(tmp_path: Path) -> None:
    allowed = csv.field_size_limit(1000)
    try:
        with pytest.raises(Problem, match="cannot be read"):
            read(written(tmp_path, 'debtor,creditor,amount\nA,"' + "B,1\n" * 1000))
    finally:
        csv.field_size_limit(allowed)


def test_no_file_and_no_such_solver_are_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        run("clear", str(tmp_path / "none.csv"))
    with pytest.raises(Problem, match="abacus"):
        run("clear", str(written(tmp_path, THREE)), "--solver", "abacus")


def test_an_answer_can_be_checked_again(tmp_path: Path) -> None:
    debts = written(tmp_path, THREE)
    said = asked("clear", str(debts))
    kept = written(tmp_path, json.dumps(said), "answer.json")
    assert asked("recheck", str(debts), str(kept)) == {"cleared": 3000, "wrong": []}
    said["certificate"]["potentials"]["Ana"] += 9
    kept = written(tmp_path, json.dumps(said), "answer.json")
    assert asked("recheck", str(debts), str(kept), code=1)["wrong"]
    for wrong in ({"set_off": {"9": 1}}, {"certificate": {"potentials": {"Ana": 1}}}, {"set_off": []}):
        kept = written(tmp_path, json.dumps(said | wrong), "answer.json")
        with pytest.raises(Problem):
            run("recheck", str(debts), str(kept))
    with pytest.raises(Problem, match="no answer"):
        run("recheck", str(debts), str(debts))
