"""Interests that two members share, as people answered what was suggested."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Interest(OfGroup):
    """What two members of a network may have in common, and what people said of it.

    `group`: the network. `one` is the group of the smaller id. `suggester`: the code of what suggested it,
    `found`: by what (the suggester's own words for its page). `reason`: why people took it up, or did not.
    """

    class State(models.TextChoices):
        TAKEN = "taken", _("taken up")
        LEFT = "left", _("not for us")

    one = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    suggester = models.CharField(max_length=40)
    found = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=6, choices=State)
    reason = MultilingualField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "one", "other", "suggester"], name="interest_once")
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"

    @property
    def sides(self) -> tuple[Group, ...]:
        """The network and the two members: the people of each may take back what they answered."""
        return (self.group, self.one, self.other)
