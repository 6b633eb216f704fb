"""One file that holds an instance.

A backup is a tar.gz with `manifest.json`, the database (a consistent copy taken while people go on
working), and the media. The search index, static files and the gazetteer are derived and left out; so is
the secret, which an operator keeps elsewhere (docs/hosting.md says why).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

import konbit
from konbit.base.errors import Problem
from konbit.site.keeping.databases import copy_database
from konbit.site.keeping.workspace import workspace

MANIFEST = "manifest.json"
MEDIA = "media"


def default_target(what: str = "konbit") -> Path:
    """A dated file among the backups of the home."""
    return Path(settings.KONBIT_HOME) / "backups" / f"{what}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"


def make_backup(target: Path) -> dict[str, Any]:
    """Write a backup to `target`, at once or not at all. Returns its manifest, file and size in bytes.

    Raises Problem while another process keeps, where PostgreSQL's programs are missing, or where the file
    cannot be written.
    """
    with workspace() as folder:
        return write_backup(target, folder)


def write_backup(target: Path, folder: Path) -> dict[str, Any]:
    """The same, in a workspace that the caller has."""
    manifest = {
        "konbit": konbit.__version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "secret": secret_mark(),
    }
    unfinished = target.with_name(f".{target.name}.unfinished")
    copy = copy_database(folder)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(unfinished, manifest, copy)
        os.replace(unfinished, target)
    except OSError as error:
        raise Problem(
            _("The backup cannot be written."),
            str(target),
            _("%(reason)s. Name a file in a folder with room.") % {"reason": error.strerror},
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
        copy.unlink()
    return manifest | {"file": str(target), "bytes": target.stat().st_size}


def _write(path: Path, manifest: dict[str, Any], copy: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    path.touch(mode=0o600)
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        content = json.dumps(manifest).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
        archive.add(copy, copy.name)
        if media.is_dir():
            archive.add(media, MEDIA)


def applied_migrations() -> list[str]:
    """The migrations of the house's own rooms that the database has been through."""
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("konbit.")}
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{room}.{name}" for room, name in done if room in rooms)


def secret_mark() -> str:
    """Tells whether two instances have the same secret, and nothing else of it."""
    key = settings.SECRET_KEY.encode()
    return hashlib.blake2b(b"konbit backup", key=key[:64], digest_size=8).hexdigest()
