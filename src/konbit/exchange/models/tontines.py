"""Tontines: all pay in, one receives, until everybody had her turn."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, Member, OfCircle


class Cycle(OfCircle):
    """A whole run of a tontine, in which everybody receives once for every hand that she holds.

    `seed`: published, from which an order by draw was drawn. `amount`: what one hand pays in at each turn.
    `resolution`: where the order was agreed, if that is how it was found.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        RUNNING = "running", _("running")
        DONE = "done", _("everybody had her turn")
        BROKEN = "broken", _("ended early")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    starts_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    seed = models.CharField(max_length=64, blank=True, default="")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["circle", "number"], name="cycle_number")]

    def __str__(self) -> str:
        return self.uid


class Hand(models.Model):
    """How many hands a member holds in a cycle: so often she receives, and so much she pays in each time."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="hands")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hands")
    many = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["member__number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "member"], name="hands_once")]

    def __str__(self) -> str:
        return f"{self.many} of {self.member_id}"


class Turn(models.Model):
    """One round: until a day all pay in, `holder` receives. `bid`: what she leaves to the others for it."""

    class State(models.TextChoices):
        COMING = "coming", _("still to come")
        OPEN = "open", _("being paid in")
        PAID = "paid", _("paid out")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    holder = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="turns")
    state = models.CharField(max_length=6, choices=State, default=State.COMING)
    bid = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="turn_number")]

    def __str__(self) -> str:
        return self.uid


class Bid(models.Model):
    """What a member would leave to the others for receiving at a turn, or why she needs it."""

    spoken = ("reason",)

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="bids")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    amount = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["turn", "member"], name="bids_once")]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.turn_id}"


class Swap(models.Model):
    """Two members change turns, once both say yes."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    asks = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)
    by = models.CharField(max_length=80, blank=True, default="")

    def __str__(self) -> str:
        return self.uid
