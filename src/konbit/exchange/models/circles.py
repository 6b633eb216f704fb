"""Circles: people and groups who agree how value moves among them, by dated rules."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup
from konbit.exchange.models.units import Currency


class Circle(OfGroup):
    """People or groups who agree how value moves among them.

    `kind`: the word of a kind declared in `exchange/kinds`. `currency`: in what it counts first; accounts may
    be kept in others too. `key` makes one that is sent twice one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("running")
        CLOSED = "closed", _("ended")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20)
    title = MultilingualField()
    text = MultilingualField()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.uid


class OfCircle(models.Model):
    """A part of a circle."""

    class Meta:
        abstract = True

    circle: models.ForeignKey[Circle, Circle]

    @property
    def keeper(self) -> Circle:
        """The circle, whose group answers for it."""
        return self.circle


class Terms(OfCircle):
    """The rules of a circle for a time, all of them: `values` by the words that its kind declares.

    A change makes a new row and ends the one before; `resolution`: where the change was agreed.
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="terms")
    values: Any = models.JSONField(default=dict, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle"], condition=models.Q(until_on=None), name="terms_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.circle_id} from {self.from_on}"


class Member(OfCircle):
    """Somebody who takes part in a circle: a person, a group, or somebody without an account, by name.

    `person`: opaque id, empty for who has no account. `number`: by which lists, slips and cards name her.
    """

    personal = ("name",)

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="members")
    number = models.PositiveIntegerField()
    person = models.CharField(max_length=80, blank=True, default="", db_index=True)
    name = models.CharField(max_length=200, blank=True, default="")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="number_in_circle"),
            models.UniqueConstraint(
                fields=["circle", "person"],
                condition=~models.Q(person="") & models.Q(left_on=None),
                name="person_in_circle",
            ),
            models.UniqueConstraint(
                fields=["circle", "group"],
                condition=models.Q(group__isnull=False, left_on=None),
                name="group_in_circle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.circle_id}"
