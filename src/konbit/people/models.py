"""A person's account, and the ways into it that need no e-mail address: a card, stewards who know her."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class Person(AbstractUser):
    """An account. Other rooms know it by `opaque_id` only, so that erasing it leaves nothing readable."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    opaque = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shown_name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "person"

    @property
    def opaque_id(self) -> str:
        """The id under which the chronicle and other rooms know this person."""
        return f"person:{self.opaque}"

    @property
    def name(self) -> str:
        """The name to show: the one the person gave, else the user name."""
        return self.shown_name or self.username


class Card(models.Model):
    """A member card: a code to read from paper and a PIN to keep in one's head.

    `scope`: the group whose stewards made it and look after it. `wrong_tries` and `rests_until` slow
    down whoever guesses. `pin_is_own`: whether its holder chose the PIN herself.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="card")
    scope = models.CharField(max_length=80, blank=True, default="", db_index=True)
    code = models.CharField(max_length=12, unique=True)
    pin = models.CharField(max_length=128)
    pin_is_own = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"card of {self.person_id}"


class Invitation(models.Model):
    """A link that gives a role in a scope to whoever accepts it. Only the token's digest is kept."""

    token_digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=80, db_index=True)
    role = models.CharField(max_length=20)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    uses = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation to {self.scope} as {self.role}"


class Recovery(models.Model):
    """Somebody cannot get into her account. Two stewards who know her each hold one half of a code.

    `first_half` and `second_half` are hashed; a half is empty until its steward has confirmed.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recoveries")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    first_by = models.CharField(max_length=80, blank=True, default="")
    first_half = models.CharField(max_length=128, blank=True, default="")
    second_by = models.CharField(max_length=80, blank=True, default="")
    second_half = models.CharField(max_length=128, blank=True, default="")
    wrong_tries = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "recoveries"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_at=None), name="one_open_recovery_per_person"
            ),
            models.CheckConstraint(
                name="two_different_stewards",
                condition=models.Q(second_by="") | ~models.Q(second_by=models.F("first_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"recovery of {self.person_id}"

    def has_place_for(self, actor: str) -> bool:
        """Whether a steward (opaque id) may hold a half: two may, each their own."""
        return not self.second_by or actor in (self.first_by, self.second_by)
