"""A counted vote about money as a file of the Pabulib library."""

from __future__ import annotations

from itertools import pairwise

from django.utils import timezone
from django.utils.translation import get_language

from konbit.base import money
from konbit.base.text import sentence
from konbit.decisions.budget_votes import rules_of_budget, standing
from konbit.decisions.counting.sharing import Asked, asked_of
from konbit.decisions.formats.pb_out import write
from konbit.decisions.formats.poll import Columns, Poll, VoteType
from konbit.decisions.models import Budget, Vote
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer

ALWAYS = ("budget", "num_projects", "num_votes")
"""Keys that such a file never leaves out; their values are written with it."""


def budget_file(viewer: Viewer, uid: str) -> str:
    """The ballots of the vote of a budget (uid) once it is counted, without names, in an order that tells
    nothing. Raises `NotFound` before."""
    budget, _sight = seen_thing(viewer, Budget, uid)
    if budget.vote is None:
        raise gone()
    vote, _sight = seen_thing(viewer, Vote, budget.vote.uid)
    if vote.state != Vote.State.CLOSED or vote.result.get("verdict") == "not_counted":
        raise gone()
    return write(poll_of(vote, budget))


def poll_of(vote: Vote, budget: Budget) -> Poll:
    """A vote as such files tell it."""
    asked, rules = asked_of(vote), rules_of_budget(vote)
    language = get_language() or "en"
    by_points = rules["utility"] == "points"
    kind: VoteType = "cumulative" if by_points else "approval"
    meta = {
        "description": _cell(sentence(vote.title, language)),
        "unit": _cell(budget.group.name),
        "currency": rules["currency"],
        "budget": "", "num_projects": "", "num_votes": "",
        "vote_type": kind,
        "rule": "equalshares",
        "date_end": timezone.localdate(vote.closed_at).strftime("%d.%m.%Y") if vote.closed_at else "",
        "language": language,
    }  # fmt: skip
    if by_points:
        meta["max_sum_points"] = str(rules["points"])
    winners = set(vote.result.get("winners", ()))
    projects = {
        "name": [_cell(sentence(one.title, language)) for one in standing(vote)],
        "selected": ["1" if word in winners else "0" for word in asked.words],
    }
    return Poll(
        meta={key: value for key, value in meta.items() if value or key in ALWAYS},
        projects=projects,
        voters=_voters(vote, asked, by_points, language),
        vote_type=kind,
        ids=asked.words,
        costs=asked.election.costs,
        budget=asked.election.budget,
        places=money.places(rules["currency"]),
        votes=asked.election.votes,
    )  # fmt: skip


def _voters(vote: Vote, asked: Asked, by_points: bool, language: str) -> Columns:
    votes = asked.election.votes
    columns: Columns = {"voter_id": [str(number) for number in range(1, len(votes) + 1)]}
    if votes.college is not None:
        titles = {one.pk: _cell(sentence(one.title, language)) for one in vote.colleges.all()}
        columns["college"] = [titles[asked.colleges[number]] for number in votes.college.tolist()]
    if by_points and votes.points is not None:
        start, points = votes.start.tolist(), votes.points.tolist()
        columns["points"] = [",".join(map(str, points[first:last])) for first, last in pairwise(start)]
    return columns


def _cell(words: str) -> str:
    return words.replace(";", ",")
