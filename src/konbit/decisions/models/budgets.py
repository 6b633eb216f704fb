"""Participatory budgets, in both forms: by ballots of everybody, or by a cycle of assemblies."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Meeting, Resolution
from konbit.base.period import PartialDateField
from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.decisions.models.votes import Option, Vote
from konbit.directory.models import Group, OfGroup


class Budget(OfGroup):
    """Money that those concerned decide about. `amount`: in the smallest unit of `currency` (ISO 4217).

    `utility`, `completion`, `step` (smallest units), `comparison`, `least_score`: the rules of
    `engines.shares`, announced before the vote opens. `ballot`: what a ballot says. `needs`: how much need
    and population weigh in an assembly cycle ({"need": 2, "population": 1, "priority": 3}), and for how many
    people who came an area sends a delegate ({"per": 10}); `divided`: how the money was divided when the
    council decided. `vote`: by which ballots decide.
    """

    class Form(models.TextChoices):
        BALLOTS = "ballots", _("everybody votes on proposals")
        CYCLE = "cycle", _("a cycle of assemblies")

    class State(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        PROPOSING = "proposing", _("proposals are collected")
        REVIEWING = "reviewing", _("it is looked at what can be done")
        VOTING = "voting", _("the vote is on")
        WORKING = "working", _("decided: works are done")
        ENDED = "ended", _("ended")

    class Says(models.TextChoices):
        APPROVAL = "approval", _("every project that one approves of")
        COST = "cost", _("projects up to the whole budget")
        POINTS = "points", _("points to projects")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    form = models.CharField(max_length=8, choices=Form, default=Form.BALLOTS)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    title = MultilingualField()
    text = MultilingualField()
    amount = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    propose_until = PartialDateField()
    ballot = models.CharField(max_length=8, choices=Says, default=Says.APPROVAL)
    points = models.PositiveIntegerField(default=10)
    utility = models.CharField(max_length=12, default="cost")
    completion = models.CharField(max_length=8, default="add1u")
    step = models.BigIntegerField(null=True, blank=True)
    comparison = models.BooleanField(default=False)
    least_score = models.PositiveIntegerField(default=0)
    needs: Any = models.JSONField(default=dict, blank=True)
    divided: Any = models.JSONField(default=dict, blank=True)
    vote = models.OneToOneField(Vote, on_delete=models.SET_NULL, null=True, blank=True, related_name="budget")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.uid


class OfBudget(models.Model):
    """A part of a budget."""

    class Meta:
        abstract = True

    budget: models.ForeignKey[Budget, Budget]

    @property
    def keeper(self) -> Budget:
        """The budget, whose group answers for it."""
        return self.budget


class Area(OfBudget):
    """A territory or a theme with a plenary of its own.

    `population`: how many people; `need`: from 0 to 100, how much is lacking there, said by whom in `why`.
    `council`: names of those who sit for it in the council, one a line.
    """

    personal = ("council",)

    class Kind(models.TextChoices):
        TERRITORY = "territory", _("territory")
        THEME = "theme", _("theme")

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.TERRITORY)
    title = MultilingualField()
    population = models.PositiveIntegerField(null=True, blank=True)
    need = models.PositiveSmallIntegerField(null=True, blank=True)
    why = MultilingualField()
    council = models.TextField(blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"area {self.pk} of {self.budget_id}"


class Project(OfBudget):
    """What the money could be spent on. `cost`: in smallest units; `review`: why it can, or can't, be done.

    `excludes`: projects of which one at most can be bought with this. `points`: what plenaries gave it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        FEASIBLE = "feasible", _("can be done")
        NOT_FEASIBLE = "not_feasible", _("can’t be done")
        WITHDRAWN = "withdrawn", _("withdrawn")
        BOUGHT = "bought", _("gets the money")
        NOT_BOUGHT = "not_bought", _("gets no money this time")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="projects")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    title = MultilingualField()
    text = MultilingualField()
    cost = models.BigIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects")
    where = models.CharField(max_length=200, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    image = models.FileField(upload_to="projects", null=True, blank=True)
    person = models.CharField(max_length=80, blank=True, default="")
    proposed_by = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    review = MultilingualField()
    excludes = models.ManyToManyField("self", blank=True)
    option = models.OneToOneField(
        Option, on_delete=models.SET_NULL, null=True, blank=True, related_name="project"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["budget", "number"], name="project_number")]

    def __str__(self) -> str:
        return self.uid


class Plenary(OfBudget):
    """An assembly of an area: how many came, whom it sends, what it wants first.

    `present`: how many people came; `delegates`: names of those it sends, one for every `per` who came (of
    the budget's rules); `meeting`: where it was minuted.
    """

    personal = ("delegates",)

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="plenaries")
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="plenaries")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    on = PartialDateField()
    where = models.CharField(max_length=200, blank=True, default="")
    present = models.PositiveIntegerField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=0)
    delegates = models.TextField(blank=True, default="")
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"plenary {self.pk}"


class Wanted(models.Model):
    """How many in a plenary want a project."""

    plenary = models.ForeignKey(Plenary, on_delete=models.CASCADE, related_name="wanted")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="wanted")
    hands = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plenary", "project"], name="wanted_once")]

    def __str__(self) -> str:
        return f"{self.project_id} in {self.plenary_id}"

    @property
    def keeper(self) -> Budget:
        """The budget, whose group answers for it."""
        return self.plenary.budget


class Work(models.Model):
    """How far a project is that got the money: a dated word, and what was spent so far (smallest units)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not begun")
        BEGUN = "begun", _("begun")
        STUCK = "stuck", _("stuck")
        DONE = "done", _("done")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="works")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    on = PartialDateField()
    text = MultilingualField()
    spent = models.BigIntegerField(null=True, blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"work {self.pk}"

    @property
    def keeper(self) -> Budget:
        """The budget, whose group answers for it."""
        return self.project.budget
