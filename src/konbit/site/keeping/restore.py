"""Putting a backup in the place of what an instance holds, and erasing again whoever was erased since."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.people.actions import replay_erasures
from konbit.site.command_line.instance import prepare
from konbit.site.keeping.backup import MANIFEST, MEDIA, default_target, secret_mark, write_backup
from konbit.site.keeping.cleansing import cleanse
from konbit.site.keeping.databases import FILE_NAMES, database_files, replace_database
from konbit.site.keeping.workspace import workspace

CHUNK = 1 << 20


def restore_backup(source: Path) -> dict[str, Any]:
    """Put a backup in the place of what the instance holds, and replay every erasure.

    What is here is backed up first, so that nothing is lost; a database that is too broken for that is
    moved aside. Raises Problem, with nothing changed, for a file that is no backup, is damaged, comes
    from the other kind of database or from a newer Konbit.
    """
    with workspace() as folder:
        unpacked = folder / "unpacked"
        manifest = _unpack(source, unpacked)
        kept = _keep_what_is_here(folder)
        replace_database(unpacked / FILE_NAMES[connection.vendor])
        _replace_media(unpacked / MEDIA)
    emptied = prepare()["erased_again"] + replay_erasures()
    wiped = cleanse()
    return {
        "made": manifest["made"],
        "konbit": manifest["konbit"],
        "emptied": emptied,
        "wiped": wiped,
        "kept": str(kept or ""),
        "same_secret": manifest["secret"] == secret_mark(),
    }


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup that is whole and fits here. Returns its manifest."""
    folder.mkdir()
    try:
        with gzip.open(source) as stream:  # to the end: there stands the checksum of all before
            while stream.read(CHUNK):
                continue
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        _must_fit(source, manifest["database"], set(manifest["migrations"]))
        if not all(isinstance(manifest[name], str) for name in ("made", "konbit", "secret")):
            raise ValueError(MANIFEST)
        if not (folder / FILE_NAMES[connection.vendor]).is_file():
            raise ValueError(FILE_NAMES[connection.vendor])
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            _("This is no backup of Konbit, or it is damaged."),
            str(source),
            _("Choose a file that `konbit backup` wrote. Nothing was changed."),
        ) from error
    return manifest


def _must_fit(source: Path, vendor: str, migrations: set[str]) -> None:
    if vendor != connection.vendor:
        raise Problem(
            _("This backup was made on %(made)s, this instance runs on %(here)s.")
            % {"made": vendor, "here": connection.vendor},
            str(source),
            _("Restore it where DATABASE_URL names the same kind of database. Nothing was changed."),
        )
    known = {f"{room}.{name}" for room, name in MigrationLoader(None).disk_migrations}
    if migrations - known:
        raise Problem(
            _("This backup was made by a newer Konbit."),
            str(source),
            _("Install that version or a newer one, then restore. Nothing was changed."),
        )


def _keep_what_is_here(folder: Path) -> Path | None:
    """Back up what is about to be replaced. Returns where it lies; None where there is nothing yet."""
    try:
        if not connection.introspection.table_names():
            return None
        target = default_target("before-restore")
        write_backup(target, folder)
    except DatabaseError:
        connections.close_all()
        target = default_target("broken").with_suffix("").with_suffix("")
        target.mkdir(parents=True)
        for file in database_files():
            file.rename(target / file.name)
    return target


def _replace_media(fresh: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        shutil.rmtree(media)
    if fresh.is_dir():
        shutil.move(fresh, media)
