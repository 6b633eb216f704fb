"""Writing one row of any table together with what the chronicle says of it, and taking an act back.

For rooms whose things are plain rows. Called inside a `recording(…)`; asks no permission itself. A model
names in `personal` those of its columns that hold personal values, and in `spoken` those of free words in
which one may stand: the chronicle keeps both beside itself. In `booked` it names columns that follow from a
booking in the journal: an act that wrote one cannot be taken back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.models import Change
from konbit.chronicle.personal import Personal, without_values
from konbit.chronicle.queries import with_personal_values

State = dict[str, Any]


def kind_of(model: type[models.Model] | models.Model) -> str:
    """How the chronicle names a table: "assembly.meeting"."""
    return model._meta.label_lower


def state_of(row: models.Model) -> State:
    """A row as plain values, every column but its id by its name."""
    fields = (one for one in row._meta.concrete_fields if not one.primary_key)
    return {field.attname: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.name if isinstance(value, models.fields.files.FieldFile) else value


def add(batch: Batch, row: models.Model) -> None:
    """Keep a new row."""
    row.save(force_insert=True)
    batch.changed(kind_of(row), row.pk, None, _sealed(row, state_of(row)))


def change(batch: Batch, row: models.Model, **wanted: Any) -> bool:
    """Give a row other values by the names of its fields. Returns whether anything differs."""
    before = state_of(row)
    for name, value in wanted.items():
        setattr(row, name, value)
    after = state_of(row)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return False
    row.save(update_fields=changed)
    said = {name: before[name] for name in changed}, {name: after[name] for name in changed}
    batch.changed(kind_of(row), row.pk, _sealed(row, said[0]), _sealed(row, said[1]))
    return True


def remove(batch: Batch, row: models.Model) -> None:
    """Take a row away; the chronicle keeps what it said, a file stays where it is. What is left of it knows
    its id, for who wants to say how it comes back."""
    before, pk = state_of(row), row.pk
    row.delete()
    row.pk = pk
    batch.changed(kind_of(row), pk, _sealed(row, before), None)


def _sealed(row: models.Model, state: State) -> State:
    """A state in which personal values are told apart: those in `personal` go with the person whom the row
    names in `person`, whatever they say."""
    personal, spoken = getattr(row, "personal", ()), getattr(row, "spoken", ())
    whose = str(state.get("person", getattr(row, "person", "")) or "")
    return {
        name: _leaves_sealed(value, whose if name in personal else "")
        if name in personal or name in spoken
        else value
        for name, value in state.items()
    }


def _leaves_sealed(value: Any, whose: str) -> Any:
    if isinstance(value, dict):
        return {name: _leaves_sealed(one, whose) for name, one in value.items()}
    if isinstance(value, list):
        return [_leaves_sealed(one, whose) for one in value]
    return Personal(value, whose) if value and isinstance(value, str) else value


def rows_of_act(act: uuid.UUID) -> list[models.Model]:
    """The rows that an act made, changed or removed (these as they were, their parents of the same act beside
    them), for who asks whether it may be taken back. Raises `NotFound` for an act that there is not."""
    rows = [_row(change) for change in _changes(act)]
    known = {(kind_of(row), row.pk): row for row in rows}
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                parent = known.get((kind_of(field.related_model), getattr(row, field.attname)))
                if parent is not None:
                    setattr(row, field.name, parent)
    return rows


def actor_of(act: uuid.UUID) -> str:
    """Whose act it was (opaque id). Raises `NotFound` for an act that there is not."""
    return _changes(act)[0].actor


def undo(actor: str, act: uuid.UUID) -> uuid.UUID:
    """Take a whole act back: each row is again as it was before. The undoing is an act like any other.

    Returns its id. Raises `NotFound`, and `Problem` (409) where a row was changed or added to since, so that
    nothing that somebody wrote later is lost. Personal values come back unless somebody had them erased.
    """
    with recording(actor, "undo") as batch:
        for told in _changes(act):
            _take_back(batch, told)
    return batch.id


def _changes(act: uuid.UUID) -> list[Change]:
    changes = list(Change.objects.filter(batch=act).order_by("-id"))
    if not changes:
        raise NotFound(_("There is no such change."), remedy=_("Open the page again."))
    return changes


def _must_not_be_booked(model: type[models.Model], before: State | None, after: State | None) -> None:
    """Raise where an act wrote a column that follows from a booking (a model names those in `booked`): what
    was booked stays, so that what follows from it stays, too."""
    booked: Iterable[str] = getattr(model, "booked", ())
    if any((before or {}).get(name) != (after or {}).get(name) for name in booked if before and after):
        raise Problem(
            _("This was booked, and what is booked stays."),
            remedy=_("Put it right by a payment back."),
            status=409,
        )


def _row(told: Change) -> models.Model:
    model = apps.get_model(told.kind)
    found: models.Model | None = model._default_manager.filter(pk=told.object_id).first()
    return found or model(pk=told.object_id, **(told.before or told.after or {}))


def _take_back(batch: Batch, told: Change) -> None:
    before, after = with_personal_values(told)
    model = apps.get_model(told.kind)
    row = model._default_manager.select_for_update().filter(pk=told.object_id).first()
    stands = state_of(row) if row is not None else None
    if (stands is None) != (after is None) or any(
        stands[name] != value for name, value in (after or {}).items() if stands and name in stands
    ):
        raise _changed_since()
    _must_not_be_booked(model, before, after)
    try:
        with transaction.atomic():
            if row is None:
                add(batch, model(pk=told.object_id, **_without_digests(before)))
            elif before is None:
                _must_hold_nothing(row)
                remove(batch, row)
            else:
                change(batch, row, **_without_digests(before))
    except (IntegrityError, models.ProtectedError) as error:
        raise _changed_since() from error


def _must_hold_nothing(row: models.Model) -> None:
    """Raise where other recorded rows refer to this one: somebody added them since it was made."""
    for one in row._meta.related_objects:
        recorded = hasattr(one.related_model, "keeper") and not one.many_to_many
        if recorded and one.related_model._default_manager.filter(**{one.field.name: row.pk}).exists():
            raise Problem(
                _("Something was added to it since."), remedy=_("Take that away first."), status=409
            )


def _without_digests(state: Any) -> Any:
    """A state in which erased personal values, of which only the digest is left, are empty."""
    if isinstance(state, dict):
        return (
            ""
            if set(state) == {"digest"}
            else {name: _without_digests(value) for name, value in state.items()}
        )
    return [_without_digests(one) for one in state] if isinstance(state, list) else state


def _changed_since() -> Problem:
    return Problem(
        _("What stands there was changed since."), remedy=_("Change it by hand where it stands."), status=409
    )


def empty_personal(batch: Batch, tables: Iterable[type[models.Model]], identity: Any) -> int:
    """Empty the columns named `personal` in which one of an identity's values stands, take the values out of
    those named `spoken`, and the opaque id of that person out of the columns named `by` and `person`. Returns
    how many rows were emptied."""
    emptied = 0
    for model in tables:
        names = [*getattr(model, "personal", ())]
        spoken = [*getattr(model, "spoken", ())]
        own = [one for one in ("by", "person") if one in {field.name for field in model._meta.fields}]
        for row in model._default_manager.only("pk", *names, *spoken, *own).iterator(chunk_size=2000):
            gone = {
                name: _emptied(getattr(row, name)) for name in names if _holds(getattr(row, name), identity)
            }
            gone |= {
                name: "" for name in own if identity.opaque_id and getattr(row, name) == identity.opaque_id
            }
            for name in spoken:
                kept = _unspoken(getattr(row, name), identity)
                gone |= {name: kept} if kept != getattr(row, name) else {}
            if gone:
                model._default_manager.filter(pk=row.pk).update(**gone)
                batch.changed(kind_of(model), row.pk, {"personal": "erased"}, {"personal": "erased"})
                emptied += 1
    return emptied


def _holds(value: Any, identity: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds(one, identity) for one in value.values())
    if isinstance(value, list):
        return any(_holds(one, identity) for one in value)
    return isinstance(value, str) and bool(value) and identity.matches(value)


def _unspoken(value: Any, identity: Any) -> Any:
    """Free words, or such words by language, without an identity's values."""
    if isinstance(value, dict):
        return {language: _unspoken(words, identity) for language, words in value.items()}
    return without_values(value, identity.matches)


def _emptied(value: Any) -> Any:
    return {} if isinstance(value, dict) else [] if isinstance(value, list) else ""
