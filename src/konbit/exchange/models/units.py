"""In what is counted: currencies of states, hours, and what a circle counts by a name of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.directory.models import Group


class Currency(models.Model):
    """A unit in which accounts are kept. Amounts are whole numbers of its smallest part.

    `sort`: money of a state (`code` is its ISO 4217 code), time (counted in minutes), or a circle's own unit.
    `digits`: how many digits are shown behind the point. `group`: whose own unit it is; None: everybody's.
    """

    class Sort(models.TextChoices):
        MONEY = "money", _("money")
        TIME = "time", _("time, in hours and minutes")
        OWN = "own", _("a unit of our own")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sort = models.CharField(max_length=5, choices=Sort)
    code = models.CharField(max_length=12)
    title = MultilingualField()
    digits = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="currency_of_group"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(group=None), name="currency_of_everybody"
            ),
        ]

    def __str__(self) -> str:
        return self.code
