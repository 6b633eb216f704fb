"""Who may vote, who has voted, and the ballots."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.decisions.models.votes import College, OfVote, Vote
from konbit.directory.models import Group


class Channel(models.TextChoices):
    """By which way a ballot came; all count the same."""

    WEB = "web", _("on this page")
    LINK = "link", _("by a link")
    CARD = "card", _("with a member card")
    PAPER = "paper", _("on paper")
    HANDS = "hands", _("by show of hands")
    BELOW = "below", _("decided in its own body")
    PROXY = "proxy", _("by somebody who stands in")


class Entitled(OfVote):
    """A line of the roll: a person, a group, or a person for a group, with so many votes.

    `person`: opaque id, empty for who has no account. `from_on`, `until_on`: a line that came, or went, after
    the roll was frozen says so by a day, and `reason` says why; None: it was there when the vote opened.
    `number`: her place on the roll, by which paper and links name her.
    """

    personal = ("name",)

    class Mandate(models.TextChoices):
        BLOCK = "block", _("all votes alike")
        SPLIT = "split", _("votes may be split")
        FREE = "free", _("each as she thinks right")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="roll")
    number = models.PositiveIntegerField()
    person = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    college = models.ForeignKey(
        College, on_delete=models.SET_NULL, null=True, blank=True, related_name="roll"
    )
    weight = models.PositiveIntegerField(default=1)
    mandate = models.CharField(max_length=5, choices=Mandate, default=Mandate.FREE)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="number_on_the_roll"),
            models.UniqueConstraint(
                fields=["vote", "person"], condition=~models.Q(person=""), name="person_on_the_roll"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.vote_id}"


class Proxy(OfVote):
    """`giver` lets `holder` vote for her. It can't be passed on; a giver who votes herself takes it back."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="proxy_papers")
    giver = models.OneToOneField(Entitled, on_delete=models.CASCADE, related_name="proxy")
    holder = models.ForeignKey(Entitled, on_delete=models.CASCADE, related_name="carries")

    def __str__(self) -> str:
        return f"{self.giver_id} by {self.holder_id}"


class Participation(OfVote):
    """That somebody has voted, by whatever channel: once. Of an anonymous vote no more is kept, no time."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="participations")
    entitled = models.OneToOneField(Entitled, on_delete=models.CASCADE, related_name="participation")
    channel = models.CharField(max_length=5, choices=Channel)

    def __str__(self) -> str:
        return f"participation of {self.entitled_id}"


class Ballot(OfVote):
    """What was voted. `id` is random, so that no order tells who came when.

    `entitled`: who, in an open vote; None in an anonymous one, where ballots are kept back until several have
    come and written in one go, shuffled. `said`: {"stance": word} or {"points": {word: n}} or {"ranks":
    [[word, …], …]}. `weight`: so many votes; one who splits has several ballots.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    entitled = models.ForeignKey(
        Entitled, on_delete=models.CASCADE, null=True, blank=True, related_name="ballots"
    )
    college = models.ForeignKey(College, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    weight = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=5, choices=Channel, blank=True, default="")
    said: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)


class Sheet(OfVote):
    """A paper ballot as one person typed it in: it counts when a second person has typed the same.

    `serial`: the number that is written on the paper while it is typed in, not that of a voter. `typed_by`:
    opaque id. `entitled`: in an open vote, whose it is.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="sheets")
    serial = models.PositiveIntegerField()
    typed_by = models.CharField(max_length=80)
    entitled = models.ForeignKey(
        Entitled, on_delete=models.CASCADE, null=True, blank=True, related_name="sheets"
    )
    college = models.ForeignKey(College, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    said: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["serial", "id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "serial", "typed_by"], name="sheet_once_by_each")
        ]

    def __str__(self) -> str:
        return f"sheet {self.serial} of {self.vote_id}"
