"""Handshakes as pages show them: how a priority meets others, what waits for whose word, whom to meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from konbit.assembly.queries.choices import Choices, own_groups, short
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.visible import visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Alignment, Priority
from konbit.federation.queries.meeting import belongs_to, related_to, speaks_for
from konbit.federation.queries.order import holds, in_order
from konbit.federation.queries.priorities import PriorityLine, priority_lines
from konbit.people.audience import Viewer

MOST = 400
"""So many priorities can be chosen from."""


@dataclass(frozen=True)
class Tie:
    """How a priority meets another one. `way`: seen from the first (see `meeting.WAYS`). `asked`: the group
    that has not answered yet; `may_answer`, `may_end`: what the viewer may do."""

    id: int
    way: str
    state: str
    own: PriorityLine
    other: PriorityLine
    note: Multilingual
    reason: Multilingual
    when: str
    asked: str
    may_answer: bool
    may_end: bool

    @property
    def state_label(self) -> str:
        """How far the handshake is, in words."""
        return str(Alignment.State(self.state).label)

    @property
    def is_open(self) -> bool:
        """Whether it is proposed and waits for an answer."""
        return self.state == Alignment.State.PROPOSED


@dataclass(frozen=True)
class Ties:
    """The ties of a priority: what both agreed; and, for the people of the two bodies, what waits for an
    answer, and what was refused or ended."""

    agreed: tuple[Tie, ...]
    waiting: tuple[Tie, ...]
    past: tuple[Tie, ...]


def ties_of(viewer: Viewer, priority: Priority) -> Ties:
    """How a priority that the viewer may see meets others of which she may know."""
    rows = Alignment.objects.filter(Q(lower=priority) | Q(upper=priority))
    ties = _ties(viewer, rows, {priority.pk})
    return Ties(
        agreed=tuple(one for one in ties if one.state == Alignment.State.AGREED and one.other.holds),
        waiting=tuple(one for one in ties if one.is_open),
        past=tuple(
            one
            for one in ties
            if one.state in (Alignment.State.REFUSED, Alignment.State.ENDED)
            or (one.state == Alignment.State.AGREED and not one.other.holds)
        ),
    )


def waiting_for(viewer: Viewer, group: Group) -> list[Tie]:
    """What others proposed to a group and it has not answered, for its own people."""
    if not belongs_to(viewer, group):
        return []
    asked = Q(lower__group=group, by_upper=True) | Q(upper__group=group, by_upper=False)
    rows = Alignment.objects.filter(asked, state=Alignment.State.PROPOSED)
    own = set(Priority.objects.filter(group=group).values_list("pk", flat=True))
    return _ties(viewer, rows, own)


def tie_for(viewer: Viewer, pk: int) -> Tie | None:
    """A handshake, seen from the side that is asked while it waits, else from the side for which the viewer
    speaks; None where she may not know of it."""
    row = Alignment.objects.select_related("lower__group", "upper__group").filter(pk=pk).first()
    if row is None:
        return None
    if row.state == Alignment.State.PROPOSED:
        own = row.lower_id if row.by_upper else row.upper_id
    else:
        own = row.lower_id if speaks_for(viewer, row.lower.group) else row.upper_id
    return next(iter(_ties(viewer, Alignment.objects.filter(pk=pk), {own})), None)


def others_to_meet(viewer: Viewer, uid: str) -> Choices:
    """The priorities that a priority (uid) could meet, by body: those of its networks first, then of its
    members, then of the other members of its networks; those of other bodies than the viewer's own only
    where she speaks for its body. Raises `NotFound`."""
    priority, _sight = seen_thing(viewer, Priority, uid)
    own = {link.id for link in own_groups(viewer, "take part").values()}
    by_nearness = related_to(priority.group_id)
    wanted = set().union(*by_nearness)
    if not speaks_for(viewer, priority.group):
        wanted &= own
    tied = {pk for pair in _tied_with(priority.pk) for pk in pair}
    rows = Priority.objects.filter(group__in=wanted, removed_at=None).exclude(pk__in=tied)
    seen = seen_things(viewer, [one for one in in_order(rows) if holds(one)])
    links = visible_groups(viewer, {one.group_id for one in seen})
    by_group: dict[int, list[tuple[str, str]]] = {}
    for one in seen:
        by_group.setdefault(one.group_id, []).append((one.uid, short(one.statement)))
    near = {pk: place for place, ids in enumerate(by_nearness) for pk in ids}
    ordered = sorted(by_group, key=lambda pk: (near[pk], links[pk].name.casefold()))
    return _at_most([(links[pk].name, by_group[pk]) for pk in ordered])


def _at_most(choices: Choices) -> Choices:
    kept: Choices = []
    left = MOST
    for name, some in choices:
        if left > 0:
            kept.append((name, some[:left]))
            left -= len(some)
    return kept


def _tied_with(priority: int) -> Iterable[tuple[int, int]]:
    rows = Alignment.objects.filter(state__in=(Alignment.State.PROPOSED, Alignment.State.AGREED))
    return rows.filter(Q(lower=priority) | Q(upper=priority)).values_list("lower", "upper")


def _ties(viewer: Viewer, rows: Iterable[Alignment], own: set[int]) -> list[Tie]:
    """These handshakes, seen from those priorities (ids) that are one's own. Only the people of the two
    bodies know of what both have not agreed upon."""
    listed = [
        row
        for row in Alignment.objects.filter(pk__in=[one.pk for one in rows])
        .select_related("lower__group", "upper__group")
        .order_by("pk")
        if row.state == Alignment.State.AGREED
        or belongs_to(viewer, row.lower.group)
        or belongs_to(viewer, row.upper.group)
    ]
    ends = {one.pk: one for row in listed for one in (row.lower, row.upper)}
    lines = {line.id: line for line in priority_lines(viewer, ends.values())}
    return [
        _tie(viewer, row, lines, from_lower=row.lower_id in own)
        for row in listed
        if row.lower_id in lines and row.upper_id in lines
    ]


def _tie(viewer: Viewer, row: Alignment, lines: dict[int, PriorityLine], *, from_lower: bool) -> Tie:
    way = row.kind
    if row.kind == Alignment.Kind.CONTRIBUTES and not from_lower:
        way = "is_served"
    own, other = (row.lower, row.upper) if from_lower else (row.upper, row.lower)
    asked = row.lower if row.by_upper else row.upper
    proposed = row.state == Alignment.State.PROPOSED
    proposer = row.upper if row.by_upper else row.lower
    speaks = speaks_for(viewer, row.lower.group) or speaks_for(viewer, row.upper.group)
    return Tie(
        id=row.pk,
        way=way,
        state=row.state,
        own=lines[own.pk],
        other=lines[other.pk],
        note=row.note,
        reason=row.reason,
        when=date_words(row.answered_on),
        asked=lines[asked.pk].group.name if proposed else "",
        may_answer=proposed and speaks_for(viewer, asked.group),
        may_end=speaks_for(viewer, proposer.group)
        if proposed
        else speaks and row.state == Alignment.State.AGREED,
    )
