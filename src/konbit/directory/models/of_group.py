"""What the rooms above keep of a group: its meetings, plans, lessons."""

from __future__ import annotations

from django.db import models

from konbit.base.uids import new_uid
from konbit.directory.models.groups import Group
from konbit.directory.models.sources import Certainty, Source
from konbit.people.audience import Audience


class OfGroup(models.Model):
    """Something that a group answers for: an address of its own, who may see it, where it comes from.

    Whoever may not see the group sees nothing of it. `by`: who made it (opaque id). `address`: where in the
    source it stands.
    """

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.CONFIRMED)
    by = models.CharField(max_length=80, blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def keeper(self) -> OfGroup:
        """The thing whose group answers for this row: itself. Its parts name what they are part of."""
        return self
