"""Voters with the same ballot as one group, and who supports what, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from .asked import Election, Floats, Ints, Rules, share_parts


@dataclass(frozen=True, eq=False)
class Side:
    """Who supports one project: `group`, its `weight` (voters), `voice` of each of them.

    In floats, `strong` is the weight and `loud` the weight times the voice. `voices`: of all together.
    `heads`: how many voters. `plain`: every voice is 1.
    """

    group: Ints
    weight: Ints
    voice: Ints
    strong: Floats
    loud: Floats
    voices: int
    heads: int
    plain: bool


@dataclass(frozen=True, eq=False)
class Merged:
    """An election in groups of voters who voted alike.

    Groups stand in an order that follows from their ballots, not from the order of voters. A voice is 1, or
    the points given. `scale`: by what a price per voice is divided to be compared between projects: the cost
    under cost utility, else 1. `weight`: voters of each group. `college`: of each. `part`: of all money, per
    voter of each college. `voters`: the group of each voter. `rank`: place of each project in the order of
    ties. `rivals`: projects incompatible with it. `standing`: whether it can be bought at all. `by_cost`:
    whether utility is cost.
    """

    costs: tuple[int, ...]
    budget: int
    scale: tuple[int, ...]
    sides: tuple[Side, ...]
    weight: Ints
    college: Ints
    part: tuple[Fraction, ...]
    voters: Ints
    rank: tuple[int, ...]
    rivals: tuple[frozenset[int], ...]
    standing: tuple[bool, ...]
    by_cost: bool

    @cached_property
    def score(self) -> tuple[int, ...]:
        """Votes of each project; under points utility its points."""
        return tuple(side.voices for side in self.sides)

    @cached_property
    def twin(self) -> tuple[int, ...]:
        """The first project of each that costs the same and has the same supporters with the same voices."""
        seen: dict[tuple[int, bytes, bytes], int] = {}
        return tuple(
            seen.setdefault((cost, side.group.tobytes(), side.voice.tobytes()), project)
            for project, (cost, side) in enumerate(zip(self.costs, self.sides, strict=True))
        )

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Projects that stand and cost nothing, in the order of ties, without those that are barred."""
        taken: list[int] = []
        for project in sorted(range(len(self.costs)), key=self.rank.__getitem__):
            if self.costs[project] == 0 and self.standing[project] and not self.rivals[project] & set(taken):
                taken.append(project)
        return tuple(taken)

    @cached_property
    def priced(self) -> tuple[int, ...]:
        """Projects that stand, cost something and are not barred by a free one."""
        free = set(self.free)
        return tuple(
            project
            for project, cost in enumerate(self.costs)
            if cost > 0 and self.standing[project] and not self.rivals[project] & free
        )


def merged(election: Election, rules: Rules) -> Merged:
    """Voters who voted alike as groups; a project stands if somebody supports it and its score is enough.

    Raises ValueError for rules that name projects that there are not, or leave some out of `ties`.
    """
    votes, projects = election.votes, len(election.costs)
    ties = rules.ties or tuple(range(projects))
    if sorted(ties) != list(range(projects)):
        raise ValueError("`ties` names every project once")
    if any(not 0 <= project < projects for group in rules.incompatible for project in group):
        raise ValueError("`incompatible` names a project that there is not")
    voter = np.repeat(np.arange(len(votes)), np.diff(votes.start))
    project, points = votes.project, votes.points
    if points is not None and points.size and points.min() < 1:
        supports = points > 0
        voter, project, points = voter[supports], project[supports], points[supports]
    voice = points if rules.utility == "points" and points is not None else np.ones(len(project), np.int64)
    college = np.zeros(len(votes), np.int64) if votes.college is None else votes.college
    of, first = _alike(len(votes), voter, project, voice, college)
    weight = np.bincount(of, minlength=len(first)).astype(np.int64)
    leads = np.zeros(len(votes), bool)
    leads[first] = True
    kept = np.flatnonzero(leads[voter])
    kept = kept[np.lexsort((of[voter[kept]], project[kept]))]
    bounds = np.searchsorted(project[kept], np.arange(projects + 1))
    groups, voices = of[voter[kept]], voice[kept]
    sides = tuple(
        _side(groups[low:high], voices[low:high], weight)
        for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    )
    rivals = [set[int]() for _ in range(projects)]
    for some in rules.incompatible:
        for one in some:
            rivals[one].update(set(some) - {one})
    rank = [0] * projects
    for place, one in enumerate(ties):
        rank[one] = place
    return Merged(
        costs=election.costs,
        budget=election.budget,
        scale=election.costs if rules.utility == "cost" else (1,) * projects,
        sides=sides,
        weight=weight,
        college=college[first],
        part=share_parts(rules, votes),
        voters=of,
        rank=tuple(rank),
        rivals=tuple(frozenset(some) for some in rivals),
        by_cost=rules.utility == "cost",
        standing=tuple(side.voices >= max(1, rules.least_score) for side in sides),
    )


def _side(group: Ints, voice: Ints, weight: Ints) -> Side:
    loud = weight[group] * voice
    return Side(
        group=group,
        weight=weight[group],
        voice=voice,
        strong=weight[group].astype(float),
        loud=loud.astype(float),
        voices=int(loud.sum()),
        heads=int(weight[group].sum()),
        plain=bool((voice == 1).all()),
    )


def _alike(voters: int, voter: Ints, project: Ints, voice: Ints, college: Ints) -> tuple[Ints, Ints]:
    """The group of each voter, and one voter of each group. Ballots are compared by a digest of 64 bits, and
    then in full; two ballots with one digest (one in a billion billions) are taken apart by another one."""
    length = np.bincount(voter, minlength=voters)
    order = np.argsort(voter * (int(project.max(initial=0)) + 1) + project, kind="stable")
    voter, project, voice = voter[order], project[order], voice[order]
    begin = np.concatenate(([0], np.cumsum(length)[:-1])).astype(np.int64) if voters else length
    some = np.flatnonzero(length)
    for seed in range(100):
        words = _words(seed, int(project.max(initial=0)) + 2)
        digest = college.astype(np.uint64) * words[-1, 0]
        if some.size:
            added = words[project, 0] + words[project, 1] * voice.astype(np.uint64)
            digest[some] += np.add.reduceat(added, begin[some])
        _, first, of = np.unique(digest, return_index=True, return_inverse=True)
        lead = first[of]
        same = (length == length[lead]) & (college == college[lead])
        at = np.arange(len(voter)) - begin[voter] + begin[lead[voter]]
        within = same[voter]
        differ = (project[within] != project[at[within]]) | (voice[within] != voice[at[within]])
        if same.all() and not differ.any():
            return of, first
    raise AssertionError("a hundred digests in a row failed")


def _words(seed: int, many: int) -> NDArray[np.uint64]:
    """Pairs of numbers without order, the same on every machine."""
    drawn = [blake2b(f"{seed}:{number}".encode(), digest_size=16).digest() for number in range(many)]
    return np.frombuffer(b"".join(drawn), "<u8").astype(np.uint64).reshape(many, 2)
