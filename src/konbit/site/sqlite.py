"""A SQLite without the WAL-reset bug, put in the place of the system's before anything opens a database."""

from __future__ import annotations

import sys

FIXED_SINCE = (3, 51, 3)


def swap_in_fixed_sqlite() -> None:
    """Make `import sqlite3` give the SQLite of the `pysqlite3` wheel.

    Raises RuntimeError where even that one is too old.
    """
    import pysqlite3
    from pysqlite3 import dbapi2

    if dbapi2.sqlite_version_info < FIXED_SINCE:
        wanted = ".".join(map(str, FIXED_SINCE))
        raise RuntimeError(
            f"SQLite {dbapi2.sqlite_version} can lose data in WAL mode. Install a pysqlite3 that carries"
            f" SQLite {wanted} or newer: `make install`."
        )
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
