"""A count that was kept as data, read again so that it can be told in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from konbit.engines.count import SEATS, Elected, Limit, Move, Round, Spared, Stage, Standing, Tie

PARTS = 10**9
"""Votes are read as so many parts of a vote: no count has more decimals."""


@dataclass(frozen=True)
class Named:
    """How candidates and contests are called, by their keys: a key that nobody knows stays as it is."""

    people: Mapping[str, str]
    contests: Mapping[str, str]

    def person(self, key: str) -> str:
        """Somebody's name."""
        return self.people.get(key, key)

    def contest(self, key: str) -> str:
        """What a contest is called."""
        return self.contests.get(key, key)


def stages_of(log: Mapping[str, Any], named: Named) -> list[Stage]:
    """The sheets of a ranked count, with names for keys."""
    return [_stage(one, named) for one in log.get("stages", [])]


def rounds_of(log: Mapping[str, Any], named: Named) -> list[Round]:
    """The rounds of a count of approvals, with names for keys."""
    return [_round(one, named) for one in log.get("rounds", [])]


def standings_of(log: Mapping[str, Any], named: Named) -> list[Standing]:
    """How many of those elected count for each limit that somebody set."""
    return [
        Standing(limit_of(one, named), one["counted"])
        for one in log.get("limits", [])
        if one["dimension"] != SEATS
    ]


def limit_of(said: Mapping[str, Any], named: Named) -> Limit:
    """A limit, with names for keys."""
    value = named.contest(said["value"]) if said["dimension"] == SEATS else said["value"]
    return Limit(said["dimension"], value, said["least"], said["most"], named.contest(said["contest"]))


def _stage(said: Mapping[str, Any], named: Named) -> Stage:
    return Stage(
        number=said["number"],
        contest=named.contest(said["contest"]),
        act=said["act"],
        candidate=named.person(said["candidate"]),
        quota=_parts(said["quota"]),
        votes=_many(said["votes"], named),
        exhausted=_parts(said["exhausted"]),
        lost=_parts(said["lost"]),
        moves=tuple(
            Move(named.person(one["to"]) if one["to"] else "", one["papers"], _parts(one["value"]))
            for one in said["moves"]
        ),
        keeps=_many(said["keeps"], named),
        limits=_limits(said["limits"], named),
        spared=_spared(said["spared"], named),
        tie=_tie(said["tie"], named),
        elected=tuple(
            Elected(named.person(one["name"]), one["how"], _tie(one["tie"], named)) for one in said["elected"]
        ),
    )


def _round(said: Mapping[str, Any], named: Named) -> Round:
    return Round(
        number=said["number"],
        contest=named.contest(said["contest"]),
        elected=named.person(said["elected"]),
        loads=tuple(
            (named.person(key), None if load is None else Fraction(load))
            for key, load in said["loads"].items()
        ),
        barred=_spared(said["barred"], named),
        tie=_tie(said["tie"], named),
    )


def _many(said: Mapping[str, str], named: Named) -> tuple[tuple[str, int], ...]:
    return tuple((named.person(key), _parts(many)) for key, many in said.items())


def _limits(said: list[Mapping[str, Any]], named: Named) -> tuple[Limit, ...]:
    return tuple(limit_of(one, named) for one in said)


def _spared(said: list[Mapping[str, Any]], named: Named) -> tuple[Spared, ...]:
    return tuple(Spared(named.person(one["name"]), _limits(one["limits"], named)) for one in said)


def _tie(said: Mapping[str, Any] | None, named: Named) -> Tie | None:
    if said is None:
        return None
    among = tuple(named.person(key) for key in said["among"])
    return Tie(among, named.person(said["taken"]), said["stage"])


def _parts(said: str) -> int:
    return int(Fraction(said) * PARTS)
