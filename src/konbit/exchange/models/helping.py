"""Working each other's fields, and gifts: what is remembered and never owed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, Member, OfCircle


class FieldDay(OfCircle):
    """A day on which all work for one member: whose field it is, and what is to be done.

    `host` None: a day for what all have in common. `done`: it took place.
    """

    spoken = ("where",)

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="field_days")
    host = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted")
    on = models.DateField()
    text = MultilingualField()
    where = models.CharField(max_length=200, blank=True, default="")
    done = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.uid


class Helped(models.Model):
    """That a member came, or will come; `minutes`: how long, where the circle wants to know. Never a debt."""

    class State(models.TextChoices):
        WILL_COME = "will_come", _("will come")
        CANNOT = "cannot", _("can’t come")
        CAME = "came", _("came")

    day = models.ForeignKey(FieldDay, on_delete=models.CASCADE, related_name="helpers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="helped")
    state = models.CharField(max_length=9, choices=State)
    minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "member"], name="came_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.day_id}"

    @property
    def keeper(self) -> Circle:
        """The circle, whose group answers for it."""
        return self.day.circle


class Gift(OfCircle):
    """Something given without a price: counted as one gift, never as something owed."""

    spoken = ("text",)

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="gifts")
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="given")
    receiver = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="received"
    )
    listing = models.CharField(max_length=12, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    on = models.DateField()
    by = models.CharField(max_length=80, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.uid
