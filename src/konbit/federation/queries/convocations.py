"""How a body was called together: the sheet to print, and how many came of how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from konbit.assembly.models import Attendance, Meeting
from konbit.assembly.moments import is_over
from konbit.assembly.queries.choices import Choices
from konbit.assembly.queries.meetings import meeting_page
from konbit.assembly.queries.shown import MeetingPage
from konbit.base.period import latest
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone, seen_thing, seen_things
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Convocation, Mandate, Organ
from konbit.federation.queries.mandates import RELATED, MandateShown, mandates_shown
from konbit.federation.rule_words import counting
from konbit.federation.sitting import place, sits
from konbit.people.audience import Viewer

COUNTED = ("heads", "organisations", "weights")
"""In what those who came are counted."""


@dataclass(frozen=True)
class CalledLine:
    """A meeting to which a body was called."""

    id: int
    title: Multilingual
    when: str
    present: int | None
    entitled: int | None
    counting: str

    @property
    def counted_in(self) -> str:
        """In what they are counted, in words."""
        return counting(self.counting) if self.counting in COUNTED else ""

    @property
    def url(self) -> str:
        """The address of the sheet."""
        return reverse("federation:convocation", args=[self.id])


@dataclass(frozen=True)
class Came:
    """How many came of how many, in one way of counting, as the meeting's list tells."""

    counted_in: str
    present: int
    entitled: int

    @property
    def words(self) -> str:
        """In what they are counted, in words."""
        return counting(self.counted_in)


@dataclass(frozen=True)
class ConvocationPage:
    """A convocation with its meeting, who is called, and what the meeting's list tells of who came."""

    line: CalledLine
    organ_uid: str
    organ: Multilingual
    words: Multilingual
    meeting: MeetingPage
    called: tuple[MandateShown, ...]
    told: tuple[Came, ...]
    is_over: bool
    may_edit: bool

    @property
    def may_count(self) -> bool:
        """Whether there is something to count, and the reader may keep it."""
        return self.may_edit and (self.is_over or self.meeting.card.state != Meeting.State.PLANNED)

    @property
    def first_numbers(self) -> dict[str, object]:
        """What stands in the form of who came at first: what was kept, else what the list tells."""
        if self.line.present is not None:
            return {
                "counted_in": self.line.counting,
                "present": self.line.present,
                "entitled": self.line.entitled,
            }
        return vars(self.told[0]) if self.told else {}


def counted_choices() -> Choices:
    """In what those who came can be counted."""
    return [(code, counting(code)) for code in COUNTED]


def called_lines(viewer: Viewer, organ: Organ) -> tuple[CalledLine, ...]:
    """The meetings to which a body was called that the viewer may see, the latest first."""
    rows = Convocation.objects.filter(organ=organ, meeting__removed_at=None).select_related("meeting")
    seen = {one.pk for one in seen_things(viewer, [row.meeting for row in rows])}
    listed = sorted(rows, key=lambda row: (row.meeting.held_from, row.pk), reverse=True)
    return tuple(_line(row) for row in listed if row.meeting_id in seen)


def convocation_page(viewer: Viewer, convocation_id: int, language: str) -> ConvocationPage:
    """A convocation for whoever may see the body and the meeting. Raises `NotFound`."""
    row = Convocation.objects.select_related("organ", "meeting").filter(pk=convocation_id).first()
    if row is None:
        raise gone()
    organ, sight = seen_thing(viewer, Organ, row.organ.uid)
    meeting = meeting_page(viewer, row.meeting.uid, language)
    day = day_called(row.meeting)
    mandates = called_on(organ, day)
    shown = mandates_shown(viewer, mandates, day)
    return ConvocationPage(
        line=_line(row),
        organ_uid=organ.uid,
        organ=organ.title,
        words=row.words,
        meeting=meeting,
        called=tuple(shown[one.pk] for one in mandates),
        told=came(row.meeting),
        is_over=is_over(row.meeting, date.today()),
        may_edit=sight.may("edit"),
    )


def day_called(meeting: Meeting) -> date:
    """The day on which those sit who are called: the meeting's first, today where it is not known."""
    return latest(meeting.held_from) if meeting.held_from else date.today()


def called_on(organ: Organ, day: date) -> list[Mandate]:
    """Those who sit in a body on a day, in the order of its colleges and seats."""
    rows = organ.mandates.select_related(*RELATED)
    return sorted((row for row in rows if sits(row, day)), key=place)


def came(meeting: Meeting) -> tuple[Came, ...]:
    """How many heads and organisations came, as the list of a meeting tells: those awaited are entitled."""
    rows = [
        (state, of or of_name)
        for state, of, of_name in Attendance.objects.filter(meeting=meeting, joined_into=None).values_list(
            "state", "of", "of_name"
        )
    ]
    states = Counter(state for state, _of in rows)
    here = {of for state, of in rows if of and state == Attendance.State.PRESENT}
    everybody = {of for _state, of in rows if of}
    heads = Came("heads", states[Attendance.State.PRESENT], len(rows))
    return (heads, Came("organisations", len(here), len(everybody))) if everybody else (heads,)


def _line(row: Convocation) -> CalledLine:
    return CalledLine(
        row.pk, row.meeting.title, date_words(row.meeting.held_from), row.present, row.entitled,
        row.counted_in,
    )  # fmt: skip
