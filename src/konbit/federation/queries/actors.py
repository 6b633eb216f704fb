"""The actors that are joined by a goal: whose priority it is, who says the same, who contributes; where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.directory.map.rings_drawing import Thread
from konbit.directory.models import Group, Place
from konbit.directory.places import shown_place
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink
from konbit.directory.state import place_state
from konbit.engines.rings import Item, Layout, Ring, lay_out
from konbit.federation.models import Alignment, Priority
from konbit.federation.queries.priorities import PriorityLine, priority_lines
from konbit.people.audience import Viewer

MOST = 300
"""So many actors are drawn."""

_OWN, _SAME, _CONTRIBUTES, _THROUGH = range(4)


@dataclass(frozen=True)
class Actor:
    """A body and the priority by which it is joined to the goal; `role`: its own, the same, contributing,
    through others; `next_to`: the body by which it is joined, None for the goal itself."""

    group: GroupLink
    line: PriorityLine
    role: int
    next_to: int | None


@dataclass(frozen=True)
class PlaceShown:
    """A place and who works there."""

    name: str
    groups: tuple[GroupLink, ...]


@dataclass(frozen=True)
class ActorsPage:
    """A goal and its actors, laid out; `addresses` by the ids of the items. `places`: where they work, only
    where that was asked for; `left_out`: how many are not drawn."""

    line: PriorityLine
    actors: tuple[Actor, ...]
    places: tuple[PlaceShown, ...]
    layout: Layout
    addresses: dict[str, str]
    threads: tuple[Thread, ...]
    left_out: int


def actors_page(viewer: Viewer, uid: str, language: str, *, by_place: bool) -> ActorsPage:
    """The actors of a priority, as far as the viewer may know of them. Raises `NotFound`."""
    row, _sight = seen_thing(viewer, Priority, uid)
    line = priority_lines(viewer, [row])[0]
    actors = _actors(viewer, line)
    drawn = actors[:MOST]
    centre = Ring(_("The goal"), (Item("goal", sentence(line.statement, language)),))
    places = tuple(_places(drawn)) if by_place else ()
    rings, threads = _by_place(drawn, places) if by_place else _by_role(drawn)
    return ActorsPage(
        line=line,
        actors=tuple(actors),
        places=places,
        layout=lay_out((centre, *rings)),
        addresses={
            "goal": line.url,
            **{f"place {number}": f"#place-{number}" for number in range(len(places))},
            **{str(one.group.id): one.group.url for one in drawn},
        },
        threads=threads,
        left_out=len(actors) - len(drawn),
    )


def _actors(viewer: Viewer, goal: PriorityLine) -> list[Actor]:
    """Every body once, on the shortest way, passing only over what the viewer may know of."""
    found = {goal.group.id: Actor(goal.group, goal, _OWN, None)}
    known = {goal.id: goal.group.id}
    wanted = {goal.id}
    while wanted:
        steps = list(_steps(wanted, known))
        rows = Priority.objects.filter(pk__in={lower for lower, _upper, _kind in steps}, removed_at=None)
        lines = {one.id: one for one in priority_lines(viewer, rows.order_by("pk")) if one.holds}
        wanted = set()
        for lower, upper, kind in steps:
            if lower not in lines or lower in known:
                continue
            one, by = lines[lower], known[upper]
            known[lower] = one.group.id
            wanted.add(lower)
            if one.group.id not in found:
                first = upper == goal.id
                role = (_SAME if kind == Alignment.Kind.SAME else _CONTRIBUTES) if first else _THROUGH
                found[one.group.id] = Actor(one.group, one, role, None if first else by)
    return sorted(found.values(), key=lambda one: (one.role, one.group.name.casefold()))


def _steps(priorities: set[int], known: dict[int, int]) -> Iterable[tuple[int, int, str]]:
    """What was agreed to lead to these priorities: (the one that does, the one to which it does, how)."""
    either = Q(upper__in=priorities) | Q(lower__in=priorities, kind=Alignment.Kind.SAME)
    rows = Alignment.objects.filter(either, state=Alignment.State.AGREED)
    rows = rows.exclude(kind=Alignment.Kind.CONFLICTS).order_by("kind", "pk")
    for lower, upper, kind in rows.values_list("lower", "upper", "kind"):
        if upper in priorities and lower not in known:
            yield lower, upper, kind
        if kind == Alignment.Kind.SAME and lower in priorities and upper not in known:
            yield upper, lower, kind


def _by_role(actors: list[Actor]) -> tuple[list[Ring], tuple[Thread, ...]]:
    """Rings by what bodies do for the goal; public bodies stand on one of their own."""
    titles = {
        _OWN: _("Whose goal"),
        _CONTRIBUTES: _("Contribute"),
        _THROUGH: _("Through others"),
    }
    members: dict[str, list[Item]] = {}
    place = {one.group.id: at for at, one in enumerate(actors)}
    for one in sorted(actors, key=lambda one: (one.role, place.get(one.next_to or 0, -1))):
        title = titles[_OWN if one.role == _SAME else one.role]
        if one.group.kind == Group.Kind.PUBLIC_BODY:
            title = _("Public bodies")
        members.setdefault(title, []).append(Item(str(one.group.id), one.group.name))
    order = [*titles.values(), _("Public bodies")]
    rings = [Ring(title, tuple(members[title])) for title in order if title in members]
    threads = [
        Thread(str(one.group.id), "goal" if one.next_to is None else str(one.next_to), _thread(one.role))
        for one in actors
    ]
    drawn = {item.id for ring in rings for item in ring.items} | {"goal"}
    return rings, tuple(one for one in threads if {one.one, one.other} <= drawn)


def _thread(role: int) -> str:
    return {_OWN: "own", _SAME: "same", _CONTRIBUTES: "contributes"}.get(role, "through")


def _by_place(actors: list[Actor], places: tuple[PlaceShown, ...]) -> tuple[list[Ring], tuple[Thread, ...]]:
    """The places around the goal, and around them who works there, in the order of the places."""
    own = Ring(_("Where"), tuple(Item(f"place {at}", one.name) for at, one in enumerate(places)))
    there = dict.fromkeys(link.id for place in places for link in place.groups)
    names = {one.group.id: one.group.name for one in actors}
    around = Ring(_("Who works there"), tuple(Item(str(pk), names[pk]) for pk in there))
    threads = [Thread(f"place {at}", "goal", "contributes") for at in range(len(places))]
    for at, place in enumerate(places):
        threads += [Thread(str(link.id), f"place {at}", "through") for link in place.groups]
    return [ring for ring in (own, around) if ring.items], tuple(threads)


def _places(actors: list[Actor]) -> Iterable[PlaceShown]:
    """Where these bodies are or work, as everybody may see it, those with most of them first."""
    links = {one.group.id: one.group for one in actors}
    found: dict[str, dict[int, GroupLink]] = {}
    for place in Place.objects.filter(group__in=links).order_by("order", "pk"):
        shown = shown_place(place_state(place))
        name = shown.name or shown.locality or shown.region
        if name:
            found.setdefault(name, {})[place.group_id] = links[place.group_id]
    for name, groups in sorted(found.items(), key=lambda one: (-len(one[1]), one[0].casefold())):
        yield PlaceShown(name, tuple(groups.values()))
