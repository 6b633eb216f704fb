"""A person's account. A user name is enough; an e-mail address is welcome and never needed."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    """An account. Other rooms know it by `opaque_id` only, so that erasing it leaves nothing readable."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    opaque = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shown_name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")

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
