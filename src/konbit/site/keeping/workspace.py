"""A place for the work of keeping: one keeper at a time, nothing left lying about."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from konbit.base.errors import Problem


@contextmanager
def workspace() -> Iterator[Path]:
    """An empty folder in the home for as long as the work lasts. What a killed process left there goes
    first: it may hold what has been erased since. Raises Problem while another process keeps."""
    home = Path(settings.KONBIT_HOME)
    (home / "locks").mkdir(parents=True, exist_ok=True)
    with (home / "locks" / "keeping.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(
                _("Another backup or restore is at work."),
                str(home),
                _("Wait until it is done, then start again. Nothing was changed."),
                status=409,
            ) from error
        folder = home / "keeping"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
