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
    """Somebody asked a group, for a campaign: what came of it, and when."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("spoken to")
        NOBODY = "nobody", _("nobody answered")
        WRONG = "wrong", _("the number or address is wrong")
        CLOSED = "closed", _("the group is no more")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="calls")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="calls")
    by = models.CharField(max_length=80)
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
