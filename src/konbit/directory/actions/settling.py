"""Saying whose word is shown: by an order for a field, or for one group where its sources do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.claiming import own_up, show, shown_anew
from konbit.directory.actions.rows import PRECEDENCE, SETTLED, RowState, add_row, change_row, remove_row
from konbit.directory.claim_fields import APART, SINGLE, part_of
from konbit.directory.models import Disagreement, Group, Precedence, Settled, Source
from konbit.directory.precedence import NEWEST, OWN
from konbit.directory.queries.disagreements import must_order, must_settle, network_of, unsettled
from konbit.people.audience import Viewer

AT_ONCE = 200
FIRST_CHOICES = (OWN, NEWEST)


def set_order(viewer: Viewer, uid: str, field: str, order: Sequence[str]) -> None:
    """Say whose word a network (uid; empty: the instance) shows for a part of groups, or for all of them.

    `order`: codes of sources, "own" and "newest", first choice first; an empty one takes the order back.
    An order of the instance is shown at once in every group whose sources do not agree upon that part.
    Raises `Problem` for a part or a source that is not known, `NotAllowed`, `NotFound`.
    """
    network = network_of(viewer, uid)
    must_order(viewer, network.pk if network else None)
    if field and field not in (*SINGLE, *APART):
        raise Problem(_("There is no such part of a group."), field)
    order = list(dict.fromkeys(order))
    known = {*FIRST_CHOICES, *Source.objects.filter(code__in=order).values_list("code", flat=True)}
    if unknown := [code for code in order if code not in known]:
        raise Problem(_("There is no such source."), unknown[0], _("Choose one from the list."))
    with recording(viewer.actor, "order") as batch:
        row = Precedence.objects.filter(network=network, field=field).first()
        _write(batch, PRECEDENCE, row, {"network_id": _id(network), "field": field, "order": order}, order)
    if network is None:
        _show_everywhere(viewer.actor, field)


def settle(viewer: Viewer, uid: str, disagreement: int, code: str) -> Group:
    """Take one source's word (its code) on what a group's sources do not agree upon, or let it stand (an
    empty code), for a network (uid) or the instance. Returns the group.

    A later change of any of the words opens the question again. Raises `Problem` where it is settled
    already, `NotAllowed`, `NotFound`.
    """
    return _answer(viewer, uid, disagreement, code, later=False)


def put_off(viewer: Viewer, uid: str, disagreement: int) -> Group:
    """Ask about this disagreement after all others."""
    return _answer(viewer, uid, disagreement, "", later=True)


def _answer(viewer: Viewer, uid: str, disagreement: int, code: str, *, later: bool) -> Group:
    network = network_of(viewer, uid)
    must_settle(viewer, _id(network))
    row = unsettled(network).filter(pk=disagreement).select_related("group").first()
    if row is None:
        raise Problem(
            _("This is settled already, or one of the sources has changed its word."),
            remedy=_("Look at the list again."),
            status=409,
        )
    with recording(viewer.actor, "settle") as batch, shown_anew(batch, [] if network else [row.group]):
        own_up([row.group])
        source = Source.objects.filter(code=code, claims__group=row.group_id).first()
        if code and source is None:
            raise NotFound(_("This source does not speak of the group."), code)
        state = {
            "group_id": row.group_id,
            "network_id": _id(network),
            "field": row.field,
            "source_id": source.pk if source else None,
            "digest": "" if later else row.digest,
            "by": viewer.actor,
            "at": timezone.now().isoformat(),
        }
        there = Settled.objects.filter(group=row.group, network=network, field=row.field).first()
        _write(batch, SETTLED, there, state, state)
    return row.group


def _write(batch: Batch, kind: str, row: Precedence | Settled | None, state: RowState, kept: object) -> None:
    """Make, change or (where nothing is to be kept) remove a row."""
    if row is None and kept:
        add_row(batch, kind, state)
    elif row is not None and kept:
        change_row(batch, kind, row, state)
    elif row is not None:
        remove_row(batch, kind, row)


def _show_everywhere(actor: str, field: str) -> None:
    """Show anew the groups whose sources do not agree upon a part: some at a time, each in an act."""
    rows = Disagreement.objects.all()
    if field:
        rows = rows.filter(field__startswith=field)
    ids = sorted({group for group, of in rows.values_list("group", "field") if field in ("", part_of(of))})
    for some in _portions(ids):
        with recording(actor, "order") as batch:
            show(batch, list(Group.objects.filter(pk__in=some)))


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _id(network: Group | None) -> int | None:
    return network.pk if network else None
