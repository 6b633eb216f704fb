"""Asking to look after a group, and the answer of those who may give it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.personal import Personal
from konbit.directory.actions.roles import give
from konbit.directory.models import CareRequest
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.people.audience import STEWARD, Viewer
from konbit.people.queries import account_of

REQUEST = "directory.care_request"
LONGEST_TEXT = 500
MOST_OPEN = 20


def ask_for_care(viewer: Viewer, uid: str, text: str) -> None:
    """Ask to become a steward of a group; asking again while the question waits changes nothing.

    Raises `NotFound`, `NotAllowed` for the unknown, `Problem` for a steward, and for somebody who asks after
    more groups than anybody looks after.
    """
    person = account_of(viewer)
    group, _sight = seen_group(viewer, uid)
    if viewer.holds(group.scope, STEWARD):
        raise Problem(_("You look after this group already."), remedy=_("Open its page and write about it."))
    with recording(viewer.actor, "ask for care") as batch:
        mine = CareRequest.objects.filter(person=person, answered_at=None)
        if mine.filter(group=group).exists():
            return
        if mine.count() >= MOST_OPEN:
            raise Problem(
                _("You asked for %(count)s groups already.") % {"count": MOST_OPEN},
                remedy=_("Wait until somebody has answered."),
                status=429,
            )
        said = text.strip()[:LONGEST_TEXT]
        asked = CareRequest.objects.create(group=group, person=person, text=said)
        after = {"group_id": group.pk, "person": viewer.actor, "text": Personal(said, viewer.actor)}
        batch.changed(REQUEST, asked.pk, None, after)


def accept_care(viewer: Viewer, request_id: int) -> str:
    """Make whoever asked a steward of the group; returns her name. For stewards of the group and organisers
    of its networks. Raises `NotFound`, `NotAllowed`."""
    asked = _asked(viewer, request_id)
    with recording(viewer.actor, "accept care") as batch:
        _answer(batch, viewer, asked, accepted=True)
        give(batch, asked.group, asked.person_id, asked.person.opaque_id, STEWARD)
    return asked.person.name


def refuse_care(viewer: Viewer, request_id: int) -> str:
    """Say no to whoever asked; returns her name. She may ask again. Raises as `accept_care` does."""
    asked = _asked(viewer, request_id)
    with recording(viewer.actor, "refuse care") as batch:
        _answer(batch, viewer, asked, accepted=False)
    return asked.person.name


def _asked(viewer: Viewer, request_id: int) -> CareRequest:
    asked = (
        CareRequest.objects.select_related("group", "person")
        .filter(pk=request_id, group__removed_at=None, person__is_active=True)
        .first()
    )
    if asked is None:
        raise _gone()
    sight_of(viewer, asked.group).must("steward")
    return asked


def _answer(batch: Batch, viewer: Viewer, asked: CareRequest, *, accepted: bool) -> None:
    """Note the answer, once. Raises `NotFound` where somebody else answered meanwhile."""
    answered = CareRequest.objects.filter(pk=asked.pk, answered_at=None).update(
        answered_at=timezone.now(), answered_by=viewer.actor, accepted=accepted
    )
    if not answered:
        raise _gone()
    batch.changed(REQUEST, asked.pk, {"open": True}, {"open": False, "accepted": accepted})


def _gone() -> NotFound:
    return NotFound(_("This question no longer waits."), remedy=_("Open the page again: it has changed."))
