"""Records that may be the same group, in a terminal."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer, progress_bar
from konbit.directory.actions.pairing import find_pairs, join_the_sure
from konbit.search.actions import apply_changes

app = typer.Typer()


@app.command()
def alike(
    join_sure: Annotated[
        bool, typer.Option("--join-sure", help="Make one of those on which a register agrees.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compare all groups and keep the pairs that may be one, for somebody to look at."""
    apply_changes()
    with progress_bar(_("Comparing groups")) as show:
        waiting = find_pairs(lambda found: show(0.5, f"{found:,}"))
        joined = join_the_sure() if join_sure else 0
    apply_changes()
    said = {"waiting": waiting - joined, "joined": joined}
    answer(
        as_json,
        said,
        _("%(waiting)s pairs wait for somebody to look; %(joined)s were made one.") % said,
    )
