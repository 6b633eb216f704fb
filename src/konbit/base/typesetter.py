"""A program of its own: reads a template's place and its values, writes the PDF. `typesetting` runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst


def typeset(said: Mapping[str, Any]) -> bytes:
    """The PDF of a template (`template`, a path) with its `values` and a folder of `fonts`; letters that
    these lack are taken from typefaces of this machine."""
    source, values = Path(said["template"]).read_bytes(), json.dumps(said["values"])
    made = typst.compile(source, font_paths=[said["fonts"]], sys_inputs={"values": values}, format="pdf")
    return made if isinstance(made, bytes) else b"".join(made or [])


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin)))
