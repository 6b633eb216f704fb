"""Writing down gifts: that somebody gave, and somebody received, without a price."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.exchange.models import Circle, Gift, Member
from konbit.exchange.queries.acting import is_own, keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class GiftDraft:
    """A gift: ids of who gave and who received, what it was, on which day."""

    giver: int
    receiver: int
    text: str
    on: date


def note_gift(viewer: Viewer, circle_uid: str, draft: GiftDraft, key: uuid.UUID) -> str:
    """Write down a gift, and give its uid. For who gave or received it, and who keeps the books.

    Raises `Problem` where the circle is not running, giver and receiver are one, or the day is to come;
    `NotAllowed`, `NotFound`.
    """
    circle, _sight = seen_circle(viewer, circle_uid)
    members = list(circle.members.filter(left_on=None, pk__in={draft.giver, draft.receiver}))
    if not keeps(viewer, circle) and not any(is_own(viewer, one) for one in members):
        raise NotAllowed(
            _("Who gave or who received writes a gift down."), remedy=_("Ask one of them to write it down.")
        )
    _must_fit(circle, draft, members)
    return once(Gift, key, lambda: _noted(viewer, circle, draft, key)).uid


def _must_fit(circle: Circle, draft: GiftDraft, members: list[Member]) -> None:
    if circle.kind != "gifts" or circle.state != Circle.State.OPEN:
        raise Problem(_("No gifts are written down here."), remedy=_("Open a circle of gifts first."))
    if len(members) != 2:
        raise Problem(_("A gift goes from one to another."), remedy=_("Choose two members of the circle."))
    if draft.on > date.today():
        raise Problem(_("This day is still to come."), "on", remedy=_("Write it down when it has happened."))


def _noted(viewer: Viewer, circle: Circle, draft: GiftDraft, key: uuid.UUID) -> Gift:
    gift = Gift(
        key=key, circle=circle, giver_id=draft.giver, receiver_id=draft.receiver, text=draft.text,
        on=draft.on, by=viewer.actor,
    )  # fmt: skip
    with recording(viewer.actor, "note gift") as batch:
        rows.add(batch, gift)
    return gift
