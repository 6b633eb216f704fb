"""Everything around a body that a reader may know of: who belongs to whom, which priorities hold today, how
they meet, which of them something follows from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.translation import get_language

from konbit.base.period import holding_on
from konbit.base.registry import rooms
from konbit.base.text import pick
from konbit.directory.countries import country_name
from konbit.directory.models import Group, Place
from konbit.directory.queries.membership import members_of, networks_above
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.federation.models import Alignment, Priority, Reading, Standing, Statutes, Theme
from konbit.federation.queries.doors import FOLLOWS
from konbit.federation.queries.order import holds, in_order
from konbit.federation.queries.priority_doors import priority_follows
from konbit.people.audience import Viewer

ROOM = "federation"


@dataclass(frozen=True)
class Met:
    """A handshake between two priorities (ids); `open`: it waits for an answer."""

    lower: int
    upper: int
    kind: str
    open: bool


@dataclass(frozen=True)
class Surroundings:
    """What stands around a group, as far as a reader may know.

    `above`: the bodies (ids) directly above each, among those in `links`; `beneath`: all bodies below the
    group, `over`: all above it. `priorities` by id, those of each body in its order. `themes`: ids of terms
    by priority. `regions`: the region of each body, by its name, where one is known. `live`: priorities from
    which something follows.
    """

    centre: GroupLink
    links: Mapping[int, GroupLink]
    above: Mapping[int, frozenset[int]]
    beneath: frozenset[int]
    over: frozenset[int]
    priorities: Mapping[int, Priority]
    met: tuple[Met, ...]
    themes: Mapping[int, tuple[int, ...]]
    regions: Mapping[int, str]
    live: frozenset[int]

    @property
    def members(self) -> list[int]:
        """The bodies directly below the group, by name."""
        direct = [pk for pk in self.beneath if self.centre.id in self.above[pk]]
        return sorted(direct, key=lambda pk: self.links[pk].name.casefold())

    @cached_property
    def held(self) -> Mapping[int, list[Priority]]:
        """The priorities of each body that has any, in its order."""
        found: dict[int, list[Priority]] = {}
        for one in self.priorities.values():
            found.setdefault(one.group_id, []).append(one)
        return found


def surroundings(viewer: Viewer, group: Group) -> Surroundings:
    """What stands around a group that the viewer may see."""
    down = members_of(group.pk)
    up = _upward({group.pk, *down})
    links = visible_groups(viewer, {group.pk, *down, *up})
    above = _past_the_hidden({**up, **down}, links)
    over = _reach(group.pk, above)
    beneath = frozenset(pk for pk in down if pk in links)
    today = date.today()
    rows = Priority.objects.filter(group__in=links, removed_at=None).filter(holding_on(today))
    seen = seen_things(viewer, in_order(rows))
    priorities = {one.pk: one for one in seen if holds(one, today)}
    return Surroundings(
        centre=links[group.pk],
        links=links,
        above=above,
        beneath=beneath,
        over=over,
        priorities=priorities,
        met=tuple(_met(viewer, priorities)),
        themes=_themes(priorities),
        regions=_regions(viewer, group, beneath),
        live=_live(priorities.values()),
    )


def _upward(groups: set[int]) -> dict[int, set[int]]:
    """Who stands directly above whom, from these groups up."""
    found = networks_above(groups)
    every = set().union(*found.all.values()) if found.all else set()
    return {**networks_above(every).direct, **found.direct}


def _past_the_hidden(
    above: Mapping[int, set[int]], links: Mapping[int, GroupLink]
) -> dict[int, frozenset[int]]:
    """The nearest bodies above each that the reader may know of: what is hidden between them is passed."""
    found = {}
    for pk in links:
        nearest: set[int] = set()
        wanted, passed = set(above.get(pk, ())), set[int]()
        while wanted:
            nearest |= {one for one in wanted if one in links}
            hidden = {one for one in wanted if one not in links} - passed
            passed |= hidden
            wanted = {upper for one in hidden for upper in above.get(one, ())}
        found[pk] = frozenset(nearest - {pk})
    return found


def _reach(start: int, above: Mapping[int, frozenset[int]]) -> frozenset[int]:
    found: set[int] = set()
    wanted = set(above[start])
    while wanted:
        found |= wanted
        wanted = {upper for one in wanted for upper in above[one]} - found
    return frozenset(found - {start})


def _met(viewer: Viewer, priorities: Mapping[int, Priority]) -> Iterable[Met]:
    """What was agreed between these priorities, and what waits for an answer of the viewer's own bodies."""
    own = [int(scope[6:]) for scope in viewer.roles if scope.startswith("group:") and scope[6:].isdigit()]
    mine = Q(lower__group__in=own) | Q(upper__group__in=own)
    waits = Q(state=Alignment.State.PROPOSED) & (Q() if viewer.is_operator else mine)
    groups = {one.group_id for one in priorities.values()}
    rows = Alignment.objects.filter(Q(state=Alignment.State.AGREED) | waits, lower__group__in=groups)
    for lower, upper, kind, state in rows.order_by("pk").values_list("lower", "upper", "kind", "state"):
        if lower in priorities and upper in priorities:
            yield Met(lower, upper, kind, state == Alignment.State.PROPOSED)


def _themes(priorities: Mapping[int, Priority]) -> dict[int, tuple[int, ...]]:
    groups = {one.group_id for one in priorities.values()}
    found: dict[int, tuple[int, ...]] = {}
    rows = Theme.objects.filter(priority__group__in=groups).order_by("pk")
    for priority, term in rows.values_list("priority", "term"):
        if priority in priorities:
            found[priority] = (*found.get(priority, ()), term)
    return found


def _live(priorities: Iterable[Priority]) -> frozenset[int]:
    """Those of which something was read, or from whose resolution something follows."""
    listed = list(priorities)
    groups = {one.group_id for one in listed}
    read = Reading.objects.filter(target__priority__group__in=groups).values_list("target__priority")
    live = {pk for (pk,) in read.distinct()}
    resolutions = sorted({one.resolution_id for one in listed if one.resolution_id})
    parts = [part for part in FOLLOWS if part is not priority_follows]
    followed = {pk for part in parts for pk, on in part(resolutions) if on}
    for room in rooms():
        if room.follows is not None and room.name != ROOM and resolutions:
            followed |= set(room.follows(resolutions))
    return frozenset(one.pk for one in listed if one.pk in live or one.resolution_id in followed)


def _regions(viewer: Viewer, group: Group, bodies: frozenset[int]) -> dict[int, str]:
    """Where bodies are: by the regions of the group's statutes, if it has any; else by country; by region
    where all are of one country."""
    language = get_language() or "en"
    statutes = seen_things(viewer, Statutes.objects.filter(group=group, removed_at=None))
    standings = Standing.objects.filter(holding_on(date.today()), statutes__in=[one.pk for one in statutes])
    told = standings.filter(group__in=bodies).exclude(region=None).order_by("pk")
    found = {pk: pick(title, language).text for pk, title in told.values_list("group", "region__title")}
    if found:
        return found
    places = Place.objects.filter(group__in=bodies, role=Place.Role.SITE)
    shown = places.exclude(precision=Place.Precision.NONE).order_by("-order", "-pk")
    rows = list(shown.values_list("group", "country", "region"))
    countries = {pk: country_name(code, language) for pk, code, _region in rows if code}
    regions = {pk: region for pk, _code, region in rows if region}
    return countries if len(set(countries.values())) > 1 or not regions else regions
