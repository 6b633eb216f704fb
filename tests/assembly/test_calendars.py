"""Calendar feeds: what they hold, who reads them, and that a reader who asks each second costs little."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from konbit.assembly.actions.calendars import give_up_address, make_address
from konbit.assembly.formats.icalendar_out import WIDTH, calendar
from konbit.assembly.models import CalendarAddress, Meeting
from konbit.base.errors import NotAllowed, NotFound
from konbit.base.registry import CalendarEntry
from konbit.chronicle.actions import recording, rows
from konbit.directory.models import Group, Role
from konbit.people.audience import ANYONE, Audience, viewer_of
from konbit.people.models import Person
from tests.assembly.talks import a_member
from tests.builders import a_group

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
FIRST, LAST = date(2026, 4, 3), date(2027, 5, 5)


# What is written


def an_entry(**said: object) -> CalendarEntry:
    begin = datetime(2026, 5, 9, 18, 0, tzinfo=UTC)
    usual = {
        "uid": "meeting-x@konbit",
        "title": "Assembly",
        "begin": begin,
        "end": begin + timedelta(hours=2),
        "url": "https://konbit.example/en/meetings/x/",
        "changed_at": NOW,
    }
    return CalendarEntry(**(usual | said))  # type: ignore[arg-type]


def read(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def one(**said: object) -> Event:
    (event,) = read(calendar("Bakery", [an_entry(**said)], FIRST, LAST))
    return event


def test_an_hour_stands_in_its_own_zone_and_the_zone_is_described() -> None:
    content = calendar("Bakery", [an_entry(zone="America/Montreal")], FIRST, LAST)
    assert b"DTSTART;TZID=America/Montreal:20260509T140000" in content
    zones = Calendar.from_ical(content).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["America/Montreal"]
    begin = one(zone="America/Montreal")["DTSTART"].dt
    assert begin == datetime(2026, 5, 9, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"]
)
def test_a_described_zone_holds_through_the_year(zone: str) -> None:
    begins = [datetime(2026, month, 15, 12, tzinfo=ZoneInfo(zone)) for month in range(5, 13)]
    entries = [
        an_entry(uid=f"{begin:%m}@x", begin=begin, end=begin + timedelta(hours=1), zone=zone)
        for begin in begins
    ]
    found = Calendar.from_ical(calendar("Bakery", entries, FIRST, LAST))
    (described,) = found.walk("VTIMEZONE")
    own = described.to_tz(lookup_tzid=False)
    for begin in begins:
        assert begin.replace(tzinfo=own).utcoffset() == begin.utcoffset()


def test_days_are_whole_days_that_leave_one_free() -> None:
    event = one(begin=date(2026, 5, 9), end=date(2026, 5, 10))
    assert event["DTSTART"].dt == date(2026, 5, 9)
    assert event["DTEND"].dt == date(2026, 5, 11), "RFC 5545: the day after the last"
    assert event["TRANSP"] == "TRANSPARENT"


def test_what_does_not_take_place_is_told() -> None:
    assert one(cancelled=True)["STATUS"] == "CANCELLED"
    assert one()["STATUS"] == "CONFIRMED"


def test_the_link_stands_in_the_text_as_well() -> None:
    assert one(text="Bring bread.")["DESCRIPTION"] == "Bring bread.\n\nhttps://konbit.example/en/meetings/x/"


def test_readers_are_told_how_often_to_ask() -> None:
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in calendar("Bakery", [], FIRST, LAST)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
MOMENT = st.datetimes(datetime(2026, 4, 5), datetime(2027, 4, 5)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
ZONE = st.sampled_from(["", "Europe/Paris", "America/Montreal", "Africa/Dakar", "Asia/Kolkata"])


@st.composite
def entries(draw: st.DrawFn) -> CalendarEntry:
    """Any entry: days or hours, any letters."""
    whole_days = draw(st.booleans())
    begin = draw(MOMENT)
    end = begin + timedelta(minutes=draw(st.integers(1, 10_000)))
    return an_entry(
        title=draw(TEXT),
        place=draw(TEXT),
        text=draw(TEXT),
        begin=begin.date() if whole_days else begin,
        end=end.date() if whole_days else end,
        zone="" if whole_days else draw(ZONE),
        sequence=draw(st.integers(0, 99)),
        cancelled=draw(st.booleans()),
        changed_at=draw(MOMENT),
    )


def plain(text: str) -> str:
    """What a calendar can hold of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or not (letter < " " or letter == "\x7f"))


@given(entries())
def test_what_is_written_is_read_back_the_same(entry: CalendarEntry) -> None:
    content = calendar("Bakery", [entry], FIRST, LAST)
    assert all(len(line) <= WIDTH for line in content.split(b"\r\n"))
    (event,) = read(content)
    assert str(event["SUMMARY"]) == plain(entry.title)
    assert str(event.get("LOCATION", "")) == plain(entry.place)
    assert str(event["DESCRIPTION"]) == plain("\n\n".join(one for one in (entry.text, entry.url) if one))
    assert event["DTSTART"].dt == entry.begin
    assert event["SEQUENCE"] == entry.sequence
    assert event["LAST-MODIFIED"].dt == entry.changed_at
    assert (event["STATUS"] == "CANCELLED") == entry.cancelled
    last = timedelta(days=0 if isinstance(entry.begin, datetime) else 1)
    assert event["DTEND"].dt == entry.end + last


@given(st.lists(entries(), max_size=5))
def test_the_same_entries_give_the_same_bytes_in_any_order(listed: list[CalendarEntry]) -> None:
    own = [CalendarEntry(**{**entry.__dict__, "uid": f"{number}@x"}) for number, entry in enumerate(listed)]
    assert calendar("B", own, FIRST, LAST) == calendar("B", own[::-1], FIRST, LAST)


# Who reads it


@pytest.fixture
def bakery(db: None) -> Group:
    return a_group("Sunrise Bakery")


@pytest.fixture
def amina(bakery: Group) -> Person:
    return a_member(bakery)


def a_meeting(group: Group, title: str = "May assembly", **said: object) -> Meeting:
    usual = {"held_from": "2026-05-09", "title": {"en": title, "fr": "Assemblée de mai"}}
    meeting = Meeting(group=group, **(usual | said))  # type: ignore[arg-type]
    with time_machine.travel(NOW - timedelta(hours=1), tick=False), recording("test", "plan") as batch:
        rows.add(batch, meeting)
    return meeting


def changed(meeting: Meeting, **wanted: object) -> None:
    with recording("test", "change") as batch:
        rows.change(batch, meeting, **wanted)


@pytest.fixture
def feed(client: Client, amina: Person, fresh_limits: None) -> str:
    return f"/en/calendars/{make_address(viewer_of(amina))}.ics"


def titles(client: Client, address: str, at: datetime = NOW) -> list[str]:
    with time_machine.travel(at, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return sorted(str(event["SUMMARY"]) for event in read(answer.content))


@pytest.mark.django_db
def test_a_person_reads_the_meetings_of_her_groups_with_her_roles_of_today(
    client: Client, bakery: Group, amina: Person, feed: str
) -> None:
    a_meeting(bakery)
    a_meeting(bakery, "Stewards only", audience=Audience.STEWARDS)
    a_meeting(a_group("Tool Shed"), "Elsewhere")
    a_meeting(bakery, "Long ago", held_from="2025-05-09")
    a_meeting(bakery, "Some day in June", held_from="2026-06")
    assert titles(client, feed) == ["May assembly – Sunrise Bakery"]
    Role.objects.filter(person=amina).update(kind="steward")
    a_meeting(bakery, "Another", audience=Audience.GROUP)
    assert len(titles(client, feed, NOW + timedelta(minutes=5))) == 3


@pytest.mark.django_db
def test_who_left_a_group_reads_what_everybody_reads_of_it(
    client: Client, bakery: Group, amina: Person, fresh_limits: None
) -> None:
    own = f"/en/calendars/{make_address(viewer_of(amina), bakery.uid)}.ics"
    a_meeting(bakery, "Open")
    a_meeting(bakery, "Closed", audience=Audience.GROUP)
    assert len(titles(client, own)) == 2
    Role.objects.filter(person=amina).delete()
    a_meeting(bakery, "Closed too", audience=Audience.GROUP)
    assert titles(client, own, NOW + timedelta(minutes=5)) == ["Open – Sunrise Bakery"]


@pytest.mark.django_db
def test_a_hidden_group_shows_none_of_its_meetings(client: Client, bakery: Group, amina: Person) -> None:
    own = f"/en/calendars/{make_address(viewer_of(amina), bakery.uid)}.ics"
    a_meeting(bakery)
    Role.objects.filter(person=amina).delete()
    with recording("test", "hide") as batch:
        rows.change(batch, bakery, audience=Audience.GROUP)
    assert titles(client, own) == []


@pytest.mark.django_db
def test_a_meeting_that_does_not_take_place_is_told_for_thirty_days(
    client: Client, bakery: Group, feed: str
) -> None:
    off, gone = a_meeting(bakery, "Off"), a_meeting(bakery, "Gone")
    with time_machine.travel(NOW, tick=False):
        changed(off, state=Meeting.State.CANCELLED, sequence=1)
        changed(gone, removed_at=NOW)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        events = read(client.get(feed).content)
    assert [str(event["STATUS"]) for event in events] == ["CANCELLED", "CANCELLED"]
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert read(client.get(feed).content) == []


@pytest.mark.django_db
def test_an_entry_keeps_its_name_and_counts_its_changes(client: Client, bakery: Group, feed: str) -> None:
    meeting = a_meeting(bakery)
    with time_machine.travel(NOW, tick=False):
        (before,) = read(client.get(feed).content)
        changed(meeting, place="Town hall", sequence=1)
        (after,) = read(client.get(feed).content)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == NOW
    assert after["LOCATION"] == "Town hall"


@pytest.mark.django_db
def test_texts_are_in_the_language_of_the_person(
    client: Client, bakery: Group, amina: Person, feed: str
) -> None:
    Person.objects.filter(pk=amina.pk).update(language="fr")
    a_meeting(bakery)
    assert titles(client, feed) == ["Assemblée de mai – Sunrise Bakery"]


# Its address


@pytest.mark.django_db
def test_wrong_and_old_addresses_are_not_found_alike(client: Client, bakery: Group, amina: Person) -> None:
    old = make_address(viewer_of(amina))
    make_address(viewer_of(amina))
    answers = [client.get(f"/en/calendars/{secret}.ics") for secret in (old, "never-there")]
    assert [answer.status_code for answer in answers] == [404, 404]
    Person.objects.filter(pk=amina.pk).update(is_active=False)
    assert client.get(f"/en/calendars/{make_address(viewer_of(amina))}.ics").status_code == 404


@pytest.mark.django_db
def test_only_the_digest_of_a_secret_is_kept(bakery: Group, amina: Person) -> None:
    secret = make_address(viewer_of(amina))
    assert secret not in str(CalendarAddress.objects.values().get())
    assert give_up_address(viewer_of(amina))
    assert not give_up_address(viewer_of(amina))


@pytest.mark.django_db
def test_the_calendar_of_a_group_is_for_its_people(bakery: Group) -> None:
    stranger = viewer_of(a_member(a_group("Tool Shed"), "stranger"))
    with pytest.raises(NotAllowed):
        make_address(stranger, bakery.uid)
    with pytest.raises(NotAllowed):
        make_address(ANYONE)
    with recording("test", "hide") as batch:
        rows.change(batch, bakery, audience=Audience.GROUP)
    with pytest.raises(NotFound):
        make_address(stranger, bakery.uid)


@pytest.mark.django_db
def test_the_secret_is_shown_once_on_its_page(client: Client, bakery: Group, amina: Person) -> None:
    client.force_login(amina)
    made = client.post("/en/calendars/make", {"group": bakery.uid}).content.decode()
    assert "webcal://" in made
    assert ".ics" in made
    listed = client.get("/en/calendars/").content.decode()
    assert ".ics" not in listed
    assert "Sunrise Bakery" in listed
    client.post("/en/calendars/stop", {"group": bakery.uid})
    assert not CalendarAddress.objects.exists()


@pytest.mark.django_db
def test_who_asks_again_is_told_that_nothing_changed(client: Client, bakery: Group, feed: str) -> None:
    meeting = a_meeting(bakery)
    with time_machine.travel(NOW, tick=False):
        first = client.get(feed)
        by_mark = {"if-none-match": first["ETag"]}
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(feed, headers=by_mark).status_code == 304
        assert len(asked) <= 3
        since = {"if-modified-since": first["Last-Modified"]}
        assert client.get(feed, headers=since).status_code == 304
        a_group("Something else happened")
        assert client.get(feed, headers=by_mark).status_code == 304, "it did not touch this calendar"
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        changed(meeting, place="Town hall", sequence=1)
        assert client.get(feed, headers=by_mark).status_code == 200
        assert client.get(feed, headers=since).status_code == 200


@pytest.mark.django_db
def test_who_asks_each_second_has_to_wait(client: Client, bakery: Group, feed: str) -> None:
    a_meeting(bakery)
    answers = []
    for second in range(40):
        with time_machine.travel(datetime(2026, 5, 4, 9, 0, second, tzinfo=UTC), tick=False):
            answers.append(client.get(feed))
    assert [answer.status_code for answer in answers] == [200] * 30 + [429] * 10
    assert answers[30]["Retry-After"] == "30"
    with time_machine.travel(datetime(2026, 5, 4, 9, 1, 1, tzinfo=UTC), tick=False):
        assert client.get(feed).status_code == 200
