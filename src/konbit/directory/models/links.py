"""Ties: between groups (relations), between people and groups (roles), between anything (links)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import Dated
from konbit.base.text import MultilingualField
from konbit.directory.models.groups import Group
from konbit.directory.models.sources import Certainty, Source


class RelationKind(models.TextChoices):
    """What the subject does to the object: "RESO *grew out of* PEP"."""

    MEMBER_OF = "member_of", _("is a member of")
    PART_OF = "part_of", _("is part of")
    FEDERATES = "federates", _("federates")
    SUPPORTS = "supports", _("supports")
    GREW_OUT_OF = "grew_out_of", _("grew out of")
    INSPIRED_BY = "inspired_by", _("is inspired by")
    SUPPLIES = "supplies", _("supplies")


class Relation(Dated):
    """A dated, typed tie between two groups, with its source.

    `confirmed_from`, `confirmed_to`: when the people of the subject, and of the object, said that it holds.
    """

    subject = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="relations_out")
    kind = models.CharField(max_length=20, choices=RelationKind)
    object = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="relations_in")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.PUBLISHED)
    note = MultilingualField()
    confirmed_from = models.DateTimeField(null=True, blank=True)
    confirmed_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_relates_to_itself", condition=~models.Q(subject=models.F("object"))
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "object", "valid_from"], name="relation_once_per_period"
            ),
        ]
        indexes = [models.Index(fields=["object", "kind"], name="relation_by_object")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.kind} {self.object_id}"


class Role(models.Model):
    """What a person may do in a group or a network."""

    class Kind(models.TextChoices):
        STEWARD = "steward", _("steward")
        EDITOR = "editor", _("editor")
        MEMBER = "member", _("member")
        ORGANISER = "organiser", _("organiser")
        MODERATOR = "moderator", _("moderator")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group", "kind"], name="role_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"


class Link(Dated):
    """A tie between any two objects, named by kind and id: how rooms of one floor meet.

    Made in `directory`, where every upper room reaches it; what a kind means is the upper room's matter.
    """

    kind = models.CharField(max_length=40)
    from_kind = models.CharField(max_length=60)
    from_id = models.BigIntegerField()
    to_kind = models.CharField(max_length=60)
    to_id = models.BigIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    confirmed_from = models.DateTimeField(null=True, blank=True)
    confirmed_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["from_kind", "from_id"], name="link_from"),
            models.Index(fields=["to_kind", "to_id"], name="link_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_kind", "from_id", "to_kind", "to_id", "valid_from"],
                name="link_once_per_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_id} {self.kind} {self.to_kind} {self.to_id}"
