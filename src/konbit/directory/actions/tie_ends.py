"""The two ends of a tie: who may make it, end it, and say for which end that it holds.

A tie of belonging gives a network's people a say in the group that belongs. So only the stewards of that
group can make one, whoever claims it; a network can always let go.

Each end is confirmed by those who answer for it: a group's own people, never the organisers of a network
above it, as they would otherwise confirm both ends; a network's by whoever may moderate it. An operator
answers for any group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.actions.rows import RowState
from konbit.directory.models import Certainty, Group
from konbit.directory.queries.membership import BELONGING, DOWNWARD
from konbit.directory.queries.ties import answers_for
from konbit.directory.queries.visible import Sight, sight_of
from konbit.people.audience import Viewer

FROM, TO = "confirmed_from", "confirmed_to"


@dataclass(frozen=True)
class Ends:
    """The two groups of a tie, as a viewer sees them."""

    kind: str
    subject: Group
    object: Group
    subject_sight: Sight
    object_sight: Sight

    @property
    def member(self) -> tuple[Group, Sight]:
        """The end that belongs to the other, in a tie of belonging."""
        if self.kind in DOWNWARD:
            return self.object, self.object_sight
        return self.subject, self.subject_sight

    @property
    def network(self) -> tuple[Group, Sight]:
        """The end to which the other belongs, in a tie of belonging."""
        if self.kind in DOWNWARD:
            return self.subject, self.subject_sight
        return self.object, self.object_sight

    @property
    def marks(self) -> frozenset[str]:
        """The columns of the ends for which the viewer answers."""
        ends = ((FROM, self.subject_sight, True), (TO, self.object_sight, False))
        return frozenset(
            name for name, sight, outward in ends if answers_for(self.kind, sight, outward=outward)
        )

    @property
    def settles(self) -> bool:
        """Whether the viewer's word is enough for the tie to be certain: a group that belongs said so when it
        made the tie, so the network's word is the last one."""
        if self.kind in BELONGING:
            return self.network[1].may("moderate")
        return self.marks == {FROM, TO}

    def must_tie(self) -> None:
        """Raise `NotAllowed` unless the viewer may make this tie, or say what it is."""
        if self.kind in BELONGING:
            self.member[1].must("steward")
        elif not self.object_sight.may("edit"):
            self.subject_sight.must("edit")

    def must_untie(self) -> None:
        """Raise `NotAllowed` unless the viewer may end this tie or take it away."""
        if self.kind not in BELONGING:
            self.must_tie()
        elif not self.network[1].may("moderate"):
            self.member[1].must("steward")

    def certainty(self, said: str) -> str:
        """A tie is confirmed by those whose word settles it; anybody else's word is to be verified, unless
        it rests on something published."""
        if said != Certainty.CONFIRMED or self.settles:
            return said
        return str(Certainty.TO_VERIFY)

    def brought_back(self, columns: RowState, now: RowState | None) -> RowState:
        """The columns of a tie that is taken back to what it was: what only others can say stays as it is
        `now`, or is open again where the tie was gone."""
        standing = now or {}
        others: dict[str, Any] = {name: standing.get(name) for name in {FROM, TO} - self.marks}
        certain = standing.get("certainty") == columns.get("certainty")
        said = str(columns.get("certainty", Certainty.TO_VERIFY))
        return {**columns, **others, "certainty": said if certain else self.certainty(said)}


def ends_of(viewer: Viewer, kind: str, subject_id: int, object_id: int) -> Ends:
    """The ends of a tie by their ids. Raises `NotFound` where one is gone."""
    groups = Group.objects.in_bulk([subject_id, object_id])
    if len(groups) < 2:
        raise gone()
    subject, object_ = groups[subject_id], groups[object_id]
    return Ends(kind, subject, object_, sight_of(viewer, subject), sight_of(viewer, object_))


def gone() -> NotFound:
    """The problem of a tie that somebody took away meanwhile."""
    return NotFound(_("This tie is no longer there."), remedy=_("Open the page again: it has changed."))
