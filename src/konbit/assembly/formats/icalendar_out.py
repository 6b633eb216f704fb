"""Calendar feeds as RFC 5545 has them: events written line by line, time zones by the `icalendar` library.

The library makes and checks a value object for every property, which takes seconds for thousands of entries;
what an entry needs is a handful of lines of text, and a test holds that the library reads them back the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from konbit.base.registry import CalendarEntry

REFRESH = "PT4H"
"""How often a reader does well to ask."""
WIDTH = 75  # octets of a line, without its end
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKS = re.compile(r"[\\;,\x00-\x1f\x7f]")


def calendar(title: str, entries: Iterable[CalendarEntry], first: date, last: date) -> bytes:
    """A calendar of this name with these entries; its time zones hold from a first to a last day at least.

    The same entries give the same bytes, in whatever order they come.
    """
    listed = sorted(entries, key=lambda entry: entry.uid)
    zones = sorted({entry.zone for entry in listed if isinstance(entry.begin, datetime) and entry.zone})
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Konbit//Konbit//EN",
        "CALSCALE:GREGORIAN",
        _folded(f"NAME:{escaped(title)}"),
        _folded(f"X-WR-CALNAME:{escaped(title)}"),
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    written = [part for zone in zones for part in _zone(zone, first.year, last.year + 1).splitlines()]
    lines += written
    for entry in listed:
        lines.append(_event(entry))
    lines.append("END:VCALENDAR")
    return ("\r\n".join(lines) + "\r\n").encode()


@lru_cache(maxsize=512)
def _zone(name: str, first_year: int, last_year: int) -> str:
    """The definition of a time zone for some years, so that a reader needs no table of its own."""
    from icalendar import Timezone

    zone = Timezone.from_tzid(name, first_date=date(first_year, 1, 1), last_date=date(last_year, 12, 31))
    zone.pop("COMMENT", None)
    return zone.to_ical().decode()  # type: ignore[no-any-return]


@lru_cache(maxsize=8_192)
def _event(entry: CalendarEntry) -> str:
    """An entry as text, kept while it is the same: whatever changes, most of a calendar does not."""
    changed = _written(
        entry.changed_at if entry.changed_at.tzinfo is UTC else entry.changed_at.astimezone(UTC)
    )
    told = f"{entry.text}\n\n{entry.url}" if entry.text and entry.url else entry.text or entry.url
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{changed}Z",
        f"LAST-MODIFIED:{changed}Z",
        f"SEQUENCE:{entry.sequence}",
        "STATUS:CANCELLED" if entry.cancelled else "STATUS:CONFIRMED",
        f"SUMMARY:{escaped(entry.title)}",
        f"DESCRIPTION:{escaped(told)}",
        f"URL:{_CONTROLS.sub('', entry.url)}",
    ]
    if entry.place:
        lines.append(f"LOCATION:{escaped(entry.place)}")
    folded = [line if len(line) <= WIDTH and line.isascii() else _folded(line) for line in lines]
    return "\r\n".join([*folded, _times(entry), "END:VEVENT"])


def forget_events() -> None:
    """Let go of the texts that are kept: for measurements."""
    _event.cache_clear()


def _times(entry: CalendarEntry) -> str:
    """The lines that say when. Days are all day and leave one free, as what is due then takes no hour; hours
    stand in their zone."""
    begin, end = entry.begin, entry.end
    if isinstance(begin, datetime) and isinstance(end, datetime):
        start = f"DTSTART{_moment(begin, entry.zone)}"
        return f"{start}\r\nDTEND{_moment(end, entry.zone)}" if end > begin else start
    first = begin.date() if isinstance(begin, datetime) else begin
    last = max(first, end.date() if isinstance(end, datetime) else end) + timedelta(days=1)
    days = (day.isoformat().replace("-", "") for day in (first, last))
    return "DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nTRANSP:TRANSPARENT".format(*days)


def _moment(moment: datetime, zone: str) -> str:
    if not zone:
        return f":{_written(moment.astimezone(UTC))}Z"
    return f";TZID={zone}:{_written(moment.astimezone(ZoneInfo(zone)))}"


def _written(moment: datetime) -> str:
    """As `strftime` would write it, in a fifth of the time."""
    return moment.isoformat()[:19].replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    """Text as a value: one line, without the marks that have a meaning there, and without control letters."""
    if not _MARKS.search(text):
        return text
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets, each after the first begun by a blank; letters stay whole."""
    octets = line.encode()
    if len(octets) <= WIDTH:
        return line
    parts: list[str] = []
    start, width = 0, WIDTH
    while start < len(octets):
        end = min(start + width, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end].decode())
        start, width = end, WIDTH - 1
    return "\r\n ".join(parts)
