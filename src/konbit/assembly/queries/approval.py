"""When the minutes of a meeting count as approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from konbit.assembly.models import Meeting, Reading


@dataclass(frozen=True)
class Approval:
    """`at`: when minutes are or will be approved, None while an objection stands or the meeting goes on.
    `standing`: how many objections nobody has settled."""

    at: datetime | None
    standing: int


def approval_of(meeting: Meeting, readings: Iterable[Reading]) -> Approval:
    """The approval of a meeting's minutes: when its days are over and the last objection is settled."""
    objections = [one for one in readings if not one.agrees]
    standing = sum(one.settled_at is None for one in objections)
    if meeting.approved_at is not None:
        return Approval(meeting.approved_at, standing)
    if meeting.closed_at is None or standing:
        return Approval(None, standing)
    due = meeting.closed_at + timedelta(days=meeting.approve_days)
    return Approval(max([due, *(one.settled_at for one in objections if one.settled_at)]), 0)
