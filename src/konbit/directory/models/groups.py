"""Groups of every kind and what is known of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.period import Dated, PartialDateField
from konbit.base.text import MultilingualField
from konbit.base.uids import new_uid
from konbit.directory.models.sources import Certainty, Source
from konbit.directory.models.vocabulary import Term
from konbit.people.audience import Audience


class Group(Dated):
    """An initiative, a collective, a network or a public body. A name is enough.

    `valid_from`/`valid_until`: when it was founded and closed, as far as known. `own_words`: words for what
    it is and does that name no term, by the header of their column; whoever sees the group sees them.
    `extras`: cells of columns without a meaning here, for those who see all of the group.
    """

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("Initiative")
        COLLECTIVE = "collective", _("Collective")
        NETWORK = "network", _("Network")
        PUBLIC_BODY = "public_body", _("Public body")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    slug = models.CharField(max_length=80, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INITIATIVE)
    name = models.CharField(max_length=300)
    names = MultilingualField()
    aliases = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=12, blank=True, default="")
    languages = models.JSONField(default=list, blank=True)
    description = MultilingualField()
    motive = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.PUBLISHED)
    confirmed_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    own_words = models.JSONField(default=dict, blank=True)
    extras = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind"], condition=models.Q(kind="network"), name="networks_among_groups")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """The group's scope for roles and audiences."""
        return f"group:{self.pk}"


class Place(models.Model):
    """Where a group is (`site`), or the area that it serves (`service`), which is another thing.

    `given` coordinates were said by somebody, `geocoded` ones were looked up from the address with a
    confidence in percent; the given ones count first. `precision` says how exactly it may be shown.
    """

    class Role(models.TextChoices):
        SITE = "site", _("where it is")
        SERVICE = "service", _("area it serves")

    class Precision(models.TextChoices):
        EXACT = "exact", _("exactly")
        DISTRICT = "district", _("the district (about 1 km)")
        TOWN = "town", _("the town (about 10 km)")
        REGION = "region", _("the region (about 100 km)")
        NONE = "none", _("not on the map")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places")
    role = models.CharField(max_length=10, choices=Role, default=Role.SITE)
    name = models.CharField(max_length=200, blank=True, default="")
    street = models.CharField(max_length=300, blank=True, default="")
    locality = models.CharField(max_length=200, blank=True, default="")
    region = models.CharField(max_length=200, blank=True, default="")
    postcode = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    given_latitude = models.FloatField(null=True, blank=True)
    given_longitude = models.FloatField(null=True, blank=True)
    geocoded_latitude = models.FloatField(null=True, blank=True)
    geocoded_longitude = models.FloatField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.EXACT)
    radius_km = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="coordinates_in_the_world",
                condition=(
                    models.Q(given_latitude__isnull=True)
                    | models.Q(given_latitude__range=(-90, 90), given_longitude__range=(-180, 180))
                )
                & (
                    models.Q(geocoded_latitude__isnull=True)
                    | models.Q(geocoded_latitude__range=(-90, 90), geocoded_longitude__range=(-180, 180))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.locality or f"place {self.pk}"

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, said ones before looked-up ones: for those who may see them."""
        if self.given_latitude is not None and self.given_longitude is not None:
            return self.given_latitude, self.given_longitude
        if self.geocoded_latitude is not None and self.geocoded_longitude is not None:
            return self.geocoded_latitude, self.geocoded_longitude
        return None


class Contact(models.Model):
    """A way to reach a group. Telephone, e-mail and person are private until somebody opens them.

    All but a website may be a person's, so the chronicle keeps it apart (`konbit.chronicle.personal`).
    """

    class Kind(models.TextChoices):
        WEBSITE = "website", _("Website")
        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        PERSON = "person", _("Contact person")
        SOCIAL = "social", _("Social network")
        OTHER = "other", _("Another way")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=500)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.STEWARDS)

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"


class Identifier(models.Model):
    """A number in a register. Having none is normal."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=80)
    value = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_value")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Tagging(Dated):
    """A term that a group uses of itself, or that a source uses of it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="taggings")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="taggings")
    primary = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "term"], name="term_once_per_group")]

    def __str__(self) -> str:
        return f"{self.group_id} is {self.term_id}"


class Size(models.Model):
    """How many, of what, when: members, women, hours… The dimension is a term, so networks add their own."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sizes")
    dimension = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()
    on = PartialDateField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.PUBLISHED)

    def __str__(self) -> str:
        return f"{self.value} ({self.on})"


class Fact(Dated):
    """A dated thing told of a group, with its source. Facts that disagree stand side by side."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="facts")
    text = MultilingualField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=500, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.PUBLISHED)

    def __str__(self) -> str:
        return f"fact of {self.group_id}"


class Media(models.Model):
    """A photo, or a short audio description for those who listen rather than read."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        AUDIO = "audio", _("Audio description")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="media")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(upload_to="groups/")
    alt = MultilingualField()
    language = models.CharField(max_length=12, blank=True, default="")
    licence = models.CharField(max_length=120, blank=True, default="CC BY 4.0")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"
