"""One proposal, told beside what stands there, for those who decide about it or who made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from konbit.directory.models import Group, Place, Proposal
from konbit.directory.places import shown_point
from konbit.directory.proposed import blurred, brought_together
from konbit.directory.queries.change_words import PART_LABELS, Wording
from konbit.directory.queries.editing import Editable, group_link, seen_parts
from konbit.directory.queries.histories import ChangedPart
from konbit.directory.queries.policies import may_decide
from konbit.directory.queries.proposals import Line, decidable, found_proposal, line_of
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.directory.state import EMPTY, State, states_of
from konbit.people.audience import Viewer

Point = tuple[float, float]
_UNSAID = frozenset({"certainty", "confirmed_on"})


@dataclass(frozen=True)
class Proposed:
    """A proposal as its page tells it: the parts as they stand and as they would be; the points on the map
    before and after, where a place changes; and what only those who decide read."""

    line: Line
    parts: tuple[ChangedPart, ...]
    before: tuple[Point, ...]
    after: tuple[Point, ...]
    text: str
    credit: str
    reach: str
    may_decide: bool
    speaks: bool


@dataclass(frozen=True)
class Draft:
    """What is proposed, in the hands of somebody who changes it before taking it."""

    link: GroupLink
    state: State
    network_ids: frozenset[int]
    parts: frozenset[str]


def open_parts(sight: Sight, state: State) -> State:
    """The state as this viewer sees it: without hidden contacts, with places only as exactly as she may know
    them."""
    places = [one if sight.sees_all else blurred(one) for one in state["places"]]
    return {**seen_parts(sight, state), "places": places}


def suggestible_group(viewer: Viewer, uid: str) -> Editable:
    """A group for whoever wants to propose something for it: what she sees of it. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    state = open_parts(sight, states_of([group])[group.pk])
    may = frozenset(verb for verb in ("edit", "moderate") if sight.may(verb))
    return Editable(group_link(group), state, 0, may, sight.network_ids)


def proposed_page(viewer: Viewer, proposal_id: int, language: str) -> Proposed:
    """One proposal for those who decide about it, and for whoever made it. Raises `NotFound`."""
    proposal, _where, sight = found_proposal(viewer, proposal_id)
    decides = may_decide(sight, proposal.kind)
    now, becomes = _now_and_then(proposal, sight)
    wording = Wording.of([(now, None), (becomes, None)], language, {}, {})
    parts = tuple(
        _changed(str(label), wording.part(part, now.get(part)), wording.part(part, becomes.get(part)))
        for part, label in PART_LABELS.items()
        if part in becomes and part not in _UNSAID and now.get(part) != becomes[part]
    )
    moved = "places" in becomes and now.get("places") != becomes["places"]
    return Proposed(
        line=line_of(viewer, proposal),
        parts=parts,
        before=_points(now, sight, is_stored=True) if moved else (),
        after=_points(becomes, sight, is_stored=False) if moved else (),
        text=proposal.text,
        credit=proposal.credit,
        reach=proposal.reach if decides else "",
        may_decide=decides and proposal.status == Proposal.Status.WAITING,
        speaks=bool(proposal.by) and proposal.state.get("certainty") == "confirmed",
    )


def draft_of(viewer: Viewer, proposal_id: int) -> Draft:
    """A waiting proposal for changing it: the parts as they would be once it is taken. Raises `NotFound`."""
    proposal, where, sight = decidable(viewer, proposal_id)
    now, becomes = _now_and_then(proposal, sight)
    name = where.name if proposal.group else str(proposal.state.get("name", ""))
    link = GroupLink(where.pk, where.uid, where.slug, name, Group.Kind.INITIATIVE)
    return Draft(link, {**EMPTY, **now, **becomes}, sight.network_ids | {where.pk}, frozenset(becomes))


def _now_and_then(proposal: Proposal, sight: Sight) -> tuple[State, State]:
    """What stands there, as far as the viewer sees it, and the proposed parts as they would be."""
    if proposal.kind == Proposal.Kind.NEW:
        return {part: EMPTY[part] for part in proposal.state}, proposal.state
    if proposal.status != Proposal.Status.WAITING or proposal.group is None:
        return proposal.stood, proposal.state
    now = open_parts(sight, states_of([proposal.group])[proposal.group.pk])
    return now, brought_together(now, proposal.stood, proposal.state)


def _changed(label: str, before: tuple[str, ...], after: tuple[str, ...]) -> ChangedPart:
    """A part with those lines only that go or come."""
    gone = tuple(line for line in before if line not in after)
    come = tuple(line for line in after if line not in before)
    return ChangedPart(label, gone, come)


def _points(state: State, sight: Sight, *, is_stored: bool) -> tuple[Point, ...]:
    """The points of a group's own places; those that stand there only as exactly as the viewer may know."""
    found = [
        _point(place, exactly=sight.sees_all or not is_stored)
        for place in state.get("places") or ()
        if place.get("role", "site") == Place.Role.SITE
    ]
    return tuple(point for point in found if point)


def _point(place: dict[str, Any], *, exactly: bool) -> Point | None:
    return shown_point(
        place.get("given_latitude"),
        place.get("given_longitude"),
        place.get("geocoded_latitude"),
        place.get("geocoded_longitude"),
        "exact" if exactly else place.get("precision") or "exact",
    )
