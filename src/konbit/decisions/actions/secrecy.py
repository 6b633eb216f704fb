"""Making a vote open that was to be anonymous and has too few voters for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change
from konbit.decisions.actions.votes import locked_vote
from konbit.decisions.models import Vote
from konbit.people.audience import Viewer


def make_open(viewer: Viewer, uid: str) -> None:
    """Let everybody who sees a vote (uid) see who votes how. Twice is once. Raises `Problem` once it is open:
    what people were promised stands; `NotAllowed`, `NotFound`."""
    with recording(viewer.actor, "make vote open") as batch:
        vote = locked_vote(viewer, uid)
        if vote.secrecy == Vote.Secrecy.OPEN:
            return
        if vote.state != Vote.State.DRAFT:
            raise Problem(
                _("People were promised that their ballots are secret."),
                remedy=_("Give the vote up, and prepare another one."),
            )
        change(batch, vote, secrecy=Vote.Secrecy.OPEN)
