"""Counting elections of persons: ranked or approved, all colleges together, so that limits hold for all.

The count is taken again by a second way before it is told; where the two differ there is no result.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions import count_rules
from konbit.decisions.count_data import count_as_data, limit_as_data
from konbit.decisions.count_twice import counted
from konbit.decisions.counting.turnout import quorum_reached, turnout
from konbit.decisions.elections import Asked, election_of
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.engines.count import Impossible, Undecided, Unfit

METHODS: dict[str, count_rules.Method] = {
    Kind.SCOTTISH: "scottish",
    Kind.MEEK: "meek",
    Kind.PERSONS: "approval",
}


def persons(vote: Vote) -> dict[str, Any]:
    """Who is elected, with the whole log. `verdict`: elected; not_counted, with `why`, where limits cannot
    be met by those who stand, or nobody voted. `empty`: seats that stay empty, by contest. `quorum`: None
    where none is asked; one that was not reached leaves the count as it is, and the page says so. Raises
    `Problem` for an election that is taken elsewhere."""
    if vote.secrecy == Vote.Secrecy.HANDOFF:
        raise Problem(
            _("This vote is taken in Belenios, not here."),
            remedy=_("Let two people enter its result on the page “Voting with Belenios”."),
            status=409,
        )
    rules, asked = rules_of(vote), election_of(vote)
    told: dict[str, Any] = {
        "kind": rules.kind,
        "unit": vote.unit,
        "elected": [],
        "empty": dict(sorted(asked.empty.items())),
        "quorum": quorum_reached(rules, turnout(vote)),
    }
    try:
        return told | _elected(METHODS[rules.kind], asked)
    except Impossible as impossible:
        why: dict[str, Any] = {"code": "limits", "limits": [*map(limit_as_data, impossible.limits)]}
    except Undecided:
        why = {"code": "long", "limits": []}
    except Unfit as unfit:
        why = {"code": unfit.code, "about": unfit.about, "contest": unfit.contest, "limits": []}
    return told | {"verdict": "not_counted", "why": why, "log": {}}


def _elected(method: count_rules.Method, asked: Asked) -> dict[str, Any]:
    done = counted(method, asked.election)
    free = counted(method, replace(asked.election, limits=()))
    titles = {one.key: one.key for one in asked.election.contests}
    log = count_as_data(count_rules.Asked(asked.election, method, titles), done, free.elected)
    return {"verdict": "elected", "elected": list(done.elected), "log": log}
