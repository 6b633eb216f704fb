"""The handshake of two bodies: how a priority of the one meets a priority of the other, said by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, sentence
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import gone, seen_thing, seen_things
from konbit.federation.models import Alignment, Priority
from konbit.federation.queries.meeting import (
    WAYS,
    belongs_to,
    must_speak_for,
    speaks_for,
    their_eyes,
    way_between,
)
from konbit.federation.queries.order import holds
from konbit.people.audience import Viewer

OPEN = (Alignment.State.PROPOSED, Alignment.State.AGREED)


@dataclass(frozen=True)
class AlignmentDraft:
    """How `one` meets `other` (uids of priorities), seen from the first: one of `WAYS`; `note` says why, in
    one language."""

    one: str
    other: str
    way: str
    language: str = "en"
    note: str = ""


def propose_alignment(viewer: Viewer, draft: AlignmentDraft) -> Alignment:
    """Say how two priorities meet, for the body for which the viewer speaks; it counts once the other agrees.

    Whoever speaks for both proposes for the first. Raises `NotAllowed`, `NotFound`, and `Problem` for a
    priority of the same body, one that holds no longer or that the others could not read, two that are tied
    already, and a circle of contributions, with the way.
    """
    one, _sight = seen_thing(viewer, Priority, draft.one)
    other, _sight = seen_thing(viewer, Priority, draft.other)
    own = one if speaks_for(viewer, one.group) else other
    must_speak_for(viewer, own.group)
    kind, turned = WAYS[draft.way]
    lower, upper = (other, one) if turned else (one, other)
    _must_be_two(own, lower if own is upper else upper)
    with recording(viewer.actor, "propose alignment") as batch:
        list(Priority.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk"))
        stands = _between(one, other)
        if stands is not None and stands.state in OPEN:
            raise _tied(stands)
        _must_not_circle(viewer, lower, upper, kind, draft.language)
        values = {
            "lower": lower, "upper": upper, "kind": kind, "state": Alignment.State.PROPOSED.value,
            "by_upper": own is upper, "by": viewer.actor, "reason": {}, "answered_on": "",
            "note": in_language(Alignment(), draft.language, {"note": draft.note})["note"],
        }  # fmt: skip
        if stands is not None:
            change(batch, stands, **values)
            return stands
        row = Alignment(**values)
        try:
            with transaction.atomic():
                add(batch, row)
        except IntegrityError as error:
            raise _tied(_between(one, other) or row) from error
    return row


def answer_alignment(
    viewer: Viewer, pk: int, accept: bool, reason: str = "", language: str = "en"
) -> Alignment:
    """Accept what the other body proposed, or refuse it with a reason. Raises `NotAllowed` for those who do
    not speak for the body that is asked, `NotFound`, `Problem`."""
    row = _seen(viewer, pk)
    if row.state != Alignment.State.PROPOSED:
        raise _answered()
    must_speak_for(viewer, (row.lower if row.by_upper else row.upper).group)
    if not accept and not reason.strip():
        raise Problem(_("It is not said why."), remedy=_("Say in a sentence why you do not see it so."))
    with recording(viewer.actor, "answer alignment") as batch:
        row = _locked(row)
        if row.state != Alignment.State.PROPOSED:
            raise _answered()
        if accept:
            _must_not_circle(viewer, row.lower, row.upper, row.kind, language)
        state = Alignment.State.AGREED if accept else Alignment.State.REFUSED
        _say(viewer, row, batch, state, not row.by_upper, reason, language)
    return row


def end_alignment(viewer: Viewer, pk: int, reason: str = "", language: str = "en") -> Alignment:
    """End what both agreed upon, or take back what one's own body proposed. Raises as `answer_alignment`."""
    row = _seen(viewer, pk)
    by_upper = row.by_upper
    if row.state != Alignment.State.PROPOSED:
        by_upper = not speaks_for(viewer, row.lower.group)
    must_speak_for(viewer, (row.upper if by_upper else row.lower).group)
    with recording(viewer.actor, "end alignment") as batch:
        row = _locked(row)
        if row.state not in OPEN:
            raise _answered()
        _say(viewer, row, batch, Alignment.State.ENDED, by_upper, reason, language)
    return row


def _say(
    viewer: Viewer,
    row: Alignment,
    batch: Batch,
    state: Alignment.State,
    by_upper: bool,
    reason: str,
    language: str,
) -> None:
    told = in_language(Alignment(), language, {"reason": reason})
    change(
        batch, row, state=state.value, by_upper=by_upper, by=viewer.actor,
        answered_on=date.today().isoformat(), **told,
    )  # fmt: skip


def _seen(viewer: Viewer, pk: int) -> Alignment:
    """A handshake of which the viewer may know: both priorities are open to her, and both sides agreed, or
    she is of one of them. Raises `NotFound`."""
    row = Alignment.objects.select_related("lower__group", "upper__group").filter(pk=pk).first()
    if row is None or len(seen_things(viewer, [row.lower, row.upper])) < 2:
        raise gone()
    of_one = any(belongs_to(viewer, one.group) for one in (row.lower, row.upper))
    if row.state != Alignment.State.AGREED and not of_one:
        raise gone()
    return row


def _locked(row: Alignment) -> Alignment:
    ends = [row.lower_id, row.upper_id]
    list(Priority.objects.select_for_update().filter(pk__in=ends).order_by("pk"))
    return Alignment.objects.select_related("lower__group", "upper__group").get(pk=row.pk)


def _between(one: Priority, other: Priority) -> Alignment | None:
    """What stands between two priorities, whichever is the lower one; what is open first."""
    both_ways = Q(lower=one, upper=other) | Q(lower=other, upper=one)
    rows = Alignment.objects.filter(both_ways).select_for_update()
    return min(rows, key=lambda row: row.state not in OPEN, default=None)


def _must_be_two(own: Priority, other: Priority) -> None:
    if own.group_id == other.group_id:
        raise Problem(
            _("Both priorities are of one body."),
            remedy=_("Put your own priorities in order; a handshake takes two."),
        )
    if not (holds(own) and holds(other)):
        raise Problem(_("One of the two priorities holds no longer."), remedy=_("Choose one that holds."))
    if not seen_things(their_eyes(other.group), [own]):
        raise Problem(
            _("The others could not read your priority: it is not open to them."),
            remedy=_("Change who can see it, then propose this again."),
        )


def _must_not_circle(viewer: Viewer, lower: Priority, upper: Priority, kind: str, language: str) -> None:
    """Raise where contributions would lead back to where they begin, naming the way as far as one may."""
    way = way_between(lower.pk, upper.pk, kind)
    if not way:
        return
    rows = {one.pk: one for one in Priority.objects.filter(pk__in=way).select_related("group")}
    seen = {one.pk for one in seen_things(viewer, rows.values())}
    names = [
        sentence(rows[pk].statement, language) if pk in seen else _("a priority that is not open to you")
        for pk in way
    ]
    raise Problem(
        _("These contributions would lead back to where they begin: %(way)s.")
        % {"way": " → ".join(f"“{name}”" for name in names)},
        remedy=_("End one of them first, or say that two of them say the same."),
        status=409,
    )


def _tied(row: Alignment) -> Problem:
    if row.state == Alignment.State.PROPOSED:
        what = _("This is proposed already and waits for an answer.")
    else:
        what = _("These two are tied already.")
    return Problem(what, remedy=_("Open one of the two priorities: it stands there."), status=409)


def _answered() -> Problem:
    return Problem(
        _("This was answered already."), remedy=_("Open the page again: it has changed."), status=409
    )
