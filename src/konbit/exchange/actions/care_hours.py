"""Writing down hours of care that nobody pays for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.of_group import gone
from konbit.exchange.models import Circle, Gift, Member
from konbit.exchange.queries.acting import is_own, keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.people.audience import Viewer

A_WEEK = 7 * 24 * 60
"""In minutes; nobody cares for longer at once."""


@dataclass(frozen=True)
class CareDraft:
    """Care: id of who gave it, for how many minutes, for whom or what in her words, until which day."""

    giver: int
    minutes: int
    text: str
    on: date


def note_care(viewer: Viewer, circle_uid: str, draft: CareDraft, key: uuid.UUID) -> Gift:
    """Write down care: by who gave it, or by who keeps the circle for somebody without an account. The same
    key again gives what stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    circle, _sight = seen_circle(viewer, circle_uid)
    member = circle.members.filter(left_on=None, pk=draft.giver).first()
    if circle.kind != "care" or member is None:
        raise gone()
    if not (is_own(viewer, member) or keeps(viewer, circle)):
        raise NotAllowed(_("Everybody writes down her own care."), remedy=_("Ask her to write it down."))
    if circle.state != Circle.State.OPEN:
        raise Problem(_("This circle is not running."), remedy=_("Ask those who keep it."), status=409)
    if not 0 < draft.minutes <= A_WEEK:
        week_by_week = _("Write it down week by week.")
        raise Problem(_("A week has no more than 168 hours."), "long", remedy=week_by_week)
    if draft.on > date.today():
        raise Problem(_("This day is still to come."), "on", remedy=_("Write it down when it has happened."))
    return once(Gift, key, lambda: _noted(viewer.actor, circle, member, draft, key))


def _noted(actor: str, circle: Circle, member: Member, draft: CareDraft, key: uuid.UUID) -> Gift:
    gift = Gift(
        key=key, circle=circle, giver=member, text=draft.text.strip()[:300], minutes=draft.minutes,
        on=draft.on, by=actor,
    )  # fmt: skip
    with recording(actor, "note care") as batch:
        rows.add(batch, gift)
    return gift
