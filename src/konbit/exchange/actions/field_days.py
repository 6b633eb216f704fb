"""Days on which all work for one: planning one, saying whether one comes, writing down who came."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import Multilingual, in_language, short_enough
from konbit.chronicle.actions import Batch, recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.of_group import gone
from konbit.exchange.models import Circle, FieldDay, Helped, Member
from konbit.exchange.queries.acting import is_own, keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.rota import day_kept, day_named
from konbit.people.audience import Viewer

MOST_MINUTES = 24 * 60
COMING, AWAY = Helped.State.WILL_COME.value, Helped.State.CANNOT.value


@dataclass(frozen=True)
class DayDraft:
    """A day that is planned: on whose field (a member's id), when, what is to be done, where to meet."""

    language: str
    host: int
    on: date
    text: str = ""
    where: str = ""


def plan_day(viewer: Viewer, circle_uid: str, draft: DayDraft, key: uuid.UUID) -> FieldDay:
    """Plan a day on somebody's field: by herself, or by who keeps the circle. The same key again gives what
    stands. Raises `Problem` where the circle does not run, `NotAllowed`, `NotFound`."""
    circle, _sight = seen_circle(viewer, circle_uid)
    host = _host(viewer, circle, draft.host)
    return once(FieldDay, key, lambda: _planned(viewer, circle, host, draft, key))


def write_day(viewer: Viewer, uid: str, draft: DayDraft) -> FieldDay:
    """Write the day again: another date, another field. Raises as `plan_day` does."""
    day = day_kept(viewer, uid)
    host = _host(viewer, day.circle, draft.host)
    with recording(viewer.actor, "write field day") as batch:
        rows.change(batch, day, host=host, on=draft.on, where=draft.where.strip()[:200], **_words(day, draft))
    return day


def remove_day(viewer: Viewer, uid: str) -> FieldDay:
    """Take a day away that will not be, or was not. It can be brought back. Raises as `plan_day` does."""
    day = day_kept(viewer, uid)
    with recording(viewer.actor, "remove field day") as batch:
        rows.remove(batch, day)
    return day


def say_coming(viewer: Viewer, uid: str, member_id: int, state: str) -> Helped:
    """Say for a member whether she comes: she herself, or who keeps the circle.

    Raises `Problem` once it is written down who came, `NotAllowed`, `NotFound`.
    """
    day = day_named(viewer, uid)
    member = Member.objects.filter(circle=day.circle, pk=member_id, left_on=None).first()
    if member is None:
        raise gone()
    if not (is_own(viewer, member) or keeps(viewer, day.circle)):
        raise NotAllowed(_("Everybody says for herself whether she comes."), remedy=_("Ask her to say so."))
    if day.done or state not in (COMING, AWAY):
        raise Problem(
            _("It is written down already who came."), remedy=_("Ask who keeps the circle to mend it.")
        )
    with recording(viewer.actor, "say who comes") as batch:
        return _said(batch, day, member, state, None)


def note_who_came(viewer: Viewer, uid: str, came: Mapping[int, int | None]) -> FieldDay:
    """Write down who came (ids of members), and for how many minutes where that is known. By whose field it
    was, and who keeps the circle. Who said that she would and did not is not mentioned any more.

    Raises `Problem` for a day to come or too many minutes, `NotAllowed`, `NotFound`.
    """
    day = day_kept(viewer, uid)
    if day.on > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write it down when it was."))
    if any(minutes is not None and not 0 <= minutes <= MOST_MINUTES for minutes in came.values()):
        raise Problem(_("A day has no more than 24 hours."), remedy=_("Write less."))
    members = day.circle.members.filter(pk__in=came, joined_on__lte=date.today())
    with recording(viewer.actor, "note who came") as batch:
        rows.change(batch, day, done=True)
        for one in day.helpers.exclude(member__in=members).exclude(state=Helped.State.CANNOT):
            rows.change(batch, one, state=Helped.State.CANNOT.value, minutes=None)
        for member in members:
            _said(batch, day, member, Helped.State.CAME.value, came[member.pk])
    return day


def _host(viewer: Viewer, circle: Circle, member_id: int) -> Member:
    if circle.kind != "rota" or circle.state != Circle.State.OPEN:
        raise Problem(_("No days are planned here."), remedy=_("Let a circle of working together run first."))
    member = circle.members.filter(pk=member_id, left_on=None).first()
    if member is None:
        raise Problem(_("She is not in this circle."), remedy=_("Choose one of its members."))
    if not (keeps(viewer, circle) or is_own(viewer, member)):
        raise NotAllowed(
            _("Everybody plans the day on her own field."),
            remedy=_("Ask her, or who keeps the circle, to plan it."),
        )
    return member


def _words(day: FieldDay, draft: DayDraft) -> dict[str, Multilingual]:
    return in_language(day, draft.language, {"text": short_enough(draft.text, 1000) if draft.text else ""})


def _planned(viewer: Viewer, circle: Circle, host: Member, draft: DayDraft, key: uuid.UUID) -> FieldDay:
    day = FieldDay(
        key=key, circle=circle, host=host, on=draft.on, where=draft.where.strip()[:200],
        **_words(FieldDay(), draft),
    )  # fmt: skip
    with recording(viewer.actor, "plan field day") as batch:
        rows.add(batch, day)
    return day


def _said(batch: Batch, day: FieldDay, member: Member, state: str, minutes: int | None) -> Helped:
    row = Helped.objects.select_for_update().filter(day=day, member=member).first()
    if row is None:
        row = Helped(day=day, member=member, state=state, minutes=minutes)
        rows.add(batch, row)
    else:
        rows.change(batch, row, state=state, minutes=minutes)
    return row
