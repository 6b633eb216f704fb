"""Study modules, and the circles that work through them."""

from __future__ import annotations

from django.db import models

from konbit.base.text import MultilingualField
from konbit.directory.models import OfGroup


class Module(OfGroup):
    """Something to study together: readings, questions, figures, an exercise."""

    title = MultilingualField()
    introduction = MultilingualField()
    exercise = MultilingualField()
    licence = models.CharField(max_length=120, blank=True, default="")

    def __str__(self) -> str:
        return self.uid


class OfModule(models.Model):
    """A part of a module."""

    class Meta:
        abstract = True

    module: models.ForeignKey[Module, Module]

    @property
    def keeper(self) -> Module:
        """The module, whose group answers for it."""
        return self.module


class Reading(OfModule):
    """A text to read: which pages, how many minutes, and what to look for."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="readings")
    order = models.PositiveSmallIntegerField(default=0)
    title = MultilingualField()
    author = models.CharField(max_length=200, blank=True, default="")
    published = models.CharField(max_length=200, blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    pages = models.CharField(max_length=40, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    look_for = MultilingualField()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Question(OfModule):
    """A question that guides the reading of a module, or of one of its texts."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="questions")
    reading = models.ForeignKey(
        Reading, on_delete=models.CASCADE, null=True, blank=True, related_name="questions"
    )
    order = models.PositiveSmallIntegerField(default=0)
    text = MultilingualField()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Figure(OfModule):
    """A figure, told in words; `view`: the page of this house that shows the like with living data."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True, default="")
    title = MultilingualField()
    shows = MultilingualField()
    view = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.number


class Circle(OfGroup):
    """People who study a module together."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="circles")
    title = MultilingualField()
    note = MultilingualField()

    def __str__(self) -> str:
        return self.uid


class Sitting(models.Model):
    """A date of a study circle: when, where, which readings, and what came out of it."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="sittings")
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=60, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=300, blank=True, default="")
    readings = models.ManyToManyField(Reading, through="ToRead", related_name="sittings")
    note = models.TextField(blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"sitting {self.pk}"

    @property
    def keeper(self) -> Circle:
        """The circle, whose group answers for it."""
        return self.circle


class ToRead(models.Model):
    """A text that is read for a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="to_read")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "reading"], name="to_read_once")]

    def __str__(self) -> str:
        return f"{self.reading_id} for {self.sitting_id}"

    @property
    def keeper(self) -> Circle:
        """The circle, whose group answers for it."""
        return self.sitting.circle
