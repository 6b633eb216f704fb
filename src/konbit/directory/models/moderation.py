"""What waits for somebody's eyes: entries proposed, things reported; and how a network wants it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.directory.models.groups import Group


class Policy(models.Model):
    """How a network takes entries from those who do not look after it: at once, or after a look."""

    class Entry(models.TextChoices):
        OPEN = "open", _("shown at once")
        REVIEWED = "reviewed", _("shown after somebody of the network has looked")

    network = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="policy")
    entry = models.CharField(max_length=10, choices=Entry, default=Entry.REVIEWED)

    def __str__(self) -> str:
        return f"{self.network_id}: {self.entry}"


class Proposal(models.Model):
    """Something for a network's people to look at: a new group, a change to one, or a report about one.

    `state` holds the parts that are proposed (see `directory.state`), `stood` the same parts as whoever
    proposed them saw them. `text` is said to those who decide, `credit` is where the proposer knows it from,
    for everybody to read once it is taken. `by` is the opaque id of an account, or empty for somebody without
    one; `reach` is how to answer her, for those who decide only. `trouble` is what a report is about.
    `revised_by`: who changed what is proposed before it was taken.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("a new group")
        CHANGE = "change", _("a change")
        REPORT = "report", _("a report")

    class Trouble(models.TextChoices):
        CLOSED = "closed", _("It no longer exists")
        WRONG = "wrong", _("Something that stands there is not true")
        PLACE = "place", _("It is somewhere else")
        TWICE = "twice", _("It stands here twice")
        PRIVATE = "private", _("Something stands there that should not be public")
        HARM = "harm", _("It is spam, or it harms somebody")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PUBLISHED = "published", _("taken")
        REFUSED = "refused", _("not taken")

    network = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="proposals")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="proposed")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.JSONField(default=dict)
    stood = models.JSONField(default=dict)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")
    credit = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")
    reach = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    revised_by = models.CharField(max_length=80, blank=True, default="")
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["network", "status", "made_at"], name="proposals_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.network_id}"


class Digest(models.Model):
    """When somebody was last told by mail what waits in a network: at most daily."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(default=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "network"], name="one_digest_per_network")]

    def __str__(self) -> str:
        return f"digest of {self.network_id}"
