"""Lines of the minutes, and joining what two people wrote down without knowing of each other."""

from __future__ import annotations

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.reaching import minuted, part_of
from konbit.assembly.models import Attendance, Item, Line, Resolution
from konbit.base.errors import Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer

LONGEST_LINE = 20_000
JOINED: dict[str, type[Line | Attendance | Resolution]] = {
    "line": Line,
    "seat": Attendance,
    "resolution": Resolution,
}
"""What can be joined, by the word that a form uses."""


def add_line(
    viewer: Viewer, uid: str, key: uuid.UUID, text: str, language: str, item_id: int | None = None
) -> Line:
    """Add a line to the minutes, at a point of the agenda or beside it. The same key again gives the line
    that stands. Raises `NotFound`, `NotAllowed`, `Problem` (422 for no words, 409 for approved minutes)."""
    meeting = minuted(viewer, uid)
    said = short_enough(text, LONGEST_LINE)

    def make() -> Line:
        with recording(viewer.actor, "minute") as batch:
            line = Line(
                meeting=meeting,
                key=key,
                item=part_of(meeting, Item, item_id),
                text=said,
                language=language,
                by=viewer.actor,
                at=timezone.now(),
            )
            rows.add(batch, line)
        return line

    return once(Line, key, make)


def change_line(viewer: Viewer, uid: str, line_id: int, text: str) -> Line:
    """Mend a line: her own, or anybody's for an editor. Raises `NotFound`, `NotAllowed`, `Problem`."""
    meeting = minuted(viewer, uid)
    line = part_of(meeting, Line, line_id)
    if line is None:
        raise _same()
    if line.by != viewer.actor:
        sight_of(viewer, meeting.group).must("edit")
    with recording(viewer.actor, "mend line") as batch:
        rows.change(batch, line, text=short_enough(text, LONGEST_LINE))
    return line


def join(viewer: Viewer, uid: str, what: str, kept: int, other: int) -> Line | Attendance | Resolution:
    """Let one of two lines, people or decisions of a meeting stand for both; the other, which is returned,
    stays in the history.

    Raises `NotFound`, `NotAllowed`, and `Problem` where they are one or joined already.
    """
    meeting = minuted(viewer, uid)
    if what not in JOINED or kept == other:
        raise _same()
    both = {
        row.pk: row for row in JOINED[what]._default_manager.filter(meeting=meeting, pk__in=[kept, other])
    }
    if len(both) < 2 or any(row.joined_into_id for row in both.values()):
        raise _same()
    with recording(viewer.actor, f"join {what}s") as batch:
        rows.change(batch, both[other], joined_into=both[kept])
        if what == "seat" and _says_more(both[other], both[kept]):
            rows.change(batch, both[kept], proxy_for=both[other].proxy_for)  # type: ignore[union-attr]
    return both[other]


def _says_more(other: object, kept: object) -> bool:
    return bool(getattr(other, "proxy_for", "")) and not getattr(kept, "proxy_for", "")


def _same() -> Problem:
    return Problem(
        _("These two are one already, or one of them is gone."),
        remedy=_("Open the meeting again."),
        status=409,
    )
