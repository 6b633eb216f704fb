"""What whoever takes part does with an activity: noting what happened, taking an open place."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.people.audience import Viewer
from konbit.work.actions.parts import stir
from konbit.work.models import Hand, Note
from konbit.work.queries.activities import seen_activity


def note(viewer: Viewer, uid: str, key: uuid.UUID, text: str, on: str, language: str) -> Note:
    """Note what happened on a day (partial date). The same key again gives the note that stands.

    Raises `NotFound`, `NotAllowed`.
    """
    activity, sight = seen_activity(viewer, uid)
    sight.must("take part")

    def make() -> Note:
        said = {"on": on, "text": text, "language": language}
        made = Note(activity=activity, key=key, by=viewer.actor, at=timezone.now(), **said)
        with recording(viewer.actor, "note") as batch:
            add(batch, made)
            stir(batch, activity)
        return made

    return once(Note, key, make)


def take_place(viewer: Viewer, hand_id: int) -> Hand:
    """Take an open place; of a team to be created or an open question, be one of those who do it.

    Raises `NotFound`, `NotAllowed`, and `Problem` (409) for a place that somebody took meanwhile.
    """
    hand = Hand.objects.select_related("activity").filter(pk=hand_id).first()
    if hand is None:
        raise NotFound(_("There is no such place any more."), remedy=_("Open the plan again."))
    activity, sight = seen_activity(viewer, hand.activity.uid)
    sight.must("take part")
    if hand.kind not in (Hand.Kind.PLACE, Hand.Kind.TEAM, Hand.Kind.QUESTION):
        raise Problem(
            _("Somebody took this place already."), remedy=_("Open the activity again."), status=409
        )
    if not viewer.is_someone:
        raise Problem(_("Sign in first."), status=403)
    with recording(viewer.actor, "take place") as batch:
        if hand.kind == Hand.Kind.PLACE:
            change(batch, hand, kind=Hand.Kind.PERSON, name=viewer.name, person=viewer.actor)
        else:
            hand = Hand(
                activity=activity,
                kind=Hand.Kind.PERSON,
                name=viewer.name,
                person=viewer.actor,
                order=hand.order,
            )
            add(batch, hand)
        stir(batch, activity)
    return hand
