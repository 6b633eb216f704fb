"""The end of a meeting: closing, objections, approval by silence, minutes as text, who changed what."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from konbit.assembly.actions import awaiting
from konbit.assembly.actions.closing import approve_due, close, read_minutes, reopen, settle_reading
from konbit.assembly.actions.erasure import erase
from konbit.assembly.actions.minuting import add_line
from konbit.assembly.actions.undoing import undo
from konbit.assembly.formats.plain import minutes_text
from konbit.assembly.models import Attendance, Line, Meeting, Reading
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.histories import history_of_meeting
from konbit.assembly.queries.meetings import meeting_page
from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Identity
from konbit.chronicle.models import Change
from konbit.people.audience import ANYONE
from tests.assembly.made import a_decision, a_line, a_meeting, a_member, a_steward
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db


def closed(**said: object) -> Meeting:
    meeting = a_meeting(**said)
    a_line(meeting)
    return close(a_steward(meeting.group), meeting.uid)


def test_minutes_count_as_approved_when_nobody_objects_in_time() -> None:
    meeting = closed(approve_days=10)
    assert meeting.closed_at
    assert approve_due(meeting.closed_at + timedelta(days=9)) == 0
    assert approve_due(meeting.closed_at + timedelta(days=11)) == 1
    assert approve_due(meeting.closed_at + timedelta(days=12)) == 0
    meeting.refresh_from_db()
    assert meeting.approved_at == meeting.closed_at + timedelta(days=10)
    assert Change.objects.filter(verb="approve minutes", actor="system").count() == 1


def test_an_objection_holds_the_approval_until_an_editor_settles_it() -> None:
    meeting = closed(approve_days=1)
    rosa = a_member(meeting.group, "person:rosa")
    with pytest.raises(Problem):
        read_minutes(rosa, meeting.uid, False, "  ")
    reading = read_minutes(rosa, meeting.uid, False, "I never said this.")
    later = timezone.now() + timedelta(days=5)
    assert approve_due(later) == 0
    assert meeting_page(ANYONE, meeting.uid, "en").approval.standing == 1
    with pytest.raises(NotAllowed):
        settle_reading(rosa, meeting.uid, reading.pk)
    settle_reading(a_steward(meeting.group), meeting.uid, reading.pk)
    assert approve_due(later) == 1


def test_whoever_objected_can_agree_after_all_and_counts_once() -> None:
    meeting = closed()
    rosa = a_member(meeting.group, "person:rosa")
    read_minutes(rosa, meeting.uid, False, "Not so.")
    read_minutes(rosa, meeting.uid, True)
    assert [one.agrees for one in Reading.objects.all()] == [True]


def test_people_of_an_awaited_group_may_read_and_strangers_may_not() -> None:
    meeting = a_meeting(a_group("Bakers", kind="network"))
    guest, stranger = a_group("Rye"), a_group("Elsewhere")
    awaiting.await_group(a_steward(meeting.group), meeting.uid, guest.uid)
    a_line(meeting)
    with pytest.raises(Problem):
        read_minutes(a_viewer(guest.scope, "member"), meeting.uid, True)
    close(a_steward(meeting.group), meeting.uid)
    assert "read" in meeting_page(a_viewer(guest.scope, "member"), meeting.uid, "en").may
    read_minutes(a_viewer(guest.scope, "member"), meeting.uid, True)
    for viewer in (a_viewer(stranger.scope, "member"), ANYONE):
        with pytest.raises(NotAllowed):
            read_minutes(viewer, meeting.uid, True)


def test_a_meeting_closes_with_open_goals_and_says_so(client: Client) -> None:
    meeting = a_meeting(goals=["An oven"])
    a_line(meeting)
    client.force_login(a_person(is_superuser=True))
    asked = client.get(f"/en/meetings/{meeting.uid}/close").content.decode()
    assert "Nothing is said yet of these goals" in asked
    assert client.post(f"/en/meetings/{meeting.uid}/close").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert meeting.goals.get().state == "open"


def test_closing_is_taken_back_and_minutes_are_opened_again() -> None:
    meeting = closed()
    steward = a_steward(meeting.group)
    act = act_of(meeting)
    assert act
    undo(steward, act)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.closed_at) == ("open", None)
    close(steward, meeting.uid)
    approve_due(timezone.now() + timedelta(days=100))
    with pytest.raises(NotAllowed):
        reopen(a_member(meeting.group), meeting.uid)
    reopen(steward, meeting.uid)
    a_line(meeting, "One thing more.")


def test_minutes_are_a_text_for_a_messenger() -> None:
    meeting = a_meeting(a_group("Mill"), goals=["A mill that turns"], points=["decide: The mill, 20 min"])
    steward, item = a_steward(meeting.group), meeting.items.get()
    awaiting.add_person(steward, meeting.uid, uuid.uuid4(), "Rosa", "", "phone", "Amina")
    add_line(steward, meeting.uid, uuid.uuid4(), "It stands still.", "en", item.pk)
    a_decision(meeting, "We repair it.", how="hands", in_favour=9, objections=0, condition="money comes")
    said = minutes_text(meeting_page(steward, meeting.uid, "en"), "https://konbit.example/meetings/1/")
    for line in ("*Spring assembly*", "Here (1): Rosa (by phone, also for Amina)",
                 "(1) A mill that turns – open",
                 "*1. The mill* (decide)", "- It stands still.", "On condition: money comes",
                 "✔ *Decided* (by show of hands, 9 for, no objection): We repair it."):  # fmt: skip
        assert line in said, said
    assert "Rosa" not in minutes_text(meeting_page(ANYONE, meeting.uid, "en"), "")


def test_who_changed_what_is_told_and_an_undone_line_stays_in_it(client: Client) -> None:
    meeting = a_meeting(goals=["An oven"])
    person = a_person("rosa", is_superuser=True)
    client.force_login(person)
    address = f"/en/meetings/{meeting.uid}/minutes"
    client.post(address, {"do": "line", "key": str(uuid.uuid4()), "text": "It burns."})
    act = act_of(Line.objects.get())
    assert client.post(f"/en/undo/{act}/").status_code == 302
    assert not Line.objects.exists()
    told = client.get(f"/en/meetings/{meeting.uid}/history").content.decode()
    for words in ("planned the meeting", "wrote a line", "took a change back", "It burns.", "rosa"):
        assert words in told, words
    assert all(not act.who for act in history_of_meeting(ANYONE, meeting.uid, "en").acts)


def test_somebody_who_is_erased_leaves_what_was_said_without_her_name() -> None:
    meeting = a_meeting()
    rosa = a_member(meeting.group, "person:rosa")
    awaiting.add_person(rosa, meeting.uid, uuid.uuid4(), "Rosa Parra", "", "site", "Rosa Parra")
    a_line(meeting, "The oven is old.", rosa)
    close(rosa, meeting.uid)
    read_minutes(rosa, meeting.uid, True)
    identity = Identity(None, "person:rosa", ("Rosa Parra",), lambda text: text == "Rosa Parra")
    assert erase(identity) == 3
    seat, line, reading = Attendance.objects.get(), Line.objects.get(), Reading.objects.get()
    assert (seat.name, seat.proxy_for, line.by, reading.by) == ("", "", "", "")
    assert line.text == "The oven is old."
    assert erase(identity) == 0
