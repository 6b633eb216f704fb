"""Who stands around a network, ring by ring from the centre outward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.models import Group, Tagging
from konbit.directory.queries.groups import title_of
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.ties import one_sided
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.engines.rings import MOST_RINGS, Item, Layout, Ring, lay_out
from konbit.people.audience import Viewer

MOST_SHOWN = 600
BY = ("level", "kind", "type")


@dataclass(frozen=True)
class RingsPage:
    """The rings of a network, laid out; `addresses` by the ids of the items; `left_out` members beyond
    `MOST_SHOWN`; `has_one_sided`: whether some stand there by a tie that one side alone has confirmed."""

    link: GroupLink
    by: str
    layout: Layout
    addresses: dict[str, str]
    total: int
    left_out: int
    has_one_sided: bool


def rings_page(viewer: Viewer, uid: str, by: str, language: str) -> RingsPage:
    """The members of a network, through all its levels, around it: by level, kind or type of initiative.

    Each stands once, on the innermost ring that it belongs to. Raises `NotFound`.
    """
    network, _sight = seen_group(viewer, uid)
    by = by if by in BY else BY[0]
    above = members_of(network.pk)
    links = visible_groups(viewer, above)
    in_order = sorted(links.values(), key=lambda link: link.name.casefold())
    shown = in_order[:MOST_SHOWN]
    unsure = one_sided({link.id: above[link.id] for link in shown})
    shown = [_said_by_one(link) if link.id in unsure else link for link in shown]
    name = title_of(network, language).text
    centre = GroupLink(network.pk, network.uid, network.slug, name, network.kind)
    makers: dict[str, Callable[[], list[Ring]]] = {
        "level": lambda: _by_level(centre, above, shown),
        "kind": lambda: _by_kind(shown),
        "type": lambda: _by_type(shown, language),
    }
    rings = [Ring(_("Centre"), (_item(centre),)), *_at_most(makers[by]())]
    return RingsPage(
        link=centre,
        by=by,
        layout=lay_out(tuple(rings)),
        addresses={link.uid: link.url for link in (centre, *shown)},
        total=len(in_order),
        left_out=len(in_order) - len(shown),
        has_one_sided=bool(unsure),
    )


def _said_by_one(link: GroupLink) -> GroupLink:
    return replace(link, name=_("%(group)s (said by one side)") % {"group": link.name})


def _item(link: GroupLink) -> Item:
    return Item(link.uid, link.name)


def _by_level(centre: GroupLink, above: dict[int, set[int]], shown: list[GroupLink]) -> list[Ring]:
    level = {centre.id: 0}
    while True:
        found = {
            member: 1 + min(level[one] for one in its if one in level)
            for member, its in above.items()
            if member not in level and any(one in level for one in its)
        }
        if not found:
            break
        level |= found
    rings: dict[int, list[GroupLink]] = {}
    for link in shown:
        rings.setdefault(level[link.id], []).append(link)
    named = {1: _("Members"), 2: _("Members of members")}
    return [
        Ring(named.get(number, _("Level %(number)s") % {"number": number}), tuple(map(_item, rings[number])))
        for number in sorted(rings)
    ]


def _by_kind(shown: list[GroupLink]) -> list[Ring]:
    rings = {kind: tuple(_item(link) for link in shown if link.kind == kind) for kind in Group.Kind.values}
    return [Ring(str(Group.Kind(kind).label), items) for kind, items in reversed(rings.items()) if items]


def _by_type(shown: list[GroupLink], language: str) -> list[Ring]:
    ids = [link.id for link in shown]
    types = Tagging.objects.filter(group__in=ids, term__scheme__facet="type").select_related("term")
    first: dict[int, str] = {}
    for tagging in types.order_by("-primary", "term__order", "id"):
        first.setdefault(tagging.group_id, pick(tagging.term.label, language).text or tagging.term.code)
    rings: dict[str, list[Item]] = {}
    for link in shown:
        rings.setdefault(first.get(link.id, _("Other kinds")), []).append(_item(link))
    by_size = sorted(rings.items(), key=lambda one: (len(one[1]), one[0]))
    return [Ring(label, tuple(items)) for label, items in by_size]


def _at_most(rings: list[Ring]) -> list[Ring]:
    """As many rings as can be drawn around the centre: the outermost ones become one."""
    room = MOST_RINGS - 1
    if len(rings) <= room:
        return rings
    outer = rings[room - 1 :]
    gathered = tuple(item for ring in outer for item in ring.items)
    return [*rings[: room - 1], replace(outer[0], label=_("All others"), items=gathered)]
