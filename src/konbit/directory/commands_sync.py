"""New editions in a terminal: compare one with what its source said before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer, progress_bar
from konbit.base.errors import Problem
from konbit.base.fetch import fetch
from konbit.directory.actions.importing import Reading, Whose, new_run, source_code
from konbit.directory.actions.syncing import (
    Outcome,
    compare,
    doubt,
    doubt_words,
    is_web,
    keep_file,
    mapping_for,
    never,
    stop,
    sync_file,
)
from konbit.directory.command_options import As, Attribution, DryRun, Licence, Network, mapping_file
from konbit.directory.formats.reading import guess_format
from konbit.directory.queries.imports import network_for_import
from konbit.directory.queries.lists import source_named
from konbit.directory.queries.naming import network_id, network_uid
from konbit.directory.tasks import look_up_what_came
from konbit.people.audience import SYSTEM
from konbit.search.actions import apply_changes

app = typer.Typer()

COUNTS = ("rows", "kept", "changed", "added", "gone", "moved", "renamed", "rejected", "returned")


@app.command()
def sync(
    file: Annotated[str, typer.Argument(help="The new edition: a file, or an address of the web.")],
    as_: As = "",
    name: Annotated[str, typer.Option("--source", help="Whose edition it is: the name of the list.")] = "",
    licence: Licence = "",
    attribution: Attribution = "",
    network: Network = "",
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping of columns as JSON; that of the last edition if not said.")
    ] = None,
    dry_run: DryRun = False,
    even_so: Annotated[
        bool, typer.Option("--even-so", help="Go on where much is missing: you have looked at the file.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read a new edition of a list: what is kept, changed, added, and no longer there."""
    apply_changes()
    joined = network_for_import(SYSTEM, network_uid(network_id(network))) if network else None
    with _brought(file) as path:
        name = name or path.stem
        code = source_code(name, joined.uid if joined else "")
        format_name = as_ or guess_format(path)
        understood = mapping_file(mapping) if mapping else mapping_for(path, format_name, code, joined)
        url = file if is_web(file) and not source_named(code) else ""
        said = Whose(name, licence, attribution, url)
        reading = Reading(path, format_name, understood, code, joined.pk if joined else None)
        with progress_bar(_("Reading %(file)s") % {"file": path.name}) as bar:
            if dry_run:
                outcome = compare(reading, lambda rows, share: bar(share, f"{rows:,}"))
                rejects = ""
            else:
                run = new_run(SYSTEM, reading, said, Path(file).name)
                outcome = sync_file(
                    run,
                    reading,
                    SYSTEM.actor,
                    never if even_so else doubt,
                    lambda rows, share: bar(share, f"{rows:,}"),
                )
                rejects = run.rejects.path if run.rejects else ""
                if outcome.asks:
                    keep_file(run, path)
                look_up_what_came(run.pk)
    if outcome.asks and not dry_run:
        raise stop(outcome.asks, outcome.counts(), file)
    if not dry_run:
        apply_changes()
    counts = outcome.counts()
    answer(
        as_json,
        {key: counts[key] for key in COUNTS} | {"closed": outcome.closed, "rejects": rejects},
        *_lines(outcome, rejects),
    )


@contextmanager
def _brought(file: str) -> Iterator[Path]:
    """The edition as a file; one from the web goes when it has been read."""
    if is_web(file):
        with fetch(file) as fetched:
            assert fetched.path is not None  # nothing was said of an earlier one
            yield fetched.path
        return
    if not Path(file).is_file():
        raise Problem(_("There is no such file."), file, _("Check its name and folder."), status=404)
    yield Path(file)


def _lines(outcome: Outcome, rejects: str) -> list[str]:
    counts = outcome.counts()
    lines = [
        *outcome.notes,
        *([doubt_words(outcome.asks, counts)] if outcome.asks else []),
        _("%(rows)s rows: %(kept)s kept, %(added)s added, %(rejected)s rejected.") % counts,
        _("Of the kept: %(changed)s changed, %(moved)s moved, %(renamed)s renamed.") % counts,
        _("%(gone)s not seen, %(returned)s seen again, %(closed)s closed.") % counts,
    ]
    return (
        [*lines, _("The rejected rows, with their reasons: %(file)s") % {"file": rejects}]
        if rejects
        else lines
    )
