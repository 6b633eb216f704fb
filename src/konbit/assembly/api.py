"""Reading meetings and resolutions as JSON: the same eyes as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Path, Router
from pydantic import Field

from konbit.assembly import api_shapes as shapes
from konbit.assembly.queries.meetings import meeting_page, meetings_page
from konbit.assembly.queries.register import group_register, house_register
from konbit.assembly.queries.resolution_cards import ResolutionCard
from konbit.assembly.queries.resolutions import resolution_page, stands_as
from konbit.assembly.queries.shown import MeetingCard, ShownItem
from konbit.directory.api_shapes import Problem
from konbit.directory.queries.visible import GroupLink
from konbit.people.audience import Viewer

router = Router()

WRONG = frozenset({422})
NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]
Start = Annotated[int, Field(ge=0, le=10_000, description="How many to pass over.")]


@router.get(
    "groups/{uid}/meetings",
    response={200: shapes.Meetings, NOT_HERE: Problem},
    summary="Meetings of a group",
    operation_id="list_meetings",
)
def meetings(request: HttpRequest, uid: Path[Uid], start: Start = 0) -> Any:
    """The meetings of a group: those to come first, and fifty of those that are over."""
    page = meetings_page(_viewer(request), uid, start)
    return {
        "coming": [_meeting(card) for card in page.coming],
        "over": [_meeting(card) for card in page.over],
        "more": page.more,
    }


@router.get(
    "meetings/{uid}",
    response={200: shapes.WholeMeeting, NOT_HERE: Problem},
    summary="One meeting",
    operation_id="get_meeting",
)
def meeting(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A meeting with its goals, its agenda, what was said and agreed, and what it left behind."""
    page = meeting_page(_viewer(request), uid, get_language() or "en")
    points = page.everything if not page.beside.is_empty else page.items
    return {
        **_meeting(page.card),
        "purpose": page.purpose,
        "present": len(page.attending.present),
        "missing": [seat.of for seat in page.attending.missing if seat.of],
        "goals": [{"number": one.number, "text": one.text, "state": one.state} for one in page.goals],
        "points": [_point(item) for item in points],
    }


@router.get(
    "resolutions",
    response={200: shapes.Resolutions, NOT_HERE: Problem},
    summary="What was agreed",
    operation_id="list_all_resolutions",
)
def resolutions(
    request: HttpRequest,
    network: Annotated[str, Field(max_length=40, description="Only of this network and its members.")] = "",
    start: Start = 0,
) -> Any:
    """Resolutions of all groups, newest first, thirty at a time."""
    page = house_register(_viewer(request), network, start=start)
    return {"resolutions": [_resolution(card) for card in page.cards], "more": page.more}


@router.get(
    "groups/{uid}/resolutions",
    response={200: shapes.Resolutions, NOT_HERE: Problem},
    summary="What a group agreed",
    operation_id="list_resolutions",
)
def of_group(request: HttpRequest, uid: Path[Uid], members: bool = True, start: Start = 0) -> Any:
    """Resolutions of a group, and of a network's members, newest first, thirty at a time."""
    page = group_register(_viewer(request), uid, start=start, inner=members)
    return {"resolutions": [_resolution(card) for card in page.cards], "more": page.more}


@router.get(
    "resolutions/{uid}",
    response={200: shapes.WholeResolution, NOT_HERE: Problem},
    summary="One resolution",
    operation_id="get_resolution",
)
def resolution(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A resolution with who supports it and where it can be checked."""
    viewer = _viewer(request)
    page = resolution_page(viewer, stands_as(viewer, uid))
    return {
        **_resolution(page.card),
        "decided_by": page.decided_by,
        "holds": page.holds,
        "review": page.card.review,
        "proof": page.proof,
        "meeting": _whole(page.meeting[0]) if page.meeting else "",
        "supporters": [
            {
                "name": one.group.name if one.group else one.name,
                "group": _keeper(one.group) if one.group else None,
            }
            for one in page.supporters
        ],
    }


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]


def _whole(address: str) -> str:
    return f"{settings.KONBIT_URL}{address}" if address.startswith("/") else address


def _keeper(link: GroupLink) -> dict[str, str]:
    return {"uid": link.uid, "name": link.name, "url": _whole(link.url)}


def _meeting(card: MeetingCard) -> dict[str, Any]:
    return {
        "uid": card.uid,
        "url": _whole(card.url),
        "title": card.title,
        "when": card.when,
        "place": card.place,
        "state": card.state,
        "group": _keeper(card.group),
    }


def _resolution(card: ResolutionCard) -> dict[str, Any]:
    same = ("uid", "title", "text", "number", "when", "how", "voices", "standing", "condition", "certainty")
    said = {name: getattr(card, name) for name in same}
    return {**said, "url": _whole(card.url), "group": _keeper(card.group)}


def _point(item: ShownItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "title": item.title,
        "minutes": item.minutes,
        "lines": [line.text for line in item.lines],
        "decisions": [_resolution(card) for card in item.decisions],
        "outcomes": [{"title": one.title, "url": _whole(one.url), "kind": one.kind} for one in item.outcomes],
    }
