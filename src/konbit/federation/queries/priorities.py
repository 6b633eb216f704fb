"""Priorities: those of a group, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.models import Resolution
from konbit.assembly.queries.agreed_shown import (
    ResolutionShown,
    SourceShown,
    resolutions_shown,
    source_shown,
)
from konbit.base.text import Multilingual
from konbit.directory.addresses import term_address
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.federation.models import Priority, Theme
from konbit.federation.queries.order import holds, in_order
from konbit.federation.queries.targets import TargetShown, targets_of
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class ThemeShown:
    """A term of which a priority speaks."""

    id: int
    label: Multilingual
    url: str


@dataclass(frozen=True)
class PriorityLine:
    """A priority in a list. `when`: for which time; `holds`: whether it does today."""

    id: int
    uid: str
    statement: Multilingual
    group: GroupLink
    when: str
    holds: bool
    certainty: str
    themes: tuple[ThemeShown, ...]

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:priority", args=[self.uid])


@dataclass(frozen=True)
class GroupPriorities:
    """What a group wants first, with the targets of each priority; those that ended; what the viewer may
    do."""

    group: GroupLink
    standing: tuple[tuple[PriorityLine, tuple[TargetShown, ...]], ...]
    past: tuple[PriorityLine, ...]
    may_edit: bool
    may_take_part: bool


@dataclass(frozen=True)
class PriorityPage:
    """A priority with everything that its reader may know of it but its handshakes.

    `unseen`: it was adopted by a resolution that is not open to the reader.
    """

    line: PriorityLine
    why: Multilingual
    audience: str
    resolution: ResolutionShown | None
    unseen: bool
    ended_by: ResolutionShown | None
    ended_why: Multilingual
    was_ended: bool
    targets: tuple[TargetShown, ...]
    source: SourceShown | None
    may_edit: bool
    may_take_part: bool


def priority_page(viewer: Viewer, uid: str) -> PriorityPage:
    """The page of a priority. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Priority, uid)
    ids = [pk for pk in (row.resolution_id, row.ended_by_id) if pk]
    agreed = resolutions_shown(viewer, Resolution.objects.filter(pk__in=ids).select_related("group"))
    return PriorityPage(
        line=priority_lines(viewer, [row])[0],
        why=row.why,
        audience=str(Audience(row.audience).label),
        resolution=agreed.get(row.resolution_id or 0),
        unseen=bool(row.resolution_id) and row.resolution_id not in agreed,
        ended_by=agreed.get(row.ended_by_id or 0),
        ended_why=row.ended_why,
        was_ended=bool(row.ended_by_id) and not holds(row),
        targets=tuple(targets_of(viewer, [row])[row.pk]),
        source=source_shown(row.source, row.address),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def group_priorities(viewer: Viewer, uid: str) -> GroupPriorities:
    """What a group wants first. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = in_order(Priority.objects.filter(group=group, removed_at=None))
    seen = {one.pk: one for one in seen_things(viewer, rows)}
    lines = priority_lines(viewer, seen.values())
    standing = [line for line in lines if line.holds]
    targets = targets_of(viewer, [seen[line.id] for line in standing])
    return GroupPriorities(
        group=visible_groups(viewer, [group.pk])[group.pk],
        standing=tuple((line, tuple(targets[line.id])) for line in standing),
        past=tuple(line for line in lines if not line.holds),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def priority_lines(viewer: Viewer, priorities: Iterable[Priority]) -> list[PriorityLine]:
    """Those of these priorities that the viewer may know of, in their order."""
    seen = seen_things(viewer, priorities)
    groups = keepers(viewer, seen)
    themes = themes_of(one.pk for one in seen)
    return [
        PriorityLine(
            id=one.pk,
            uid=one.uid,
            statement=one.statement,
            group=groups[one.group_id],
            when=period_words(one.valid_from, one.valid_until),
            holds=holds(one),
            certainty=one.certainty,
            themes=tuple(themes.get(one.pk, ())),
        )
        for one in seen
    ]


def themes_of(priorities: Iterable[int]) -> dict[int, list[ThemeShown]]:
    """The terms of which priorities (ids) speak."""
    known = term_labels().by_id
    found: dict[int, list[ThemeShown]] = {}
    rows = Theme.objects.filter(priority__in=list(priorities)).order_by("pk").values_list("priority", "term")
    for priority, term in rows:
        if term in known:
            found.setdefault(priority, []).append(theme_shown(term, known[term]))
    return found


def theme_shown(term: int, label: TermLabel) -> ThemeShown:
    """A term, by its id and its label."""
    return ThemeShown(term, label.label, term_address(label.scheme, label.code))
