"""Saying that an offer meets a need, or that it does not."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, kind_of
from konbit.directory.models import Link
from konbit.directory.queries.of_group import seen_thing
from konbit.exchange.models import Listing
from konbit.exchange.queries.listings import may_change
from konbit.exchange.queries.matching import MEETS, MEETS_NOT
from konbit.people.audience import Viewer


def say_it_meets(viewer: Viewer, uid: str, other_uid: str) -> bool:
    """Say for one's own side that an offer and a need (uids, either first) meet. Returns whether both sides
    have said so. Raises `Problem`, `NotFound`, `NotAllowed`."""
    return _said(viewer, uid, other_uid, MEETS)


def say_it_does_not(viewer: Viewer, uid: str, other_uid: str) -> None:
    """Say that they do not meet: they are not suggested to each other any more. Raises as `say_it_meets`."""
    _said(viewer, uid, other_uid, MEETS_NOT)


def _said(viewer: Viewer, uid: str, other_uid: str, kind: str) -> bool:
    rows = [seen_thing(viewer, Listing, one) for one in (uid, other_uid)]
    if {row.what for row, _sight in rows} != set(Listing.What.values):
        raise Problem(_("Only an offer and a need can meet."), remedy=_("Open one of them and look there."))
    kept = {row.what for row, sight in rows if may_change(viewer, row, sight)}
    if not kept:
        raise NotAllowed(
            _("Neither of them is yours."),
            remedy=_("Only those who offer it, or need it, can say whether it fits."),
        )
    pks = {row.what: row.pk for row, _sight in rows}
    now = timezone.now()
    columns = {"confirmed_from": Listing.What.OFFER, "confirmed_to": Listing.What.NEED}
    marks = {name: now for name, side in columns.items() if side in kept}
    with transaction.atomic(), recording(viewer.actor, "say whether it meets") as batch:
        link = _link(pks)
        if link is None:
            link = Link(**_ends(pks), kind=kind, **marks)
            add(batch, link)
        elif link.kind != kind:
            change(batch, link, kind=kind, **{name: marks.get(name) for name in columns})
        else:
            change(batch, link, **{name: at for name, at in marks.items() if getattr(link, name) is None})
    return bool(link.confirmed_from and link.confirmed_to)


def _link(pks: dict[str, int]) -> Link | None:
    either = models.Q(kind=MEETS) | models.Q(kind=MEETS_NOT)
    return Link.objects.select_for_update().filter(either, **_ends(pks)).first()


def _ends(pks: dict[str, int]) -> dict[str, object]:
    kind = kind_of(Listing)
    offer, need = pks[Listing.What.OFFER], pks[Listing.What.NEED]
    return {"from_kind": kind, "from_id": offer, "to_kind": kind, "to_id": need}
