"""Looking up addresses, in a terminal."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer, progress_bar
from konbit.base.errors import Problem
from konbit.directory.actions.looking_up import look_up_some
from konbit.directory.queries.lists import source_named
from konbit.search.actions import apply_changes

app = typer.Typer()


@app.command()
def geocode(
    source: Annotated[str, typer.Option(help="Only what the list with this code says.")] = "",
    as_json: AsJson = False,
) -> None:
    """Look up the addresses that lists say without coordinates, one a second (KONBIT_GEOCODER)."""
    apply_changes()
    whose = _id_of(source) if source else None
    said = {"asked": 0, "found": 0, "unsure": 0, "changed": 0}
    after: int | None = 0
    with progress_bar(_("Looking up addresses")) as show:
        while after is not None:
            portion = look_up_some(whose, after)
            said = {name: count + getattr(portion, name) for name, count in said.items()}
            show(0.5, f"{said['asked']:,}")
            after = portion.after
    apply_changes()
    answer(
        as_json,
        said,
        _("%(asked)s addresses asked for: %(found)s found, %(unsure)s of them to be checked.") % said,
        _("%(changed)s groups changed.") % said,
    )


def _id_of(code: str) -> int:
    found = source_named(code)
    if found is None:
        raise Problem(_("There is no such list."), code, _("Its page shows its code."), status=404)
    return found.pk
