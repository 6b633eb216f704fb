"""Frameworks of priorities or principles, version after version, and the claims that live in them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup


class Framework(OfGroup, Dated):
    """One version of what a movement holds to: "6 priorities" of 2020. `follows`: the version before it."""

    title = MultilingualField()
    introduction = MultilingualField()
    version = models.CharField(max_length=40, blank=True, default="")
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )

    def __str__(self) -> str:
        return self.uid


class Priority(models.Model):
    """A priority, principle or hypothesis of a framework, by its number.

    `grew_from`: those of the version before of which it is made; none where it is new.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    statement = MultilingualField()
    starting_point = MultilingualField()
    example = MultilingualField()
    grew_from = models.ManyToManyField(
        "self",
        through="Growth",
        through_fields=("priority", "out_of"),
        symmetrical=False,
        related_name="grew_into",
    )

    class Meta:
        ordering = ["number", "id"]
        verbose_name_plural = "priorities"
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="priority_number_once")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def keeper(self) -> Framework:
        """The framework, whose group answers for it."""
        return self.framework


class Growth(models.Model):
    """A priority that grew out of one of the version before."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="roots")
    out_of = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="shoots")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["priority", "out_of"], name="growth_once")]

    def __str__(self) -> str:
        return f"{self.out_of_id} → {self.priority_id}"

    @property
    def keeper(self) -> Framework:
        """The framework of the later one, whose group answers for it."""
        return self.priority.framework


class Adoption(Dated):
    """A group that works by a framework: all of it, or some of its priorities."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="adoptions")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    priorities = models.ManyToManyField(Priority, through="Adopted", related_name="adopted_by")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.group_id} adopts {self.framework_id}"

    @property
    def keeper(self) -> Adoption:
        """Itself: the group that adopts answers for it."""
        return self


class Adopted(models.Model):
    """One of the priorities that a group adopts, where it does not adopt all."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="parts")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "priority"], name="adopted_once")]

    def __str__(self) -> str:
        return f"{self.adoption_id} takes {self.priority_id}"

    @property
    def keeper(self) -> Adoption:
        """The adoption, whose group answers for it."""
        return self.adoption


class Study(OfGroup, Dated):
    """How somebody looked into a question: so that a lesson can say on what it rests, within which limits."""

    title = MultilingualField()
    question = MultilingualField()
    method = MultilingualField()
    sample = MultilingualField()
    limits = MultilingualField()
    url = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.uid


class Claim(OfGroup):
    """What a movement says is so, and how far it got with it. (What a source says of a group is the
    directory's matter.)

    `conditions`: under which it holds. `would_change`: what would change our mind. `settle_by`: when it is
    to be looked at again. `replaced_by`: the wording that took its place. `key` makes one that is sent twice
    one.
    """

    class State(models.TextChoices):
        ASSUMPTION = "assumption", _("an assumption")
        TO_VERIFY = "to_verify", _("to be verified")
        LEARNED = "learned", _("learned")
        CONTESTED = "contested", _("contested")
        RETIRED = "retired", _("retired")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    statement = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.ASSUMPTION)
    conditions = MultilingualField()
    would_change = MultilingualField()
    settle_by = PartialDateField()
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.uid


class Move(models.Model):
    """A claim goes from one state to another: each time by a resolution, with the reason."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=10, choices=Claim.State, blank=True, default="")
    after = models.CharField(max_length=10, choices=Claim.State)
    on = PartialDateField()
    reason = MultilingualField()
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="moves")
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def keeper(self) -> Claim:
        """The claim, whose group answers for it."""
        return self.claim


class Case(Dated):
    """What speaks for a claim, qualifies or contradicts it: down to a quote, a measure, a link, a voice."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports it")
        QUALIFIES = "qualifies", _("qualifies it")
        CONTRADICTS = "contradicts", _("contradicts it")

    class Kind(models.TextChoices):
        STORY = "story", _("what happened")
        QUOTE = "quote", _("somebody's words")
        MEASURE = "measure", _("a measure")
        LINK = "link", _("a link")
        VOICE = "voice", _("a voice recording")

    personal = ("told_by",)

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="cases")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    stance = models.CharField(max_length=12, choices=Stance)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STORY)
    text = MultilingualField()
    amount = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    voice = models.FileField(upload_to="cases/", blank=True, default="")
    told_by = models.CharField(max_length=120, blank=True, default="")
    agreed = models.BooleanField(default=False)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True, default="")
    study = models.ForeignKey(Study, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")
    source = models.ForeignKey(
        "directory.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField(max_length=500, blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.stance} {self.claim_id}"

    @property
    def keeper(self) -> Claim:
        """The claim, whose group answers for it."""
        return self.claim
