"""Counting options that are given points: approvals, scores, dots, days."""

from __future__ import annotations

from typing import Any

from konbit.decisions.ballots import bounds
from konbit.decisions.counting.sheet import ballots_of
from konbit.decisions.counting.turnout import quorum_reached, turnout
from konbit.decisions.methods import Rules
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.engines.count import Ballot, Scale, add_up


def points(vote: Vote) -> dict[str, Any]:
    """The options, most points first; `tied`: as many as the next, put in the order that was drawn."""
    rules, came = rules_of(vote), turnout(vote)
    options = in_drawn_order(vote)
    given = [
        Ballot({word: many for word, many in one.said["points"].items() if word in options}, one.weight)
        for one in ballots_of(vote)
    ]
    sums = add_up(given, options, _scale(rules))
    quorum = quorum_reached(rules, came)
    return {
        "verdict": verdict_of(quorum, given),
        "order": [
            {"option": one.option, "points": one.points, "marked": one.marked, "tied": one.tied}
            for one in sums
        ],
        "quorum": quorum,
        "ties": options,
        "log": [],
    }


def in_drawn_order(vote: Vote) -> list[str]:
    """The options that were not withdrawn, in the order that was drawn when the vote opened."""
    left = {one.word for one in vote.options.all() if one.withdrawn_on is None}
    drawn = [word for word in vote.rules.get("ties", []) if word in left]
    return [*drawn, *sorted(left - set(drawn))]


def verdict_of(quorum: dict[str, Any] | None, ballots: list[Any]) -> str:
    """ordered; no quorum, where one is asked and too few took part; nobody, where there is no ballot."""
    if quorum is not None and not quorum["holds"]:
        return "no quorum"
    return "ordered" if ballots else "nobody"


def _scale(rules: Rules) -> Scale:
    least, most, dots = bounds(rules)
    if rules.kind == Kind.DOTS:
        return Scale("dots", least, most, dots)
    return Scale("approval" if rules.kind == Kind.APPROVAL else "score", least, most)
