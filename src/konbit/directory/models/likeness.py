"""Records that may be the same group, and records that became one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.directory.models.groups import Group


class Pair(models.Model):
    """Two records that may be the same group, the evidence for and against, and what was decided.

    `first` has the smaller id. "different" is remembered: the pair is never asked again by itself.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be looked at")
        LATER = "later", _("later")
        SAME = "same", _("the same")
        DIFFERENT = "different", _("different")

    first = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    evidence = models.JSONField(default=list)
    strong = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(name="pair_in_order", condition=models.Q(first__lt=models.F("second"))),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="pair_by_score")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.state} {self.second_id}"


class Merge(models.Model):
    """A record that became part of another, and what went over with it, so that it can come apart again.

    `moved` lists, per table, the rows that were given to the kept record, with what each was before.
    """

    kept = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="merged_in")
    gone = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="merged_into")
    moved = models.JSONField(default=dict)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at=None), name="merged_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} in {self.kept_id}"
