"""What is asked of the Method of Equal Shares: projects, money, ballots, and the rules of this vote.

Money is a whole number of the currency's smallest unit. Projects and colleges are numbers from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Utility = Literal["cost", "cardinality", "points"]
"""What a bought project is worth to whoever named it: its cost, one, or the points that it was given."""

Completion = Literal["none", "add1", "u", "add1u"]
"""What is done with money that shares leave over.

`add1`: raise all shares by a step, again and again, until nothing more fits or too much would be spent (then
the step before counts). `u`: buy what fits, in the order of `greedy`. `add1u`: one after the other.
"""

UTILITIES: tuple[Utility, ...] = get_args(Utility)
COMPLETIONS: tuple[Completion, ...] = get_args(Completion)


@dataclass(frozen=True, eq=False)
class Votes:
    """Ballots of n voters: voter i names `project[start[i]:start[i + 1]]`, each once.

    `start`: n + 1 numbers, the first 0. `points`: as many as `project`, None where there are none; who gives
    0 or less does not support. `college`: of each voter, None where there is only one.
    """

    start: Ints
    project: Ints
    points: Ints | None = None
    college: Ints | None = None

    def __len__(self) -> int:
        return len(self.start) - 1

    @classmethod
    def of(cls, ballots: list[dict[int, int]], colleges: list[int] | None = None) -> Votes:
        """Votes from the points that each voter gives to projects (1 for a mere approval)."""
        lengths = [len(ballot) for ballot in ballots]
        return cls(
            np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64),
            np.array([project for ballot in ballots for project in ballot], np.int64),
            np.array([points for ballot in ballots for points in ballot.values()], np.int64),
            None if colleges is None else np.array(colleges, np.int64),
        )


@dataclass(frozen=True, eq=False)
class Election:
    """`costs` of the projects, the `budget` for all of them, the `votes`."""

    costs: tuple[int, ...]
    budget: int
    votes: Votes

    def __post_init__(self) -> None:
        votes, projects = self.votes, len(self.costs)
        if self.budget < 0 or min(self.costs, default=0) < 0:
            raise ValueError("costs and budget are 0 or more")
        if max(self.budget, *self.costs, 0) > MOST_MONEY:
            raise ValueError(f"costs and budget are at most {MOST_MONEY}")
        if len(votes.start) < 1 or votes.start[0] != 0 or votes.start[-1] != len(votes.project):
            raise ValueError("`start` begins with 0 and ends with the length of `project`")
        if (np.diff(votes.start) < 0).any():
            raise ValueError("`start` never falls")
        if votes.project.size and not 0 <= votes.project.min() <= votes.project.max() < projects:
            raise ValueError("a ballot names a project that there is not")
        for name, wanted in (("points", len(votes.project)), ("college", len(votes))):
            found = getattr(votes, name)
            if found is not None and len(found) != wanted:
                raise ValueError(f"`{name}` has another length")
        if votes.points is not None and votes.points.size and votes.points.max() > MOST_POINTS:
            raise ValueError(f"points are at most {MOST_POINTS}")
        voter = np.repeat(np.arange(len(votes)), np.diff(votes.start))
        keys = np.sort(voter * max(projects, 1) + votes.project)
        if (keys[1:] == keys[:-1]).any():
            raise ValueError("a ballot names a project twice")


MOST_MONEY = 2**52
"""No larger amount: floats hold it exactly."""

MOST_POINTS = 2**20
"""No more points to one project: sums over all voters stay within 64 bits."""


@dataclass(frozen=True)
class Rules:
    """The rules of a vote, fixed before it opens.

    `step`: by how much the average share grows at once under `add1`, in smallest units; shares keep their
    proportions. `comparison`: where more voters get more utility from `greedy` than from equal shares than
    the other way round, `greedy` holds. `least_score`: a project with fewer votes (under `points`: points) is
    left out. `incompatible`: sets of projects of which one at most is bought. `ties`: all projects, of equals
    the first in this order wins; empty: by number. `parts`: in what proportion the colleges' shares stand to
    each other, each split equally among the college's voters; empty: all voters have the same.
    """

    utility: Utility = "cost"
    completion: Completion = "add1u"
    step: int = 1
    comparison: bool = False
    least_score: int = 0
    incompatible: tuple[tuple[int, ...], ...] = ()
    ties: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.utility not in UTILITIES or self.completion not in COMPLETIONS:
            raise ValueError(f"one of {UTILITIES} and one of {COMPLETIONS}")
        if self.step < 1:
            raise ValueError("a step is 1 or more")
        if any(part < 1 for part in self.parts):
            raise ValueError("every college has a part of 1 or more")

    def without_raise(self) -> Rules:
        """The same, without any completion."""
        return replace(self, completion="none")


def announced_step(budget: int, voters: int) -> int:
    """The step for few voters: a thousandth of a share, and 1 at least; to be told in the rules.

    A share of 12,500.00 raised by 0.01 at a time would be counted more than a million times.
    """
    return max(1, budget // (1000 * max(voters, 1)))


def share_parts(rules: Rules, votes: Votes) -> tuple[Fraction, ...]:
    """Which part of all money each voter of each college starts with.

    Raises ValueError for a college without a part, or with a part and without voters.
    """
    if not len(votes):
        return ()
    if not rules.parts:
        colleges = 1 if votes.college is None else int(votes.college.max()) + 1
        return (Fraction(1, len(votes)),) * colleges
    of: Any = np.zeros(len(votes), np.int64) if votes.college is None else votes.college
    if of.min() < 0 or of.max() >= len(rules.parts):
        raise ValueError("a voter's college has no part")
    voters = np.bincount(of, minlength=len(rules.parts)).tolist()
    if 0 in voters:
        raise ValueError(f"nobody voted in college {voters.index(0)}: say before who has its part then")
    whole = sum(rules.parts)
    return tuple(Fraction(part, whole * many) for part, many in zip(rules.parts, voters, strict=True))
