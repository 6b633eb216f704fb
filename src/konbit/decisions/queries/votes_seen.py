"""The vote by which a budget is decided, as far as a viewer may know of it."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import Multilingual
from konbit.decisions.models import Vote
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class VoteLink:
    """A vote as other pages name it."""

    uid: str
    title: Multilingual
    state: str
    state_label: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"/votes/{self.uid}/"


def vote_link(viewer: Viewer, vote: Vote) -> VoteLink | None:
    """A link to a vote, None where the viewer may not know of it."""
    if not seen_things(viewer, [vote]):
        return None
    return VoteLink(vote.uid, vote.title, vote.state, str(Vote.State(vote.state).label))
