"""A struggle with its life as a line of time and its parts beneath; lists of struggles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from konbit.assembly.queries.agreed_shown import (
    ResolutionShown,
    SourceShown,
    resolutions_shown,
    source_shown,
)
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Gain, Step, Struggle
from konbit.federation.queries.allies import AllyShown, allies_with_us
from konbit.federation.queries.gains import GainLine, gain_lines
from konbit.federation.queries.standings import Badge, state_badge, step_badge
from konbit.federation.queries.struggle_lines import StruggleLine, struggle_lines
from konbit.people.audience import Audience, Viewer

MOST = 500
ROLLED_UP = (Step.Kind.APPEAL, Step.Kind.VICTORY, Step.Kind.SETBACK)
"""What of the life of a part is told in that of the wider struggle too."""


@dataclass(frozen=True)
class Moment:
    """Something in the life of a struggle. `of`: the part in which it happened, None for the struggle itself.
    `mine`: whether the viewer may change it."""

    id: int
    on: str
    badge: Badge
    text: Multilingual
    source: SourceShown | None
    address: str
    certainty: str
    of: StruggleLine | None
    mine: bool

    @property
    def when(self) -> str:
        """Its day in words."""
        return date_words(self.on)


@dataclass(frozen=True)
class Part:
    """A part of a struggle, and how deep it lies."""

    line: StruggleLine
    depth: int


@dataclass(frozen=True)
class StrugglePage:
    """A struggle with everything that its reader may know of it."""

    line: StruggleLine
    aim: Multilingual
    contested: Multilingual
    stand: Multilingual
    result: Multilingual
    audience: str
    source: SourceShown | None
    resolution: ResolutionShown | None
    within: StruggleLine | None
    parts: tuple[Part, ...]
    life: tuple[Moment, ...]
    gains: tuple[GainLine, ...]
    allies: tuple[AllyShown, ...]
    may_edit: bool
    may_take_part: bool

    @property
    def counted(self) -> list[tuple[Badge, int]]:
        """How many of the parts are in which state."""
        states = Counter(part.line.state.code for part in self.parts)
        return [(state_badge(code), states[code]) for code in Struggle.State.values if states[code]]

    @property
    def appeals(self) -> list[Moment]:
        """The appeals for solidarity, newest first, as long as the struggle goes on."""
        if self.line.state.code != Struggle.State.OPEN:
            return []
        open_parts = {part.line.id for part in self.parts if part.line.state.code == Struggle.State.OPEN}
        return [
            one
            for one in reversed(self.life)
            if one.badge.code == Step.Kind.APPEAL and (one.of is None or one.of.id in open_parts)
        ]


@dataclass(frozen=True)
class StrugglesOfGroup:
    """The struggles of a group: those that go on before those that are over."""

    group: GroupLink
    lines: tuple[StruggleLine, ...]
    may_take_part: bool


def struggle_page(viewer: Viewer, uid: str) -> StrugglePage:
    """The page of a struggle. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Struggle, uid)
    below = _below(row.pk)
    near = [row, *([row.within] if row.within else [])]
    rows = [
        *near,
        *Struggle.objects.filter(pk__in=below).select_related("source").order_by("valid_from", "pk"),
    ]
    lines = {line.id: line for line in struggle_lines(viewer, rows)}
    parts = tuple(_parts(row.pk, lines))
    shown = resolutions_shown(viewer, [row.resolution] if row.resolution else [])
    gains = Gain.objects.filter(struggle__in=[row.pk, *(part.line.id for part in parts)], removed_at=None)
    own, any_of = sight.may("take part"), sight.may("edit")
    return StrugglePage(
        line=lines[row.pk],
        aim=row.aim,
        contested=row.contested,
        stand=row.stand,
        result=row.result,
        audience=str(Audience(row.audience).label),
        source=source_shown(row.source, row.address),
        resolution=shown.get(row.resolution_id or 0),
        within=lines.get(row.within_id or 0),
        parts=parts,
        life=_life(viewer, row, parts, own=own, any_of=any_of),
        gains=tuple(gain_lines(viewer, gains.select_related("source"))),
        allies=allies_with_us(viewer, row.pk),
        may_edit=any_of,
        may_take_part=own,
    )


def struggles_of(viewer: Viewer, group_uid: str) -> StrugglesOfGroup:
    """The struggles of a group (uid). Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    rows = Struggle.objects.filter(group=group, removed_at=None).select_related("source").order_by("-pk")
    return StrugglesOfGroup(
        visible_groups(viewer, [group.pk])[group.pk],
        tuple(in_order(struggle_lines(viewer, rows[:MOST]))),
        sight.may("take part"),
    )


def in_order(lines: Iterable[StruggleLine]) -> list[StruggleLine]:
    """Struggles that go on before those that are over; otherwise in the order that they have."""
    return sorted(lines, key=lambda line: list(Struggle.State.values).index(line.state.code))


def _below(root: int) -> set[int]:
    """The parts of a struggle and theirs, as far down as they go."""
    children: dict[int, list[int]] = {}
    pairs = Struggle.objects.filter(within__isnull=False, removed_at=None).values_list("within", "pk")
    for wider, pk in pairs:
        if wider is not None:
            children.setdefault(wider, []).append(pk)
    found: set[int] = set()
    edge = [root]
    while edge:
        edge = [pk for one in edge for pk in children.get(one, ()) if pk not in found and pk != root]
        found.update(edge)
    return found


def _parts(root: int, lines: dict[int, StruggleLine]) -> list[Part]:
    """The parts of which the reader may know, each beneath what it is part of: nothing leads past one that
    is closed to her."""
    beneath: dict[int, list[StruggleLine]] = {}
    for line in lines.values():
        if line.within is not None and line.id != root:
            beneath.setdefault(line.within, []).append(line)
    found: list[Part] = []
    ways = [(line, 1) for line in reversed(beneath.get(root, ()))]
    passed: set[int] = {root}
    while ways:
        line, depth = ways.pop()
        if line.id not in passed:
            passed.add(line.id)
            found.append(Part(line, depth))
            ways += [(one, depth + 1) for one in reversed(beneath.get(line.id, ()))]
    return found


def _life(
    viewer: Viewer, row: Struggle, parts: Iterable[Part], *, own: bool, any_of: bool
) -> tuple[Moment, ...]:
    of = {part.line.id: part.line for part in parts}
    steps = Step.objects.filter(struggle=row) | Step.objects.filter(struggle__in=of, kind__in=ROLLED_UP)
    moments = [
        Moment(
            id=step.pk,
            on=step.on,
            badge=step_badge(step.kind),
            text=step.text,
            source=source_shown(step.source, step.address),
            address="" if step.source else step.address,
            certainty=step.certainty,
            of=of.get(step.struggle_id),
            mine=step.struggle_id == row.pk and (any_of or (own and step.by == viewer.actor)),
        )
        for step in steps.select_related("source").order_by("on", "pk")
    ]
    return tuple(moments)
