"""The register of what was agreed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models.meetings import Item, Meeting
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Resolution(OfGroup, Dated):
    """What a group agreed: a permanent address that every other room refers to.

    `valid_from`/`valid_until`: when it holds; past the end it has expired. `condition`: it holds only if
    ("provisional upon raising resources"). Counts are whole numbers of voices, None where nobody counted.
    `decided_by`: who agreed, in words ("a caucus of forty people"). `proof`: where it can be checked.
    `key` makes one that is sent twice one. `joined_into`: the one that says the same and stands for it.
    """

    personal = ("decided_by",)

    class How(models.TextChoices):
        CONSENT = "consent", _("by consent")
        HANDS = "hands", _("by show of hands")
        VOTE = "vote", _("by vote")
        ACCLAMATION = "acclamation", _("by acclamation")
        OTHER = "other", _("in another way")
        UNKNOWN = "unknown", _("it is not known how")

    class Condition(models.TextChoices):
        NONE = "none", _("no condition")
        WAITING = "waiting", _("on condition; not met yet")
        MET = "met", _("its condition is met")
        FAILED = "failed", _("its condition was not met")

    class State(models.TextChoices):
        ADOPTED = "adopted", _("agreed")
        REFUSED = "refused", _("not agreed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=40, blank=True, default="")
    title = MultilingualField()
    text = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.ADOPTED)
    decided_on = PartialDateField()
    how = models.CharField(max_length=12, choices=How, default=How.CONSENT)
    decided_by = models.CharField(max_length=300, blank=True, default="")
    in_favour = models.PositiveIntegerField(null=True, blank=True)
    against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    objections = models.PositiveIntegerField(null=True, blank=True)
    counted_in = models.CharField(max_length=40, blank=True, default="")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="resolutions"
    )
    item = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="resolutions"
    )
    condition = MultilingualField()
    condition_state = models.CharField(max_length=8, choices=Condition, default=Condition.NONE)
    condition_by = PartialDateField()
    review_on = PartialDateField()
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    proof = models.CharField(max_length=500, blank=True, default="")
    joined_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="joined"
    )

    class Meta:
        indexes = [models.Index(fields=["group", "decided_on"], name="resolutions_of_group")]

    def __str__(self) -> str:
        return self.uid


class Endorsement(models.Model):
    """A group that encouraged or supports a resolution: "encouraged and supported by"."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="endorsements")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300, blank=True, default="")
    note = MultilingualField()

    def __str__(self) -> str:
        return f"endorsement of {self.resolution_id}"

    @property
    def keeper(self) -> Resolution:
        """The resolution, whose group answers for it."""
        return self.resolution
