"""Ballots of a vote in the files that other programs read: BLT for persons and orders, .pb for money."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from konbit.base.text import sentence
from konbit.decisions.elections import ALL, KINDS
from konbit.decisions.formats.blt import Ballots, Blt, write
from konbit.decisions.formats.pb_out import write as write_pb
from konbit.decisions.models import Budget, Kind, Vote
from konbit.decisions.queries.budget_pb import poll_of

Data = dict[str, Any]


def ballot_files(vote: Vote, data: Data, language: str) -> dict[str, str]:
    """The files of a package, by their names; none for votes that no such program counts."""
    kind = data["rules"]["kind"]
    if kind == Kind.SHARES:
        return _of_budget(vote, language)
    if kind not in (*KINDS, Kind.RANKING):
        return {}
    colleges = [one for one in data["rules"]["colleges"] if one["seats"] and kind in KINDS]
    contests = [(one["key"], one["seats"]) for one in colleges] or [("", vote.seats)]
    written = {key or ALL: _contest(vote, data, language, key, seats) for key, seats in contests}
    return {f"ballots-{key}.blt": write(one) for key, one in written.items() if one.names}


def _of_budget(vote: Vote, language: str) -> dict[str, str]:
    """The ballots about money, without names; none where they could not be counted."""
    budget = Budget.objects.filter(vote=vote).first()
    if budget is None or vote.result.get("verdict") == "not_counted":
        return {}
    with override(language):
        return {"ballots.pb": write_pb(poll_of(vote, budget))}


def _contest(vote: Vote, data: Data, language: str, college: str, seats: int) -> Blt:
    options = [one for one in data["options"] if not college or one["college"] == college]
    number = {one["word"]: at for at, one in enumerate(options, start=1)}
    ballots = []
    for one in data["ballots"]:
        if college and one["college"] != college:
            continue
        ranks = [tuple(number[word] for word in rank if word in number) for rank in _ranks(one["said"])]
        ballots.append(Ballots(one["weight"], tuple(rank for rank in ranks if rank)))
    return Blt(
        title=_plain(sentence(vote.title, language)),
        seats=seats,
        names=tuple(
            _plain(one["name"] or sentence(one["title"], language) or one["word"]) for one in options
        ),
        ballots=tuple(ballots),
        withdrawn=tuple(number[one["word"]] for one in options if one["withdrawn"]),
    )


def _ranks(said: Data) -> list[list[str]]:
    if "ranks" in said:
        return list(said["ranks"])
    return [sorted(word for word, many in said.get("points", {}).items() if many)]


def _plain(name: str) -> str:
    """A name as a BLT file can hold it."""
    return " ".join(name.replace('"', "”").split())
