"""Bodies and mandates for tests, made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.directory.models import Group
from konbit.federation.actions.mandates import MandateDraft, give_mandate
from konbit.federation.actions.organ_parts import add_college, add_seats
from konbit.federation.actions.organs import OrganDraft, found_organ
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.people.audience import SYSTEM, Viewer


def an_organ(group: Group, title: str = "Board", viewer: Viewer = SYSTEM, **said: Any) -> Organ:
    """A body of a group."""
    uid = found_organ(viewer, group.uid, OrganDraft("en", title, **said), uuid.uuid4())
    return Organ.objects.get(uid=uid)


def a_college(organ: Organ, title: str) -> College:
    """A college of a body."""
    return add_college(SYSTEM, organ.uid, "en", title)


def a_seat(organ: Organ, title: str = "", college: College | None = None) -> Seat:
    """A seat of a body."""
    return add_seats(SYSTEM, organ.uid, "en", title, college.pk if college else None)


def a_mandate(organ: Organ, name: str = "", viewer: Viewer = SYSTEM, **said: Any) -> Mandate:
    """Somebody sits in a body. `seat`, `college`: the things themselves."""
    for part in ("seat", "college"):
        if said.get(part) is not None:
            said[part] = said[part].pk
    return give_mandate(viewer, organ.uid, MandateDraft("en", name, **said), uuid.uuid4())
