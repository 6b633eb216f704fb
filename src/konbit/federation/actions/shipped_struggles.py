"""Bringing the shipped struggles and gains in: as sources tell them, with what was lost."""

from __future__ import annotations

import uuid
from typing import Any

from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.federation.gains import lost_on, since
from konbit.federation.models import Gain, Step, Struggle, Turn
from konbit.federation.shipped.struggles_reading import (
    GainEntry,
    MomentEntry,
    StruggleEntry,
    struggles_and_gains,
)


def load_struggles() -> int:
    """Bring in the struggles and gains of shipped groups that are here, each once. Returns how many were
    made."""
    entries = struggles_and_gains()
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for struggle in entries.struggles:
            _struggle(shipping, struggle)
        for gain in entries.gains:
            _gain(shipping, gain)
    return shipping.count


def _struggle(shipping: Shipping, entry: StruggleEntry) -> None:
    made = shipping.make(
        Struggle, entry.root, **entry.words, way=entry.way, state=entry.state,
        institution=entry.institution, valid_from=entry.valid_from, valid_until=entry.valid_until,
        within=shipping.found(Struggle, entry.within) if entry.within else None,
    )  # fmt: skip
    if made is not None:
        for number, one in enumerate(entry.steps):
            said = _moment(shipping, f"step:{entry.root.code}:{number}", one)
            add(shipping.batch, Step(struggle=made, **said))


def _gain(shipping: Shipping, entry: GainEntry) -> None:
    turned = [(one.on, one.kind) for one in entry.turns]
    made = shipping.make(
        Gain, entry.root, **entry.words, firmness=entry.firmness, institution=entry.institution,
        place=entry.place, country=entry.country, valid_from=since(turned), valid_until=lost_on(turned),
        struggle=shipping.found(Struggle, entry.struggle) if entry.struggle else None,
    )  # fmt: skip
    if made is not None:
        for number, one in enumerate(entry.turns):
            add(shipping.batch, Turn(gain=made, **_moment(shipping, f"turn:{entry.root.code}:{number}", one)))


def _moment(shipping: Shipping, code: str, one: MomentEntry) -> dict[str, Any]:
    """The columns of a step or a turn; its key is the same in every house."""
    return {
        "key": uuid.uuid5(uuid.NAMESPACE_URL, f"urn:konbit:shipped:{code}"),
        "on": one.on,
        "kind": one.kind,
        "text": one.text,
        "source": shipping.sources.get(one.source),
        "certainty": one.certainty,
        "by": SHIPPED,
    }
