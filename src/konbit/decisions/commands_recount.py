"""Recounting a vote in a terminal, from the package of its page. No database is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer
from konbit.decisions.recounting import recounted


def recount_(
    file: Annotated[Path, typer.Argument(help="The package of a vote (recount.zip), or a folder with it.")],
    as_json: AsJson = False,
) -> None:
    """Count the ballots of a vote again and tell whether its result comes out; if not, the exit code is 1.

    The script of this installation is run, not the one that lies in the package."""
    done = recounted(file)
    lines = [f"{name}: {json.dumps(said, ensure_ascii=False)}" for name, said in done.found.items()]
    answer(
        as_json,
        {"found": done.found, "wrong": list(done.wrong)},
        *lines,
        *(done.wrong or [_("The result comes out.")]),
    )
    if done.wrong:
        raise typer.Exit(1)
