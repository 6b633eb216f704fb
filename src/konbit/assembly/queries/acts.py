"""What an act changed, for the page that takes it back."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.models import Change
from konbit.chronicle.queries import last_act
from konbit.people.names import names_of


@dataclass(frozen=True)
class Act:
    """Who did something, when, and how many things of which kind it changed."""

    name: str
    at: datetime
    things: tuple[tuple[str, int], ...]


def act_of(row: Any) -> uuid.UUID | None:
    """The act that changed a row last."""
    return last_act(kind_of(row), row.pk)


def told_act(act: uuid.UUID) -> Act:
    """An act in words. It must exist."""
    changes = list(Change.objects.filter(batch=act))
    names = names_of([changes[0].actor])
    kinds = Counter(str(apps.get_model(change.kind)._meta.verbose_name) for change in changes)
    return Act(names.get(changes[0].actor, ""), changes[0].at, tuple(kinds.items()))
