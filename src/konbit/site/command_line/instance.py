"""Preparing an instance: database, vocabularies, files, index."""

from __future__ import annotations

from typing import Any

import typer
from django.conf import settings

from konbit.base.command_line import AsJson, answer, console, progress_bar

app = typer.Typer()


def prepare() -> dict[str, Any]:
    """Bring database, vocabularies, static files, catalogues and index to what this code needs. Safe again
    and again; returns what was done."""
    from konbit.directory.actions.shipped import load_vocabularies
    from konbit.directory.queries.towns import gazetteer
    from konbit.people.actions import replay_lost_erasures
    from konbit.search.actions import apply_changes
    from konbit.site.assets import prepare as prepare_assets
    from konbit.site.catalogues import compile_catalogues
    from konbit.site.keeping.cleansing import cleanse_soon
    from konbit.site.keeping.tables import bring_tables

    settings.KONBIT_HOME.mkdir(parents=True, exist_ok=True)
    bring_tables("default")
    gazetteer()
    erased_again = replay_lost_erasures()  # an older database was put here
    if erased_again:
        cleanse_soon()
    return {
        "home": str(settings.KONBIT_HOME),
        "terms": load_vocabularies(),
        "catalogues": compile_catalogues(),
        "assets": bool(prepare_assets(settings.KONBIT_HOME)),
        "documents": apply_changes(),
        "erased_again": erased_again,
    }


@app.command()
def migrate(as_json: AsJson = False) -> None:
    """Prepare an instance, or bring it to this version: database, vocabularies, files, index."""
    with console.status("Preparing …"):
        done = prepare()
    answer(as_json, done, f"Ready: {done['home']}", f"{done['terms']} terms brought up to date.")


@app.command()
def reindex(as_json: AsJson = False) -> None:
    """Build the search index anew from the database."""
    from konbit.search.actions import rebuild

    with progress_bar("Indexing") as show:
        count = rebuild(lambda done: show(0.5, f"{done:,}"))
    answer(as_json, {"documents": count}, f"{count:,} documents indexed.")
