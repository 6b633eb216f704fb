"""The first page of learning, and what one group learns."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.learning.queries.calls import calls_page
from konbit.learning.queries.claims import ClaimLine, claims_of_group
from konbit.learning.queries.frameworks import (
    FrameworkLink,
    adopted_by_group,
    frameworks_of_group,
    newest_frameworks,
)
from konbit.learning.queries.modules import CircleLink, ModuleLink, circles_of_group, modules_seen
from konbit.learning.queries.studies import StudyLink, studies_of_group
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Front:
    """What there is to learn here."""

    frameworks: tuple[FrameworkLink, ...]
    calls: tuple[ClaimLine, ...]
    modules: tuple[ModuleLink, ...]


@dataclass(frozen=True)
class GroupLearning:
    """What a group learns: its frameworks, claims, studies, modules, circles."""

    group: GroupLink
    frameworks: tuple[FrameworkLink, ...]
    adopted: tuple[FrameworkLink, ...]
    claims: tuple[ClaimLine, ...]
    studies: tuple[StudyLink, ...]
    modules: tuple[ModuleLink, ...]
    circles: tuple[CircleLink, ...]
    may_edit: bool
    may_take_part: bool


def front(viewer: Viewer) -> Front:
    """The first page of learning."""
    return Front(tuple(newest_frameworks(viewer)), calls_page(viewer).lines[:6], tuple(modules_seen(viewer)))


def group_learning(viewer: Viewer, uid: str) -> GroupLearning:
    """What a group learns, as far as the viewer may see it. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    return GroupLearning(
        group=visible_groups(viewer, [group.pk])[group.pk],
        frameworks=tuple(frameworks_of_group(viewer, group.pk)),
        adopted=tuple(adopted_by_group(viewer, group.pk)),
        claims=tuple(claims_of_group(viewer, group.pk)),
        studies=tuple(studies_of_group(viewer, group.pk)),
        modules=tuple(modules_seen(viewer, group.pk)),
        circles=tuple(circles_of_group(viewer, group.pk)),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )
