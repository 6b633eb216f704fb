"""A participatory budget as a file tells it: what was put to the vote, and every ballot."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

import numpy as np

from konbit.engines.shares import Election, Votes

VoteType = Literal["approval", "choose-1", "ordinal", "cumulative", "scoring"]
VOTE_TYPES: tuple[VoteType, ...] = get_args(VoteType)

Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Note:
    """Something in a file that was read otherwise than it stands there: the line (0: the whole), and what."""

    line: int
    what: str


@dataclass(frozen=True, eq=False)
class Poll:
    """A file of a budget. `meta`, `projects` and `voters` hold all that it says, column by column.

    `ids` of the projects, their `costs` and the `budget` in smallest units, of which 10 ** `places` are one.
    `votes`: ballots of the voters, in their order; points are smallest units of 10 ** `point_places`, those
    of an ordinal ballot its Borda scores.
    """

    meta: dict[str, str]
    projects: Columns
    voters: Columns
    vote_type: VoteType
    ids: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    places: int
    votes: Votes
    point_places: int = 0
    notes: tuple[Note, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """What the projects are called; their ids where the file gives no names."""
        names = self.projects.get("name", [""] * len(self.ids))
        return tuple(name or one for name, one in zip(names, self.ids, strict=True))

    @property
    def election(self) -> Election:
        """What is counted."""
        return Election(self.costs, self.budget, self.votes)

    def ballots(self) -> list[list[int]]:
        """The projects that each voter named, by number, in the order in which the ballot names them."""
        start = self.votes.start.tolist()
        parts: list[list[int]] = [
            one.tolist() for one in np.split(self.votes.project, start[1:-1]) if len(start) > 1
        ]
        return parts

    def amount(self, units: int) -> Decimal:
        """An amount of smallest units as the file writes money."""
        return Decimal(units).scaleb(-self.places)
