"""Reading a file into the directory: one at a time per source, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.locks import Held, hold
from konbit.base.rows import Row, insert
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.claiming import note_disagreements, own_up
from konbit.directory.actions.importing.reading import (
    Arrival,
    Reading,
    Sorted,
    Summary,
    batches,
    open_reading,
)
from konbit.directory.actions.importing.rejecting import rejects_of
from konbit.directory.actions.importing.returning import note_seen_again
from konbit.directory.actions.writing import add_groups, change_groups
from konbit.directory.mapping import Mapping
from konbit.directory.models import Claim, Feed, Group, ImportRun, Relation, RelationKind, Source
from konbit.directory.queries.claims import said_of, spoken_of_by_several

Progress = Callable[[Summary, float], None]


def reading_of(run: ImportRun) -> Reading:
    """The reading that a run stands for: its file lies in the instance's media."""
    return Reading(
        path=Path(run.file.path),
        format=run.format,
        mapping=Mapping.from_json(run.mapping),
        source=run.source.code if run.source else "",
        network=run.network_id,
    )


def import_file(run: ImportRun, reading: Reading, actor: str, progress: Progress | None = None) -> Summary:
    """Read a file into the directory and keep the run's row up to date. Returns the counts.

    Raises Problem when the file cannot be read to its end (the rows before stand written, the run says
    where it stopped), or while the same source is being read by somebody else.
    """
    source = Source.objects.get(code=reading.source)
    summary = Summary()
    with failing(run), alone(source):
        run.job = ImportRun.Job.READ
        run.started_at = run.started_at or timezone.now()
        keep(run, summary, 0.0, ImportRun.State.RUNNING)
        table = open_reading(reading)
        with rejects_of(run, table.headers) as rejects:
            for sorted_, share in batches(reading, table, summary):
                with recording(actor, "import", source.code) as batch:
                    write(batch, source, reading.network, sorted_)
                    note_seen_again(batch, run, _missing(sorted_))
                    keep(run, summary, share, ImportRun.State.RUNNING)
                for arrival in sorted_.rejected:
                    rejects.add(arrival.row, arrival.draft.troubles)
                if progress:
                    progress(summary, share)
        run.trial = {}
        ask_anew(source)
        keep(run, summary, 1.0, ImportRun.State.DONE)
    return summary


def ask_anew(source: Source) -> None:
    """An edition was read: what the source's address said of its page before says nothing of this one."""
    Feed.objects.filter(source=source).update(etag="", modified="")


def _missing(sorted_: Sorted) -> list[int]:
    """The claims (ids) about the rows that earlier readings missed."""
    arrivals = [*sorted_.changed, *sorted_.unchanged]
    return [one.claim.pk for one in arrivals if one.claim and one.claim.missing_readings]


def write(batch: Batch, source: Source, network: int | None, sorted_: Sorted) -> list[Group]:
    """Write a batch of rows: the groups that are new, which are given back in order, and what changed."""
    now = timezone.now()
    groups = add_groups(batch, [arrival.parts for arrival in sorted_.new])
    pairs = zip(groups, sorted_.new, strict=True)
    insert(Claim, [_claim(source, group, arrival, now) for group, arrival in pairs])
    if network:
        belonging = {"kind": RelationKind.MEMBER_OF, "object_id": network, "source_id": source.pk}
        insert(Relation, [{"subject_id": group.pk, **belonging} for group in groups])
    changed = {arrival.group.pk: arrival.group for arrival in sorted_.changed if arrival.group}
    several = [changed[pk] for pk in sorted(spoken_of_by_several(changed))]
    own_up(several)
    change_groups(batch, [(arrival.group, arrival.parts) for arrival in sorted_.changed if arrival.group])
    for arrival in sorted_.changed:
        if arrival.claim:
            arrival.claim.fields = arrival.fields
            arrival.claim.digest = arrival.digest
            arrival.claim.read_at = now
    Claim.objects.bulk_update(
        [arrival.claim for arrival in sorted_.changed if arrival.claim], ["fields", "digest", "read_at"]
    )
    note_disagreements(several, said_of(several))
    return groups


def _claim(source: Source, group: Group, arrival: Arrival, now: Any) -> Row:
    return {
        "source_id": source.pk,
        "key": arrival.draft.key,
        "group_id": group.pk,
        "fields": arrival.fields,
        "digest": arrival.digest,
        "read_at": now,
    }


def keep(run: ImportRun, summary: Summary, share: float, state: str) -> None:
    """Write into a run's row where it stands."""
    for name, value in summary.as_dict().items():
        setattr(run, name, value)
    run.notes = summary.notes
    run.share = round(share * 100)
    run.state = state
    run.finished_at = None if state == ImportRun.State.RUNNING else timezone.now()
    run.save()


@contextmanager
def failing(run: ImportRun) -> Iterator[None]:
    """Notes in a run's row what stopped it, and lets it go on its way."""
    try:
        yield
    except Exception as error:
        problem = error if isinstance(error, Problem) else Problem(str(error) or type(error).__name__)
        run.problem = problem.as_document()
        run.state = ImportRun.State.FAILED
        run.finished_at = timezone.now()
        run.save()
        raise


@contextmanager
def alone(source: Source) -> Iterator[None]:
    """Hold the source's lock, which goes with its process; refuse while another holds it."""
    try:
        with hold(f"import {source.code}"):
            yield
    except Held as error:
        raise Problem(
            _("“%(source)s” is being read right now.") % {"source": source.name},
            source.code,
            _("Wait until that import is done, then start again."),
            status=409,
        ) from error
