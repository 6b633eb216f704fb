"""The act of federating: what is proposed, and what each member answers."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.directory.models import Group, OfGroup, Relation


class Pact(OfGroup, Dated):
    """Groups consciously bind themselves: a proposal, a charter, and the answer of each.

    `group`: who proposes. `network`: the federation that comes of it, or that they join; None as long as it
    has no page. `needed`: how many have to agree before it holds; None: all who are asked.
    `valid_from`/`valid_until`: from when until when it holds. `asked_on`: when it was put before the members,
    `answer_by`: until when they are to answer (partial dates).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        ASKED = "asked", _("before the members")
        HOLDS = "holds", _("holds")
        GIVEN_UP = "given_up", _("given up")
        ENDED = "ended", _("ended")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    aim = MultilingualField()
    charter = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    network = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_on = PartialDateField()
    answer_by = PartialDateField()

    def __str__(self) -> str:
        return self.uid


class Party(Dated):
    """A group that is asked, and what it answered by a resolution of its own.

    `mandate`: what those whom it sends may agree to. `valid_from`/`valid_until`: from when until when it is
    bound. `relation`: the tie of belonging that its word made.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("has not answered")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("does not join")
        LEFT = "left", _("has left")

    pact = models.ForeignKey(Pact, on_delete=models.CASCADE, related_name="parties")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    mandate = MultilingualField()
    reason = MultilingualField()
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_by = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_on = PartialDateField()
    relation = models.ForeignKey(Relation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["pact", "group"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.group_id} in {self.pact_id}"

    @property
    def keeper(self) -> Party:
        """Itself: the group that is asked answers for its own answer."""
        return self
