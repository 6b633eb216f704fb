"""Where facts come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import PartialDateField


class Certainty(models.TextChoices):
    """How sure a fact is. `published` is the word of a publication that the movement did not confirm."""

    CONFIRMED = "confirmed", _("confirmed by the group")
    PUBLISHED = "published", _("as published, not confirmed by the group")
    TO_VERIFY = "to_verify", _("to be verified")


class Source(models.Model):
    """A person, file, publication, instance or computation that says something."""

    class Kind(models.TextChoices):
        PERSON = "person", _("a person")
        FILE = "file", _("a file")
        PUBLICATION = "publication", _("a publication")
        INSTANCE = "instance", _("another instance")
        COMPUTATION = "computation", _("a computation")

    code = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FILE)
    licence = models.CharField(max_length=120, blank=True, default="")
    attribution = models.CharField(max_length=300, blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    published = PartialDateField()
    grade = models.CharField(max_length=12, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """What one source says of one group: one row, the fields inside, as read.

    `digest` recognises an unchanged row when the file comes again. Personal values in `fields` are shown
    to the group's stewards only, whatever the shown value's audience. `missing_since`: the first of the last
    `missing_readings` readings of the source that no longer had this row, counted up to the second one.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="claims")
    key = models.CharField(max_length=300)
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="claims")
    fields = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)
    missing_readings = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_claim_per_source_and_key")]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key}"
