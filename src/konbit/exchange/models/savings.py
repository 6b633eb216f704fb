"""Savings groups and solidarity funds: loans out of what was saved together."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, Member, OfCircle


class Loan(OfCircle):
    """Money of the circle that a member has for a time.

    `amount`: in smallest parts; `instalments`, the first after `moratorium` months; `charge`: what is paid
    beyond the amount, all of it, stated before anybody says yes (there is no other cost). `turn_down`: why it
    was refused.
    """

    spoken = ("purpose", "turn_down")

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        GRANTED = "granted", _("granted, not paid out yet")
        RUNNING = "running", _("being paid back")
        REFUSED = "refused", _("refused")
        PAID_BACK = "paid_back", _("paid back")
        LET_GO = "let_go", _("let go")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="loans")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="loans")
    amount = models.BigIntegerField()
    charge = models.BigIntegerField(default=0)
    instalments = models.PositiveSmallIntegerField(default=1)
    moratorium = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    paid_out_on = models.DateField(null=True, blank=True)
    turn_down = models.CharField(max_length=300, blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_loan_of_something")]

    def __str__(self) -> str:
        return self.uid


class Approval(models.Model):
    """That a member is for a loan, or against."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="approvals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    says_yes = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["loan", "member"], name="approves_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.loan_id}"
