"""Statutes as dated rules, and what stands on which of their levels."""

from __future__ import annotations

import uuid

from django.db import models

from konbit.assembly.models import Resolution
from konbit.base.period import Dated
from konbit.base.text import MultilingualField
from konbit.directory.models import Certainty, Group, OfGroup, Source


class Statutes(OfGroup):
    """The rules by which a group and everybody below it organise. `key` makes what is sent twice one."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    note = MultilingualField()

    def __str__(self) -> str:
        return self.uid


class OfStatutes(models.Model):
    """A part of statutes. `word`: how the lines of the text form name it; it never changes."""

    class Meta:
        abstract = True

    statutes: models.ForeignKey[Statutes, Statutes]

    @property
    def keeper(self) -> Statutes:
        """The statutes, whose group answers for them."""
        return self.statutes


class Level(OfStatutes):
    """Where groups stand (local assembly), or, as `organ`, where bodies stand in which people sit (board).

    `colleges`: those of such a body as the rules name them, each {"word": …, "title": {language: words}}; a
    body that stands there may have them, too.
    """

    statutes = models.ForeignKey(Statutes, on_delete=models.CASCADE, related_name="levels")
    word = models.CharField(max_length=40)
    title = MultilingualField()
    organ = models.BooleanField(default=False)
    colleges = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["statutes", "word"], name="level_word_once")]

    def __str__(self) -> str:
        return self.word


class Region(OfStatutes, Dated):
    """A place as the statutes part the world: a continent, an area. `tier`: of which kind it is."""

    statutes = models.ForeignKey(Statutes, on_delete=models.CASCADE, related_name="regions")
    word = models.CharField(max_length=40)
    title = MultilingualField()
    tier = models.CharField(max_length=40)
    within = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["tier", "id"]
        constraints = [models.UniqueConstraint(fields=["statutes", "word"], name="region_word_once")]

    def __str__(self) -> str:
        return self.word


class Standing(OfStatutes, Dated):
    """On which level a group stands, and in which region."""

    statutes = models.ForeignKey(Statutes, on_delete=models.CASCADE, related_name="standings")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="standings")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey(
        Region, on_delete=models.SET_NULL, null=True, blank=True, related_name="standings"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statutes", "group"], name="standing_once_per_group")]

    def __str__(self) -> str:
        return f"{self.group_id} on {self.level_id}"


class Rule(OfStatutes, Dated):
    """One rule, with its period and where it is said.

    About every body of a `level`, or about one `group` or `organ`; `college`: the word of the college to
    which alone it applies. `asks`: what it asks, as the documented text form says it ("has 7 to 20 people").
    """

    statutes = models.ForeignKey(Statutes, on_delete=models.CASCADE, related_name="rules")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    word = models.CharField(max_length=40)
    level = models.ForeignKey(Level, on_delete=models.CASCADE, null=True, blank=True, related_name="rules")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    organ = models.ForeignKey(
        "federation.Organ", on_delete=models.CASCADE, null=True, blank=True, related_name="rules"
    )
    college = models.CharField(max_length=40, blank=True, default="")
    asks = models.CharField(max_length=1000)
    note = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.CONFIRMED)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["statutes", "word"], name="rule_word_once")]

    def __str__(self) -> str:
        return self.word


class Poll(OfStatutes):
    """A vote that a rule of majority speaks of: its resolution has the counts, here stands what else counts.

    `matter`: the word by which the rules call what was voted on. `counted_in`: heads, organisations or
    weights. `organ`: which voted; None: the group of the resolution.
    """

    statutes = models.ForeignKey(Statutes, on_delete=models.CASCADE, related_name="polls")
    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="+")
    organ = models.ForeignKey(
        "federation.Organ", on_delete=models.SET_NULL, null=True, blank=True, related_name="polls"
    )
    matter = models.CharField(max_length=40, blank=True, default="")
    present = models.PositiveIntegerField(null=True, blank=True)
    entitled = models.PositiveIntegerField(null=True, blank=True)
    counted_in = models.CharField(max_length=14, default="heads")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statutes", "resolution"], name="poll_once")]

    def __str__(self) -> str:
        return f"poll {self.pk}"
