"""Reading a new edition: look, stop where it looks wrong, write what differs, note what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils import timezone

from konbit.base.rows import insert
from konbit.chronicle.actions import recording
from konbit.directory.actions.importing.reading import (
    Arrival,
    Reading,
    Summary,
    batches,
    open_reading,
)
from konbit.directory.actions.importing.rejecting import rejects_of
from konbit.directory.actions.importing.runs import alone, ask_anew, failing, keep, write
from konbit.directory.actions.syncing.comparing import Told, told
from konbit.directory.actions.syncing.doubting import doubt
from konbit.directory.actions.syncing.finishing import is_news, note_missing
from konbit.directory.actions.syncing.looking import Look, look_through, only
from konbit.directory.formats.reading import Table
from konbit.directory.models import Difference, Group, ImportRun, Source
from konbit.directory.queries.claims import TAKEN_BACK

Progress = Callable[[int, float], None]
Doubt = Callable[[Look], str]
Kind = Difference.Kind
NOTED = (Kind.MOVED, Kind.RENAMED, Kind.CLOSED)


@dataclass
class Outcome:
    """What a new edition said. `gone`: absent from it, `missed`: those of them that the reading before had.
    `closed`: groups that ended by it. `asks`: the doubt for which nothing was written, if there is one."""

    rows: int = 0
    known: int = 0
    kept: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0
    missed: int = 0
    moved: int = 0
    renamed: int = 0
    closed: int = 0
    returned: int = 0
    rejected: int = 0
    asks: str = ""
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, look: Look) -> Outcome:
        """What is known of an edition before its rows are compared in full."""
        return cls(
            rows=look.rows, known=look.known, kept=look.kept, changed=look.changed, added=look.new,
            gone=look.missing, missed=len(look.gone), returned=len(look.back), rejected=look.rejected,
            notes=look.notes,
        )  # fmt: skip

    def counts(self) -> dict[str, int]:
        """All numbers by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}

    def count(self, differences: Counter[str]) -> None:
        """Count what was found in the rows that differ."""
        self.moved += differences[Kind.MOVED]
        self.renamed += differences[Kind.RENAMED]
        self.closed += differences[Kind.CLOSED]


def compare(reading: Reading, progress: Progress | None = None) -> Outcome:
    """Read a new edition and write nothing. Returns what reading it would say."""
    source = Source.objects.filter(code=reading.source).first()
    look = look_through(source, reading, open_reading(reading), lambda _row, _draft: None, progress)
    outcome = Outcome.of(look)
    outcome.asks = doubt(look)
    for sorted_, _share in batches(reading, _differing(reading, look), Summary()):
        outcome.count(Counter(one.kind for arrival in sorted_.changed for one in _told(arrival)))
    return outcome


def sync_file(
    run: ImportRun, reading: Reading, actor: str, doubts: Doubt = doubt, progress: Progress | None = None
) -> Outcome:
    """Read a new edition of a source and keep the run's row up to date. Returns what it said.

    Where `doubts` finds the edition doubtful, nothing is written and the run waits for somebody's word.
    Batch by batch, and what is missing at the very end: a process killed in the middle is simply run again.
    Raises Problem when the file cannot be read to its end (nothing is written then), or while the same
    source is being read by somebody else.
    """
    source = Source.objects.get(code=reading.source)
    with failing(run), alone(source):
        run.job = ImportRun.Job.SYNC
        table = open_reading(reading)
        with rejects_of(run, table.headers) as rejects:
            look = look_through(
                source, reading, table, lambda row, draft: rejects.add(row, draft.troubles), progress
            )
        outcome = Outcome.of(look)
        outcome.asks = doubts(look)
        if outcome.asks:
            _keep(run, outcome, Summary(), 1.0, ImportRun.State.TRIED)
            return outcome
        run.started_at = run.started_at or timezone.now()
        summary = _write(run, source, reading, actor, look, outcome, progress)
        with recording(actor, "import", source.code) as batch:
            if is_news(run, look):
                outcome.closed += note_missing(batch, run, look)
            _forget_older(run)
            ask_anew(source)
            _keep(run, outcome, summary, 1.0, ImportRun.State.DONE)
    return outcome


def _write(
    run: ImportRun,
    source: Source,
    reading: Reading,
    actor: str,
    look: Look,
    outcome: Outcome,
    progress: Progress | None,
) -> Summary:
    """Write the rows that differ, with what they changed in plain words beside them."""
    summary = Summary()
    if not look.differing:
        return summary
    is_first = not source.runs.filter(state=ImportRun.State.DONE).exclude(pk=run.pk).exists()
    for sorted_, share in batches(reading, _differing(reading, look), summary):
        found = [(arrival, one) for arrival in sorted_.changed for one in _told(arrival)]
        with recording(actor, "import", source.code) as batch:
            groups = write(batch, source, reading.network, sorted_)
            insert(Difference, _rows(run, found, [] if is_first else groups))
            outcome.count(Counter(one.kind for _arrival, one in found))
            _keep(run, outcome, summary, share, ImportRun.State.RUNNING)
        if progress:
            progress(look.rows, share)
    return summary


def _forget_older(run: ImportRun) -> None:
    """Editions that waited for somebody's word have had a newer one read over them."""
    older = ImportRun.objects.filter(source=run.source, job=ImportRun.Job.SYNC, state=ImportRun.State.TRIED)
    for one in older.exclude(pk=run.pk):
        one.file.delete(save=False)
        one.delete()


def _differing(reading: Reading, look: Look) -> Table:
    """The rows that have to be written. Where keys are made from what rows say, all of them have to be read
    again, as they were told apart by those before them."""
    table = open_reading(reading)
    return only(table, look.differing) if look.is_apart else table


def _told(arrival: Arrival) -> list[Told]:
    """How a row differs from what the source said before; it comes back where it had been taken back."""
    if arrival.claim is None or arrival.claim.digest == TAKEN_BACK:
        return [Told(Kind.ADDED)]
    return told(arrival.claim.fields, arrival.fields)


def _rows(run: ImportRun, found: list[tuple[Arrival, Told]], groups: list[Group]) -> list[dict[str, Any]]:
    """A row per difference. A source's very first edition is no change: its groups are not listed."""
    rows: list[dict[str, Any]] = [
        {"run_id": run.pk, "group_id": group.pk, "kind": Kind.ADDED} for group in groups
    ]
    for arrival, one in found:
        assert arrival.claim is not None
        about = {"group_id": arrival.claim.group_id, "claim_id": arrival.claim.pk}
        rows.append({"run_id": run.pk, **about, **asdict(one)})
    return rows


def _keep(run: ImportRun, outcome: Outcome, summary: Summary, share: float, state: str) -> None:
    """Write into the run's row where it stands. Rows that are the same were not read a second time."""
    summary = replace(
        summary,
        rows=outcome.rows,
        rejected=outcome.rejected,
        unchanged=outcome.kept - outcome.changed,
        notes=outcome.notes,
    )
    run.outcome = outcome.counts() | {"asks": outcome.asks}
    keep(run, summary, share, state)
