"""Meetings: what they are for, who came, what was said."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Series(OfGroup):
    """Meetings that belong together: every month's assembly, the four caucuses that led to a network."""

    title = MultilingualField()
    purpose = MultilingualField()

    def __str__(self) -> str:
        return self.uid


class Meeting(OfGroup):
    """A meeting of a group.

    When: `held_from`/`held_until` as far as it is known ("2004-01"), `starts_at`/`ends_at` once there is an
    hour, in `zone`; `instead`: other dates and places still open, each `{"from", "until", "place"}`. The
    minutes count as approved when nobody objects within `approve_days` days of closing. `key` makes one that
    is sent twice one.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("going on")
        CLOSED = "closed", _("closed, its minutes can be read and mended")
        APPROVED = "approved", _("its minutes are approved")
        CANCELLED = "cancelled", _("does not take place")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    title = MultilingualField()
    purpose = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    held_from = PartialDateField()
    held_until = PartialDateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    instead = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=12, blank=True, default="")
    approve_days = models.PositiveSmallIntegerField(default=14)
    closed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["group", "held_from"], name="meetings_of_group")]

    def __str__(self) -> str:
        return self.uid


class OfMeeting(models.Model):
    """A part of a meeting."""

    class Meta:
        abstract = True

    meeting: models.ForeignKey[Meeting, Meeting]

    @property
    def keeper(self) -> Meeting:
        """The meeting, whose group answers for it."""
        return self.meeting


class Goal(OfMeeting):
    """What a meeting wants to reach, by its number; it is closed there or carried over to another."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("reached")
        CARRIED = "carried", _("carried over")
        DROPPED = "dropped", _("dropped")

    spoken = ("note",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="goals")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    text = MultilingualField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    note = models.TextField(blank=True, default="")
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="goal_number_once")]

    def __str__(self) -> str:
        return f"({self.number})"


class Item(OfMeeting):
    """A point of the agenda: what for, and how many minutes it may take."""

    class Kind(models.TextChoices):
        INFORM = "inform", _("inform")
        DISCUSS = "discuss", _("discuss")
        DECIDE = "decide", _("decide")
        ELECT = "elect", _("elect")

    personal = ("presenter",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DISCUSS)
    title = MultilingualField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Attendance(OfMeeting):
    """Somebody at a meeting, or awaited there: for which group, how, in whose place.

    `person`: an opaque id, where she has an account. `proxy_for`: whose voice she carries besides her own.
    `name` is empty where a group is awaited, or counted as here, without saying who comes. `key` makes a line
    that is sent twice one line. `joined_into`: the line that says the same.
    """

    class Way(models.TextChoices):
        SITE = "site", _("in the room")
        PHONE = "phone", _("by telephone or on line")

    class State(models.TextChoices):
        AWAITED = "awaited", _("awaited")
        PRESENT = "present", _("here")
        EXCUSED = "excused", _("excused")

    personal = ("name", "proxy_for")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    person = models.CharField(max_length=80, blank=True, default="")
    of = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    of_name = models.CharField(max_length=300, blank=True, default="")
    way = models.CharField(max_length=6, choices=Way, default=Way.SITE)
    state = models.CharField(max_length=8, choices=State, default=State.PRESENT)
    proxy_for = models.CharField(max_length=120, blank=True, default="")
    joined_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="joined"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.state} at {self.meeting_id}"


class Line(OfMeeting):
    """A line of the minutes. Lines are only ever added, so that two people who minute one meeting without a
    line to each other lose nothing: both sets stand there, and near-equal ones are shown to be joined.

    `key`: made where it was written; the same line sent twice is one. `joined_into`: the line that says it
    now.
    """

    spoken = ("text",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="lines")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    joined_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="joined"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"line {self.pk} of {self.meeting_id}"


class Outcome(OfMeeting):
    """What a meeting left behind in another room: a task, a lesson. By kind and id, as links are.

    `key` of the wish it was made of.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind", "object_id"], name="outcome_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Reading(OfMeeting):
    """What somebody says of the minutes before they count as approved: they are right, or what is not."""

    spoken = ("note",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="readings")
    by = models.CharField(max_length=80)
    agrees = models.BooleanField()
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "by"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"reading of {self.meeting_id}"
