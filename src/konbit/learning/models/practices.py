"""Practices and where they come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup, Term
from konbit.work.models import Encounter


class Practice(OfGroup, Dated):
    """A way of doing something, as one group does it in one place; `valid_until` says when it ended.

    `practised_by`: who does it, where that is not the group that tells of it. `ended`: why it ended.
    """

    title = MultilingualField()
    description = MultilingualField()
    practised_by = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=200, blank=True, default="")
    ended = MultilingualField()
    terms = models.ManyToManyField(Term, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.uid


class Worked(models.TextChoices):
    """Whether it worked."""

    YES = "yes", _("it worked")
    PARTLY = "partly", _("it worked in part")
    NO = "no", _("it did not work")
    TOO_EARLY = "too_early", _("too early to say")


class Descent(models.Model):
    """How a practice came out of another: what was kept, changed, dropped, and why.

    `encounter`: where they met. No practice descends from itself through any number of others.
    """

    class Kind(models.TextChoices):
        INSPIRED = "inspired", _("inspired by")
        ADAPTED = "adapted", _("adapted from")
        READAPTED = "readapted", _("readapted from our own history")
        BUDDED = "budded", _("budded from")

    child = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="ancestors")
    parent = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="descendants")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INSPIRED)
    on = PartialDateField()
    kept = MultilingualField()
    changed = MultilingualField()
    dropped = MultilingualField()
    why = MultilingualField()
    worked = models.CharField(max_length=10, choices=Worked, blank=True, default="")
    encounter = models.ForeignKey(
        Encounter, on_delete=models.SET_NULL, null=True, blank=True, related_name="descents"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="descent_once"),
            models.CheckConstraint(
                name="no_practice_from_itself", condition=~models.Q(child=models.F("parent"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"

    @property
    def keeper(self) -> Practice:
        """The practice that came out of the other, whose group tells of it."""
        return self.child


class Obstacle(models.Model):
    """What stood in the way of a practice, what was tried, and whether it worked."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="obstacles")
    text = MultilingualField()
    strategy = MultilingualField()
    worked = models.CharField(max_length=10, choices=Worked, blank=True, default="")
    on = PartialDateField()
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"obstacle {self.pk}"

    @property
    def keeper(self) -> Practice:
        """The practice, whose group tells of it."""
        return self.practice
