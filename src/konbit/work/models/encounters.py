"""Encounters: who visited whom, what was seen, what was taken home."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import Dated
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Encounter(OfGroup, Dated):
    """Collectives that meet to learn from each other. `host`: who was visited, as a group or by its name."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("a visit")
        EXCHANGE = "exchange", _("an exchange")
        TRAINING = "training", _("a training")
        GATHERING = "gathering", _("a gathering")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.VISIT)
    title = MultilingualField()
    host = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    host_name = models.CharField(max_length=300, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    seen = MultilingualField()
    taken_home = MultilingualField()
    people = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.uid


class Visitor(models.Model):
    """A group that came to an encounter."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="visitors")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return f"visitor {self.pk}"

    @property
    def keeper(self) -> Encounter:
        """The encounter, whose group answers for it."""
        return self.encounter
