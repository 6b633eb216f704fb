"""Reading a file against what is there: which rows are new, changed, unchanged, rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from konbit.directory.claim_fields import plain
from konbit.directory.coordinates import FindTown
from konbit.directory.draft import Draft
from konbit.directory.drafted import placing, state_from
from konbit.directory.duplicates import DuplicateWatch
from konbit.directory.formats.reading import Row, Table, open_table
from konbit.directory.mapper import Mapper
from konbit.directory.mapping import Mapping
from konbit.directory.models import Claim, Group, Source
from konbit.directory.queries.claims import TAKEN_BACK, spoken_of_by_several
from konbit.directory.queries.shown_by import shown_after
from konbit.directory.queries.towns import gazetteer, town_finder
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.state import State, states_of

BATCH = 500


@dataclass(frozen=True)
class Reading:
    """A file to read, and how: the source it speaks for, its format and mapping, the network it joins."""

    path: Path
    format: str
    mapping: Mapping
    source: str
    network: int | None = None


@dataclass
class Summary:
    """What came of a reading. `placed + unsure + unplaced` are the groups on the map, those whose town
    needs a person's eye, and those that say no place. `kept`: parts where a local change was left alone."""

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    placed: int = 0
    unsure: int = 0
    unplaced: int = 0
    kept: int = 0
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, int]:
        """The counts, for the last line of a command and the page of a run."""
        return {name: value for name, value in vars(self).items() if name != "notes"}


@dataclass(frozen=True)
class Arrival:
    """A row as it arrived. `claim` is what its source said of the group before, `group` the group it is
    about; both None for a new one. `parts`: what to write; `before`: the same parts as they are."""

    row: Row
    draft: Draft
    fields: dict[str, Any]
    digest: str
    parts: State
    claim: Claim | None = None
    group: Group | None = None
    before: State = field(default_factory=dict)


@dataclass
class Sorted:
    """A batch of rows by what is to be done with them."""

    new: list[Arrival] = field(default_factory=list)
    changed: list[Arrival] = field(default_factory=list)
    unchanged: list[Arrival] = field(default_factory=list)
    rejected: list[Arrival] = field(default_factory=list)


def open_reading(reading: Reading) -> Table:
    """The table that a reading reads. Raises Problem where it cannot be opened."""
    return open_table(reading.path, reading.format)


def batches(reading: Reading, table: Table, summary: Summary) -> Iterator[tuple[Sorted, float]]:
    """The table in batches, sorted against what is there, each with the share of the file read so far.

    Counts into `summary` as it goes. Raises Problem where the file cannot be read on; every batch before
    that place was given.
    """
    summary.notes += table.notes
    terms = KnownTerms()
    find_town = town_finder()
    watch = DuplicateWatch()
    mapper = Mapper(reading.mapping, terms, gazetteer().country_bounds, find_town)
    summary.notes += mapper.notes
    source = Source.objects.filter(code=reading.source).first()
    for some in in_batches(table):
        drafts = [(row, watch.settle(mapper.draft(row))) for row in some]
        yield _sort(source, drafts, terms, find_town, summary), table.read_share()


def in_batches(table: Table) -> Iterator[list[Row]]:
    """The rows of a table, some at a time. Where it cannot be read on, the rows before are given first."""
    rows = table.rows()
    failure: Exception | None = None
    while failure is None:
        some: list[Row] = []
        try:
            some.extend(islice(rows, BATCH))
        except Exception as error:  # the rows before the broken place are still good
            failure = error
        if some:
            yield some
        elif failure is None:
            return
    raise failure


def _sort(
    source: Source | None,
    drafts: list[tuple[Row, Draft]],
    terms: KnownTerms,
    find_town: FindTown,
    summary: Summary,
) -> Sorted:
    keys = [draft.key for _, draft in drafts if not draft.rejected]
    claims = (
        {claim.key: claim for claim in source.claims.filter(key__in=keys).select_related("group")}
        if source
        else {}
    )
    result = Sorted()
    for row, draft in drafts:
        summary.rows += 1
        if draft.rejected:
            summary.rejected += 1
            result.rejected.append(Arrival(row, draft, {}, "", {}))
            continue
        fields, digest = draft.fields(), draft.digest()
        state = state_from(fields, terms, find_town)
        where = placing(state)
        setattr(summary, where, getattr(summary, where) + 1)
        claim = claims.get(draft.key)
        arrival = Arrival(row, draft, fields, digest, state, claim, claim.group if claim else None)
        if claim is None:
            summary.added += 1
            result.new.append(arrival)
        elif claim.digest == digest:
            summary.unchanged += 1
            result.unchanged.append(arrival)
        else:
            comes_back = claim.digest == TAKEN_BACK
            summary.added += comes_back
            summary.updated += not comes_back
            result.changed.append(arrival)
    result.changed = list(differing(result.changed, terms, find_town, summary))
    return result


def differing(
    arrivals: list[Arrival], terms: KnownTerms, find_town: FindTown, summary: Summary
) -> Iterator[Arrival]:
    """Each changed row with the parts to write: those its source changed and nobody here has touched. Of a
    group of which others speak too, what is shown of all of them together."""
    current = states_of(arrival.group for arrival in arrivals if arrival.group)
    several = spoken_of_by_several(current)
    shared = [one for one in arrivals if one.claim and one.group and one.group.pk in several]
    among_others = shown_after(
        {one.group.pk: one.group for one in shared if one.group}.values(),
        {one.claim.pk: one.fields for one in shared if one.claim},
    )
    for arrival in arrivals:
        if arrival.claim is None or arrival.group is None:
            continue
        before = state_from(arrival.claim.fields, terms, find_town)
        changed = {name for name in arrival.parts if arrival.parts[name] != before.get(name)}
        here = current[arrival.group.pk]
        touched = {name for name in changed if plain(here.get(name)) != plain(before.get(name))}
        parts = {name: arrival.parts[name] for name in arrival.parts if name in changed - touched}
        if arrival.group.pk in several:
            shown = among_others.pop(arrival.group.pk, {})  # of two rows about one group the first writes
            parts = shown | {name: parts[name] for name in ("confirmed_on",) if name in parts}
            touched = {name for name in changed if parts.get(name, here.get(name)) != arrival.parts[name]}
        summary.kept += len(touched)
        if arrival.claim.digest == TAKEN_BACK:
            parts["removed_at"] = None
        yield replace(arrival, parts=parts, before={name: here.get(name) for name in parts})
