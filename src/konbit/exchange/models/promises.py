"""Promises: everything that is to be paid later, whatever it came of."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, OfCircle
from konbit.exchange.models.journal import Account, Transfer


class Obligation(OfCircle):
    """What one account promised another, until a day: an invoice, a turn of a tontine, an instalment …

    `settled`: how much of it is done, by whatever transfers; in the same currency as both accounts. `sort`:
    what it came of, `origin`: the uid of that. One that the other side has not confirmed is not set off.
    """

    spoken = ("text", "answer")
    booked = ("settled",)

    class State(models.TextChoices):
        SAID = "said", _("not confirmed yet")
        STANDS = "stands", _("promised")
        DISPUTED = "disputed", _("disputed")
        DONE = "done", _("kept")
        LET_GO = "let_go", _("let go")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="obligations")
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="promised")
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="claims")
    amount = models.BigIntegerField()
    settled = models.BigIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.STANDS)
    sort = models.CharField(max_length=20, default="invoice")
    origin = models.CharField(max_length=40, blank=True, default="")
    text = models.CharField(max_length=500, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")
    made_on = models.DateField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_promised"),
            models.CheckConstraint(
                condition=models.Q(settled__gte=0) & models.Q(settled__lte=models.F("amount")),
                name="no_more_than_promised",
            ),
            models.CheckConstraint(condition=~models.Q(payer=models.F("payee")), name="promised_to_another"),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="promises_by_day")]

    def __str__(self) -> str:
        return self.uid


class Kept(models.Model):
    """That a transfer kept a promise, or a part of it."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="kept")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["obligation", "transfer"], name="kept_once")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.obligation_id}"
