"""Whole instances in homes of their own, driven by `konbit` as an operator drives it.

They run on the database that DATABASE_URL names, each in a database of its own, else on SQLite.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from scripts.with_postgres import Unavailable, programs
from tests.site.looking import files_holding

SERVER = os.environ.get("DATABASE_URL", "")
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass
class Instance:
    """A home, and the commands that are given to it."""

    home: Path
    database: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KONBIT_")}
        path = os.pathsep.join([*map(str, postgres_programs()), os.environ["PATH"]])
        said = {"KONBIT_HOME": str(self.home), "DATABASE_URL": self.database, "PATH": path}
        return kept | said | {"DJANGO_SETTINGS_MODULE": "konbit.site.settings"} | self.extra

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of `konbit`, whatever comes of it."""
        return self._python("-m", "konbit", *command)

    def konbit(self, *command: str) -> dict[str, Any]:
        """What a command that went well says with --json."""
        done = self.run(*command, "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return answer

    def problem(self, *command: str) -> str:
        """What a command that was refused says to people."""
        done = self.run(*command)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return " ".join(done.stderr.split())

    def do(self, lines: str) -> str:
        """Run Python inside the instance; gives what it prints."""
        done = self._python("-c", f"import django; django.setup()\n{lines}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, lines: str) -> subprocess.Popen[str]:
        """The same beside us."""
        return subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{lines}"],
            env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment, cwd=CHECKOUT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def files_holding(self, *values: str) -> list[str]:
        """The files of the home, older copies apart, in whose bytes one of these stands."""
        return files_holding(self.home, *values)

    def rows_holding(self, *values: str) -> list[str]:
        """The tables in whose rows one of these stands."""
        return self.do(
            f"from tests.site.looking import rows_holding\nprint(*rows_holding(*{values!r}))"
        ).split()

    def look(self, hers: tuple[str, ...], beside: tuple[str, ...]) -> dict[str, Any]:
        """What tests.site.looking sees there of one person, and of one beside her."""
        done = self._python("-m", "tests.site.looking", json.dumps([hers, beside]))
        assert done.returncode == 0, done.stderr
        seen: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return seen


def postgres_programs() -> list[Path]:
    """The folder of the PostgreSQL programs that belong to the tests' own server, if there is one."""
    try:
        return programs()[:1]
    except Unavailable:
        return []


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance as `konbit migrate` leaves it, to copy."""
    made = Instance(tmp_path_factory.mktemp("prepared") / "home", _new_database())
    made.konbit("migrate")
    yield made
    drop(made)


@pytest.fixture
def new_instance(prepared: Instance, tmp_path: Path) -> Iterator[Callable[..., Instance]]:
    """Makes instances: prepared ones, or with `empty=True` a home and a database with nothing in them."""
    made: list[Instance] = []

    def make(empty: bool = False) -> Instance:
        home = tmp_path / f"instance-{len(made)}"
        made.append(_empty(prepared, home) if empty else copy_of(prepared, home))
        return made[-1]

    yield make
    for one in made:
        drop(one)


@pytest.fixture
def instance(new_instance: Callable[..., Instance]) -> Instance:
    """A prepared instance."""
    return new_instance()


def copy_of(other: Instance, home: Path) -> Instance:
    """An instance with all that another has."""
    shutil.copytree(other.home, home, symlinks=True)
    return Instance(home, _new_database(other.database))


def _empty(prepared: Instance, home: Path) -> Instance:
    home.mkdir()
    for kept in ("secret", "towns.sqlite3"):  # towns: the same for all, and long in the making
        shutil.copy2(prepared.home / kept, home / kept)
    return Instance(home, _new_database())


def drop(instance: Instance) -> None:
    """Drop the instance's database on the server; its home goes with the tests' folder."""
    if instance.database:
        name = sql.Identifier(urlsplit(instance.database).path[1:])
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _new_database(template: str = "") -> str:
    if not SERVER:
        return ""
    name = f"konbit_{secrets.token_hex(6)}"
    statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template:
        statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(urlsplit(template).path[1:]))
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()
