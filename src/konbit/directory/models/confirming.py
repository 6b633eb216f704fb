"""Whose record it is, and whether it is still true."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.directory.models.groups import Group


class Campaign(models.Model):
    """A network asks its groups, one after the other, whether what stands there is still true.

    It is about those that were last confirmed before `since`, or never.
    """

    network = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="campaigns")
    name = models.CharField(max_length=200)
    since = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """Somebody asked a group, for a campaign: what came of it, and when.

    `by` typed it (opaque id); `behalf` names who spoke to the group, where that was somebody else.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", _("spoken to: still true")
        CHANGED = "changed", _("spoken to: something is different")
        NOBODY = "nobody", _("nobody answered")
        WRONG = "wrong", _("the number or address is wrong")
        CLOSED = "closed", _("the group is no more")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="calls")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="calls")
    by = models.CharField(max_length=80)
    behalf = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.group_id}: {self.outcome}"


class DomainProof(models.Model):
    """Somebody says that a group's website is hers: she puts a word there, and Konbit looks."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="domain_proofs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    domain = models.CharField(max_length=253)
    word = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True)
    proven_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "domain"], name="one_proof_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.domain} of {self.group_id}"


class CareRequest(models.Model):
    """Somebody asks to look after a group's record; a steward of it, or of its network, answers."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="care_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    accepted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=models.Q(answered_at=None),
                name="one_open_care_request_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"care of {self.group_id}"
