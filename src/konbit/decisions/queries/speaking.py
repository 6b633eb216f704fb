"""Who speaks in a consent or an advice."""

from __future__ import annotations

from konbit.decisions.models import Vote
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer


def may_speak(viewer: Viewer, vote: Vote, sight: Sight) -> bool:
    """Whether the viewer takes part in the group, or stands on the roll."""
    if not viewer.is_someone:
        return False
    return sight.may("take part") or vote.roll.filter(person=viewer.actor).exists()
