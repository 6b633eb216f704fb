"""`make bench NAME=calendars`: a calendar of 2,000 entries, made whole and asked for again, beside a peer.

Prints one JSON object last, times in milliseconds: `first_feed` (the whole answer through the Django view, by
a process that never made it), `p95_feed` (made anew when something changed in the house; the text of entries
that did not change is kept), `p95_unchanged` (who asks again is told that nothing changed), `p95_writing`
(all entries as text, none kept), `peer_icalendar` (the same by the `icalendar` library, as programs write
them), `ratio` (peer to writing) and `goal_feed`. KONBIT_BENCH_ENTRIES changes the number of entries.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.measuring import in_a_home_of_its_own, percentile, say, timed

ENTRIES = int(os.environ.get("KONBIT_BENCH_ENTRIES", "2000"))
TIMES = 20
GOAL = 100.0
ZONES = ("Europe/Paris", "America/Montreal", "Africa/Dakar", "America/Sao_Paulo", "Asia/Kolkata")


def measure(_home: Path) -> dict[str, Any]:
    """The figures, in a new instance with one person in five groups."""
    from django.core.cache import cache
    from django.test import Client

    from konbit.assembly.formats.icalendar_out import calendar, forget_events
    from konbit.assembly.queries import calendars

    entries, address = _world()
    first, last = date.today() - calendars.BEFORE, date.today() + calendars.AFTER
    client = Client(headers={"accept-language": "en"})

    def ask(**headers: str) -> Any:
        return client.get(address, headers=headers)

    first_time = timed(ask)
    answer = ask()
    if answer.content.count(b"BEGIN:VEVENT") != ENTRIES:
        raise SystemExit(f"{address} answered {answer.status_code} with another number of entries")
    whole, unchanged = [], []
    for _time in range(TIMES):
        cache.clear()  # nobody has to wait here
        calendars.forget_editions()
        whole.append(timed(ask))
        unchanged.append(timed(lambda: ask(**{"if-none-match": answer["ETag"]})))
    writing = []
    for _time in range(TIMES):
        forget_events()
        writing.append(timed(lambda: calendar("All", entries, first, last)))
    say(f"  {ENTRIES:,} entries, {len(answer.content):,} bytes")
    peer = min(timed(lambda: _by_icalendar(entries, first, last)) for _time in range(2))
    return {
        "entries": ENTRIES,
        "first_feed": round(first_time * 1000, 1),
        "p95_feed": percentile(whole, 0.95),
        "p50_feed": percentile(whole, 0.5),
        "p95_unchanged": percentile(unchanged, 0.95),
        "p95_writing": percentile(writing, 0.95),
        "peer_icalendar": round(peer * 1000, 1),
        "ratio": round(peer / sorted(writing)[TIMES // 2], 1),
        "goal_feed": GOAL,
    }


def _world() -> tuple[list[Any], str]:
    """Meetings of five groups over a year, the person who is in all of them, and her calendar's address."""
    from konbit.assembly.actions.calendars import make_address
    from konbit.assembly.models import Meeting
    from konbit.assembly.queries.calendar_entries import calendar_entries
    from konbit.chronicle.actions import recording, rows
    from konbit.directory.actions.roles import grant
    from konbit.directory.actions.writing import add_groups
    from konbit.people.audience import viewer_of
    from konbit.people.models import Person

    person = Person.objects.create_user("bench")
    with recording("bench", "add") as batch:
        groups = add_groups(batch, [{"name": f"Group {number}"} for number in range(5)])
    for group in groups:
        grant(person.pk, group.scope, "member", "bench")
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    with recording("bench", "plan") as batch:
        for number in range(ENTRIES):
            begins = start + timedelta(minutes=number * 360 * 1440 // ENTRIES)
            zone = ZONES[number % len(ZONES)] if number % 4 else ""
            hours = {"starts_at": begins, "ends_at": begins + timedelta(hours=2)} if zone else {}
            day = begins.astimezone(ZoneInfo(zone or "UTC")).date().isoformat()
            meeting = Meeting(
                group=groups[number % 5],
                title={"en": f"Assembly number {number}", "fr": f"Assemblée numéro {number}"},
                purpose={"en": "What we bake next year, who drives, and who keeps the key."},
                held_from=day,
                zone=zone,
                place="Town hall, second floor; ring twice",
                audience="group" if number % 3 else "public",
                **hours,
            )
            rows.add(batch, meeting)
    viewer = viewer_of(person)
    today = date.today()
    own = [group.pk for group in groups]
    entries = list(calendar_entries(viewer, own, today - timedelta(days=31), today + timedelta(days=366)))
    return entries, f"/en/calendars/{make_address(viewer)}.ics"


def _by_icalendar(entries: list[Any], first: date, last: date) -> bytes:
    """The same calendar, each entry an object of the library."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Konbit//peer//EN")
    made.add("version", "2.0")
    for entry in entries:
        event = Event()
        zone = ZoneInfo(entry.zone or "UTC")
        days = not isinstance(entry.begin, datetime)
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("dtstart", entry.begin if days else entry.begin.astimezone(zone))
        event.add("dtend", entry.end + timedelta(days=1) if days else entry.end.astimezone(zone))
        event.add("summary", entry.title)
        event.add("location", entry.place)
        event.add("description", f"{entry.text}\n\n{entry.url}")
        event.add("url", entry.url)
        made.add_component(event)
    made.add_missing_timezones(first, last)
    return bytes(made.to_ical())


if __name__ == "__main__":
    in_a_home_of_its_own(measure)
