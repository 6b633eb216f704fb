"""Bringing the shipped pacts in: who bound themselves, as sources tell it."""

from __future__ import annotations

from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.directory.models import Relation
from konbit.federation.models import Pact, Party
from konbit.federation.shipped.pacts_reading import PactEntry, pacts


def load_pacts() -> int:
    """Bring in the pacts of shipped groups that are here, each once. Returns how many were made."""
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for one in pacts():
            network = shipping.groups.get(one.network)
            made = shipping.make(
                Pact, one.root, **one.words, state=one.state, network=network, asked_on=one.asked_on,
                valid_from=one.valid_from, valid_until=one.valid_until,
            )  # fmt: skip
            if made is not None:
                _add_parties(shipping, made, one)
    return shipping.count


def _add_parties(shipping: Shipping, pact: Pact, entry: PactEntry) -> None:
    """Those who agreed; the ties are those that the directory ships."""
    for place, one in enumerate(entry.parties):
        group = shipping.groups.get(one.group)
        if group is None:
            continue
        tie = Relation.objects.filter(subject=group, object=pact.network, kind="member_of").first()
        state = Party.State.LEFT if one.valid_until else Party.State.AGREED
        add(
            shipping.batch,
            Party(
                pact=pact, group=group, state=state.value, valid_from=one.valid_from,
                valid_until=one.valid_until, relation=tie, order=place,
            ),
        )  # fmt: skip
