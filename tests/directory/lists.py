"""Lists for the tests of importing: written, brought in, looked at."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from konbit.directory.actions.importing import (
    Reading,
    Summary,
    Whose,
    import_file,
    new_run,
    source_code,
)
from konbit.directory.formats.reading import guess_format
from konbit.directory.guessing import guessed_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.models import Group, ImportRun, Role
from konbit.people.audience import SYSTEM, Viewer, viewer_of
from tests.builders import a_group, a_person

HEADERS = ("id", "name", "town", "country", "phone", "email", "website", "category", "lat", "lon", "founded")


def write_csv(path: Path, rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> Path:
    """A CSV file with these rows, short ones filled up."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        for row in rows:
            writer.writerow([*row, *[""] * (len(headers) - len(row))])
    return path


def bring(
    path: Path,
    name: str = "Our list",
    *,
    mapping: Mapping | None = None,
    network: Group | None = None,
    viewer: Viewer = SYSTEM,
    as_: str = "",
) -> tuple[ImportRun, Summary]:
    """Read a file as `konbit import` does. Returns its run and the counts."""
    format_name = as_ or guess_format(path)
    reading = Reading(
        path=path,
        format=format_name,
        mapping=mapping or guessed_mapping(path, format_name),
        source=source_code(name, network.uid if network else ""),
        network=network.pk if network else None,
    )
    run = new_run(viewer, reading, Whose(name, "CC BY 4.0"), path.name)
    return run, import_file(run, reading, viewer.actor)


def an_organiser(network: Group, username: str = "amina", kind: str = "organiser") -> Viewer:
    """The viewer of an account that holds a role in a network."""
    person = a_person(username)
    Role.objects.create(person=person, group=network, kind=kind)
    return viewer_of(person)


def a_network(name: str = "Tables of the Delta") -> Group:
    """A network without anybody in it."""
    return a_group(name, kind="network")


def rejected_rows(run: ImportRun) -> list[dict[str, str]]:
    """The rows that a run could not take, with their reasons."""
    if not run.rejects:
        return []
    with Path(run.rejects.path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
