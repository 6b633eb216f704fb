"""Taking a group away and bringing it back; taking a change back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.models import Change
from konbit.chronicle.queries import change_of, with_personal_values
from konbit.directory.actions.circles import must_not_circle
from konbit.directory.actions.claiming import say_again, shown_anew
from konbit.directory.actions.rows import (
    FACT,
    MEDIA,
    PRECEDENCE,
    RELATION,
    SETTLED,
    TABLES,
    RowState,
    add_row,
    change_row,
    remove_row,
    row_state,
)
from konbit.directory.actions.tie_ends import ends_of
from konbit.directory.actions.writing import GROUP, change_groups
from konbit.directory.models import Group, Relation
from konbit.directory.queries.disagreements import must_order, must_settle
from konbit.directory.queries.histories import belongs_to, parts_before
from konbit.directory.queries.merged import must_stand
from konbit.directory.queries.visible import Sight, kept_group
from konbit.people.audience import Viewer


def remove_group(viewer: Viewer, uid: str) -> None:
    """Take a group out of the directory. Those who may do this find it in its history and can restore it."""
    group, sight = kept_group(viewer, uid)
    sight.must("hide")
    with recording(viewer.actor, "remove") as batch:
        change_groups(batch, [(group, {"removed_at": timezone.now().isoformat()})])


def restore_group(viewer: Viewer, uid: str) -> None:
    """Bring a removed group back. Raises `Problem` for a record that is part of another one now."""
    group, sight = kept_group(viewer, uid)
    sight.must("hide")
    with recording(viewer.actor, "restore") as batch:
        Group.objects.select_for_update().get(pk=group.pk)
        must_stand(viewer, group)
        change_groups(batch, [(group, {"removed_at": None})])


def undo(viewer: Viewer, uid: str, change_id: int) -> None:
    """Give a group back what a change replaced; the undoing is a change like any other.

    Personal values come back from beside the chronicle, unless somebody had them erased. Raises `Problem`
    for a change that cannot be taken back, `NotAllowed`, `NotFound`.
    """
    group, sight = kept_group(viewer, uid)
    sight.must("steward")
    change = change_of(change_id)
    if change is None or not belongs_to(change, group.pk):
        raise NotFound(_("There is no such change."), remedy=_("Open the history again."))
    with recording(viewer.actor, "undo") as batch:
        Group.objects.select_for_update().get(pk=group.pk)
        _UNDO.get(change.kind, _refuse)(batch, viewer, sight, group, change)


_Undo = Callable[[Batch, Viewer, Sight, Group, Change], None]


def _refuse(_batch: Batch, _viewer: Viewer, _sight: Sight, _group: Group, _change: Change) -> None:
    raise Problem(
        _("This change cannot be taken back here."),
        remedy=_("Change it where it stands: roles on the page of roles, contacts on the page of contacts."),
    )


def _undo_parts(batch: Batch, viewer: Viewer, sight: Sight, group: Group, change: Change) -> None:
    before, after = with_personal_values(change)
    wanted = parts_before(before, after)
    if not wanted:
        _refuse(batch, viewer, sight, group, change)
    if "removed_at" in wanted:
        must_stand(viewer, group)
    change_groups(batch, [(group, wanted)])
    say_again(batch, group, wanted)


def _undo_row(batch: Batch, _viewer: Viewer, _sight: Sight, _group: Group, change: Change) -> None:
    _put_back(batch, change, change.before)


def _put_back(batch: Batch, change: Change, before: RowState | None) -> None:
    """Give the row of a change these columns, make it again where it was taken away, or remove it."""
    row = TABLES[change.kind].objects.filter(pk=change.object_id).first()
    try:
        with transaction.atomic():
            if before is None:
                if row is not None:
                    remove_row(batch, change.kind, row)
            elif row is None:
                add_row(batch, change.kind, {"id": change.object_id, **before})
            else:
                change_row(batch, change.kind, row, before)
    except IntegrityError as error:
        raise Problem(
            _("What stood there before no longer fits with what stands there now."),
            remedy=_("Change it by hand."),
        ) from error


def _undo_relation(batch: Batch, viewer: Viewer, _sight: Sight, _group: Group, change: Change) -> None:
    """As for any row, where the viewer may make the tie that comes back, or break the one that goes. What the
    other side said of it is not hers to bring back, and no group may come to belong to itself."""
    told: dict[str, Any] = change.before or change.after or {}
    subject, object_ = (told.get(f"{end}_id") or told[end] for end in ("subject", "object"))
    ends = ends_of(viewer, told["kind"], subject, object_)
    before = change.before
    if before is None:
        ends.must_untie()
    else:
        ends.must_tie()
        must_not_circle(before, viewer, change.object_id)
        row = Relation.objects.filter(pk=change.object_id).first()
        before = ends.brought_back(before, row_state(RELATION, row) if row else None)
    _put_back(batch, change, before)


def _undo_settling(batch: Batch, viewer: Viewer, sight: Sight, group: Group, change: Change) -> None:
    """Whose word is shown is taken back by those who may say so; the instance's pages then show the other."""
    told: dict[str, Any] = change.before or change.after or {}
    SAYING[change.kind](viewer, told["network_id"])
    with shown_anew(batch, [] if told["network_id"] else [group]):
        _undo_row(batch, viewer, sight, group, change)


_UNDO: dict[str, _Undo] = {
    GROUP: _undo_parts,
    FACT: _undo_row,
    MEDIA: _undo_row,
    RELATION: _undo_relation,
    SETTLED: _undo_settling,
    PRECEDENCE: _undo_settling,
}
SAYING = {SETTLED: must_settle, PRECEDENCE: must_order}
