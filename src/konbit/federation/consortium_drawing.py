"""A consortium as rings: the common aim at the heart, the supports woven around it, the members, and outside
what budded; a thread from each member to what it gives or uses."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.engines.rings import Item, Ring
from konbit.federation.ecosystem_drawing import (
    MOST_DRAWN,
    Drawn,
    address_among,
    drawn,
    in_order_of_functions,
    item_of,
    threads_of,
)
from konbit.federation.queries.consortium import Consortium


def consortium_drawing(page: Consortium, title: str, language: str) -> Drawn:
    """The drawing; a circle of a group leads to its page, one of a function to the names."""
    members = {link.uid: link for link in page.members}
    around = {link.uid: link for link in in_order_of_functions(page.said)} | members
    around.pop(page.group.uid, None)
    outside = {one.group.uid: one.group for one in page.offshoots if one.group.uid not in around}
    around_it = tuple(around.values())[:MOST_DRAWN]
    rings = (
        Ring(_("Common aim"), (Item(page.group.uid, sentence(page.aim, language) or page.group.name),)),
        Ring(_("Woven supports"), tuple(item_of(one.function, page.said) for one in page.woven)),
        Ring(_("Who takes part"), tuple(Item(link.uid, link.name) for link in around_it)),
        Ring(_("Budded"), tuple(Item(link.uid, link.name) for link in outside.values())),
    )
    address = address_among(
        (page.group, *around_it, *outside.values()), reverse("federation:ecosystem", args=[page.group.uid])
    )
    known = {page.group.uid, *(link.uid for link in around_it)}
    return drawn(rings, address, title, threads_of(page.said, known))
