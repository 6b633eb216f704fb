"""Supports and accompaniments for the tests, made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.directory.models import Group
from konbit.federation.actions.accompaniments import (
    AccompanimentDraft,
    VisitDraft,
    begin_accompaniment,
    tell_visit,
)
from konbit.federation.actions.supports import SupportDraft, say_supports
from konbit.federation.models import Accompaniment, Support, Visit
from konbit.people.audience import SYSTEM, Viewer


def said(group: Group, does: str, *functions: str, viewer: Viewer = SYSTEM, **more: Any) -> list[Support]:
    """A group says what it gives, uses or lacks."""
    draft = SupportDraft("en", does, functions, **more)
    return say_supports(viewer, group.uid, draft, uuid.uuid4())


def together(viewer: Viewer, group: Group, other: Group, aim: str = "A bakery that lasts.") -> Accompaniment:
    """A group goes along with an enterprise."""
    draft = AccompanimentDraft("en", aim)
    return begin_accompaniment(viewer, group.uid, other.name, draft, uuid.uuid4(), supports=True)


def visited(viewer: Viewer, row: Accompaniment, text: str = "The oven is cold.", **more: Any) -> Visit:
    """Somebody tells of a visit."""
    return tell_visit(viewer, row.uid, VisitDraft(text, **more), uuid.uuid4())
