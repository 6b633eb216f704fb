"""Who is here, who is awaited, who is missing."""

from __future__ import annotations

from konbit.assembly.models import Attendance, Meeting
from konbit.assembly.queries.shown import Attending, Seat
from konbit.directory.folding import fold
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer

MOST_CHOICES = 300


def attending_at(viewer: Viewer, meeting: Meeting, sees_people: bool) -> Attending:
    """The seats of a meeting. Names are told to those who may know them; a group that the viewer may not know
    of is counted without its name. A group whose voice somebody carries who is here is not missing."""
    rows = list(Attendance.objects.filter(meeting=meeting, joined_into=None))
    groups = visible_groups(viewer, {row.of_id for row in rows if row.of_id})
    carried = {fold(row.proxy_for) for row in rows if row.state == Attendance.State.PRESENT} - {""}
    known = {fold(group.name) for group in groups.values()}
    seats = [
        _seat(row, groups.get(row.of_id or 0), carried, sees_people, fold(row.proxy_for) in known)
        for row in rows
    ]
    return Attending(
        tuple(sorted(seats, key=lambda seat: (seat.of.casefold(), seat.name.casefold(), seat.id)))
    )


def _seat(
    row: Attendance, group: GroupLink | None, carried: set[str], sees_people: bool, is_of_group: bool
) -> Seat:
    of = group.name if group else row.of_name
    return Seat(
        id=row.pk,
        name=row.name if sees_people else "",
        of=of,
        group=group,
        state=row.state,
        way=row.way,
        proxy_for=(row.proxy_for if sees_people or is_of_group else "–") if row.proxy_for else "",
        spoken_for=fold(of) in carried,
    )


def groups_to_await(viewer: Viewer, uid: str) -> list[GroupLink]:
    """The groups that belong to the network of a meeting itself and are not on its list yet, by name. Raises
    `NotFound`."""
    meeting, _sight = seen_thing(viewer, Meeting, uid)
    there = set(Attendance.objects.filter(meeting=meeting, joined_into=None).values_list("of", flat=True))
    above = members_of(meeting.group_id)
    direct = {pk for pk, networks in above.items() if meeting.group_id in networks} - there
    links = visible_groups(viewer, direct).values()
    return sorted(links, key=lambda link: (link.name.casefold(), link.id))[:MOST_CHOICES]


def groups_there(attending: Attending) -> list[GroupLink]:
    """The groups for which somebody may be here: those on the list, each once, by name."""
    links = {seat.group.id: seat.group for seat in attending.seats if seat.group}
    return sorted(links.values(), key=lambda link: (link.name.casefold(), link.id))
