"""The register of what was agreed: of a group, of a network with its members, of the whole house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Resolution
from konbit.assembly.queries.resolution_cards import ResolutionCard, cards, followed_by
from konbit.assembly.queries.standing import (
    SILENT,
    decided_long_ago,
    due_for_review,
    expires_soon,
    in_force,
)
from konbit.directory.models import Group
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.people.audience import ANYONE, Viewer

PAGE = 30
AT_ONCE = 300
MOST_LOOKED_AT = 6_000
"""So many rows are looked at for one page of a list at most; narrower lists are asked of the database."""

SHOWN = {
    "all": _("All"),
    "review": _("Due for review"),
    "ends": _("Ending soon"),
    "condition": _("Waiting on a condition"),
    "silent": _("Agreed, but nothing happened in 90 days"),
}
"""The lists of a register, by the word in the address."""


@dataclass(frozen=True)
class RegisterPage:
    """A page of a register. `group`: whose, None for the whole house; `network`: by which it is narrowed;
    `inner`: whether the members' are among them; `networks`: by which it can be narrowed."""

    group: GroupLink | None
    network: GroupLink | None
    networks: tuple[GroupLink, ...]
    inner: bool
    show: str
    cards: tuple[ResolutionCard, ...]
    start: int
    more: bool
    may: frozenset[str]


def group_register(
    viewer: Viewer, uid: str, show: str = "all", start: int = 0, *, inner: bool = False
) -> RegisterPage:
    """The resolutions of a group that the viewer may see; of a network with those of its members, where
    `inner` is wanted. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    is_network = group.kind == Group.Kind.NETWORK
    ids = {group.pk, *members_of(group.pk)} if inner and is_network else {group.pk}
    shown, more = _page(viewer, _of(ids), show, start)
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    may = frozenset(verb for verb in ("edit",) if sight.may(verb))
    return RegisterPage(link, None, (), inner and is_network, _named(show), shown, start, more, may)


def house_register(viewer: Viewer, network_uid: str = "", show: str = "all", start: int = 0) -> RegisterPage:
    """The resolutions of all groups that the viewer may see, or of a network and its members. Raises
    `NotFound` for a network that the viewer may not know of."""
    rows, network = _all(), None
    if network_uid:
        group, _sight = seen_group(viewer, network_uid)
        network = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
        rows = _of({group.pk, *members_of(group.pk)})
    shown, more = _page(viewer, rows, show, start)
    networks = _networks_that_agreed(viewer)
    return RegisterPage(None, network, networks, True, _named(show), shown, start, more, frozenset())


def newest_for_feed(group_uid: str = "", most: int = 50) -> tuple[GroupLink | None, list[Resolution]]:
    """What was entered last that everybody may see: of the house, or of a group and, where it is a network,
    its members. Raises `NotFound`."""
    if not group_uid:
        return None, list(islice(_seen(ANYONE, _all().order_by("-made_at", "-pk")), most))
    group, _sight = seen_group(ANYONE, group_uid)
    ids = {group.pk, *(members_of(group.pk) if group.kind == Group.Kind.NETWORK else ())}
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    return link, list(islice(_seen(ANYONE, _of(ids).order_by("-made_at", "-pk")), most))


def _named(show: str) -> str:
    return show if show in SHOWN else "all"


def _all() -> QuerySet[Resolution]:
    rows = Resolution.objects.filter(removed_at=None, joined_into=None, group__removed_at=None)
    return rows.select_related("source")


def _of(groups: set[int]) -> QuerySet[Resolution]:
    return _all().filter(group__in=sorted(groups))


def _page(
    viewer: Viewer, rows: QuerySet[Resolution], show: str, start: int
) -> tuple[tuple[ResolutionCard, ...], bool]:
    """The cards from `start` on, and whether there are more."""
    today = date.today()
    ordered = _wanted(rows, _named(show)).order_by("-decided_on", "-pk")
    found = islice(_fitting(_seen(viewer, ordered), _named(show), today), start, start + PAGE + 1)
    listed = list(found)
    followed = followed_by([row.pk for row in listed])
    return tuple(cards(viewer, listed[:PAGE], followed)), len(listed) > PAGE


def _wanted(rows: QuerySet[Resolution], show: str) -> QuerySet[Resolution]:
    """The rows among which those of a list are."""
    if show == "review":
        return rows.filter(in_force()).exclude(review_on="")
    if show == "ends":
        return rows.filter(in_force()).exclude(valid_until="")
    if show == "condition":
        return rows.filter(in_force(), condition_state=Resolution.Condition.WAITING)
    if show == "silent":
        last = (date.today() - SILENT).isoformat()
        own = Q(certainty="confirmed")  # nobody outside is told off for what others published of them
        return rows.filter(in_force(), own).filter(decided_on__lte=last).exclude(decided_on="")
    return rows


def _fitting(rows: Iterator[Resolution], show: str, today: date) -> Iterator[Resolution]:
    if show == "review":
        yield from (row for row in rows if due_for_review(row, today))
    elif show == "ends":
        yield from (row for row in rows if expires_soon(row, today))
    elif show == "silent":
        yield from _silent(rows, today)
    else:
        yield from rows


def _silent(rows: Iterator[Resolution], today: date) -> Iterator[Resolution]:
    """Those agreed ninety days ago and more of which no room tells that anything followed."""
    while some := list(islice(rows, AT_ONCE)):
        followed = followed_by([row.pk for row in some])
        yield from (row for row in some if decided_long_ago(row, today) and row.pk not in followed)


def _seen(viewer: Viewer, rows: QuerySet[Resolution]) -> Iterator[Resolution]:
    """Those that the viewer may see, in their order, read some at a time."""
    for begin in range(0, MOST_LOOKED_AT, AT_ONCE):
        some = list(rows[begin : begin + AT_ONCE])
        yield from seen_things(viewer, some)
        if len(some) < AT_ONCE:
            return


def _networks_that_agreed(viewer: Viewer) -> tuple[GroupLink, ...]:
    """The networks that have agreed something here themselves, for the filter."""
    ids = (
        Resolution.objects.filter(group__kind=Group.Kind.NETWORK, removed_at=None)
        .values_list("group", flat=True)
        .distinct()[:200]
    )
    return tuple(sorted(visible_groups(viewer, ids).values(), key=lambda link: link.name.casefold()))
