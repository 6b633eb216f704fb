"""A count as data for programs: numbers of votes are texts with all their decimals, nothing is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from konbit.decisions.count_rules import Asked
from konbit.engines.count import Approved, Count, Limit, Outcome, Round, Spared, Stage, Tie


def exact(number: int, parts: int) -> str:
    """So many parts of a vote as a decimal number, as short as it can be."""
    whole, rest = divmod(number, parts)
    places = len(str(parts)) - 1
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


def part(number: Fraction | None) -> str | None:
    """A fraction as a text, such as 2/3."""
    return None if number is None else str(number)


def count_as_data(asked: Asked, done: Count | Approved, free: Sequence[str]) -> dict[str, Any]:
    """The whole explanation. `free`: who would be elected without the limits."""
    steps: dict[str, Any]
    if isinstance(done, Count):
        steps = {"stages": [_stage(stage, done.parts) for stage in done.stages]}
    else:
        steps = {"rounds": [_round(one) for one in done.rounds]}
    return {
        "method": asked.method,
        "elected": list(done.elected),
        "contests": [_outcome(one, asked.titles[one.contest]) for one in done.outcomes],
        **steps,
        "limits": [{**limit_as_data(one.limit), "counted": one.counted} for one in done.limits],
        "without_limits": list(free),
        "ties": list(asked.election.order()),
        "recounted": True,
    }


def _outcome(one: Outcome, title: str) -> dict[str, Any]:
    return {
        "contest": one.contest,
        "title": title,
        "seats": one.seats,
        "papers": one.papers,
        "invalid": one.invalid,
        "cut": one.cut,
        "elected": list(one.elected),
    }


def _stage(stage: Stage, parts: int) -> dict[str, Any]:
    return {
        "number": stage.number,
        "contest": stage.contest,
        "act": stage.act,
        "candidate": stage.candidate,
        "quota": exact(stage.quota, parts),
        "votes": {key: exact(many, parts) for key, many in stage.votes},
        "exhausted": exact(stage.exhausted, parts),
        "lost": exact(stage.lost, parts),
        "moves": [
            {"to": move.to, "papers": move.papers, "value": exact(move.value, parts)} for move in stage.moves
        ],
        "keeps": {key: exact(keep, parts) for key, keep in stage.keeps},
        "limits": [*map(limit_as_data, stage.limits)],
        "spared": [*map(_spared, stage.spared)],
        "tie": _tie(stage.tie),
        "elected": [{"name": one.key, "how": one.how, "tie": _tie(one.tie)} for one in stage.elected],
    }


def _round(one: Round) -> dict[str, Any]:
    return {
        "number": one.number,
        "contest": one.contest,
        "elected": one.elected,
        "loads": {key: part(load) for key, load in one.loads},
        "barred": [*map(_spared, one.barred)],
        "tie": _tie(one.tie),
    }


def limit_as_data(limit: Limit) -> dict[str, Any]:
    """A limit."""
    return {
        "dimension": limit.dimension,
        "value": limit.value,
        "least": limit.least,
        "most": limit.most,
        "contest": limit.contest,
    }


def _spared(one: Spared) -> dict[str, Any]:
    return {"name": one.key, "limits": [*map(limit_as_data, one.limits)]}


def _tie(tie: Tie | None) -> dict[str, Any] | None:
    if tie is None:
        return None
    return {"among": list(tie.among), "taken": tie.taken, "stage": tie.stage}
