"""Change demanded, defended or built ourselves; with whom; and what was gained, kept and lost."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Certainty, Group, OfGroup, Source


class Happened(models.Model):
    """What is told of a day, and where it can be checked. `key` makes what is sent twice one."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    on = PartialDateField()
    text = MultilingualField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.CONFIRMED)
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        abstract = True
        ordering = ["on", "id"]


class Struggle(OfGroup, Dated):
    """What a group wants changed, kept, or builds itself, and with which strategy.

    `institution`: whose rule it is, by name, or by its page. `contested`: the rule. `stand`: what we want in
    its place. `within`: the wider struggle of which this is the local part.
    """

    class Way(models.TextChoices):
        DEMAND = "demand", _("demanded")
        DEFEND = "defend", _("defended")
        BUILD = "build", _("built ourselves")

    class State(models.TextChoices):
        OPEN = "open", _("going on")
        WON = "won", _("won")
        PARTLY = "partly", _("won in part")
        LOST = "lost", _("lost")
        RESTING = "resting", _("resting")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    aim = MultilingualField()
    way = models.CharField(max_length=6, choices=Way, default=Way.DEMAND)
    institution = models.CharField(max_length=300, blank=True, default="")
    institution_group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contested = MultilingualField()
    stand = MultilingualField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    result = MultilingualField()
    within = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.uid


class OfStruggle(models.Model):
    """A part of a struggle."""

    class Meta:
        abstract = True

    struggle: models.ForeignKey[Struggle, Struggle]

    @property
    def keeper(self) -> Struggle:
        """The struggle, whose group answers for it."""
        return self.struggle


class Step(Happened, OfStruggle):
    """Something that was done, or that happened, on a day."""

    class Kind(models.TextChoices):
        STEP = "step", _("a step")
        POSITION = "position", _("a position taken")
        APPEAL = "appeal", _("an appeal for solidarity")
        VICTORY = "victory", _("a victory")
        SETBACK = "setback", _("a setback")

    struggle = models.ForeignKey(Struggle, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STEP)

    def __str__(self) -> str:
        return f"step {self.pk}"


class Ally(OfStruggle, Dated):
    """Who could stand with us, and how far it is.

    An alliance shares a vision, a partnership shares resources: another thing. `contact`: whom to speak to.
    `next_step`, `next_on`: what comes next, by when.
    """

    class Tie(models.TextChoices):
        ALLIANCE = "alliance", _("alliance: a shared vision")
        PARTNERSHIP = "partnership", _("partnership: shared resources")

    class Stage(models.TextChoices):
        THOUGHT_OF = "thought_of", _("thought of")
        ASKED = "asked", _("asked")
        TALKING = "talking", _("talking")
        AGREED = "agreed", _("with us")
        DECLINED = "declined", _("not now")
        ENDED = "ended", _("no longer")

    personal = ("contact",)
    spoken = ("next_step",)

    struggle = models.ForeignKey(Struggle, on_delete=models.CASCADE, related_name="allies")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300, blank=True, default="")
    tie = models.CharField(max_length=12, choices=Tie, default=Tie.ALLIANCE)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.THOUGHT_OF)
    shares = MultilingualField()
    contact = models.CharField(max_length=300, blank=True, default="")
    next_step = models.CharField(max_length=500, blank=True, default="")
    next_on = PartialDateField()
    reason = MultilingualField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"ally {self.pk}"


class Gain(OfGroup, Dated):
    """Something public or own that was reached: a law, a programme, recognition, an institution of our own.

    `valid_from`/`valid_until`: since when it holds, and when it was lost. `firmness`: of what kind it is,
    from which one sees how hard it is to undo. `place`: for where it holds, `country` by its two letters.
    """

    class Firmness(models.TextChoices):
        PROJECT = "project", _("a project")
        BUDGET_LINE = "budget_line", _("a budget line")
        PROGRAMME = "programme", _("a programme")
        LAW = "law", _("a law")
        CONSTITUTION = "constitution", _("the constitution")
        OWN = "own", _("an institution of our own")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    text = MultilingualField()
    institution = models.CharField(max_length=300, blank=True, default="")
    firmness = models.CharField(max_length=12, choices=Firmness, default=Firmness.PROJECT)
    place = models.CharField(max_length=200, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    struggle = models.ForeignKey(
        Struggle, on_delete=models.SET_NULL, null=True, blank=True, related_name="gains"
    )

    def __str__(self) -> str:
        return self.uid


class Turn(Happened):
    """What happened to a gain on a day."""

    class Kind(models.TextChoices):
        GAINED = "gained", _("gained")
        KEPT = "kept", _("kept")
        WEAKENED = "weakened", _("weakened")
        LOST = "lost", _("lost")
        RESTORED = "restored", _("restored")

    gain = models.ForeignKey(Gain, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.KEPT)

    def __str__(self) -> str:
        return f"turn {self.pk}"

    @property
    def keeper(self) -> Gain:
        """The gain, whose group answers for it."""
        return self.gain
