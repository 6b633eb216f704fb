"""Writing what stands beside a group's state, one row at a time: facts, relations, media, roles.

Called by the other actions inside their own `recording(…)`; asks no permission itself. Every change is
recorded under the row's own kind, and noted at the groups that it belongs to, whose history and page it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from konbit.chronicle.actions import Batch
from konbit.directory.actions.circles import must_not_circle
from konbit.directory.actions.writing import GROUP
from konbit.directory.models import Fact, Media, Precedence, Relation, Settled

FACT, RELATION, MEDIA, ROLE = "directory.fact", "directory.relation", "directory.media", "directory.role"
SETTLED, PRECEDENCE = "directory.settled", "directory.precedence"
TABLES: dict[str, type[Fact] | type[Relation] | type[Media] | type[Settled] | type[Precedence]] = {
    FACT: Fact,
    RELATION: Relation,
    MEDIA: Media,
    SETTLED: Settled,
    PRECEDENCE: Precedence,
}
_TOLD = ("valid_from", "valid_until", "source_id", "address", "certainty")
COLUMNS = {
    FACT: ("group_id", "text", *_TOLD),
    RELATION: ("subject_id", "kind", "object_id", "note", *_TOLD, "confirmed_from", "confirmed_to"),
    MEDIA: ("group_id", "kind", "file", "alt", "language", "licence", "audience"),
    SETTLED: ("group_id", "network_id", "field", "source_id", "digest", "by", "at"),
    PRECEDENCE: ("network_id", "field", "order"),
}
NOTED = "with"
"""The part under which a change of a group names the row beside it that changed: "directory.fact:12"."""

RowState = dict[str, Any]


def row_state(kind: str, row: models.Model) -> RowState:
    """A row as plain values, every column by its name."""
    return {name: _plain(getattr(row, name)) for name in COLUMNS[kind]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.name if isinstance(value, models.fields.files.FieldFile) else value


def add_row(batch: Batch, kind: str, state: RowState) -> models.Model:
    """Make a row. `state` may name its id: a row that was removed comes back as itself.

    Raises `Problem` for a tie by which a group would belong to itself.
    """
    if kind == RELATION:
        must_not_circle(state)
    row = TABLES[kind](**state)
    row.save(force_insert=True)
    batch.changed(kind, row.pk, None, row_state(kind, row))
    note(batch, kind, row.pk, _groups(kind, row_state(kind, row)))
    return row


def change_row(batch: Batch, kind: str, row: models.Model, wanted: RowState) -> bool:
    """Give a row the columns that differ. Returns whether any did. Raises `Problem` as `add_row` does."""
    before = row_state(kind, row)
    after = {**before, **wanted}
    if before == after:
        return False
    if kind == RELATION:
        must_not_circle(after, without=row.pk)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    batch.changed(kind, row.pk, before, after)
    note(batch, kind, row.pk, sorted({*_groups(kind, before), *_groups(kind, after)}))
    return True


def remove_row(batch: Batch, kind: str, row: models.Model) -> None:
    """Take a row away; the chronicle keeps what it said, a file stays where it is."""
    before = row_state(kind, row)
    pk = row.pk
    row.delete()
    batch.changed(kind, pk, before, None)
    note(batch, kind, pk, _groups(kind, before))


def note(batch: Batch, kind: str, row_id: int, groups: list[int]) -> None:
    """Note at these groups that a row of theirs changed."""
    for group in groups:
        named = {NOTED: f"{kind}:{row_id}"}
        batch.changed(GROUP, group, named, named)


def _groups(kind: str, state: RowState) -> list[int]:
    if kind == RELATION:
        return [state["subject_id"], state["object_id"]]
    if kind == PRECEDENCE:
        return [state["network_id"]] if state["network_id"] else []
    return [state["group_id"]]
