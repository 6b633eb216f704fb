"""A network's own face: colours, words, language."""

from __future__ import annotations

from django.db import models

from konbit.base.text import MultilingualField
from konbit.directory.models.groups import Group


class NetworkStyle(models.Model):
    """How a network shows itself: two colours (checked for contrast when saved), a motto, and its own
    words for things ("group" → "table"), by word and language. `is_home` marks the network that this
    instance opens with."""

    network = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="style")
    main = models.CharField(max_length=7, default="#9c3a2a")
    accent = models.CharField(max_length=7, default="#24406b")
    motto = MultilingualField()
    words = models.JSONField(default=dict, blank=True)
    is_home = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"], condition=models.Q(is_home=True), name="one_home_network"
            )
        ]

    def __str__(self) -> str:
        return f"style of {self.network_id}"
