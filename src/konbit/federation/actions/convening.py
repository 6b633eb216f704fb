"""Calling a body together, and telling how many came of how many."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from konbit.assembly.actions.planning import Agenda, Plan, planned
from konbit.assembly.models import Attendance, Meeting
from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import Multilingual, sentence, with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.wording import date_words
from konbit.federation.actions.organs import kept_organ
from konbit.federation.models import Convocation, Mandate, Organ
from konbit.federation.queries.convocations import COUNTED, called_on
from konbit.people.audience import Audience, Viewer

WIDELY_KNOWN = (Audience.PUBLIC, Audience.NETWORK)
"""To whom a name may be told that stands on the list of a meeting."""


def call_together(
    viewer: Viewer, uid: str, key: uuid.UUID, plan: Plan, agenda: Agenda, words: str = ""
) -> Convocation:
    """Call a body (uid) to a meeting at which all are awaited who sit on that day. The same key again gives
    the convocation that stands.

    Raises `Problem` without a whole day, for one before there was such a body or after it ended, where nobody
    sits, and as `plan_meeting` does; `NotAllowed`, `NotFound`.
    """
    organ, _sight = kept_organ(viewer, uid)
    _must_be_then(organ, plan)

    def make() -> Convocation:
        called = called_on(organ, latest(plan.when.since))
        if not called:
            raise Problem(
                _("Nobody sits in “%(body)s” on %(day)s.")
                % {"body": sentence(organ.title, plan.language), "day": date_words(plan.when.since)},
                remedy=_("Write down first who sits there."),
            )
        with recording(viewer.actor, "call together") as batch:
            meeting = planned(batch, viewer, organ.group, key, plan, agenda)
            _await(batch, meeting, called, plan.language)
            row = Convocation(
                organ=organ, meeting=meeting, key=key, words=with_words({}, plan.language, words)
            )
            add(batch, row)
        return row

    return once(Convocation, key, make)


def tell_who_came(
    viewer: Viewer, convocation_id: int, counted_in: str, present: int, entitled: int
) -> Convocation:
    """Keep how many came of how many, counted in heads, organisations or weights. Raises `Problem` for more
    present than entitled, another way of counting; `NotAllowed`, `NotFound`."""
    row = Convocation.objects.select_related("organ").filter(pk=convocation_id).first()
    if row is None:
        raise gone()
    row.organ, _sight = kept_organ(viewer, row.organ.uid)
    if counted_in not in COUNTED:
        raise Problem(_("In what is it counted?"), remedy=_("Choose heads, organisations or weights."))
    if present > entitled:
        raise Problem(
            _("%(present)d came of %(entitled)d: these are more than there are.")
            % {"present": present, "entitled": entitled},
            remedy=_("Count again, in one way: heads, organisations or weights."),
        )
    with recording(viewer.actor, "tell who came") as batch:
        change(batch, row, counted_in=counted_in, present=present, entitled=entitled)
    return row


def _await(batch: Batch, meeting: Meeting, called: list[Mandate], language: str) -> None:
    """A line for each who is called. Names of which fewer people may know than of the list stay out of it."""
    for number, mandate in enumerate(called, start=1):
        known = mandate.name if mandate.audience in WIDELY_KNOWN else ""
        of = mandate.speaks_for or mandate.holder
        add(
            batch,
            Attendance(
                meeting=meeting,
                name=known[:120],
                person=mandate.person if known else "",
                of=of,
                of_name="" if known or of else _place(mandate, language) or str(number),
                state=Attendance.State.AWAITED.value,
            ),
        )


def _place(mandate: Mandate, language: str) -> str:
    """Where somebody sits whose name does not stand on the list."""
    titles: list[Multilingual] = [part.title for part in (mandate.seat, mandate.college) if part]
    return next(filter(None, (sentence(one, language) for one in [*titles, mandate.task])), "")[:300]


def _must_be_then(organ: Organ, plan: Plan) -> None:
    day = plan.when.since
    if len(day) < 10:
        raise Problem(
            _("A convocation needs a whole day."),
            remedy=_("Write year, month and day: whoever sits on that day is called."),
        )
    if organ.valid_from and latest(day) < earliest(organ.valid_from):
        raise Problem(
            _("%(day)s is before it began (%(began)s).")
            % {"day": date_words(day), "began": date_words(organ.valid_from)},
            remedy=_("Write a later day."),
        )
    if organ.valid_until and earliest(day) > latest(organ.valid_until):
        raise Problem(
            _("%(day)s is after it ended (%(ended)s).")
            % {"day": date_words(day), "ended": date_words(organ.valid_until)},
            remedy=_("Write an earlier day, or correct when it ended."),
        )
