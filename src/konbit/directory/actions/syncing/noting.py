"""Noting that a new edition of a source is to be read, the way its last one was."""

from __future__ import annotations

from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from konbit.directory.actions.importing import (
    Reading,
    Whose,
    as_last_time,
    new_run,
    reader_language,
    usual_country,
)
from konbit.directory.formats.reading import guess_format
from konbit.directory.guessing import guessed_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.models import Group, ImportRun, Source
from konbit.directory.queries.imports import must_import
from konbit.people.audience import Viewer


def mapping_for(path: Path, format_name: str, source: str, network: Group | None = None) -> Mapping:
    """How a new edition is read: as the source's (code) last file where a column is known, else as it looks.

    Raises Problem for a file that cannot be opened.
    """
    guessed = guessed_mapping(path, format_name, reader_language(network), usual_country(network))
    return as_last_time(source, guessed)


def whose(source: Source) -> Whose:
    """Whose list a known source is."""
    return Whose(source.name, source.licence, source.attribution, source.url)


def keep_file(run: ImportRun, path: Path) -> None:
    """Keep the file of an edition that waits for somebody's word, so that a page can go on with it."""
    with path.open("rb") as file:
        run.file.save(path.name[-60:], File(file), save=False)
    run.save(update_fields=["file"])


def note_edition(
    viewer: Viewer,
    source: Source,
    network: Group | None,
    file: File[bytes],
    file_name: str,
    format_name: str = "",
) -> ImportRun:
    """Keep a file that is a new edition of a source, and note that it is to be compared.

    Raises NotAllowed, and Problem for a file that cannot be opened, which is then not kept.
    """
    must_import(viewer, network.pk if network else None)
    kept = ImportRun(file_name=file_name[:200])
    kept.file.save(Path(file_name).name[-60:] or "list", file, save=False)
    try:
        path = Path(kept.file.path)
        read_as = format_name or guess_format(path)
        mapping = mapping_for(path, read_as, source.code, network)
        reading = Reading(path, read_as, mapping, source.code, network.pk if network else None)
        with transaction.atomic():
            run = new_run(viewer, reading, whose(source), file_name)
            run.file, run.job = kept.file.name, ImportRun.Job.SYNC
            run.save(update_fields=["file", "job"])
    except Exception:
        kept.file.delete(save=False)
        raise
    return run
