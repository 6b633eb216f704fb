"""Going along with an enterprise: beginning, telling of visits, ending; for the people of both groups."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import group_named
from konbit.base.errors import NotAllowed, Problem
from konbit.base.period import earliest, latest
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.visible import seen_group
from konbit.federation.actions.supports import must_follow
from konbit.federation.models import Accompaniment, Visit
from konbit.federation.queries.accompaniments import belongs, seen_accompaniment, seen_visit
from konbit.people.audience import Audience, Viewer

LONGEST_TEXT, LONGEST_STEP = 8000, 500


@dataclass(frozen=True)
class AccompanimentDraft:
    """To what end two groups go along for a time, in one language; dates are partial."""

    language: str
    aim: str
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True)
class VisitDraft:
    """What was seen on a day, what comes next, by when (partial dates; no day: today)."""

    text: str
    on: str = ""
    next_step: str = ""
    next_on: str = ""


def begin_accompaniment(
    viewer: Viewer, group: str, other: str, draft: AccompanimentDraft, key: uuid.UUID, *, supports: bool
) -> Accompaniment:
    """A group (uid) and another (name or address) go along together; `supports`: whether the first is the one
    that goes along with an enterprise, else it is that enterprise. The same key again gives what stands.

    Raises `Problem`, `NotFound`, and `NotAllowed` for whoever does not take part in the first herself.
    """
    own, _sight = seen_group(viewer, group)
    if not belongs(viewer, own):
        raise NotAllowed(_("You may not do this."), remedy=_("The people of the group can."))
    _must_aim(draft)
    uid = group_named(viewer, other)
    if not uid:
        raise Problem(_("The other group is not named."), remedy=_("Write its name as in the directory."))
    them, _sight = seen_group(viewer, uid)
    if them.pk == own.pk:
        raise Problem(_("This is your own group."), remedy=_("Name the other one."))
    supporter, enterprise = (own, them) if supports else (them, own)

    def begun() -> Accompaniment:
        row = Accompaniment(
            key=key, group=supporter, enterprise=enterprise, by=viewer.actor, audience=Audience.GROUP,
            valid_from=draft.valid_from, valid_until=draft.valid_until,
            **in_language(Accompaniment(), draft.language, {"aim": draft.aim}),
        )  # fmt: skip
        with recording(viewer.actor, "begin accompaniment") as batch:
            add(batch, row)
        return row

    return once(Accompaniment, key, begun)


def write_accompaniment(viewer: Viewer, uid: str, draft: AccompanimentDraft) -> Accompaniment:
    """Say the aim differently, or the time; an end that is emptied opens it again. Raises `Problem`,
    `NotFound`."""
    row = seen_accompaniment(viewer, uid)
    _must_aim(draft)
    with recording(viewer.actor, "write accompaniment") as batch:
        change(
            batch, row, **in_language(row, draft.language, {"aim": draft.aim}),
            valid_from=draft.valid_from, valid_until=draft.valid_until,
        )  # fmt: skip
    return row


def end_accompaniment(viewer: Viewer, uid: str, on: str) -> Accompaniment:
    """Say when it ended (a partial date; empty: today). Raises `Problem`, `NotFound`."""
    row = seen_accompaniment(viewer, uid)
    must_follow(row.valid_from, on)
    with recording(viewer.actor, "end accompaniment") as batch:
        change(batch, row, valid_until=on or date.today().isoformat())
    return row


def tell_visit(viewer: Viewer, uid: str, draft: VisitDraft, key: uuid.UUID) -> Visit:
    """Tell of a visit, or of a talk. The same key again gives what stands. Raises `Problem`, `NotFound`."""
    row = seen_accompaniment(viewer, uid)
    columns = _columns(row, draft)

    def told() -> Visit:
        visit = Visit(accompaniment=row, key=key, by=viewer.actor, **columns)
        with recording(viewer.actor, "tell visit") as batch:
            add(batch, visit)
        return visit

    return once(Visit, key, told)


def write_visit(viewer: Viewer, pk: int, draft: VisitDraft) -> Visit:
    """Tell it differently. Raises `Problem`, `NotFound`."""
    visit = seen_visit(viewer, pk)
    columns = _columns(visit.accompaniment, draft)
    with recording(viewer.actor, "write visit") as batch:
        change(batch, visit, **columns)
    return visit


def remove_visit(viewer: Viewer, pk: int) -> Visit:
    """Take a visit away. Raises `NotFound`."""
    visit = seen_visit(viewer, pk)
    with recording(viewer.actor, "remove visit") as batch:
        remove(batch, visit)
    return visit


def _must_aim(draft: AccompanimentDraft) -> None:
    if not draft.aim.strip():
        raise Problem(_("The aim is missing."), remedy=_("Write what shall be reached together."))
    must_follow(draft.valid_from, draft.valid_until)


def _columns(row: Accompaniment, draft: VisitDraft) -> dict[str, str]:
    on = draft.on or date.today().isoformat()
    if earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write a visit to come as the next step."))
    if row.valid_until and latest(row.valid_until) < earliest(on):
        raise Problem(
            _("This accompaniment had ended by then."),
            remedy=_("Take its end away first, or correct the day."),
        )
    step = short_enough(draft.next_step, LONGEST_STEP) if draft.next_step.strip() else ""
    if draft.next_on and not step:
        raise Problem(
            _("A day stands there, but no next step."), remedy=_("Write what is to be done by then.")
        )
    if draft.next_on and latest(draft.next_on) < earliest(on):
        raise Problem(_("The next step comes before the visit."), remedy=_("Correct one of the two dates."))
    text = short_enough(draft.text, LONGEST_TEXT) if draft.text.strip() or not step else ""
    return {"on": on, "text": text, "next_step": step, "next_on": draft.next_on}
