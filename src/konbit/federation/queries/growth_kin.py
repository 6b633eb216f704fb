"""Which groups stand in the drawing of how a group grew: what it came out of and what came out of it, its
members and networks, who supports it; as far as the reader may know of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from konbit.directory.models import Relation, RelationKind
from konbit.directory.queries.membership import BELONGING, ends_of_tie
from konbit.directory.queries.visible import GroupLink, visible_groups, visible_rows
from konbit.people.audience import Viewer

MOST_LANES = 24
GREW = RelationKind.GREW_OUT_OF
SHOWN = (GREW, RelationKind.SUPPORTS, *sorted(BELONGING))


@dataclass(frozen=True)
class Kin:
    """The groups in the drawing. `line`: those of its own line (ids), itself among them; `left_out`: how many
    more there are than the drawing holds."""

    groups: dict[int, GroupOnLane]
    line: frozenset[int]
    relations: tuple[Relation, ...]
    left_out: int


@dataclass(frozen=True)
class GroupOnLane:
    """A group with its founding and closing (partial dates)."""

    link: GroupLink
    valid_from: str
    valid_until: str


def kin_of(viewer: Viewer, group: int) -> Kin:
    """The groups that stand in the drawing of a group (id) that the viewer may see, and their ties."""
    line = {group} | _reached(viewer, group, _parents) | _reached(viewer, group, _children)
    near = visible_groups(viewer, _near(group) - line)
    chosen = _first(viewer, group, line, near)
    found = {
        link.id: GroupOnLane(link, *said)
        for link, said in visible_rows(viewer, chosen, "valid_from", "valid_until")
    }
    ties = Relation.objects.filter(subject__in=found, object__in=found, kind__in=SHOWN)
    own = [
        one
        for one in ties.select_related("source").order_by("valid_from", "pk")
        if one.kind == GREW or group in (one.subject_id, one.object_id)
    ]
    return Kin(found, frozenset(line & found.keys()), tuple(own), len(line | near.keys()) - len(chosen))


def member_and_network(tie: Relation) -> tuple[int, int]:
    """Who belongs to whom by a tie of belonging."""
    return ends_of_tie(tie.kind, tie.subject_id, tie.object_id)


def grew(viewer: Viewer, group: int) -> bool:
    """Whether the viewer may know of anything to which a group (id) is tied, so that its drawing shows it."""
    return bool(visible_groups(viewer, _near(group) - {group}))


def _parents(groups: Iterable[int]) -> Iterable[int]:
    return Relation.objects.filter(subject__in=groups, kind=GREW).values_list("object", flat=True)


def _children(groups: Iterable[int]) -> Iterable[int]:
    return Relation.objects.filter(object__in=groups, kind=GREW).values_list("subject", flat=True)


def _reached(viewer: Viewer, start: int, further: Callable[[Iterable[int]], Iterable[int]]) -> set[int]:
    """All that is reached in one direction by way of groups that the viewer may know of."""
    found: set[int] = set()
    wanted = {start}
    while wanted and len(found) < 2 * MOST_LANES:
        wanted = visible_groups(viewer, set(further(sorted(wanted))) - found - {start}).keys() - found
        found |= wanted
    return found


def _near(group: int) -> set[int]:
    """Those to whom a group is tied itself."""
    rows = Relation.objects.filter(Q(subject=group) | Q(object=group), kind__in=SHOWN)
    return {one for pair in rows.values_list("subject", "object") for one in pair}


def _first(viewer: Viewer, group: int, line: set[int], near: dict[int, GroupLink]) -> set[int]:
    """The group, its line, then its neighbours by name, as many as the drawing holds."""
    others = visible_groups(viewer, line - {group})
    ordered = [
        group,
        *sorted(others, key=lambda one: (others[one].name, one)),
        *sorted(near, key=lambda one: (near[one].name, one)),
    ]
    return set(ordered[:MOST_LANES])
