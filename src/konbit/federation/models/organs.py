"""Bodies in which people sit for others, and the mandates with which they sit there."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Meeting, Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Certainty, Group, OfGroup, Source
from konbit.federation.models.statutes import Level, Region
from konbit.people.audience import Audience


class Organ(OfGroup, Dated):
    """A body of a group in which people, or groups, sit: board, congress, secretariat, a role that is hosted.

    `valid_from`/`valid_until`: from when until when there is, or was, such a body. `level`: where it stands
    in the statutes that speak of it. `key` makes one that is sent twice one.
    """

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("assembly")
        CONGRESS = "congress", _("congress")
        BOARD = "board", _("board")
        COMMITTEE = "committee", _("committee")
        WORKING_GROUP = "working_group", _("working group")
        SECRETARIAT = "secretariat", _("secretariat")
        HOST = "host", _("host")
        FISCAL_SPONSOR = "fiscal_sponsor", _("fiscal sponsor")
        OFFICE = "office", _("another office")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.BOARD)
    title = MultilingualField()
    purpose = MultilingualField()
    level = models.ForeignKey(Level, on_delete=models.SET_NULL, null=True, blank=True, related_name="organs")

    def __str__(self) -> str:
        return self.uid


class OfOrgan(models.Model):
    """A part of an organ."""

    class Meta:
        abstract = True

    organ: models.ForeignKey[Organ, Organ]

    @property
    def keeper(self) -> Organ:
        """The organ, whose group answers for it."""
        return self.organ


class College(OfOrgan):
    """A part of those who sit, chosen by some of the members only. `word`: how rules name it."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="colleges")
    word = models.CharField(max_length=40)
    title = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "word"], name="college_word_once")]

    def __str__(self) -> str:
        return self.word


class Seat(OfOrgan):
    """A place in an organ that only one at a time has: chair, treasurer, the seat of Oceania."""

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="seats")
    college = models.ForeignKey(
        College, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    title = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Mandate(OfOrgan, Dated):
    """Who sits in an organ, for whom, from when until when.

    `name`: of a person; `person`: her opaque id, where she has an account. `holder`: a group that holds the
    mandate itself, such as hosting. `speaks_for`: the group, `region`: the region for which she sits.
    `audience`: who may see the name; who may not sees that somebody sits there. `declared`: what she says of
    herself that a rule asks for ({"gender": "woman"}), seen by the body alone. `condition`: upon what it
    depends; unless `confirmed_on` by `confirm_by` it expires. `resolution`: what gave it.
    """

    personal = ("name", "declared")

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="mandates")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    college = models.ForeignKey(
        College, on_delete=models.SET_NULL, null=True, blank=True, related_name="mandates"
    )
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="mandates")
    name = models.CharField(max_length=200, blank=True, default="")
    person = models.CharField(max_length=80, blank=True, default="")
    holder = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    speaks_for = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    task = MultilingualField()
    declared = models.JSONField(default=dict, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)
    condition = MultilingualField()
    confirm_by = PartialDateField()
    confirmed_on = PartialDateField()
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.CONFIRMED)

    class Meta:
        ordering = ["valid_from", "id"]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class Convocation(OfOrgan):
    """An organ is called together: the meeting that was called, and how many came of how many.

    `counted_in`: heads, organisations or weights, in which `present` and `entitled` are told.
    """

    organ = models.ForeignKey(Organ, on_delete=models.CASCADE, related_name="convocations")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="convocation")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    words = MultilingualField()
    present = models.PositiveIntegerField(null=True, blank=True)
    entitled = models.PositiveIntegerField(null=True, blank=True)
    counted_in = models.CharField(max_length=14, default="heads")

    def __str__(self) -> str:
        return f"convocation {self.pk}"
