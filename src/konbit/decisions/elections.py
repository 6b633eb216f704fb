"""An election of persons as it is counted: contests by college, who stands, how people voted, which limits.

Keys are words: of an option; of a college, the number of its row; `ALL` where everybody votes together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from konbit.decisions.models import Ballot, College, Kind, Option, Vote
from konbit.engines.count import Candidate, Contest, Election, Limit, Paper

KINDS: tuple[str, ...] = (Kind.SCOTTISH, Kind.MEEK, Kind.PERSONS)
"""Kinds of votes in which persons are elected."""

ALL = "all"
"""The contest in which everybody votes who may vote."""

Ranks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Asked:
    """An election of a vote. `empty`: seats that nobody can fill, by contest: none stands, or none voted."""

    election: Election
    empty: Mapping[str, int]


def colleges_with_seats(vote: Vote) -> list[College]:
    """The colleges that elect for themselves; none: everybody votes together."""
    return [one for one in vote.colleges.all() if one.seats]


def standing(vote: Vote) -> list[Option]:
    """Who stands, those who withdrew included, in their order."""
    return list(vote.options.all())


def election_of(vote: Vote, ballots: Iterable[Ballot] | None = None) -> Asked:
    """The election as the engine counts it. Where fewer stand than there are seats, as many are filled; a
    college in which nobody voted fills none."""
    said = vote.ballots.all() if ballots is None else ballots
    by_college = bool(colleges_with_seats(vote))
    cast: defaultdict[str, Counter[Ranks]] = defaultdict(Counter)
    for ballot in said:
        cast[str(ballot.college_id) if by_college else ALL][ranks_of(ballot.said)] += ballot.weight
    contests: list[Contest] = []
    empty: dict[str, int] = {}
    for key, seats, options in _contests(vote):
        known = {one.word for one in options}
        papers = _papers(cast[key], known)
        gone = frozenset(one.word for one in options if one.withdrawn_on)
        heard = any(set(rank) - gone for paper in papers for rank in paper.ranks)
        filled = min(seats, len(known - gone)) if heard else 0
        if filled < seats:
            empty[key] = seats - filled
        if filled:
            people = tuple(Candidate(one.word, dict(one.traits)) for one in options)
            contests.append(Contest(key, filled, people, papers, gone))
    return Asked(Election(tuple(contests), _limits(vote, contests), _ties(vote, contests)), empty)


def _contests(vote: Vote) -> list[tuple[str, int, list[Option]]]:
    """Every contest: its key, its seats, who stands there."""
    options, colleges = standing(vote), colleges_with_seats(vote)
    if not colleges:
        return [(ALL, vote.seats, options)]
    return [
        (str(one.pk), one.seats, [option for option in options if option.college_id == one.pk])
        for one in colleges
    ]


def ranks_of(said: Mapping[str, Any]) -> Ranks:
    """What a ballot says, rank by rank; approvals stand in one."""
    if "ranks" in said:
        return tuple(tuple(rank) for rank in said["ranks"])
    return (tuple(sorted(word for word, points in said.get("points", {}).items() if points)),)


def _papers(cast: Counter[Ranks], known: set[str]) -> tuple[Paper, ...]:
    """Ballots that say the same, merged and sorted. A word for which nobody stands here is passed over."""
    merged: Counter[Ranks] = Counter()
    for ranks, many in cast.items():
        kept = ((rank, tuple(word for word in rank if word in known)) for rank in ranks)
        merged[tuple(left for rank, left in kept if left or not rank)] += many
    return tuple(Paper(ranks, many) for ranks, many in sorted(merged.items()))


def _limits(vote: Vote, contests: list[Contest]) -> tuple[Limit, ...]:
    """The limits on those who are elected; without those of a college that fills no seat."""
    keys = {one.key for one in contests}
    rows = [(str(one.college_id) if one.college_id else "", one) for one in vote.limits.all()]
    return tuple(
        Limit(one.dimension, one.value, one.least, one.most, key)
        for key, one in sorted(rows, key=lambda row: (row[0], row[1].dimension, row[1].value))
        if not key or key in keys
    )


def _ties(vote: Vote, contests: list[Contest]) -> tuple[str, ...]:
    """The order that was drawn when the vote opened, of those who still stand."""
    left = [one.key for contest in contests for one in contest.standing()]
    drawn = [word for word in vote.rules.get("ties", []) if word in left]
    return (*drawn, *(word for word in left if word not in drawn))
