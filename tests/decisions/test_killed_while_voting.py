"""A crash between the register and the ballot: both are there afterwards, or neither."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from konbit.decisions.models import Vote
from tests.decisions.made_casting import a_group_with, an_open_vote, on_the_roll

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the file is copied as SQLite does it"),
]

PROCESS = Path(__file__).with_name("killed_while_voting.py")
NEVER = 1000


def a_vote(secrecy: str, home: Path) -> Vote:
    """An open vote, in the tests' database and in a file of its own."""
    group, people = a_group_with("Ana")
    vote = an_open_vote(group, secrecy=secrecy)
    on_the_roll(vote, people[0][0])
    connection.ensure_connection()
    (home / "static").mkdir()
    with closing(sqlite3.connect(home / "konbit.sqlite3")) as file:
        connection.connection.backup(file)
    return vote


def killed_after(writes: int, vote: Vote, home: Path) -> int:
    """Vote in a process of its own that is killed after so many rows. Returns how it ended."""
    own = {name: said for name, said in os.environ.items() if not name.startswith("KONBIT_")}
    own |= {"KONBIT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "konbit.site.settings"}
    command = [sys.executable, str(PROCESS), vote.uid, "1", str(writes)]
    ended = subprocess.run(command, env=own, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode


def found(home: Path) -> tuple[int, int]:
    """How many are noted as having voted; how many ballots there are, those that wait among them."""
    with closing(sqlite3.connect(home / "konbit.sqlite3")) as file:
        register, ballots, waiting = (
            file.execute(f"SELECT {what} FROM decisions_{table}").fetchone()[0]
            for what, table in (
                ("count(*)", "participation"),
                ("count(*)", "ballot"),
                ("coalesce(sum(voters), 0)", "urn"),
            )
        )
    return register, ballots + waiting


@pytest.mark.parametrize("secrecy", ["open", "anonymous"])
def test_after_a_crash_in_the_middle_of_a_vote_neither_register_nor_ballot_is_there(
    secrecy: str, tmp_path: Path
) -> None:
    vote = a_vote(secrecy, tmp_path)
    for writes in (1, 2):
        assert killed_after(writes, vote, tmp_path) == -signal.SIGKILL
        assert found(tmp_path) == (0, 0), f"killed after {writes}"
    assert killed_after(NEVER, vote, tmp_path) == 0, "she votes again, and it counts"
    assert found(tmp_path) == (1, 1)
