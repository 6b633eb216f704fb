"""The append-only table of changes, and the side table that holds what may have to be forgotten."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One changed object within one batch (one act of one actor).

    `before` and `after` hold the object's fields; a personal value stands there only as
    `{"digest": …}`. `digest` covers this row and the digest of the row before it, so that a change
    made behind Konbit's back breaks the chain (`konbit doctor` recomputes it).
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    source = models.CharField(max_length=120, blank=True, default="")
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "id"], name="change_of_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"


class PersonalValue(models.Model):
    """A personal value of a change, outside the chain so that it can be purged.

    Its salted digest stands in the change: with the value at hand the chain can be checked, without it
    nothing can be read back.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="personal_values")
    digest = models.CharField(max_length=64, db_index=True)
    salt = models.CharField(max_length=32)
    subject = models.CharField(max_length=80, blank=True, default="", db_index=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"personal value of change {self.change_id}"


class Erasure(models.Model):
    """A person was erased: replayed after a restore. Holds digests only, never the values."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, blank=True, default="")
    value_digests = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"erasure of {self.at:%Y-%m-%d}"
