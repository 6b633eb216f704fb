"""The sheets of a count: one for each stage, so that anybody can add them up, and what came of it.

Votes are whole numbers of parts of a vote; `Count.parts` says of which: with 100,000, one vote is 100000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .asked import Limit

Method = Literal["scottish", "meek"]

Act = Literal["first", "surplus", "exclusion", "barred"]
"""What a stage does.

first: the first choices. surplus: what somebody elected has above the quota goes on (Meek: what all those
elected have, again and again, until it is next to nothing or somebody else reaches the quota). exclusion: the
papers of the one with the fewest votes go on. barred: those of one whom the limits leave no seat go on.
"""

How = Literal["quota", "remaining"]
"""How somebody is elected: she reached the quota; or as many were left as seats."""


@dataclass(frozen=True, slots=True)
class Tie:
    """These had equal votes, and this one was taken.

    `stage`: of the earlier sheet on which they differed; 0: by the public order.
    """

    among: tuple[str, ...]
    taken: str
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Elected:
    """Somebody is elected. `tie`: others had as many votes, and she was taken first."""

    key: str
    how: How
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Spared:
    """Somebody with no more votes than the one who is excluded stays, since these limits need her."""

    key: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """`papers` go on to a candidate ("": to nobody, no further choice is left), each worth `value` parts."""

    to: str
    papers: int
    value: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One sheet: how things stand in one contest after one step. Numbers of stages run through all contests.

    `candidate`: whose papers go on. `votes`: of everybody who stood in the contest. `exhausted`: votes that
    nobody gets any more. `lost`: what was cut off in rounding. All three add up to the papers of the contest.
    `moves`: Scottish rules; none where the last seats could be filled at once. `keeps`: Meek; which part of a
    vote each of them keeps, in parts. `limits`: why somebody is barred. `spared`: who would have had to go
    before. `tie`: who was taken among equals. `elected`: who is elected on this sheet, one after the other.
    """

    number: int
    contest: str
    act: Act
    candidate: str
    quota: int
    votes: tuple[tuple[str, int], ...]
    exhausted: int
    lost: int = 0
    moves: tuple[Move, ...] = ()
    keeps: tuple[tuple[str, int], ...] = ()
    limits: tuple[Limit, ...] = ()
    spared: tuple[Spared, ...] = ()
    tie: Tie | None = None
    elected: tuple[Elected, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one contest. `papers`: those counted; `invalid`, `cut`: see `Preferences`."""

    contest: str
    seats: int
    papers: int
    invalid: int
    cut: int
    elected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A limit and how many of those elected count for it."""

    limit: Limit
    counted: int


@dataclass(frozen=True, slots=True)
class Count:
    """A whole count. `elected`: of all contests, one after the other."""

    method: Method
    parts: int
    elected: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    stages: tuple[Stage, ...]
    limits: tuple[Standing, ...]
