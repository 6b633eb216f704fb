"""After an erasure: what was deleted must not stay readable in the files of the instance.

A database keeps deleted rows in free pages and in its write-ahead log, the search index keeps the words
of deleted documents until its parts are merged. Both are written anew here. On PostgreSQL that is the
server's own matter (docs/privacy.md says how long it may take).
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection

from konbit.chronicle.queries import erasures
from konbit.search.actions import rebuild


def cleanse() -> bool:
    """Write the index and the database file anew. Returns whether the old pages are gone; if not, because
    somebody still reads them, cleansing stays due."""
    newest = _newest()
    cleanse_soon()
    rebuild()
    if connection.vendor == "sqlite" and not _write_database_anew():
        return False
    _mark().write_text(newest)
    return True


def cleanse_if_due() -> None:
    """Cleanse if somebody was erased since the last time."""
    mark = _mark()
    if _newest() != (mark.read_text() if mark.exists() else NOBODY):
        cleanse()


def cleanse_soon() -> None:
    """Make cleansing due where anybody was ever erased: for `konbit work`."""
    _mark().unlink(missing_ok=True)


NOBODY = "0"


def _newest() -> str:
    kept = erasures()
    return str(kept[-1].pk) if kept else NOBODY


def _mark() -> Path:
    """Holds the erasure after which the instance was cleansed last."""
    return Path(settings.KONBIT_HOME) / "cleansed"


def _write_database_anew() -> bool:
    connection.close()  # what follows changes how this connection works, so it is one of its own
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store=FILE")  # the copy in between may be larger than the memory
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    connection.close()
    return not is_busy
