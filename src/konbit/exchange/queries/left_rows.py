"""The rows of a table that were not taken, as a file, for whoever brought it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core import signing

from konbit.directory.queries.of_group import gone
from konbit.people.audience import Viewer

SALT = "konbit.exchange.left"
DAY = 24 * 3600  # seconds


def left_rows(viewer: Viewer, token: str) -> bytes:
    """The file that a token opens, for a day. Raises `NotFound` for a wrong or too old one."""
    try:
        name, actor = signing.loads(token, salt=SALT, max_age=DAY)
    except (signing.BadSignature, ValueError, TypeError):
        raise gone() from None
    path = Path(settings.KONBIT_HOME) / "sheets" / Path(name).name
    if actor != viewer.actor or not path.is_file():
        raise gone()
    return path.read_bytes()
