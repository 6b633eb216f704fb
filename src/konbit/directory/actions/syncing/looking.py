"""Looking through a new edition of a source: which rows are known, which are new, what is no longer there."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial

from konbit.directory.actions.importing.reading import Reading, in_batches
from konbit.directory.draft import Draft
from konbit.directory.duplicates import DuplicateWatch
from konbit.directory.formats.reading import Row, Table
from konbit.directory.mapper import Mapper
from konbit.directory.models import Claim, Source
from konbit.directory.queries.claims import TAKEN_BACK
from konbit.directory.queries.towns import gazetteer, town_finder
from konbit.directory.queries.vocabulary import KnownTerms

Reject = Callable[[Row, Draft], None]
Progress = Callable[[int, float], None]


@dataclass
class Look:
    """An edition beside what its source said before. Nothing is written by looking.

    `known`: how many groups the last reading had. `kept`: rows that are known, `changed` those of them that
    say something else, `new` the others. `gone`: claims (ids) that are missing for the first time,
    `still_gone` those that were missing already, `back` those that were missing and are here again.
    `differing`: the numbers of the rows to write; `is_apart`: whether each of them has a key of its own, so
    that they can be read without the others.
    """

    rows: int = 0
    rejected: int = 0
    known: int = 0
    kept: int = 0
    changed: int = 0
    new: int = 0
    gone: list[int] = field(default_factory=list)
    still_gone: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    differing: set[int] = field(default_factory=set)
    is_apart: bool = True
    notes: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many groups of the source are absent from this edition."""
        return len(self.gone) + len(self.still_gone)


def look_through(
    source: Source | None, reading: Reading, table: Table, reject: Reject, progress: Progress | None = None
) -> Look:
    """Compare every row of a table with what its source said before, by key and digest.

    `reject` takes the rows that cannot be taken, `progress` the rows so far and the share of the file read.
    Raises Problem where the file cannot be read to its end: half of an edition says nothing of the rest.
    """
    look = Look(notes=list(table.notes))
    watch = DuplicateWatch()
    mapper = Mapper(reading.mapping, KnownTerms(), gazetteer().country_bounds, town_finder())
    look.notes += mapper.notes
    seen: set[int] = set()
    for rows in in_batches(table):
        drafts = [(row, watch.settle(mapper.draft(row))) for row in rows]
        seen |= _compare(source, drafts, look, reject)
        if progress:
            progress(look.rows, table.read_share())
    if source is not None:
        _find_missing(source, seen, look)
    return look


def _compare(source: Source | None, drafts: list[tuple[Row, Draft]], look: Look, reject: Reject) -> set[int]:
    """Count a batch of rows; gives the claims that they are about."""
    keys = [draft.key for _row, draft in drafts if not draft.rejected]
    claims = source.claims.filter(key__in=keys) if source else Claim.objects.none()
    known = {
        key: (pk, digest, missing)
        for key, pk, digest, missing in claims.values_list("key", "pk", "digest", "missing_readings")
    }
    for row, draft in drafts:
        look.rows += 1
        look.is_apart = look.is_apart and not draft.key_derived
        if draft.rejected:
            look.rejected += 1
            reject(row, draft)
            continue
        pk, digest, missing = known.get(draft.key, (0, TAKEN_BACK, 0))
        if digest == TAKEN_BACK:
            look.new += 1
        else:
            look.kept += 1
        if digest != draft.digest():
            look.changed += digest != TAKEN_BACK
            look.differing.add(row.number)
        if missing:
            look.back.append(pk)
    return {pk for pk, _digest, _missing in known.values()}


def _find_missing(source: Source, seen: set[int], look: Look) -> None:
    """Find the claims about groups that are there still, and in this edition no more."""
    there = source.claims.filter(group__removed_at=None).order_by("pk")
    for pk, missing in there.values_list("pk", "missing_readings").iterator(5000):
        look.known += not missing
        if pk not in seen:
            (look.still_gone if missing else look.gone).append(pk)


def only(table: Table, numbers: set[int]) -> Table:
    """The same table with some of its rows, by their numbers."""
    return Table(table.format, table.headers, [], partial(_only, table.rows, numbers), table.read_share)


def _only(rows: Callable[[], Generator[Row, None, None]], numbers: set[int]) -> Generator[Row, None, None]:
    yield from (row for row in rows() if row.number in numbers)
