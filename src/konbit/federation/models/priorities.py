"""What bodies want first, how far they are, and how their priorities meet."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Certainty, OfGroup, Source, Term


class Priority(OfGroup, Dated):
    """What a group wants first, for a time, by a resolution. `key` makes one that is sent twice one.

    `ended_by`, `ended_why`: the resolution by which it ended before its time, and why.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    statement = MultilingualField()
    why = MultilingualField()
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    ended_by = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_why = MultilingualField()

    def __str__(self) -> str:
        return self.uid


class OfPriority(models.Model):
    """A part of a priority."""

    class Meta:
        abstract = True

    priority: models.ForeignKey[Priority, Priority]

    @property
    def keeper(self) -> Priority:
        """The priority, whose group answers for it."""
        return self.priority


class Theme(OfPriority):
    """A term of which a priority speaks."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="themes")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["priority", "term"], name="theme_once")]

    def __str__(self) -> str:
        return f"theme {self.term_id}"


class Indicator(OfGroup):
    """What is counted or measured, in which unit, and how: what has another unit or another definition is
    another indicator. `kind`: whether amounts of a time, the state at a time, or a part of something."""

    class Kind(models.TextChoices):
        FLOW = "flow", _("an amount during a time")
        STOCK = "stock", _("how many there are at a time")
        RATIO = "ratio", _("a part of something")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    definition = MultilingualField()
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.STOCK)
    unit = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.uid


class Target(OfPriority):
    """How much, by when. Either `goal` (above or below `baseline`), or, where something is to be kept, a band
    from `low` to `high`."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="targets")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_on = PartialDateField()
    goal = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    due = PartialDateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"target {self.pk}"


class Reading(models.Model):
    """What was read of an indicator on a day, and where it can be checked."""

    spoken = ("note",)

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="readings")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    on = PartialDateField()
    note = MultilingualField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.CONFIRMED)
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"reading {self.pk}"

    @property
    def keeper(self) -> Priority:
        """The priority of its target."""
        return self.target.priority


class Alignment(models.Model):
    """How the priority of one body meets that of another: valid when both have said so.

    `lower` contributes to, says the same as, or conflicts with `upper`. `by_upper`: whose people spoke last:
    they proposed it, answered, or ended it. `reason`: why it was accepted, refused or ended.
    """

    class Kind(models.TextChoices):
        CONTRIBUTES = "contributes", _("contributes to")
        SAME = "same", _("says the same as")
        CONFLICTS = "conflicts", _("conflicts with")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed by both")
        REFUSED = "refused", _("refused")
        ENDED = "ended", _("ended")

    spoken = ("note", "reason")

    lower = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="upward")
    upper = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="downward")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONTRIBUTES)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    by_upper = models.BooleanField(default=False)
    note = MultilingualField()
    reason = MultilingualField()
    by = models.CharField(max_length=80, blank=True, default="")
    answered_on = PartialDateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lower", "upper"], name="alignment_once")]

    def __str__(self) -> str:
        return f"{self.lower_id} {self.kind} {self.upper_id}"

    @property
    def keeper(self) -> Priority:
        """The priority whose people spoke last: what they said, nobody else takes back."""
        return self.upper if self.by_upper else self.lower
