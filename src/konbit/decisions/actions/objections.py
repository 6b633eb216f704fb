"""What becomes of an objection; and what follows where objections stand and no round is left."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.decisions.actions.hearing import LONGEST, heard_of
from konbit.decisions.models import Heard, Vote
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer

State = Heard.State


@dataclass(frozen=True)
class Turn:
    """What becomes of an objection: its state, and how, in one language."""

    state: str
    language: str = "en"
    words: str = ""


def turn_objection(viewer: Viewer, uid: str, heard_id: int, turn: Turn) -> Heard:
    """Say what becomes of an objection (id) in an open consent (uid).

    Whoever raised it may withdraw it or say that it is met; those who keep the vote say the rest, and must
    say how it was met or why it is set aside. Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    vote, sight = seen_thing(viewer, Vote, uid)
    heard = heard_of(vote, heard_id)
    if vote.state != Vote.State.OPEN or heard.what != Heard.What.OBJECTION:
        raise Problem(
            _("There is no objection to settle here now."), remedy=_("Open the page again."), status=409
        )
    if turn.state not in State.values:
        raise Problem(_("Nothing is said of what becomes of it."), remedy=_("Choose one of the answers."))
    own = viewer.is_someone and heard.person == viewer.actor
    if not sight.may("edit") and not (own and turn.state in (State.WITHDRAWN, State.MET, State.STANDS)):
        raise NotAllowed(
            _("Those who keep this vote say what becomes of objections; whoever raised one may withdraw it."),
            remedy=_("Talk with them."),
        )
    if turn.state in (State.MET, State.SET_ASIDE) and not turn.words.strip() and not heard.answer:
        raise Problem(
            _("How was it met, or why is it none?"),
            remedy=_("Write it in a sentence: others want to know."),
        )
    with recording(viewer.actor, "settle objection") as batch:
        words = {"answer": turn.words[:LONGEST]} if turn.words.strip() else {}
        change(batch, heard, state=turn.state, **in_language(heard, turn.language, words))
    return heard
