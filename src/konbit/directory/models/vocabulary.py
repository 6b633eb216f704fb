"""Words as data: schemes of terms, each term with its definitions."""

from __future__ import annotations

from django.db import models

from konbit.base.period import Dated
from konbit.base.text import MultilingualField
from konbit.directory.models.sources import Certainty, Source


class Scheme(models.Model):
    """A list of terms. `facet` names the filter that its terms feed in search; `network` owns it, or
    nobody does and every network may use it. A new version `supersedes` an old one."""

    code = models.CharField(max_length=120, unique=True)
    title = MultilingualField()
    uri = models.CharField(max_length=300, blank=True, default="")
    other_uris = models.JSONField(default=list, blank=True)
    facet = models.CharField(max_length=30, blank=True, default="")
    version = models.CharField(max_length=40, blank=True, default="")
    source = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, blank=True)
    network = models.ForeignKey(
        "directory.Group", on_delete=models.CASCADE, null=True, blank=True, related_name="own_schemes"
    )
    supersedes = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="superseded_by"
    )

    def __str__(self) -> str:
        return self.code


class Term(models.Model):
    """A term; its code is unique only inside its scheme. A removed term is retired, never deleted.

    `own` lists the languages whose label is our translation rather than the publisher's."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="terms")
    code = models.CharField(max_length=80)
    label = MultilingualField()
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    symbol = models.CharField(max_length=40, blank=True, default="")
    aliases = models.JSONField(default=list, blank=True)
    own = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["scheme", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="code_once_per_scheme")]

    def __str__(self) -> str:
        return f"{self.scheme_id}#{self.code}"


class Definition(Dated):
    """What a term means to somebody, for a time. Several stand side by side."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="definitions")
    text = MultilingualField()
    author = models.CharField(max_length=200, blank=True, default="")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.PUBLISHED)

    def __str__(self) -> str:
        return f"definition of {self.term_id}"
