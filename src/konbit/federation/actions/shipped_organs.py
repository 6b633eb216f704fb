"""Bringing the shipped bodies in, with their colleges and seats, and the public people who led."""

from __future__ import annotations

import uuid

from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.federation.shipped.organs_reading import MandateEntry, OrganEntry, organs


def mandate_key(code: str) -> uuid.UUID:
    """The key of a shipped mandate: the same in every house."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:konbit:shipped:mandate:{code}")


def load_organs() -> int:
    """Bring in the bodies of shipped groups that are here, each once. Returns how many were made."""
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for entry in organs():
            _load(shipping, entry)
    return shipping.count


def _load(shipping: Shipping, entry: OrganEntry) -> None:
    organ = shipping.make(
        Organ, entry.root, kind=entry.kind, valid_from=entry.valid_from, valid_until=entry.valid_until,
        **entry.words,
    )  # fmt: skip
    if organ is None:
        return
    seats = 0
    for order, one in enumerate(entry.colleges):
        college = College(organ=organ, word=one.word, title=one.title, order=order)
        add(shipping.batch, college)
        for _number in range(one.seats):
            add(shipping.batch, Seat(organ=organ, college=college, order=seats))
            seats += 1
    for _number in range(entry.seats):
        add(shipping.batch, Seat(organ=organ, order=seats))
        seats += 1
    for mandate in entry.mandates:
        add(shipping.batch, _mandate(shipping, organ, mandate))


def _mandate(shipping: Shipping, organ: Organ, entry: MandateEntry) -> Mandate:
    return Mandate(
        organ=organ,
        key=mandate_key(entry.code),
        name=entry.name,
        holder=shipping.groups.get(entry.holder),
        task=entry.task,
        condition=entry.condition,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        source=shipping.sources.get(entry.source),
        certainty=organ.certainty,
    )
