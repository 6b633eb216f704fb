"""Whose word a network, or the whole instance, shows: part by part, in words, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from konbit.directory.models import Claim, Group, Source
from konbit.directory.precedence import DEFAULT_ORDER, NEWEST, OWN
from konbit.directory.queries.change_words import PART_LABELS
from konbit.directory.queries.claims import Orders
from konbit.directory.queries.disagreements import must_order, network_of
from konbit.directory.queries.editing import group_link
from konbit.directory.queries.membership import inner_networks
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.visible import GroupLink
from konbit.people.audience import Viewer

MOST_SOURCES = 200
ORDERED = (
    "", "name", "names", "kind", "description", "valid_from", "valid_until", "languages", "motive", "places",
    "contacts", "terms", "sizes",
)  # fmt: skip
"""The parts for which an order can be set; the empty one is that of all others."""


@dataclass(frozen=True)
class FieldOrder:
    """The order for a part: codes, and the same in words. `is_own`: set for this part, here."""

    field: str
    label: str
    order: tuple[str, ...]
    words: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class OrderPage:
    """Whose word a network, or (without a link) the instance, shows; `choices`: code and name."""

    network: GroupLink | None
    fields: tuple[FieldOrder, ...]
    choices: tuple[tuple[str, str], ...]

    def field(self, field: str) -> FieldOrder | None:
        """The order for a part, None for a part that has none."""
        return next((one for one in self.fields if one.field == field), None)


def order_page(viewer: Viewer, uid: str) -> OrderPage:
    """Whose word a network (uid), or the instance, shows. Raises `NotFound`, `NotAllowed`."""
    network = network_of(viewer, uid)
    must_order(viewer, network.pk if network else None)
    orders = Orders(network.pk if network else None)
    choices = _choices(network)
    names = dict(choices)
    at = network.pk if network else None
    fields = []
    for field in ORDERED:
        order = orders.told(0, field)[0]
        named = dict.fromkeys([*order, *DEFAULT_ORDER])
        fields.append(
            FieldOrder(
                field=field,
                label=str(PART_LABELS[field]) if field else _("Everything else"),
                order=tuple(order),
                words=tuple(names.get(code, code) for code in named),
                is_own=bool(orders.own(at, field)),
            )
        )
    return OrderPage(group_link(network) if network else None, tuple(fields), choices)


def _choices(network: Group | None) -> tuple[tuple[str, str], ...]:
    """The group's own word, the newest one, and the sources that speak of the network's groups."""
    claims = Claim.objects.filter(source=OuterRef("pk"))
    if network is not None:
        inside = [network.pk, *inner_networks(network.pk)]
        claims = claims.filter(group__in=Group.objects.filter(belonging(inside)).values("pk"))
    sources = Source.objects.filter(Exists(claims)).exclude(code=OWN).order_by("name")
    first = ((OWN, _("the group's own word")), (NEWEST, _("the newest word")))
    return (*first, *sources.values_list("code", "name")[:MOST_SOURCES])
