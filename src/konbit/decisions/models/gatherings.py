"""Many proposals to few, so that each can be found again."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Meeting, Resolution
from konbit.base.period import PartialDateField
from konbit.base.text import MultilingualField
from konbit.decisions.models.votes import Vote
from konbit.directory.models import Group, OfGroup


class Gathering(OfGroup):
    """Points are collected, grouped, merged and decided. `until`: up to when they are collected."""

    class State(models.TextChoices):
        COLLECTING = "collecting", _("points are collected")
        SORTING = "sorting", _("points are grouped and merged")
        DECIDING = "deciding", _("points are decided")
        CLOSED = "closed", _("closed")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    text = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.COLLECTING)
    until = PartialDateField()
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.uid


class Point(models.Model):
    """One point: as a member brought it in, or made of others that were `joined_into` it.

    `heading`: under what it was grouped. `round`: 0 as it was brought in, then one more for every merging.
    `outcome`: what became of it; `referred_to`: to which group; `reason`: why.
    """

    spoken = ("title", "text", "reason")

    class Outcome(models.TextChoices):
        OPEN = "open", _("not decided yet")
        DECIDED = "decided", _("decided")
        REFERRED = "referred", _("referred to another body")
        DROPPED = "dropped", _("not taken up")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveIntegerField()
    title = MultilingualField()
    text = MultilingualField()
    heading = MultilingualField()
    brought_by = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=80, blank=True, default="")
    joined_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="made_of"
    )
    round = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    reason = MultilingualField()
    referred_to = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    vote = models.ForeignKey(Vote, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["gathering", "number"], name="point_number")]

    def __str__(self) -> str:
        return f"point {self.number} of {self.gathering_id}"

    @property
    def keeper(self) -> Gathering:
        """The gathering, whose group answers for it."""
        return self.gathering
