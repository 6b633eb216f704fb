"""Reading priorities, their targets and how they meet as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.federation.queries.aligning import Tie, ties_of
from konbit.federation.queries.alignment_figures import figures_of
from konbit.federation.queries.priorities import PriorityLine, group_priorities, priority_lines, priority_page
from konbit.federation.queries.priority_rows import seen_priority
from konbit.federation.queries.surroundings import surroundings
from konbit.federation.queries.targets import TargetShown
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
_LISTS = ("coverage", "rising", "orphans", "paper", "conflicts")
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


class AdoptedPriorityOut(Schema):
    """A priority; texts by language. `holds`: whether it does today."""

    uid: str
    url: str
    statement: dict[str, str]
    group: NamedGroup
    holds: bool
    certainty: str


class Priorities(Schema):
    """The priorities of a group that hold, in its order, and those that did."""

    priorities: list[AdoptedPriorityOut]
    past: list[AdoptedPriorityOut]


class ReadingOut(Schema):
    """What was read on a day (a partial date); the value as a decimal number."""

    on: str
    value: str
    address: str
    certainty: str


class TargetOut(Schema):
    """A target. `code`: how it stands (rising, falling, inside, below, above, no_way_to_go, no_target,
    no_baseline, no_reading); `percent` of the way, from 0 to 100."""

    indicator: dict[str, str]
    unit: str
    kind: str
    code: str
    percent: int | None
    stale: bool
    readings: list[ReadingOut]


class TieOut(Schema):
    """How a priority meets another: contributes, is_served, same or conflicts."""

    way: str
    other: AdoptedPriorityOut


class WholePriority(AdoptedPriorityOut):
    """A priority with its targets and what both sides agreed of how it meets others."""

    why: dict[str, str]
    resolution: str
    targets: list[TargetOut]
    ties: list[TieOut]


class CoverageOut(Schema):
    """Of `members` members, `sharing` share it by a handshake, `carrying` carry it, `live` of them live."""

    priority: AdoptedPriorityOut
    members: int
    sharing: int
    carrying: int
    live: int


class RisingOut(Schema):
    """A theme that members hold and the body does not."""

    theme: dict[str, str]
    members: list[NamedGroup]


class AlignmentOut(Schema):
    """The figures of a body over what the reader may see; `counted` is false where members belong to each
    other in a circle."""

    counted: bool
    members: int
    beneath: int
    coverage: list[CoverageOut]
    rising: list[RisingOut]
    orphans: list[AdoptedPriorityOut]
    paper: list[AdoptedPriorityOut]
    conflicts: list[list[AdoptedPriorityOut]]


@router.get(
    "groups/{uid}/priorities",
    response={200: Priorities, NOT_HERE: Problem},
    summary="What a group wants first",
    operation_id="list_priorities",
)
def priorities(request: HttpRequest, uid: Path[Uid]) -> Any:
    """The priorities of a group."""
    page = group_priorities(viewer_in(request), uid)
    return {
        "priorities": [_priority(line) for line, _targets in page.standing],
        "past": [_priority(line) for line in page.past],
    }


@router.get(
    "priorities/{uid}",
    response={200: WholePriority, NOT_HERE: Problem},
    summary="One priority with its targets",
    operation_id="get_priority",
)
def priority(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A priority, how far it is, and how it meets those of others."""
    viewer = viewer_in(request)
    page = priority_page(viewer, uid)
    return {
        **_priority(page.line),
        "why": page.why,
        "resolution": page.resolution.uid if page.resolution else "",
        "targets": [_target(one) for one in page.targets],
        "ties": [_tie(one) for one in ties_of(viewer, seen_priority(viewer, uid)).agreed],
    }


@router.get(
    "groups/{uid}/alignment",
    response={200: AlignmentOut, NOT_HERE: Problem},
    summary="How priorities meet in a network",
    operation_id="get_alignment",
)
def alignment(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Coverage, rising themes, orphans, priorities on paper alone, conflicts."""
    viewer = viewer_in(request)
    group, _sight = seen_group(viewer, uid)
    around = surroundings(viewer, group)
    lines = {line.id: line for line in priority_lines(viewer, around.priorities.values())}
    figures = figures_of(around, lines)
    if figures is None:
        empty: dict[str, Any] = {name: [] for name in _LISTS}
        return {"counted": False, "members": 0, "beneath": 0, **empty}
    return {
        "counted": True,
        "members": figures.members,
        "beneath": figures.beneath,
        "coverage": [
            {
                "priority": _priority(one.line), "members": one.members.of, "sharing": one.sharing,
                "carrying": one.members.carry, "live": one.members.live,
            }
            for one in figures.coverage
        ],
        "rising": [
            {"theme": one.theme.label, "members": [_named(link) for link in one.members]}
            for one in figures.rising
        ],
        "orphans": [_priority(line) for line in figures.orphans],
        "paper": [_priority(line) for line in figures.paper],
        "conflicts": [[_priority(line) for line in pair] for pair in figures.conflicts],
    }  # fmt: skip


def _priority(line: PriorityLine) -> dict[str, Any]:
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "statement": line.statement,
        "group": _named(line.group), "holds": line.holds, "certainty": line.certainty,
    }  # fmt: skip


def _target(one: TargetShown) -> dict[str, Any]:
    return {
        "indicator": one.indicator.title, "unit": one.indicator.unit, "kind": one.indicator.kind,
        "code": one.progress.code, "percent": one.progress.percent, "stale": one.progress.stale,
        "readings": [
            {"on": row.on, "value": row.plain, "address": row.address, "certainty": row.certainty}
            for row in one.readings
        ],
    }  # fmt: skip


def _tie(one: Tie) -> dict[str, Any]:
    return {"way": one.way, "other": _priority(one.other)}


def _named(link: GroupLink) -> dict[str, Any]:
    return {"uid": link.uid, "name": link.name, "kind": link.kind, "url": f"{settings.KONBIT_URL}{link.url}"}
