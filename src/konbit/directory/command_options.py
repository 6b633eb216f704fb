"""What the commands that read a list ask for alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.mapping import Mapping

As = Annotated[
    str,
    typer.Option("--as", help="csv, xlsx, kml, murmurations… (docs: importing); guessed if not said."),
]
Licence = Annotated[str, typer.Option(help="The licence under which the list may be shown.")]
Attribution = Annotated[str, typer.Option(help="Whom its licence asks to name.")]
Network = Annotated[str, typer.Option(help="The network (its address name) that the groups join.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and compare, write nothing.")]


def mapping_file(path: Path) -> Mapping:
    """The mapping of columns in a JSON file. Raises Problem where it cannot be read."""
    try:
        return Mapping.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise Problem(
            _("The mapping of columns cannot be read."), str(path), _("It has to be a JSON file.")
        ) from error
