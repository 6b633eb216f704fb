"""Moving an instance from one database to another."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import typer
from django.conf import settings

from konbit.base.command_line import AsJson, answer, progress_bar
from konbit.site import environment

app = typer.Typer()


@app.command()
def move(
    to: Annotated[
        str,
        typer.Option(help="An empty database: postgres://user:password@host/name, sqlite:///whole/path."),
    ],
    as_json: AsJson = False,
) -> None:
    """Carry everything over into another, empty database. Stop the service first; files stay in the home."""
    from konbit.site.keeping.moving import move_to

    with progress_bar("Moving") as show:
        done = move_to(environment.database(to, settings.KONBIT_HOME), show)
    name = to if not urlsplit(to).password else to.replace(f":{urlsplit(to).password}@", ":…@")
    answer(
        as_json,
        {"to": name, **done},
        f"{done['rows']:,} rows of {done['tables']} tables moved.",
        f"The chain of {done['changes']:,} changes holds.",
        f"Set DATABASE_URL to {name}, start the service, and run `konbit doctor`.",
        "The database from before is as it was. Delete it when you are sure: erasures no longer reach it.",
    )
