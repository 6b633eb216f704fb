"""Votes that are open, with options and a roll, for the tests of casting."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.decisions.ballots import Voice
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Entitled, Option, Vote
from konbit.decisions.queries.methods import shipped_methods
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.learning.made import somebody_of

YES, NO = Voice({"stance": "agree"}), Voice({"stance": "disagree"})


def an_open_vote(group: Group, method: str = "majority", *options: str, **said: Any) -> Vote:
    """A vote of a group that is open, by a shipped method."""
    rules = next(one for one in shipped_methods() if one.word == method)
    vote = Vote.objects.create(
        key=uuid.uuid4(), group=group, title={"en": "Do we buy the mill?"}, method=method,
        rules={"method": rules_as_data(rules)}, state=said.pop("state", Vote.State.OPEN), **said,
    )  # fmt: skip
    for number, word in enumerate(options):
        Option.objects.create(vote=vote, word=word, title={"en": word.title()}, order=number)
    return vote


def on_the_roll(vote: Vote, *viewers: Viewer, **said: Any) -> list[Entitled]:
    """Lines of the roll for these people."""
    begin = vote.roll.count()
    return [
        Entitled.objects.create(vote=vote, number=begin + at, person=one.actor, name=one.name, **said)
        for at, one in enumerate(viewers, 1)
    ]


def a_group_with(*names: str, role: str = "member", **said: Any) -> tuple[Group, list[Any]]:
    """A group with people: for each her viewer, her browser, her account."""
    group = a_group(**said)
    return group, [somebody_of(group, role, name) for name in names]
