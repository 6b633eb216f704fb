"""Clearing rounds: what circles of debts can be set off at once, with everybody's consent."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, Member, OfCircle
from konbit.exchange.models.promises import Obligation
from konbit.exchange.models.units import Currency


class ClearingRound(OfCircle):
    """One setting-off of promises that stand in a circle.

    `credit`: whether the circle's credit may lend itself so that more is set off; `oldest_first`. What the
    engine found: `solver` with its version, `certificate` (its potentials by account), `result_hash` (SHA-256
    of the amounts in canonical JSON); `key` is that of the batch in the journal.
    """

    booked = ("booked_at",)

    class State(models.TextChoices):
        GATHERING = "gathering", _("who takes part?")
        FOUND = "found", _("found, not booked yet")
        BOOKED = "booked", _("booked")
        GIVEN_UP = "given_up", _("given up")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="clearing_rounds")
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.GATHERING)
    oldest_first = models.BooleanField(default=True)
    credit = models.BooleanField(default=False)
    answer_by = models.DateField(null=True, blank=True)
    made_on = models.DateField()
    booked_at = models.DateTimeField(null=True, blank=True)
    solver = models.CharField(max_length=60, blank=True, default="")
    certificate: Any = models.JSONField(default=dict, blank=True)
    result_hash = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.uid


class TakingPart(models.Model):
    """That a member lets her promises be set off in a round; `minimum`: nothing smaller is touched."""

    round = models.ForeignKey(ClearingRound, on_delete=models.CASCADE, related_name="taking_part")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    says_yes = models.BooleanField()
    minimum = models.BigIntegerField(default=0)
    by = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="answers_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.round_id}"


class SetOff(models.Model):
    """How much of a promise is set off in a round; `stood`: what was open of it when it was found."""

    round = models.ForeignKey(ClearingRound, on_delete=models.CASCADE, related_name="set_offs")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="set_offs")
    stood = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "obligation"], name="set_off_once")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.obligation_id}"
