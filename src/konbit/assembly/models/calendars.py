"""Private addresses of calendars."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from konbit.directory.models import Group


class CalendarAddress(models.Model):
    """An address that gives a calendar to whoever knows it: what a person sees, or what a group shows its
    people. Only the digest of its secret is kept; a new address makes the old one stop.

    `group` empty: everything of the groups in which the person has a part.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_calendar_a_group"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(group=None), name="one_calendar_each"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
