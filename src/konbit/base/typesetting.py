"""Pages on paper: a template of the house, filled with plain values, becomes a PDF."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem

SECONDS = 40.0
PROGRAM = Path(__file__).with_name("typesetter.py")
TYPEFACE = "fontpkg_atkinson_hyperlegible"
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def typeset(template: Path, values: Mapping[str, Any], seconds: float = SECONDS) -> bytes:
    """A template (Typst) filled with `values` (of JSON), as a PDF whose text can be chosen and whose tags
    screen readers follow.

    Words that people wrote are values, never read as instructions. It is set in a process of its own, which
    is stopped when it takes too long and gives its memory back when it is done.

    Raises `Problem` where it takes longer than so many seconds.
    """
    said = {"template": str(template), "fonts": str(files(TYPEFACE) / "files"), "values": _plain(values)}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", PROGRAM], input=json.dumps(said).encode(), capture_output=True, check=True,
            timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise Problem(
            _("It takes too long to make this PDF here."),
            remedy=_("Choose fewer days, or take the table instead."),
            status=503,
        ) from late
    return done.stdout


def _plain(value: Any) -> Any:
    """The same without signs that show nothing, and without those that turn round what follows them."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
