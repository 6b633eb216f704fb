"""One group, many words: whose word is shown, what was settled, what a source said differently this time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.directory.models.groups import Group
from konbit.directory.models.importing import ImportRun
from konbit.directory.models.sources import Claim, Source


class Precedence(models.Model):
    """Whose word a network shows for a field, first choice first; without a network: the whole instance.

    `field` is a part of a group ("name", "places", …) or empty for all parts that have no order of their
    own. `order` holds source codes and, for whatever is not named, "own" (the group's own word) and "newest".
    """

    network = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="precedences")
    field = models.CharField(max_length=30, blank=True, default="")
    order = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "field"], name="one_order_per_network_and_field")
        ]

    def __str__(self) -> str:
        return f"order of {self.network_id} for {self.field or 'everything'}"


class Settled(models.Model):
    """A disagreement of sources about a field of a group that somebody settled, or put off.

    `source` is whose word was taken, empty where the disagreement may stand. `digest` is that of what the
    sources said then: when one of them says something else, the question is open again. An empty digest
    puts the question off: it stays open, and is asked after all others.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="settled")
    network = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    field = models.CharField(max_length=30)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "network", "field"], name="settled_once_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.group_id}"


class Disagreement(models.Model):
    """That the claims of a group say different things in a field, however it is written.

    Kept beside the claims, so that a queue of a million groups is a question to one table. `digest` is that
    of what they say; a row of `Settled` with the same digest answers it for a network.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="disagreements")
    field = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "field"], name="disagree_once_per_field")]

    def __str__(self) -> str:
        return f"{self.field} of {self.group_id}"


class Feed(models.Model):
    """A source that is read again by itself: from an address, or from a file that somebody replaces.

    `every_days` 0 means: only when somebody asks. `etag` and `modified` let an address say that nothing
    changed. `problem` is what went wrong last (an RFC 9457 document), empty when it went well.
    """

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="feed")
    network = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.CharField(max_length=500)
    format = models.CharField(max_length=20, blank=True, default="")
    every_days = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=60, blank=True, default="")
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    problem = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.address


class Difference(models.Model):
    """What one reading of a source said of a group that the reading before did not.

    `was` and `now` are in plain words for people (a name, a place); `km` how far it moved. A group that is
    `gone` stays in the directory: `decided_at` tells when a person, or a second reading, settled it.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("added")
        GONE = "gone", _("not seen")
        CLOSED = "closed", _("closed")
        RETURNED = "returned", _("seen again")
        MOVED = "moved", _("moved")
        RENAMED = "renamed", _("renamed")
        CHANGED = "changed", _("changed")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="differences")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="differences")
    claim = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    was = models.CharField(max_length=300, blank=True, default="")
    now = models.CharField(max_length=300, blank=True, default="")
    km = models.FloatField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decision = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["run", "kind", "id"], name="difference_of_run")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"
