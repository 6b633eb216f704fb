"""Counting votes: for each kind a function that makes a result, JSON data that is the same on every machine.

Numbers are exact: whole ones, or texts such as "2/3".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from konbit.decisions.counting.consents import advice, consent
from konbit.decisions.counting.persons import persons
from konbit.decisions.counting.points import points
from konbit.decisions.counting.rankings import rankings
from konbit.decisions.counting.shares import shares
from konbit.decisions.counting.stances import stances
from konbit.decisions.counting.turnout import turnout
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.methods import rules_of

Counter = Callable[[Vote], dict[str, Any]]

COUNTERS: dict[str, Counter] = {
    Kind.CONSENT: consent,
    Kind.ADVICE: advice,
    Kind.STANCE: stances,
    Kind.APPROVAL: points,
    Kind.SCORE: points,
    Kind.DOTS: points,
    Kind.DAYS: points,
    Kind.RANKING: rankings,
    Kind.SCOTTISH: persons,
    Kind.MEEK: persons,
    Kind.PERSONS: persons,
    Kind.SHARES: shares,
}


def counted(vote: Vote) -> dict[str, Any]:
    """What came of a vote: `kind`, `unit`, `entitled`, `voted`, and what its kind adds, with the log."""
    kind = rules_of(vote).kind
    return {"kind": kind, **turnout(vote).data} | COUNTERS[kind](vote)
