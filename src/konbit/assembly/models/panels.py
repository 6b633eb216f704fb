"""Balanced groups: few people chosen from many nominations."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models.resolutions import Resolution
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Panel(OfGroup):
    """A body of `least` to `most` people to be chosen with balance.

    `seed_from`: where the seed will come from, said while people are nominated ("the lottery of 5 December").
    `closed_at`: since when nobody is nominated any more. `seed`: the public words from which chance is taken,
    known after that. `drawing`: the certificate of the drawing (see `formats.panel_certificate`), empty where
    nothing was drawn. `resolution`: the one by which the panel was confirmed. `key` makes one that is sent
    twice one.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    purpose = MultilingualField()
    least = models.PositiveSmallIntegerField(default=10)
    most = models.PositiveSmallIntegerField(default=12)
    seed_from = models.CharField(max_length=200, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=200, blank=True, default="")
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawing = models.JSONField(default=dict, blank=True)
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.uid


class OfPanel(models.Model):
    """A part of a panel."""

    class Meta:
        abstract = True

    panel: models.ForeignKey[Panel, Panel]

    @property
    def keeper(self) -> Panel:
        """The panel, whose group answers for it."""
        return self.panel


class Quota(OfPanel):
    """How many people with a trait there are to be at least, and at most (None: no bound)."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="quotas")
    dimension = models.CharField(max_length=80)
    value = models.CharField(max_length=120)
    least = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["dimension", "value", "id"]
        constraints = [models.UniqueConstraint(fields=["panel", "dimension", "value"], name="quota_once")]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.value}"


class Nominee(OfPanel):
    """Somebody named for a panel. `traits`: what she says of herself, by dimension, for this panel alone;
    what is not there she prefers not to say."""

    class State(models.TextChoices):
        NAMED = "named", _("named")
        WILLING = "willing", _("willing")
        DECLINED = "declined", _("declined")
        CHOSEN = "chosen", _("chosen")

    personal = ("name", "traits")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="nominees")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    person = models.CharField(max_length=80, blank=True, default="")
    of = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    of_name = models.CharField(max_length=300, blank=True, default="")
    traits = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NAMED)
    fixed = models.BooleanField(default=False)
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"nominee {self.pk}"
