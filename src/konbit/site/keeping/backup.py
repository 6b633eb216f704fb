"""One file that holds an instance, and putting it back.

A backup is a tar.gz with `manifest.json`, the database (a consistent copy taken while people go on
working), and the media. The search index, static files and the gazetteer are derived and left out; so is
the secret, which an operator keeps elsewhere (docs/hosting.md says why).
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext as _

import konbit
from konbit.base.errors import Problem
from konbit.people.actions import replay_erasures
from konbit.search.actions import rebuild
from konbit.site.command_line.instance import prepare

MANIFEST = "manifest.json"
DATABASE = {"sqlite": "konbit.sqlite3", "postgresql": "konbit.pgdump"}


def make_backup(target: Path) -> dict[str, Any]:
    """Write a backup to `target`, at once or not at all. Returns its manifest."""
    manifest = {
        "konbit": konbit.__version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / DATABASE[connection.vendor]
        _copy_database(copy)
        fresh = Path(folder) / "backup.tar.gz"
        with tarfile.open(fresh, "w:gz", compresslevel=6) as archive:
            content = json.dumps(manifest).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
            archive.add(copy, copy.name)
            if Path(settings.MEDIA_ROOT).is_dir():
                archive.add(settings.MEDIA_ROOT, "media")
        os.chmod(fresh, 0o600)
        os.replace(fresh, target)
    return manifest | {"file": str(target), "bytes": target.stat().st_size}


def _copy_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
    else:
        _postgres_tool("pg_dump", "--format=custom", f"--file={copy}")


def restore_backup(source: Path) -> dict[str, Any]:
    """Put a backup in the place of what the instance holds now, and replay every erasure since.

    What was there is moved aside into `before-restore-…` in the home (SQLite and media), so that nothing
    is lost. Raises Problem for a file that is no backup, or one of the other database.
    """
    home = Path(settings.KONBIT_HOME)
    with tempfile.TemporaryDirectory(dir=home) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        aside = home / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        aside.mkdir()
        _replace_database(folder, aside, str(manifest["database"]))
        media = Path(settings.MEDIA_ROOT)
        if media.exists():
            media.rename(aside / "media")
        if (folder / "media").exists():
            (folder / "media").rename(media)
    prepare()
    erased = replay_erasures()
    documents = rebuild()
    return manifest | {"erasures_replayed": erased, "documents": documents, "aside": str(aside)}


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        made_on = manifest["database"]
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise Problem(
            _("This is no backup of Konbit, or it is damaged."),
            str(source),
            _("Choose a file that `konbit backup` wrote. Nothing was changed."),
        ) from error
    if made_on != connection.vendor:
        raise Problem(
            _("This backup was made on %(made)s, this instance runs on %(here)s.")
            % {"made": made_on, "here": connection.vendor},
            str(source),
            _("Restore it where DATABASE_URL names the same kind of database. Nothing was changed."),
        )
    return manifest


def _replace_database(folder: Path, aside: Path, vendor: str) -> None:
    connections.close_all()
    fresh = folder / DATABASE[vendor]
    if vendor == "sqlite":
        database = Path(settings.DATABASES["default"]["NAME"])
        for suffix in ("", "-wal", "-shm"):
            old = database.with_name(database.name + suffix)
            if old.exists():
                old.rename(aside / old.name)
        shutil.move(fresh, database)
    else:
        _copy_database(aside / DATABASE[vendor])
        _postgres_tool("pg_restore", "--clean", "--if-exists", "--no-owner", str(fresh))


def _postgres_tool(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on this instance's database."""
    database = settings.DATABASES["default"]
    program = shutil.which(tool)
    if program is None:
        raise Problem(
            _("The program %(tool)s is not installed.") % {"tool": tool},
            remedy=_("Install PostgreSQL's client programs (Debian: postgresql-client)."),
        )
    environment = os.environ | {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    to_database = [f"--dbname={database['NAME']}"] if tool == "pg_restore" else []
    done = subprocess.run(  # noqa: S603
        [program, *to_database, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(
            _("%(tool)s could not do its work.") % {"tool": tool},
            remedy=done.stderr.strip()[-500:],
        )
