"""A house of its own for every process of tests: nothing here reads or writes a real instance."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import translation
from pytest_django import Settings

CHECKOUT = Path(__file__).resolve().parent.parent
PASSED_ON = {"KONBIT_SHARED_DATA", "KONBIT_SHOTS", "KONBIT_FAULT_CYCLES"}


def _move_in() -> None:
    """A temporary KONBIT_HOME before Django reads its settings; each worker of pytest-xdist has its own."""
    for name in [name for name in os.environ if name.startswith("KONBIT_") and name not in PASSED_ON]:
        del os.environ[name]
    own = tempfile.mkdtemp(prefix="konbit-tests-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    os.environ["KONBIT_HOME"] = own
    os.mkdir(f"{own}/static")  # whitenoise looks for it at every start
    os.environ["DJANGO_SETTINGS_MODULE"] = "konbit.site.settings"

    # Files by their own names, passwords hashed fast, tasks done at once: the tests look at none of these.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A cache of its own too: workers of pytest-xdist read the settings before they come here.
    settings.CACHES["default"]["LOCATION"] = f"{own}/cache"
    django.setup()

    from huey.contrib.djhuey import HUEY

    HUEY.immediate = True  # not by the settings: a worker of xdist may have read them before this


_move_in()


def _flush_what_is_never_changed() -> None:
    """On SQLite, let tests that commit be cleaned up after: its triggers guard booked rows from that, too."""
    from django.db.backends.sqlite3.base import DatabaseOperations

    flushed = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **how: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
        return [
            *(f'DROP TRIGGER "{name}"' for name, _sql in guards),
            *flushed(self, style, tables, **how),
            *(sql for _name, sql in guards),
        ]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


_flush_what_is_never_changed()

# A loaded machine is slow, not wrong.
hypothesis.settings.register_profile("konbit", deadline=None)
hypothesis.settings.load_profile("konbit")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings, pytestconfig: pytest.Config) -> Iterator[Path]:
    """An empty KONBIT_HOME for each test: no index, no uploads, no catalogues of another test.

    Only the list of towns, which takes seconds to make, goes from the first test that makes it to all others.
    """
    own = tmp_path / "home"
    own.mkdir()
    settings.KONBIT_HOME = own
    settings.MEDIA_ROOT = own / "media"
    made, shared = own / "towns.sqlite3", pytestconfig.cache.mkdir("konbit") / "towns.sqlite3"
    if shared.exists():
        made.symlink_to(shared)
    yield own
    if made.is_file() and not made.is_symlink():
        shutil.move(made, shared.with_suffix(f".{os.getpid()}"))
        os.replace(shared.with_suffix(f".{os.getpid()}"), shared)


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """Every test begins in the language of the house, whatever page the one before it asked for last."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def fresh_limits() -> Iterator[None]:
    """Whoever is counted, because too much from one place has to wait, is counted from nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """For requests that do not come by Django's test client: they leave the connection open, as it does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real open data beside the checkout, or named by KONBIT_SHARED_DATA; skips without it."""
    folder = Path(os.environ.get("KONBIT_SHARED_DATA") or CHECKOUT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"needs the open data sets, which are not in {folder} (set KONBIT_SHARED_DATA)")
    return folder
