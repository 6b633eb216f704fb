"""When a meeting is: days as far as they are known, hours in a zone of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from konbit.assembly.models import Meeting
from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.directory.queries.wording import period_words


@dataclass(frozen=True)
class When:
    """Days ("2004-04-08", "2004-04", "") and hours as they stand in a form."""

    since: str = ""
    until: str = ""
    starts: time | None = None
    ends: time | None = None
    zone: str = ""


def moments(when: When) -> tuple[datetime | None, datetime | None]:
    """The moments at which a meeting begins and ends; None where there is no hour.

    Raises `Problem` for an end before its start, an hour without a whole day, a zone that is none.
    """
    if when.since and when.until and latest(when.until) < earliest(when.since):
        raise Problem(
            _("The meeting ends before it begins."), remedy=_("Look at both days again."), status=422
        )
    if when.until and not when.since:
        raise Problem(
            _("The meeting ends, but does not begin."), remedy=_("Write its first day."), status=422
        )
    if when.zone and when.zone not in available_timezones():
        raise Problem(
            _("Konbit does not know the time zone “%(zone)s”.") % {"zone": when.zone[:60]},
            remedy=_("Write a continent and a town, such as America/Montreal or Africa/Dakar."),
            status=422,
        )
    if when.starts is None:
        if when.ends is not None:
            raise Problem(_("The meeting has no hour at which it begins."), remedy=_("Add it."), status=422)
        return None, None
    if len(when.since) < 10:
        raise Problem(_("An hour needs a whole day."), remedy=_("Write year, month and day."), status=422)
    if not when.zone:
        raise Problem(
            _("An hour needs its time zone, so that nobody comes at the wrong one."),
            remedy=_("Write a continent and a town, such as America/Montreal or Africa/Dakar."),
            status=422,
        )
    zone = ZoneInfo(when.zone)
    begins = datetime.combine(date.fromisoformat(when.since), when.starts, zone)
    if when.ends is None:
        return begins, None
    last = latest(when.until or when.since)
    finishes = datetime.combine(last, when.ends, zone)
    if finishes <= begins:
        raise Problem(
            _("The meeting ends before it begins."), remedy=_("Look at both hours again."), status=422
        )
    return begins, finishes


def when_words(meeting: Meeting) -> str:
    """When a meeting is, as its page says it."""
    if meeting.starts_at is None:
        return days_words(meeting.held_from, meeting.held_until)
    zone = ZoneInfo(meeting.zone)
    begins = meeting.starts_at.astimezone(zone)
    said = f"{date_format(begins, 'DATE_FORMAT')}, {time_format(begins.time(), 'TIME_FORMAT')}"
    if meeting.ends_at is not None:
        ends = meeting.ends_at.astimezone(zone)
        day = "" if ends.date() == begins.date() else f"{date_format(ends, 'DATE_FORMAT')}, "
        said = f"{said} – {day}{time_format(ends.time(), 'TIME_FORMAT')}"
    return f"{said} ({meeting.zone})"


def days_words(since: str, until: str) -> str:
    """Days of a meeting: "April 2004", "8 April 2004 – 9 April 2004", or that they are not known yet."""
    return period_words(since, until or since) or _("day not known yet")


def other_words(other: Mapping[str, str]) -> str:
    """Another date and place for a meeting, in a line."""
    days = days_words(other.get("from", ""), other.get("until", ""))
    return ", ".join(part for part in (days, other.get("place", "")) if part)


def local_hours(meeting: Meeting) -> tuple[time | None, time | None]:
    """The hours of a meeting in its own zone, for its form."""
    if meeting.starts_at is None:
        return None, None
    zone = ZoneInfo(meeting.zone)
    ends = meeting.ends_at.astimezone(zone).time() if meeting.ends_at else None
    return meeting.starts_at.astimezone(zone).time(), ends


def is_over(meeting: Meeting, today: date) -> bool:
    """Whether the last day of a meeting has passed, or it is closed."""
    if meeting.state in (Meeting.State.CLOSED, Meeting.State.APPROVED):
        return True
    last = meeting.held_until or meeting.held_from
    return bool(last) and latest(last) < today
