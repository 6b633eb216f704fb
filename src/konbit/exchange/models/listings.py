"""Offers and needs: goods, services, know-how, time, space, transport."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.directory.models import Group, OfGroup, Place, Term
from konbit.exchange.models.units import Currency


class Listing(OfGroup):
    """Something that is offered or needed, from a day until a day.

    `person`: who offers or needs it, for herself or for the group (opaque id); `name`: of one without
    account. `quantity`: of `unit`, None: not counted. `free`: without a price. `place`: of the group;
    `where`: in words, otherwise; `radius`: how far around it, in kilometres. `term`: the category.
    `reminded_on`: when its keeper was last told that it ends soon, or has ended. `ended_on`: since when it is
    done, found or given away; None: it is not.
    """

    personal = ("name",)
    spoken = ("where",)

    class What(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")

    class Sort(models.TextChoices):
        GOODS = "goods", _("goods")
        SERVICE = "service", _("service")
        KNOWHOW = "knowhow", _("know-how")
        TIME = "time", _("time")
        SPACE = "space", _("space")
        TRANSPORT = "transport", _("transport")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    what = models.CharField(max_length=5, choices=What)
    sort = models.CharField(max_length=9, choices=Sort)
    title = MultilingualField()
    text = MultilingualField()
    person = models.CharField(max_length=80, blank=True, default="", db_index=True)
    name = models.CharField(max_length=200, blank=True, default="")
    term = models.ForeignKey(Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="")
    free = models.BooleanField(default=False)
    place = models.ForeignKey(Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=200, blank=True, default="")
    radius = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["until_on"], name="listing_until")]

    def __str__(self) -> str:
        return self.uid


class OfListing(models.Model):
    """A part of an offer or a need."""

    class Meta:
        abstract = True

    listing: models.ForeignKey[Listing, Listing]

    @property
    def keeper(self) -> Listing:
        """The offer or need, whose group answers for it."""
        return self.listing


class Price(OfListing):
    """What is asked for it in one currency, in smallest parts. Several prices stand side by side."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="prices")
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "currency"], name="one_price_per_currency"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_price_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} for {self.listing_id}"


class Photo(OfListing):
    """A picture of what is offered or needed, made small, without where it was taken."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="photos")
    image = models.FileField(upload_to="listings")
    alt = MultilingualField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"photo of {self.listing_id}"


class Alert(models.Model):
    """What somebody wants to be told of as soon as it is offered, or needed.

    `person`: whom (opaque id). What is empty may be anything; `group`: only of this group. `told_at`: until
    when what was written down was told. `by_mail`: whether a letter comes, too.
    """

    spoken = ("words",)

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    person = models.CharField(max_length=80, db_index=True)
    what = models.CharField(max_length=5, choices=Listing.What)
    sort = models.CharField(max_length=9, choices=Listing.Sort, blank=True, default="")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=200, blank=True, default="")
    until_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    by_mail = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.uid
