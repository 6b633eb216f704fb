"""Writing states of groups: in bulk for new groups, by difference for those that are there.

Called by the other actions inside their own `recording(…)`; asks no permission itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify

from konbit.base.rows import Row, insert
from konbit.chronicle.actions import Batch
from konbit.directory.models import Contact, Group, Identifier, Place, Size, Tagging
from konbit.directory.state import COLUMNS, EMPTY, EMPTY_PLACE, State, difference, recorded, states_of

GROUP = "directory.group"
PARTS: dict[str, Any] = {
    "places": Place,
    "contacts": Contact,
    "identifiers": Identifier,
    "terms": Tagging,
    "sizes": Size,
}


def add_groups(batch: Batch, states: Sequence[State], *, is_example: bool = False) -> list[Group]:
    """Make groups from states (missing parts are empty), in few statements. Returns them in order."""
    groups = [Group(is_example=is_example) for _ in states]
    full = [{**EMPTY, **state} for state in states]
    for group, state in zip(groups, full, strict=True):
        _set_columns(group, state)
        group.slug = slugify(state["name"])[:80]
    Group.objects.bulk_create(groups, batch_size=500)
    for part in PARTS:
        rows = [row for group, state in zip(groups, full, strict=True) for row in _rows(part, group, state)]
        insert(PARTS[part], rows)
    for group, state in zip(groups, full, strict=True):
        batch.changed(GROUP, group.pk, None, recorded(state))
    return groups


def change_groups(batch: Batch, changes: Iterable[tuple[Group, State]]) -> int:
    """Give groups the parts that differ from what they have. Returns the number of groups changed."""
    changes = list(changes)
    before = states_of(group for group, _ in changes)
    count = 0
    for group, wanted in changes:
        was, becomes = difference(before[group.pk], {**before[group.pk], **wanted})
        if not becomes:
            continue
        count += 1
        _set_columns(group, becomes)
        if "name" in becomes:
            group.slug = slugify(becomes["name"])[:80]
        group.save()
        for part in PARTS:
            if part in becomes:
                own = {"group": group} | ({"source": None} if part == "sizes" else {})
                PARTS[part].objects.filter(**own).delete()
                insert(PARTS[part], _rows(part, group, becomes))
        batch.changed(GROUP, group.pk, recorded(was), recorded(becomes) | _emptied(becomes))
    return count


def _emptied(becomes: State) -> State:
    """Parts that became empty must be named in the record too, or an undo could not tell."""
    return {name: value for name, value in becomes.items() if value in (None, "", [], {})}


def _set_columns(group: Group, state: State) -> None:
    for name in COLUMNS:
        if name in state:
            setattr(group, name, state[name])
    if "motive" in state:
        group.motive_id = state["motive"]
    if "confirmed_on" in state:
        day = state["confirmed_on"]
        group.confirmed_on = date.fromisoformat(day) if day else None
    if "removed_at" in state:
        moment = state["removed_at"]
        group.removed_at = datetime.fromisoformat(moment) if moment else None


def _rows(part: str, group: Group, state: State) -> list[Row]:
    return [{"group_id": group.pk, **ROW_MAKERS[part](one, order)} for order, one in enumerate(state[part])]


def _place(said: dict[str, Any], order: int) -> Row:
    return {**EMPTY_PLACE, **said, "order": order}


def _contact(said: dict[str, Any], _order: int) -> Row:
    return {"kind": said["kind"], "value": said["value"], "audience": said["audience"]}


def _identifier(said: list[str], _order: int) -> Row:
    return {"scheme": said[0], "value": said[1]}


def _tagging(said: list[Any], _order: int) -> Row:
    return {"term_id": said[0], "primary": said[1]}


def _size(said: dict[str, Any], _order: int) -> Row:
    return {"dimension_id": said["dimension"], "value": said["value"], "on": said.get("on", "")}


ROW_MAKERS: dict[str, Callable[[Any, int], Row]] = {
    "places": _place,
    "contacts": _contact,
    "identifiers": _identifier,
    "terms": _tagging,
    "sizes": _size,
}
