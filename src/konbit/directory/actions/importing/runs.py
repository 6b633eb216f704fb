"""Running an import: one at a time per source, batch by batch, with everything that was refused kept."""

from __future__ import annotations

import csv
import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.rows import insert
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.importing.reading import Arrival, Reading, Sorted, Summary, batches
from konbit.directory.actions.writing import add_groups, change_groups
from konbit.directory.formats.cells import neutralise
from konbit.directory.mapping import Mapping
from konbit.directory.models import Claim, ColumnMapping, Group, ImportRun, Relation, RelationKind, Source
from konbit.people.audience import ORGANISER, STEWARD, Viewer

Progress = Callable[[Summary, float], None]


def new_run(
    viewer: Viewer,
    reading: Reading,
    *,
    source_name: str,
    file_name: str,
    attribution: str = "",
    url: str = "",
) -> ImportRun:
    """Note that a file is to be read, for whom, and under which licence its source gives it.

    Raises NotAllowed unless the viewer runs the instance or organises the network that the groups join.
    """
    _may_import(viewer, reading.network)
    source, _made = Source.objects.update_or_create(
        code=reading.source,
        defaults={
            "name": source_name,
            "kind": Source.Kind.FILE,
            "licence": reading.licence,
            "attribution": attribution,
            "url": url,
        },
    )
    ColumnMapping.objects.update_or_create(source=source, defaults={"mapping": reading.mapping.to_json()})
    return ImportRun.objects.create(
        source=source,
        network_id=reading.network,
        by_id=viewer.person_id,
        file_name=file_name,
        format=reading.format,
        mapping=reading.mapping.to_json(),
    )


def _may_import(viewer: Viewer, network: int | None) -> None:
    scope = f"group:{network}"
    if viewer.is_operator or (network and viewer.holds(scope, ORGANISER, STEWARD)):
        return
    raise NotAllowed(
        _("You may not bring a list into this network."),
        remedy=_("Ask an organiser of the network to do it, or to make you one."),
    )


def source_code(name: str) -> str:
    """The code of a source from its name: the same name is the same source."""
    return slugify(name)[:100] or "source-" + hashlib.sha256(name.encode()).hexdigest()[:12]


def run_import(run_id: int, actor: str, progress: Progress | None = None) -> Summary:
    """Do an import that was noted with `new_run` and whose file lies in the instance's media."""
    run = ImportRun.objects.select_related("source").get(pk=run_id)
    reading = Reading(
        path=Path(run.file.path),
        format=run.format,
        mapping=Mapping.from_json(run.mapping),
        source=run.source.code if run.source else "",
        licence=run.source.licence if run.source else "",
        network=run.network_id,
    )
    return import_file(run, reading, actor, progress)


def import_file(run: ImportRun, reading: Reading, actor: str, progress: Progress | None = None) -> Summary:
    """Read a file into the directory and keep the run's row up to date. Returns the counts.

    Raises Problem when the file cannot be read to its end (the rows before stand written, the run says
    where it stopped), or while the same source is being read by somebody else.
    """
    source = Source.objects.get(code=reading.source)
    summary = Summary()
    with _alone(source), _rejects(run) as reject:
        _keep(run, summary, 0.0, ImportRun.State.RUNNING)
        try:
            for sorted_, share in batches(reading, summary):
                with recording(actor, "import", source.code) as batch:
                    _write(batch, source, reading.network, sorted_)
                    _keep(run, summary, share, ImportRun.State.RUNNING)
                for arrival in sorted_.rejected:
                    reject(arrival)
                if progress:
                    progress(summary, share)
        except Exception as error:
            problem = error if isinstance(error, Problem) else Problem(str(error))
            run.problem = problem.as_document()
            _keep(run, summary, 1.0, ImportRun.State.FAILED)
            raise
        _keep(run, summary, 1.0, ImportRun.State.DONE)
    return summary


def _write(batch: Batch, source: Source, network: int | None, sorted_: Sorted) -> None:
    now = timezone.now()
    groups = add_groups(batch, [arrival.parts for arrival in sorted_.new])
    insert([_claim(source, group, arrival, now) for group, arrival in zip(groups, sorted_.new, strict=True)])
    if network:
        insert(
            [
                Relation(subject=group, kind=RelationKind.MEMBER_OF, object_id=network, source=source)
                for group in groups
            ]
        )
    change_groups(batch, [(arrival.group, arrival.parts) for arrival in sorted_.changed if arrival.group])
    for arrival in sorted_.changed:
        if arrival.claim:
            arrival.claim.fields = arrival.fields
            arrival.claim.digest = arrival.digest
            arrival.claim.read_at = now
    Claim.objects.bulk_update(
        [arrival.claim for arrival in sorted_.changed if arrival.claim], ["fields", "digest", "read_at"]
    )


def _claim(source: Source, group: Group, arrival: Arrival, now: Any) -> Claim:
    return Claim(
        source=source,
        key=arrival.draft.key,
        group=group,
        fields=arrival.fields,
        digest=arrival.digest,
        read_at=now,
    )


def _keep(run: ImportRun, summary: Summary, share: float, state: str) -> None:
    for name, value in summary.as_dict().items():
        if hasattr(run, name):
            setattr(run, name, value)
    run.share = round(share * 100)
    run.state = state
    run.finished_at = None if state == ImportRun.State.RUNNING else timezone.now()
    run.save()


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """Hold the source's lock, which goes with its process; refuse while another holds it."""
    folder = Path(settings.KONBIT_HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(source.code.encode()).hexdigest()[:16]
    with (folder / f"import-{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(
                _("“%(source)s” is being read right now.") % {"source": source.name},
                source.code,
                _("Wait until that import is done, then start again."),
                status=409,
            ) from error
        yield


@contextmanager
def _rejects(run: ImportRun) -> Iterator[Callable[[Arrival], None]]:
    """Takes rejected rows into a CSV beside the run: reason, row and column before the row's own cells."""
    name = f"imports/rejected-{run.pk}.csv"
    path = Path(settings.MEDIA_ROOT) / name
    file: Any = None
    writer: Any = None

    def reject(arrival: Arrival) -> None:
        nonlocal file, writer
        cells = arrival.row.cells
        if writer is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("w", encoding="utf-8-sig", newline="")
            writer = csv.writer(file)
            writer.writerow([_("Reason"), _("Row"), _("Column"), *cells])
            run.rejects.name = name
        reasons = [trouble for trouble in arrival.draft.troubles if trouble.fatal]
        writer.writerow(
            [
                " ".join(trouble.message for trouble in reasons),
                arrival.draft.row,
                ", ".join(trouble.column for trouble in reasons if trouble.column),
                *map(neutralise, cells.values()),
            ]
        )

    try:
        yield reject
    finally:
        if file is not None:
            file.close()
            run.save(update_fields=["rejects"])
