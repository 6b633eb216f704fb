"""Copying a database while people go on working, and putting a copy in its place at once or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection, connections
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

FILE_NAMES = {"sqlite": "konbit.sqlite3", "postgresql": "konbit.pgdump"}
BESIDE = ("", "-wal", "-shm")  # a database of SQLite is one file and what it is about to write into it
TOOLS = ("pg_dump", "pg_restore")


def copy_database(folder: Path) -> Path:
    """Write a consistent copy of the database into the folder. Returns its file."""
    copy = folder / FILE_NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
    else:
        _postgres_tool(
            "pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--file={copy}"
        )
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
    """The present tables step aside until the others have come whole."""
    with connection.schema_editor() as editor:
        editor.execute("DROP SCHEMA IF EXISTS konbit_aside CASCADE")
        editor.execute("ALTER SCHEMA public RENAME TO konbit_aside")
        editor.execute("CREATE SCHEMA public")
    try:
        _postgres_tool(
            "pg_restore", "--single-transaction", "--exit-on-error", "--schema=public", "--no-owner",
            "--no-privileges", f"--dbname={connection.settings_dict['NAME']}", str(copy),
        )  # fmt: skip
    except Problem as error:
        with connection.schema_editor() as editor:
            editor.execute("DROP SCHEMA public CASCADE")
            editor.execute("ALTER SCHEMA konbit_aside RENAME TO public")
        raise _broken(copy) from error
    with connection.schema_editor() as editor:
        editor.execute("DROP SCHEMA konbit_aside CASCADE")


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


def _postgres_tool(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on this instance's database."""
    program = shutil.which(tool)
    if program is None:
        raise Problem(
            _("The program %(tool)s is not installed.") % {"tool": tool},
            remedy=_("Install PostgreSQL's client programs (Debian: postgresql-client)."),
        )
    database = connection.settings_dict
    environment = os.environ | {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"]),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    done = subprocess.run(  # noqa: S603
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(
            _("%(tool)s could not do its work.") % {"tool": tool},
            remedy=done.stderr.strip()[-500:],
        )
