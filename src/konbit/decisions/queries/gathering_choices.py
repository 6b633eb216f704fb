"""What can be chosen in forms of gatherings."""

from __future__ import annotations

from konbit.assembly.queries.choices import NONE, Choices, resolution_choices, short
from konbit.decisions.models import Gathering, Point, Vote
from konbit.decisions.queries.bringing import bringing_groups
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.people.audience import Viewer

MOST = 100


def bringing_choices(viewer: Viewer, uid: str) -> Choices:
    """In whose name the viewer may bring points into a gathering (uid). Raises `NotFound`."""
    gathering, _sight = seen_thing(viewer, Gathering, uid)
    return [(one.uid, one.name) for one in bringing_groups(viewer, gathering).values()]


def merged_choices(viewer: Viewer, uid: str) -> Choices:
    """Points that were made of others and stand, undecided."""
    gathering, _sight = seen_thing(viewer, Gathering, uid)
    rows = gathering.points.filter(round__gt=0, joined_into=None, outcome=Point.Outcome.OPEN)
    return [(one.number, f"{one.number}. {short(one.title)}") for one in rows]


def agreed_choices(viewer: Viewer, uid: str) -> tuple[Choices, Choices]:
    """The resolutions, and the votes that were counted, of the group that keeps a gathering (uid)."""
    gathering, _sight = seen_thing(viewer, Gathering, uid)
    votes = Vote.objects.filter(group=gathering.group_id, state=Vote.State.CLOSED, removed_at=None)
    closed = [(one.uid, short(one.title)) for one in seen_things(viewer, votes.order_by("-closed_at")[:MOST])]
    return resolution_choices(viewer, [gathering.group_id]), [*NONE, *closed]


def gathering_written(viewer: Viewer, uid: str, verb: str = "edit") -> Gathering:
    """A gathering as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must(verb)
    return gathering
