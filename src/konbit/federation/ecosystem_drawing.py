"""The eco-system of supports as rings: the network, those who give and use, the functions around them; and a
thread from each group to what it gives, uses or lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.directory.map.rings_drawing import Thread, rings_drawing, rings_list
from konbit.directory.queries.visible import GroupLink
from konbit.engines.rings import Item, Ring, lay_out
from konbit.federation.queries.ecosystem import GIVES, Ecosystem, Said
from konbit.federation.support_words import FUNCTIONS, Function

MOST_DRAWN = 600


@dataclass(frozen=True)
class Drawn:
    """A drawing, and the same as a list with the numbers of its circles."""

    drawing: SafeString
    told: SafeString


def ecosystem_drawing(page: Ecosystem, title: str) -> Drawn:
    """The drawing; a circle of a group leads to its page, one of a function to the names."""
    groups = [link for link in in_order_of_functions(page.said) if link.id != page.group.id][:MOST_DRAWN]
    items = tuple(item_of(one, page.said) for one in page.functions)
    rings = (
        Ring(_("Centre"), (Item(page.group.uid, page.group.name),)),
        Ring(_("Who takes part"), tuple(Item(link.uid, link.name) for link in groups)),
        Ring(_("Support functions"), items),
    )
    known = {page.group.uid, *(link.uid for link in groups)}
    address = address_among((page.group, *groups), reverse("federation:ecosystem", args=[page.group.uid]))
    return drawn(rings, address, title, threads_of(page.said, known))


def drawn(rings: Iterable[Ring], address: Callable[[str], str], title: str, threads: list[Thread]) -> Drawn:
    """Those of these rings on which something stands, drawn and told."""
    layout = lay_out(tuple(ring for ring in rings if ring.items))
    return Drawn(rings_drawing(layout, address, title=title, threads=threads), rings_list(layout, address))


def in_order_of_functions(said: tuple[Said, ...]) -> list[GroupLink]:
    """The groups, each near what it gives or uses: so that fewer threads cross."""
    order = {one.code: place for place, one in enumerate(FUNCTIONS)}
    first = {one.group: order[one.function] for one in sorted(said, key=lambda one: -order[one.function])}
    return sorted(first, key=lambda link: (first[link], link.name.casefold()))


def item_of(function: Function, said: tuple[Said, ...]) -> Item:
    """The circle of a function: how many give it."""
    count = len({one.group.id for one in said if one.function == function.code and one.does == GIVES})
    told = ngettext("%(function)s: %(count)s gives", "%(function)s: %(count)s give", count)
    return Item(_circle(function.code), told % {"function": function.label, "count": count}, count)


def threads_of(said: tuple[Said, ...], known: set[str]) -> list[Thread]:
    """The threads between those groups (uids) that are drawn and the functions."""
    return [Thread(one.group.uid, _circle(one.function), one.does) for one in said if one.group.uid in known]


def address_among(links: tuple[GroupLink, ...], names: str) -> Callable[[str], str]:
    """The addresses of circles: of groups their pages, of functions the names at this address."""
    pages = {link.uid: link.url for link in links}
    return lambda circle: pages.get(circle) or f"{names}?function={circle.removeprefix('function-')}#names"


def _circle(code: str) -> str:
    return f"function-{code}"
