"""A look at everything that can be wrong with an instance, each finding with what to do."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils.translation import gettext as _

from konbit.chronicle.queries import broken_links
from konbit.people.actions import lost_erasures
from konbit.search.queries import status
from konbit.site.keeping.databases import missing_tools
from konbit.site.sqlite import FIXED_SINCE

LITTLE_SPACE = 500_000_000  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if it is not."""

    name: str
    well: bool
    seen: str
    remedy: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def examine() -> list[Finding]:
    """Every check, in the order in which to mend."""
    return [_checked(check) for check in CHECKS]


def _checked(check: Callable[[], Finding]) -> Finding:
    """What a check found; that the database does not answer is a finding too."""
    try:
        return check()
    except DatabaseError as error:
        return Finding(
            check.__name__.lstrip("_"),
            False,
            str(error).strip(),
            _("Run `konbit migrate`. If that fails, see that the database runs, or restore a backup."),
        )


def _database() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    seen = _("%(vendor)s, %(count)s changes of the tables waiting")
    return Finding(
        "database",
        not waiting,
        seen % {"vendor": connection.vendor, "count": waiting},
        _("Run `konbit migrate`.") if waiting else "",
    )


def _sqlite() -> Finding:
    well = sqlite3.sqlite_version_info >= FIXED_SINCE
    return Finding(
        "sqlite",
        well,
        sqlite3.sqlite_version,
        "" if well else _("Install the requirements again: `make install`."),
    )


def _file() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("file", True, _("kept by the server"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        seen = cursor.fetchone()[0]
    well = seen == "ok"
    return Finding(
        "file",
        well,
        _("every page can be read") if well else seen,
        "" if well else _("The database file is damaged: restore the last backup."),
    )


def _chronicle() -> Finding:
    broken = [change for change, _number in zip(broken_links(), range(5), strict=False)]
    return Finding(
        "chronicle",
        not broken,
        _("the chain of changes holds") if not broken else _("broken at change %(id)s") % {"id": broken[0]},
        _("Somebody changed the database behind Konbit's back. Compare with a backup.") if broken else "",
    )


def _index() -> Finding:
    index = status()
    well = index.ready and index.behind < 1000
    return Finding(
        "index",
        well,
        _("%(documents)s documents, %(behind)s changes behind")
        % {"documents": index.documents, "behind": index.behind},
        "" if well else _("Run `konbit reindex`, and see that `konbit work` is running."),
    )


def _secret() -> Finding:
    kept = Path(settings.KONBIT_HOME) / "secret"
    if not kept.exists():
        return Finding("secret", True, _("given by the environment"))
    open_to_others = bool(kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    return Finding(
        "secret",
        not open_to_others,
        _("readable by others") if open_to_others else _("readable by this user only"),
        _("Run `chmod 600` on the file “secret” in the home.") if open_to_others else "",
    )


def _space() -> Finding:
    free = shutil.disk_usage(settings.KONBIT_HOME).free
    return Finding(
        "space",
        free > LITTLE_SPACE,
        _("%(megabytes)s MB free") % {"megabytes": f"{free // 1_000_000:,}"},
        "" if free > LITTLE_SPACE else _("Make room, or move KONBIT_HOME to a larger disk."),
    )


def _address() -> Finding:
    secure = settings.KONBIT_URL.startswith(("https://", "http://127.0.0.1", "http://localhost"))
    return Finding(
        "address",
        secure,
        settings.KONBIT_URL,
        "" if secure else _("Serve it behind HTTPS and say so in KONBIT_URL (docs/hosting.md)."),
    )


def _hosts() -> Finding:
    host = urlsplit(settings.KONBIT_URL).hostname or ""
    answers = validate_host(host, settings.ALLOWED_HOSTS)
    return Finding(
        "hosts",
        answers,
        ", ".join(settings.ALLOWED_HOSTS),
        "" if answers else _("Add “%(host)s” to KONBIT_HOSTS.") % {"host": host},
    )


def _debug() -> Finding:
    return Finding(
        "debug",
        not settings.DEBUG,
        _("error pages show the inside of the program") if settings.DEBUG else _("off"),
        _("Unset KONBIT_DEBUG.") if settings.DEBUG else "",
    )


def _erasures() -> Finding:
    lost = lost_erasures()
    return Finding(
        "erasures",
        not lost,
        _("%(count)s erasures are not in this database") % {"count": lost} if lost else _("all are kept"),
        _("An older database was put here. Run `konbit migrate`: it erases again.") if lost else "",
    )


def _tools() -> Finding:
    missing = missing_tools()
    return Finding(
        "tools",
        not missing,
        _("missing: %(tools)s") % {"tools": ", ".join(missing)} if missing else _("all are there"),
        _("Install PostgreSQL's client programs (Debian: postgresql-client).") if missing else "",
    )


CHECKS: tuple[Callable[[], Finding], ...] = (
    _database, _sqlite, _file, _chronicle, _erasures, _index, _secret, _space, _tools, _address, _hosts,
    _debug,
)  # fmt: skip
