"""What is kept only while a vote is open: links that open one ballot, ballots on their way to the box."""

from __future__ import annotations

from typing import Any

from django.db import models

from konbit.decisions.models.rolls import Entitled
from konbit.decisions.models.votes import OfVote, Vote


class Link(OfVote):
    """A link by which somebody on the roll votes without an account. It is gone once she has voted.

    `nonce`: stands signed in the link; another one makes the link that was sent before worthless.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="links")
    entitled = models.OneToOneField(Entitled, on_delete=models.CASCADE, related_name="link")
    nonce = models.CharField(max_length=22)

    def __str__(self) -> str:
        return f"link of {self.entitled_id}"


class Urn(OfVote):
    """Anonymous ballots that wait until so many have come that nobody can tell whose is which.

    `waiting`: as `Ballot` keeps them, ordered by what they say, so that no order tells who came when;
    `voters`: from how many people they are.
    """

    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="urn")
    waiting: Any = models.JSONField(default=list)
    voters = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"urn of {self.vote_id}"
