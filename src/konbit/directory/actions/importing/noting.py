"""Noting that a list is to be read: whose word it is, under which licence, into which network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.actions.importing.reading import Reading
from konbit.directory.actions.importing.rejecting import own_headers
from konbit.directory.category_words import words_in
from konbit.directory.formats.reading import Row, Table, content_digest, guess_format, open_table
from konbit.directory.guessing import first_rows, guess, mapping_from
from konbit.directory.known_tables import known_mapping
from konbit.directory.mapping import Mapping
from konbit.directory.models import ColumnMapping, Group, ImportRun, Source
from konbit.directory.precedence import DEFAULT_ORDER
from konbit.directory.queries.imports import must_import
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.round_trip import ID_HEADER, is_round_trip, round_trip_mapping
from konbit.people.audience import Viewer

MOST_WORDS = 60
"""Different words in a column of categories, at most, among its first rows."""


@dataclass(frozen=True)
class Whose:
    """Whose list it is: its name, its licence, whom the licence asks to name, where it is published."""

    name: str
    licence: str = ""
    attribution: str = ""
    url: str = ""


def source_code(name: str, network: str = "") -> str:
    """The code of a source from its name: the same name is the same source, within its network (uid). No
    list speaks as the group itself, whatever it is called."""
    code = slugify(name)[:90] or "source-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    code = f"list-{code}" if code in DEFAULT_ORDER else code
    return f"{network}-{code}" if network else code


def new_run(viewer: Viewer, reading: Reading, whose: Whose, file_name: str) -> ImportRun:
    """Note that a file is to be read, for whom, and under which licence its source gives it.

    Of a source that is known here, what `whose` leaves empty stays as it is. Raises NotAllowed unless the
    viewer runs the instance or organises the network that the groups join.
    """
    must_import(viewer, reading.network)
    _must_speak_for(viewer, reading)
    said = {
        "name": whose.name[:300],
        "kind": Source.Kind.FILE,
        "licence": whose.licence[:120],
        "attribution": whose.attribution[:300],
        "url": whose.url[:500],
    }
    source, _made = Source.objects.update_or_create(
        code=reading.source, defaults={name: value for name, value in said.items() if value}
    )
    ColumnMapping.objects.update_or_create(source=source, defaults={"mapping": reading.mapping.to_json()})
    return ImportRun.objects.create(
        source=source,
        network_id=reading.network,
        by_id=viewer.person_id,
        file_name=file_name[:200],
        digest=content_digest(reading.path),
        format=reading.format,
        mapping=reading.mapping.to_json(),
    )


def _must_speak_for(viewer: Viewer, reading: Reading) -> None:
    """Whoever brings a list into a network speaks for the sources of that network only."""
    network = Group.objects.filter(pk=reading.network or 0).first()
    if not viewer.is_operator and not (network and reading.source.startswith(f"{network.uid}-")):
        raise NotAllowed(
            _("This list belongs to another network."), reading.source, _("Give your list another name.")
        )


def note_upload(
    viewer: Viewer, network: Group | None, whose: Whose, file: File[bytes], language: str, country: str = ""
) -> ImportRun:
    """Keep a file that somebody sent and note that it is to be read; nothing of it is written yet.

    The columns are understood as for the last file of the same source, the others as they look. Raises
    NotAllowed, and Problem for a file that cannot be opened, which is then not kept.
    """
    name = Path(file.name or "list").name
    run = ImportRun(by_id=viewer.person_id, network=network, file_name=name[:200])
    run.file.save(f"{name[-60:]}", file, save=False)
    try:
        path = Path(run.file.path)
        run.format = guess_format(path)
        table = open_table(path, run.format)
        if is_round_trip(table.headers) and _is_from_here(table):
            run.network = None
            run.mapping = round_trip_mapping(table.headers, language).to_json()
            run.save()
            return run
        code = source_code(whose.name, network.uid if network else "")
        mapping = _mapping(table, code, language, country)
        reading = Reading(path, run.format, mapping, code, network.pk if network else None)
        with transaction.atomic():
            noted = new_run(viewer, reading, whose, name)
            noted.file = run.file.name
            noted.save(update_fields=["file"])
    except Exception:
        run.file.delete(save=False)
        raise
    return noted


def _is_from_here(table: Table) -> bool:
    """Whether one of the first rows names a group of this instance; another instance's export is a list."""
    uids = [row.cells.get(ID_HEADER, "") for row in first_rows(table)]
    return Group.objects.filter(uid__in=uids).exists()


def _mapping(table: Table, source: str, language: str, country: str) -> Mapping:
    """How a table is read: as the source's last file where the column is known, else as it looks."""
    known = known_mapping(table.headers)
    rows = first_rows(table)
    guessed = mapping_from(
        guess(table.headers, rows), language, country, known.list_separator if known else ";"
    )
    guessed = replace(guessed, columns=_with_words(guessed.columns, rows))
    columns = {**guessed.columns, **{header: "skip" for header in own_headers() if header in guessed.columns}}
    return as_last_time(source, replace(guessed, columns=columns))


def as_last_time(source: str, guessed: Mapping) -> Mapping:
    """How a file is read: as the source's (code) last one where a column is known, else as was guessed."""
    kept = ColumnMapping.objects.filter(source__code=source).first()
    if kept is None:
        return guessed
    before = Mapping.from_json(kept.mapping)
    columns = {header: before.columns.get(header, target) for header, target in guessed.columns.items()}
    return replace(before, columns=columns)


def _with_words(columns: dict[str, str], rows: list[Row]) -> dict[str, str]:
    """The columns, where those that hold words known here say from which list most of them are: half of the
    different ones at least, and few different ones."""
    known = KnownTerms()
    schemes = known.schemes
    found = dict(columns)

    def is_known(word: str) -> bool:
        return any(known.find(word, scheme) for scheme in schemes)

    for header, target in columns.items():
        if target not in ("extra", "terms"):
            continue
        words = {word for row in rows for word in words_in(row.cells.get(header, ""), ";", is_known)}
        if not 1 < len(words) <= MOST_WORDS:
            continue
        understood = {scheme: sum(1 for word in words if known.find(word, scheme)) for scheme in schemes}
        best = max(understood, key=lambda scheme: (understood[scheme], scheme), default="")
        if best and understood[best] * 2 >= len(words):
            found[header] = f"terms:{best}"
    return found


def understand(viewer: Viewer, run: ImportRun, mapping: Mapping) -> None:
    """Keep how the columns and values of a run's file are to be understood, also for the source's next file.

    Raises Problem for a mapping that means nothing, or while the file is being read.
    """
    mapping.check()
    if run.state in (ImportRun.State.WAITING, ImportRun.State.RUNNING):
        raise Problem(_("This file is being read right now."), remedy=_("Wait until that is done."))
    if not any(target == "name" for target in mapping.columns.values()):
        raise Problem(
            _("No column holds the names of the groups."),
            remedy=_("Say which one does: choose “Name” for it."),
        )
    run.mapping = mapping.to_json()
    run.trial = {}
    run.state = ImportRun.State.UPLOADED
    with transaction.atomic():
        run.save(update_fields=["mapping", "trial", "state"])
        if run.source:
            ColumnMapping.objects.update_or_create(source=run.source, defaults={"mapping": run.mapping})


def discard(run: ImportRun) -> None:
    """Forget a run of which nothing was written, with its file. Raises Problem for any other."""
    at_work = (ImportRun.State.WAITING, ImportRun.State.RUNNING)
    if run.state in at_work or run.started_at is not None:
        raise Problem(
            _("This list was read already, or is being read."), remedy=_("Take the import back instead.")
        )
    run.file.delete(save=False)
    run.delete()


def reader_language(network: Group | None) -> str:
    """The language in which a list is written, unless it says so itself: the network's, else the reader's."""
    return (network.language if network else "") or get_language() or "en"


def usual_country(network: Group | None) -> str:
    """The country (ISO-2) of groups that say none: that of the network, if it says one."""
    if network is None:
        return ""
    return network.places.exclude(country="").values_list("country", flat=True).first() or ""
