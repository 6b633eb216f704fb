"""Copying a database while people go on working, and putting a copy in its place at once or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

FILE_NAMES = {"sqlite": "konbit.sqlite3", "postgresql": "konbit.pgdump"}
BESIDE = ("", "-wal", "-shm")  # a database of SQLite is one file and what it is about to write into it
EMPTY_SCHEMA = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public"
TOOLS = ("pg_dump", "pg_restore")


def copy_database(folder: Path) -> Path:
    """Write a consistent copy of the database into the folder. Returns its file."""
    copy = folder / FILE_NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
    else:
        _dump_postgres(copy)
    return copy


def replace_database(copy: Path) -> None:
    """Put a copy in the place of what the database holds, in one transaction. Raises Problem for a copy
    that is broken; the database then holds what it held."""
    connections.close_all()
    if connection.vendor == "sqlite":
        _replace_sqlite(copy)
    else:
        _replace_postgres(copy)


def database_files() -> list[Path]:
    """The files of a SQLite database that are there; none on PostgreSQL."""
    if connection.vendor != "sqlite":
        return []
    database = Path(connection.settings_dict["NAME"])
    files = (database.with_name(database.name + ending) for ending in BESIDE)
    return [file for file in files if file.exists()]


def _replace_sqlite(copy: Path) -> None:
    """Page by page into the database that others have open: they see the old one or the new one."""
    source = sqlite3.connect(copy)
    try:
        if source.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError
        target = sqlite3.connect(connection.settings_dict["NAME"])
        try:
            source.backup(target)
        finally:
            target.close()
    except sqlite3.DatabaseError as error:
        raise _broken(copy) from error
    finally:
        source.close()


def _replace_postgres(copy: Path) -> None:
    """Everything in one transaction: who asks meanwhile waits, and then sees the other tables."""
    restoring = subprocess.Popen(  # noqa: S603
        [_program("pg_restore"), "--file=-", "--schema=public", "--no-owner", "--no-privileges", str(copy)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert restoring.stdout
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(EMPTY_SCHEMA)
            _play(cursor, restoring.stdout)
            if restoring.wait():
                raise _broken(copy)
    except DatabaseError as error:
        raise _broken(copy) from error
    finally:
        restoring.kill()
        restoring.communicate()
        connections.close_all()  # the script has set how this session looks for names


def _play(cursor: Any, script: Iterable[bytes]) -> None:
    """Run a script of `pg_restore`: statements, and rows between `COPY … FROM stdin;` and `\\.`. Lines for
    the program psql, which begin with a backslash, are left out."""
    lines = iter(script)
    statements: list[bytes] = []
    for line in lines:
        if line.startswith(b"COPY ") and line.rstrip().endswith(b"FROM stdin;"):
            _execute(cursor, statements)
            with cursor.copy(line) as rows:
                for row in takewhile(lambda row: row.rstrip() != b"\\.", lines):
                    rows.write(row)
        elif not line.startswith(b"\\"):
            statements.append(line)
    _execute(cursor, statements)


def _execute(cursor: Any, statements: list[bytes]) -> None:
    script = b"".join(statements)
    statements.clear()
    if script.strip():
        cursor.connection.execute(script)


def _broken(copy: Path) -> Problem:
    return Problem(
        _("The database in this backup is broken."),
        copy.name,
        _("Take another backup. Nothing was changed."),
    )


def missing_tools() -> list[str]:
    """Those of PostgreSQL's own programs that are needed here and not installed."""
    if connection.vendor != "postgresql":
        return []
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def _program(tool: str) -> str:
    program = shutil.which(tool)
    if program is None:
        raise Problem(
            _("The program %(tool)s is not installed.") % {"tool": tool},
            remedy=_("Install PostgreSQL's client programs (Debian: postgresql-client)."),
        )
    return program


def _dump_postgres(copy: Path) -> None:
    database = connection.settings_dict
    environment = os.environ | {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"]),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    done = subprocess.run(  # noqa: S603
        [
            _program("pg_dump"), "--format=custom", "--schema=public", "--no-owner", "--no-privileges",
            f"--file={copy}",
        ],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Problem(_("pg_dump could not do its work."), remedy=done.stderr.strip()[-500:])
