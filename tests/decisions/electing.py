"""A board to be elected, for tests: colleges, who stands, how people voted."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.decisions.models import Ballot, College, Limit, Option, Vote
from konbit.directory.models import Group
from tests.builders import a_group

Voiced = dict[str, int]


def a_board(group: Group | None = None, kind: str = "scottish", **said: Any) -> Vote:
    """An election of persons of a group, whose rules are frozen already."""
    group = group or a_group("Charrette Federation")
    return Vote.objects.create(
        group=group, title={"en": "The board"}, method=kind, rules={"method": {"kind": kind}}, **said
    )


def a_college(vote: Vote, title: str, seats: int) -> College:
    """Those who vote together."""
    return College.objects.create(vote=vote, title={"en": title}, seats=seats, order=vote.colleges.count())


def stands(vote: Vote, word: str, college: College | None = None, **traits: str) -> Option:
    """Somebody who stands."""
    at = vote.options.count()
    name = f"{word.title()} Example"
    return Option.objects.create(vote=vote, word=word, name=name, college=college, traits=traits, order=at)


def voted(vote: Vote, words: str, many: int = 1, college: College | None = None) -> Ballot:
    """`many` votes for these words, in their order, or for all of them alike."""
    said: dict[str, Any] = {"ranks": [[word] for word in words.split()]}
    if vote.method == "persons":
        said = {"points": dict.fromkeys(words.split(), 1)}
    return Ballot.objects.create(id=uuid.uuid4(), vote=vote, college=college, weight=many, said=said)


def a_limit(vote: Vote, said: str, least: int = 0, most: int | None = None, **where: Any) -> Limit:
    """A limit such as gender=woman."""
    dimension, value = said.split("=")
    return Limit.objects.create(vote=vote, dimension=dimension, value=value, least=least, most=most, **where)
