"""Bringing the shipped supports in: who gives what to whom, as sources tell it."""

from __future__ import annotations

from konbit.chronicle.actions import recording
from konbit.directory.actions.shipping import SHIPPED, Shipping
from konbit.federation.models import Support
from konbit.federation.shipped.supports_reading import supports


def load_supports() -> int:
    """Bring in the supports of shipped groups that are here, each once. Returns how many were made."""
    with recording(SHIPPED, "load example") as batch:
        shipping = Shipping(batch)
        for one in supports():
            if not one.other or one.other in shipping.groups:
                shipping.make(
                    Support, one.root, does=one.does, function=one.function, territory=one.territory,
                    other=shipping.groups.get(one.other), what=one.what, valid_from=one.valid_from,
                    valid_until=one.valid_until,
                )  # fmt: skip
    return shipping.count
