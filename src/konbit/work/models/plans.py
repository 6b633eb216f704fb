"""Plans: what is to be done, by whom, until when."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.directory.models import Group, OfGroup


class Plan(OfGroup, Dated):
    """A group's plan for a period. `aim`: its main goal. `continues`: the plan it was carried over from."""

    title = MultilingualField()
    introduction = MultilingualField()
    aim = MultilingualField()
    continues = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )

    def __str__(self) -> str:
        return self.uid


class OfPlan(models.Model):
    """A part of a plan."""

    class Meta:
        abstract = True

    plan: models.ForeignKey[Plan, Plan]

    @property
    def keeper(self) -> Plan:
        """The plan, whose group answers for it."""
        return self.plan


class PlanGoal(OfPlan):
    """A specific goal of a plan, by its code: "A"."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    code = models.CharField(max_length=20)
    text = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_goal_once")]

    def __str__(self) -> str:
        return self.code


class Section(OfPlan):
    """A heading of a plan: "1. Meetings", under "MEETINGS, RESEARCH AND DEBATE"."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    code = models.CharField(max_length=20, blank=True, default="")
    title = MultilingualField()
    note = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.code or str(self.pk)


class Activity(OfPlan):
    """Something to be done: a row of the plan, known by its code.

    `pace` says what kind of deadline it has; its dates are `Deadline` rows, and what nobody could read of a
    written one stands in `due_words`. `numbered`: its own goals, one a line of multilingual text. `serves`:
    the codes of the plan's goals that it serves. `resolution`: where it was decided. `key` makes one that is
    sent twice one. `stirred_at`: when somebody last changed it or noted something.
    """

    class State(models.TextChoices):
        OPEN = "open", _("not begun")
        GOING = "going", _("going on")
        DONE = "done", _("done")
        BLOCKED = "blocked", _("blocked")
        DROPPED = "dropped", _("dropped")
        UNKNOWN = "unknown", _("not known here")

    class Pace(models.TextChoices):
        DATED = "dated", _("by a date")
        UNKNOWN = "unknown", _("not known yet (?)")
        ONGOING = "ongoing", _("ongoing")
        UNPLANNED = "unplanned", _("needs planning")
        NONE = "none", _("no deadline")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="activities")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    code = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    text = MultilingualField()
    detail = MultilingualField()
    numbered = models.JSONField(default=list, blank=True)
    serves = models.JSONField(default=list, blank=True)
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    deliverable = MultilingualField()
    deliverable_url = models.CharField(max_length=500, blank=True, default="")
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.NONE)
    due_words = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    continues = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    stirred_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], condition=models.Q(removed_at=None), name="activity_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class OfActivity(models.Model):
    """A part of an activity."""

    class Meta:
        abstract = True

    activity: models.ForeignKey[Activity, Activity]

    @property
    def keeper(self) -> Plan:
        """The plan, whose group answers for it."""
        return self.activity.plan


class Deadline(OfActivity):
    """A date of an activity: the one by which it is due, one of several that are still open, draft or final.

    `due_from`/`due_until`: partial dates; one alone stands in `due_until`.
    """

    class Kind(models.TextChoices):
        DUE = "due", _("by")
        OPTION = "option", _("or")
        DRAFT = "draft", _("draft")
        FINAL = "final", _("final")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DUE)
    due_from = PartialDateField()
    due_until = PartialDateField()
    place = models.CharField(max_length=200, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_until}"


class Hand(OfActivity):
    """Who does it: a person, a group, all of them, an open place such as "(African)", a team to be created.

    Open places and teams to be created are shown as invitations. `person`: opaque id, where there is one.
    """

    class Role(models.TextChoices):
        RESPONSIBLE = "responsible", _("responsible")
        CONTRIBUTOR = "contributor", _("contributes")

    class Kind(models.TextChoices):
        PERSON = "person", _("a person")
        GROUP = "group", _("a group")
        EVERYBODY = "everybody", _("every participant")
        PLACE = "place", _("an open place")
        TEAM = "team", _("a team to be created")
        QUESTION = "question", _("an open question")

    personal = ("name",)

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hands")
    role = models.CharField(max_length=12, choices=Role, default=Role.RESPONSIBLE)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=1000, blank=True, default="")
    person = models.CharField(max_length=80, blank=True, default="")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Note(OfActivity):
    """What happened, on which day, in the words of who was there."""

    spoken = ("text",)

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    on = PartialDateField()
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
