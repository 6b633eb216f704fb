"""Counting options that are put in order: every two are compared."""

from __future__ import annotations

from typing import Any

from konbit.decisions.counting.points import in_drawn_order, verdict_of
from konbit.decisions.counting.sheet import ballots_of
from konbit.decisions.counting.turnout import quorum_reached, turnout
from konbit.decisions.models import Vote
from konbit.decisions.queries.methods import rules_of
from konbit.engines.count import Paper, rank


def rankings(vote: Vote) -> dict[str, Any]:
    """The options first to last, every duel, and the pairs for which the drawn order decided."""
    options = in_drawn_order(vote)
    papers = [
        Paper(
            tuple(tuple(word for word in place if word in options) for place in one.said["ranks"]), one.weight
        )
        for one in ballots_of(vote)
    ]
    found = rank(papers, options)
    quorum = quorum_reached(rules_of(vote), turnout(vote))
    return {
        "verdict": verdict_of(quorum, papers),
        "order": [{"option": one} for one in found.order],
        "duels": [
            {
                "one": duel.one, "other": duel.other, "for_one": duel.for_one, "for_other": duel.for_other,
                "chain_to": duel.chain_to, "chain_back": duel.chain_back,
            }
            for duel in found.duels
        ],
        "equal": [list(pair) for pair in found.equal],
        "quorum": quorum,
        "ties": options,
        "log": [],
    }  # fmt: skip
