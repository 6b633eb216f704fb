"""A vote about money as it is counted: projects, ballots as arrays, rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from konbit.decisions.budget_votes import Unfit, rules_of_budget, standing
from konbit.decisions.counting.sheet import ballots_of
from konbit.decisions.models import Vote
from konbit.engines.shares import Election, Rules, Votes, announced_step


@dataclass(frozen=True)
class Asked:
    """An election of a vote: `words` name the projects, `colleges` (ids) those who have a part of the money;
    `left_out`: colleges (ids) from which nobody voted, whose part goes to all others. `blank`: so many
    ballots named nothing: they count as voters, and so does their share."""

    election: Election
    rules: Rules
    words: tuple[str, ...]
    colleges: tuple[int, ...]
    left_out: tuple[int, ...]
    voters: tuple[int, ...]
    blank: int


def asked_of(vote: Vote) -> Asked:
    """What is counted. Raises `Unfit`."""
    said = rules_of_budget(vote)
    options = standing(vote)
    place = {one.word: number for number, one in enumerate(options)}
    rows = list(_rows(vote))
    colleges, left_out, numbers = _colleges(vote, rows)
    parts = {one.pk: one.part for one in vote.colleges.all()}
    votes = _votes(rows, place, numbers, said["utility"] == "points")
    election = Election(tuple(int(one.cost or 0) for one in options), int(said["amount"]), votes)
    rules = Rules(
        utility=said["utility"],
        completion=said["completion"],
        step=said["step"] or announced_step(election.budget, len(votes)),
        comparison=bool(said["comparison"]),
        least_score=int(said["least_score"]),
        incompatible=tuple(
            (place[one], place[other]) for one, other in said["excludes"] if one in place and other in place
        ),
        ties=_ties(vote, place),
        parts=tuple(parts[one] for one in colleges),
    )
    voters = [0] * max(1, len(colleges))
    for _given, weight, college in rows:
        voters[numbers.get(college or 0, 0)] += weight
    blank = sum(weight for given, weight, _college in rows if not any(word in place for word, _many in given))
    return Asked(election, rules, tuple(place), colleges, left_out, tuple(voters), blank)


Row = tuple[tuple[tuple[str, int], ...], int, int | None]


def _rows(vote: Vote) -> Iterable[Row]:
    """What ballots give, with how many votes, from which college (id)."""
    for one in ballots_of(vote):
        points = one.said.get("points", {})
        given = tuple(sorted((word, int(many)) for word, many in points.items() if many > 0))
        yield given, one.weight, int(one.college) if one.college else None


def _colleges(vote: Vote, rows: list[Row]) -> tuple[tuple[int, ...], tuple[int, ...], dict[int, int]]:
    """Colleges that voted, those that did not, and the number of each in the count."""
    known = [one.pk for one in vote.colleges.all()]
    if not known:
        return (), (), {}
    voted = {college for _given, _weight, college in rows}
    if None in voted:
        raise Unfit("college")
    present = tuple(one for one in known if one in voted)
    return present, tuple(one for one in known if one not in voted), {pk: n for n, pk in enumerate(present)}


def _votes(rows: list[Row], place: dict[str, int], numbers: dict[int, int], by_points: bool) -> Votes:
    """Ballots as arrays; one with several votes stands as often."""
    ballots, colleges = [], []
    for given, weight, college in rows:
        one = {place[word]: many if by_points else 1 for word, many in given if word in place}
        ballots += [one] * weight
        colleges += [numbers.get(college or 0, 0)] * weight
    votes = Votes.of(ballots, colleges if numbers else None)
    return votes if by_points else replace(votes, points=None)


def _ties(vote: Vote, place: dict[str, int]) -> tuple[int, ...]:
    """The lot that was drawn when the vote opened; what it does not name comes last, by number."""
    drawn = [place[word] for word in vote.rules.get("ties", ()) if word in place]
    return (*drawn, *(number for number in place.values() if number not in set(drawn)))
