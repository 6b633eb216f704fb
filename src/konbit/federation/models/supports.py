"""The eco-system of supports: who gives what to whom, who lacks it, who goes along with an enterprise."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Support(OfGroup, Dated):
    """What a group gives, uses or lacks of a support function, for a time.

    `group`: who gives, uses or lacks. `other`: to whom it gives, or from whom it has what it uses; None:
    everybody of the territory, or not said. `territory`: in which part of the world, in the people's words.
    `answer`: what the people of `other` say of it, `answered_on` (a partial date).
    """

    class Does(models.TextChoices):
        GIVES = "gives", _("gives")
        USES = "uses", _("uses")
        LACKS = "lacks", _("lacks")

    class Function(models.TextChoices):
        FINANCE = "finance", _("finance")
        TRAINING = "training", _("training")
        RESEARCH = "research", _("research")
        TECHNICAL = "technical", _("technical help")
        LEGAL = "legal", _("legal help")
        MARKETING = "marketing", _("marketing")
        WORKFORCE = "workforce", _("workforce")
        VOICE = "voice", _("voice")
        OTHER = "other", _("another support")

    class Answer(models.TextChoices):
        OPEN = "open", _("not answered yet")
        YES = "yes", _("it is so")
        NO = "no", _("it is not so")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    does = models.CharField(max_length=5, choices=Does, default=Does.GIVES)
    function = models.CharField(max_length=10, choices=Function)
    other = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    territory = models.CharField(max_length=200, blank=True, default="")
    what = MultilingualField()
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.OPEN)
    answered_on = PartialDateField()

    def __str__(self) -> str:
        return self.uid


class Accompaniment(OfGroup, Dated):
    """A group goes along with an enterprise for a time. Who takes part in one of the two may see and write
    what stands in it; nobody else knows that it is there."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    enterprise = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    aim = MultilingualField()

    def __str__(self) -> str:
        return self.uid

    @property
    def sides(self) -> tuple[Group, ...]:
        """Both groups write in it, so the people of both may take back what they did."""
        return (self.group, self.enterprise)


class Visit(models.Model):
    """A visit, or a talk: what was seen, what comes next."""

    spoken = ("text", "next_step")

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="visits")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    on = PartialDateField()
    text = models.TextField(blank=True, default="")
    next_step = models.CharField(max_length=500, blank=True, default="")
    next_on = PartialDateField()
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def keeper(self) -> Accompaniment:
        """The accompaniment, whose group answers for it."""
        return self.accompaniment
