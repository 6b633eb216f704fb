"""Priorities from global to local and back, around a body: what is drawn, the same as a list, the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.engines.levels import Box, Column, Field, Stack, Tie, lay_out
from konbit.federation.queries.alignment_figures import Coverage, Figures, figures_of
from konbit.federation.queries.priorities import PriorityLine, priority_lines
from konbit.federation.queries.surroundings import Met, Surroundings, surroundings
from konbit.people.audience import Viewer

MEMBERS = 20
"""So many direct members stand on one page, each with all that belongs to it."""
MOST_NAMED = 40
"""So many names stand behind a number; all of them where its priority is chosen."""
MOST_OF_BODY, MOST_BODIES = 5, 40
"""More priorities of a body, and more bodies of a level, are listed but not drawn."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see: priorities (uids) with what leads to them and from them, a region, a page
    of members."""

    only: tuple[str, ...] = ()
    region: str = ""
    page: int = 1


@dataclass(frozen=True)
class Way:
    """How a priority meets another, as a list says it (see `meeting.WAYS`)."""

    way: str
    other: PriorityLine
    open: bool


@dataclass(frozen=True)
class Body:
    """A body of a level with its priorities and how each meets others. `has_members`: whether it is worth
    going there."""

    link: GroupLink
    region: str
    lines: tuple[tuple[PriorityLine, tuple[Way, ...]], ...]
    is_centre: bool


@dataclass(frozen=True)
class Level:
    """The bodies of a level, by name."""

    title: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class AlignmentPage:
    """The map of a body. `own`: its priorities, to choose from; `left_out`: how many bodies are listed and
    not drawn; `figures` are None where members belong to each other in a circle."""

    group: GroupLink
    over: tuple[GroupLink, ...]
    own: tuple[PriorityLine, ...]
    regions: tuple[str, ...]
    asked: Asked
    pages: int
    levels: tuple[Level, ...]
    field: Field
    links: dict[int, GroupLink]
    lines: dict[int, PriorityLine]
    left_out: int
    figures: Figures | None
    has_members: bool
    may_edit: bool
    may_take_part: bool

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """Who shares the group's priorities: those that were chosen, if any was."""
        every = self.figures.coverage if self.figures else ()
        return tuple(one for one in every if one.line.uid in self.asked.only) or every

    @property
    def most_named(self) -> str:
        """How many names stand in a list, as a slice: all of them where priorities were chosen."""
        return "" if self.asked.only else f":{MOST_NAMED}"


def alignment_page(viewer: Viewer, uid: str, asked: Asked) -> AlignmentPage:
    """The map around a group. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    around = surroundings(viewer, group)
    lines = {line.id: line for line in priority_lines(viewer, around.priorities.values())}
    wanting = _wanting(around)
    members = [pk for pk in around.members if pk in wanting]
    pages = max(1, -(-len(members) // MEMBERS))
    asked = Asked(asked.only, asked.region, min(max(1, asked.page), pages))
    chosen = _chosen(around, asked, set(members[(asked.page - 1) * MEMBERS : asked.page * MEMBERS]))
    level = _numbered(around)
    levels = tuple(_levels(around, lines, chosen, level))
    field, left_out = _field(around, levels)
    return AlignmentPage(
        group=around.centre,
        over=tuple(around.links[pk] for pk in sorted(around.over, key=lambda pk: level[pk])),
        own=tuple(lines[one.pk] for one in around.held.get(group.pk, ())),
        regions=tuple(sorted({*around.regions.values()} - {""})),
        asked=asked,
        pages=pages,
        levels=levels,
        field=field,
        links=dict(around.links),
        lines=lines,
        left_out=left_out,
        figures=figures_of(around, lines) if around.beneath else None,
        has_members=bool(around.beneath),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def _wanting(around: Surroundings) -> set[int]:
    """The bodies that have a priority, or below which one has."""
    found: set[int] = set()
    wanted = set(around.held)
    while wanted:
        found |= wanted
        wanted = {upper for pk in wanted for upper in around.above[pk]} - found
    return found


def _below(around: Surroundings, bodies: Collection[int]) -> set[int]:
    found: set[int] = set()
    wanted = set(bodies)
    while wanted:
        wanted = {pk for pk in around.beneath if around.above[pk] & wanted} - found
        found |= wanted
    return found


def _chosen(around: Surroundings, asked: Asked, members: set[int]) -> set[int]:
    """The priorities (ids) to be shown: of these members and what is below them, of the group itself, and of
    bodies above where something of these meets them."""
    bodies = {around.centre.id, *members, *_below(around, members)}
    if asked.region:
        bodies = {pk for pk in bodies if pk == around.centre.id or around.regions.get(pk) == asked.region}
    shown = {pk for pk, one in around.priorities.items() if one.group_id in bodies}
    shown |= {
        pk for pk in _led_to(around.met, shown, up=True) if around.priorities[pk].group_id in around.over
    }
    wanted = {pk for pk, one in around.priorities.items() if one.uid in asked.only}
    if wanted:
        near = wanted | _led_to(around.met, wanted, up=True) | _led_to(around.met, wanted, up=False)
        against = {
            pk for one in around.met if one.kind == "conflicts" for pk in (one.lower, one.upper)
            if {one.lower, one.upper} & wanted
        }  # fmt: skip
        shown = (shown & (near | against)) | wanted
    return shown


def _led_to(met: Iterable[Met], start: set[int], *, up: bool) -> set[int]:
    """All priorities to which these lead, or that lead to them; what says the same leads both ways."""
    steps: dict[int, set[int]] = {}
    for one in met:
        if one.kind != "conflicts":
            ends = (one.lower, one.upper) if up else (one.upper, one.lower)
            steps.setdefault(ends[0], set()).add(ends[1])
            if one.kind == "same":
                steps.setdefault(ends[1], set()).add(ends[0])
    found: set[int] = set()
    wanted = set(start)
    while wanted:
        wanted = {to for pk in wanted for to in steps.get(pk, ())} - found
        found |= wanted
    return found


def _levels(
    around: Surroundings, lines: dict[int, PriorityLine], chosen: set[int], level: dict[int, int]
) -> Iterable[Level]:
    """The bodies of the chosen priorities, from the highest level to the lowest."""
    ways = _ways(around, lines, chosen)
    by_level: dict[int, list[Body]] = {}
    for pk, held in around.held.items():
        told = tuple((lines[one.pk], tuple(ways.get(one.pk, ()))) for one in held if one.pk in chosen)
        if told and pk in level:
            body = Body(around.links[pk], around.regions.get(pk, ""), told, pk == around.centre.id)
            by_level.setdefault(level[pk], []).append(body)
    for number in sorted(by_level):
        bodies = sorted(by_level[number], key=lambda one: one.link.name.casefold())
        yield Level(_level_title(number), tuple(bodies))


def _level_title(number: int) -> str:
    if number < 0:
        return _("Its networks") if number == -1 else _("Networks of its networks")
    if number < 2:
        return _("Here") if number == 0 else _("Members")
    return _("Members of members") if number == 2 else _("Level %(number)s") % {"number": number}


def _numbered(around: Surroundings) -> dict[int, int]:
    """On which level each body stands: 0 for the group, growing downward, by the shortest way."""
    found = {around.centre.id: 0}
    wanted, number = {around.centre.id}, 0
    while wanted:
        number += 1
        wanted = {pk for pk in around.beneath if around.above[pk] & wanted} - found.keys()
        found |= dict.fromkeys(wanted, number)
    wanted, number = {around.centre.id}, 0
    while wanted:
        number -= 1
        wanted = {upper for pk in wanted for upper in around.above[pk]} - found.keys()
        found |= dict.fromkeys(wanted, number)
    return found


def _ways(around: Surroundings, lines: dict[int, PriorityLine], chosen: set[int]) -> dict[int, list[Way]]:
    found: dict[int, list[Way]] = {}
    for one in around.met:
        if one.lower in chosen and one.upper in chosen:
            back = "is_served" if one.kind == "contributes" else one.kind
            found.setdefault(one.lower, []).append(Way(one.kind, lines[one.upper], one.open))
            found.setdefault(one.upper, []).append(Way(back, lines[one.lower], one.open))
    return found


def _field(around: Surroundings, levels: Iterable[Level]) -> tuple[Field, int]:
    """The drawing: of each level the bodies that meet others first, and how many bodies are left out."""
    language = get_language() or "en"
    columns, left_out = [], 0
    for level in levels:
        tied_first = sorted(level.bodies, key=lambda one: not any(ways for _line, ways in one.lines))
        left_out += max(0, len(tied_first) - MOST_BODIES)
        columns.append(Column(level.title, tuple(_stack(one, language) for one in tied_first[:MOST_BODIES])))
    ties = [Tie(one.upper, one.lower, f"{one.kind} proposed" if one.open else one.kind) for one in around.met]
    return lay_out(columns, ties), left_out


def _stack(body: Body, language: str) -> Stack:
    tied_first = sorted(body.lines, key=lambda one: not one[1])[:MOST_OF_BODY]
    drawn = {line.id for line, _ways in tied_first}
    more = len(body.lines) - len(drawn)
    words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more else ""
    boxes = tuple(
        Box(line.id, sentence(line.statement, language)) for line, _ways in body.lines if line.id in drawn
    )
    return Stack(body.link.id, body.link.name, boxes, words)
