"""The tables of the assembly."""

from konbit.assembly.models.calendars import CalendarAddress
from konbit.assembly.models.conversation import Follower, Letter, Position, Post, Thread
from konbit.assembly.models.meetings import (
    Attendance,
    Goal,
    Item,
    Line,
    Meeting,
    Outcome,
    Reading,
    Series,
)
from konbit.assembly.models.panels import Nominee, Panel, Quota
from konbit.assembly.models.resolutions import Endorsement, Resolution

__all__ = [
    "Attendance",
    "CalendarAddress",
    "Endorsement",
    "Follower",
    "Goal",
    "Item",
    "Letter",
    "Line",
    "Meeting",
    "Nominee",
    "Outcome",
    "Panel",
    "Position",
    "Post",
    "Quota",
    "Reading",
    "Resolution",
    "Series",
    "Thread",
]
