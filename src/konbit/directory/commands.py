"""The directory in a terminal: import a file, search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer, progress_bar
from konbit.base.errors import Problem
from konbit.directory import commands_alike, commands_geocode, commands_sync
from konbit.directory.actions.importing import (
    Reading,
    Summary,
    Whose,
    import_file,
    new_run,
    preview,
    source_code,
)
from konbit.directory.command_options import As, Attribution, DryRun, Licence, Network, mapping_file
from konbit.directory.formats.reading import content_digest, guess_format
from konbit.directory.guessing import guessed_mapping
from konbit.directory.queries.imports import same_file_before
from konbit.directory.queries.naming import named, network_id, network_uid
from konbit.directory.queries.trials import same_file_words
from konbit.directory.tasks import look_up_what_came
from konbit.people.audience import ANYONE, SYSTEM, tokens_of
from konbit.search.actions import apply_changes

app = typer.Typer()
app.registered_commands += commands_sync.app.registered_commands
app.registered_commands += commands_alike.app.registered_commands
app.registered_commands += commands_geocode.app.registered_commands


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="The file to read.")],
    as_: As = "",
    name: Annotated[str, typer.Option("--source", help="Who says it: the name of the list.")] = "",
    licence: Licence = "",
    attribution: Attribution = "",
    network: Network = "",
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping of columns as JSON; guessed if not said.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Read a list of groups into the directory. Reading the same file again changes nothing."""
    apply_changes()
    if not file.is_file():
        raise Problem(_("There is no such file."), str(file), _("Check its name and folder."), status=404)
    name = name or file.stem
    format_name = as_ or guess_format(file)
    joined = network_id(network) if network else None
    reading = Reading(
        path=file,
        format=format_name,
        mapping=mapping_file(mapping) if mapping else guessed_mapping(file, format_name),
        source=source_code(name, network_uid(joined) if joined else ""),
        network=joined,
    )
    warning = same_file_words(same_file_before(SYSTEM, content_digest(file), reading.source))
    with progress_bar(_("Reading %(file)s") % {"file": file.name}) as show:
        if dry_run:
            summary, _trial = preview(reading, lambda rows, share: show(share, f"{rows:,}"))
            rejects = ""
        else:
            run = new_run(SYSTEM, reading, Whose(name, licence, attribution), file.name)
            summary = import_file(
                run, reading, SYSTEM.actor, lambda done, share: show(share, f"{done.rows:,}")
            )
            rejects = run.rejects.path if run.rejects else ""
            look_up_what_came(run.pk)
    if not dry_run:
        apply_changes()
    said = summary.as_dict() | {"rejects": rejects, "warning": warning}
    answer(as_json, said, *filter(None, [warning]), *_lines(summary, rejects))


def _lines(summary: Summary, rejects: str) -> list[str]:
    counts = (
        _(
            "%(rows)s rows: %(added)s added, %(updated)s updated, %(unchanged)s unchanged, "
            "%(rejected)s rejected."
        )
        % summary.as_dict()
    )
    places = (
        _("%(placed)s are on the map, %(unsure)s need you, %(unplaced)s without a place stay listed.")
        % summary.as_dict()
    )
    last = [_("The rejected rows, with their reasons: %(file)s") % {"file": rejects}] if rejects else []
    return [*summary.notes, counts, places, *last]


@app.command()
def search(
    words: Annotated[list[str] | None, typer.Argument(help="Words that must all occur.")] = None,
    facet: Annotated[
        list[str] | None, typer.Option(help="A filter such as country=GB; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many results to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find groups by words and filters, as anyone on the site would."""
    from konbit.search.asking import Question
    from konbit.search.queries import search as ask

    apply_changes()
    chosen: dict[str, tuple[str, ...]] = {}
    for one in facet or []:
        key, _equals, value = one.partition("=")
        chosen[key] = (*chosen.get(key, ()), value)
    found = ask(
        Question(
            tokens_of(ANYONE),
            words=" ".join(words or []),
            kinds=("directory.group",),
            facets=chosen,
            size=limit,
        )
    )
    results = named([hit.id for hit in found.hits])
    data = {"total": found.total, "results": results}
    answer(
        as_json,
        data,
        _("%(total)s found") % {"total": f"{found.total:,}"},
        *(f"  {one['name']}  {one['place']}  {one['address']}" for one in results),
    )
