"""Locks between the processes of one machine: held by whoever works, gone with its process."""

from __future__ import annotations

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

# Whoever only looks whether a lock is held holds it for a moment; whoever wants it waits that long.
PATIENCE = 0.5  # seconds

WORKING = "work"
"""Held by the process that does the work behind the pages."""


class Held(Exception):
    """Another process holds the lock."""


@contextmanager
def hold(name: str) -> Iterator[None]:
    """Hold the lock of this name. Raises `Held` while another process, or another thread, does."""
    with _file(name) as file:
        end = time.monotonic() + PATIENCE
        while not _take(file):
            if time.monotonic() > end:
                raise Held(name)
            time.sleep(0.02)
        yield


def is_held(name: str) -> bool:
    """Whether somebody holds the lock of this name right now."""
    with _file(name) as file:
        return not _take(file)


def _take(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _file(name: str) -> IO[str]:
    folder = Path(settings.KONBIT_HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / f"{hashlib.sha256(name.encode()).hexdigest()[:20]}.lock").open("w")
