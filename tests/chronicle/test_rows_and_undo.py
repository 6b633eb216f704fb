"""Plain rows with their chronicle, and acts that are taken back."""

from __future__ import annotations

import pytest

from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Attendance, Item, Meeting
from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import forget, recording
from konbit.chronicle.actions.rows import add, change, empty_personal, remove
from konbit.chronicle.models import Change, PersonalValue
from konbit.people.audience import Viewer
from tests.builders import a_group, a_viewer, an_operator

pytestmark = pytest.mark.django_db


def a_meeting() -> Meeting:
    with recording("person:test", "plan a meeting") as batch:
        meeting = Meeting(group=a_group(), title={"en": "First meeting"}, held_from="2004-01")
        add(batch, meeting)
    return meeting


def member_of(meeting: Meeting, actor: str = "person:test") -> Viewer:
    return a_viewer(meeting.group.scope, "member", actor=actor)


def test_an_act_over_several_rows_is_taken_back_whole() -> None:
    meeting = a_meeting()
    with recording("person:test", "prepare") as batch:
        change(batch, meeting, place="Mumbai")
        add(batch, Item(meeting=meeting, title={"en": "Draft plan"}))
    undo(member_of(meeting), batch.id)
    meeting.refresh_from_db()
    assert meeting.place == ""
    assert not meeting.items.exists()


def test_a_removed_row_comes_back_as_itself_and_an_undoing_is_undone() -> None:
    meeting = a_meeting()
    with recording("person:test", "name") as batch:
        add(batch, Attendance(meeting=meeting, name="Ana"))
    someone = meeting.attendances.get()
    with recording("person:test", "remove") as batch:
        remove(batch, someone)
    again = undo(member_of(meeting), batch.id)
    back = Attendance.objects.get()
    assert (back.key, back.name) == (someone.key, "Ana")
    undo(member_of(meeting), again)
    assert not Attendance.objects.exists()


def test_what_was_changed_since_is_not_overwritten() -> None:
    meeting = a_meeting()
    with recording("person:test", "move") as batch:
        change(batch, meeting, place="Mumbai")
    with recording("person:other", "move") as later:
        change(later, meeting, place="Rio de Janeiro")
    with pytest.raises(Problem) as raised:
        undo(an_operator(), batch.id)
    assert raised.value.status == 409
    meeting.refresh_from_db()
    assert meeting.place == "Rio de Janeiro"


def test_what_was_added_to_a_row_since_it_was_made_is_not_taken_with_it() -> None:
    with recording("person:test", "plan a meeting") as making:
        meeting = Meeting(group=a_group(), title={"en": "First meeting"})
        add(making, meeting)
    with recording("person:other", "prepare") as batch:
        add(batch, Item(meeting=meeting, title={"en": "Draft plan"}))
    with pytest.raises(Problem) as raised:
        undo(an_operator(), making.id)
    assert raised.value.status == 409
    assert Item.objects.count() == 1


def test_another_members_act_is_not_taken_back_by_a_member() -> None:
    meeting = a_meeting()
    with recording("person:test", "move") as batch:
        change(batch, meeting, place="Mumbai")
    with pytest.raises(NotAllowed):
        undo(member_of(meeting, actor="person:other"), batch.id)
    undo(a_viewer(meeting.group.scope, "editor", actor="person:other"), batch.id)


def test_personal_values_stand_beside_the_chronicle_and_are_emptied_with_the_person() -> None:
    from konbit.base.registry import Identity

    meeting = a_meeting()
    with recording("person:test", "name") as batch:
        add(batch, Attendance(meeting=meeting, name="Ana Luz", person="person:ana"))
    said = Change.objects.get(kind="assembly.attendance").after
    assert "Ana Luz" not in str(said)
    assert PersonalValue.objects.get().value == "Ana Luz"
    ana = Identity(None, "person:ana", ("Ana Luz",), lambda text: "Ana Luz" in text)
    with recording("system", "erase") as batch:
        assert empty_personal(batch, [Attendance, Item], ana) == 1
    row = Attendance.objects.get()
    assert (row.name, row.person) == ("", "")


def test_a_value_in_the_middle_of_free_words_is_taken_out_and_the_words_stay() -> None:
    from konbit.assembly.models import Line
    from konbit.base.registry import Identity

    meeting = a_meeting()
    at = meeting.made_at
    with recording("person:test", "minute") as batch:
        add(
            batch,
            Line(meeting=meeting, text="Call Ana  Luz, 0161 496 0000, about the oven.", by="person:x", at=at),
        )
    assert "Ana" not in str(Change.objects.filter(kind="assembly.line").get().after)
    values = ("Ana Luz", "0161 496 0000")
    ana = Identity(None, "person:ana", values, lambda text: text in values)
    with recording("system", "erase") as batch:
        empty_personal(batch, [Line], ana)
    assert Line.objects.get().text == "Call –, –, about the oven."
    assert forget("system", "person:ana", list(values)) == 1
    assert not PersonalValue.objects.exists()


def test_a_whole_that_was_made_with_its_parts_goes_and_comes_back_with_them() -> None:
    group = a_group()
    with recording("person:test", "plan a meeting") as batch:
        meeting = Meeting(group=group, title={"en": "First meeting"})
        add(batch, meeting)
        add(batch, Item(meeting=meeting, title={"en": "Draft plan"}))
        add(batch, Attendance(meeting=meeting, name="Ana"))
    viewer = a_viewer(group.scope, "member", actor="person:test")
    gone = undo(viewer, batch.id)
    assert not Meeting.objects.exists()
    undo(viewer, gone)
    assert Meeting.objects.get().items.count() == 1
    assert Attendance.objects.get().name == "Ana"


def test_a_part_does_not_come_back_without_its_whole() -> None:
    meeting = a_meeting()
    with recording("person:test", "name") as batch:
        add(batch, Attendance(meeting=meeting, name="Ana"))
    with recording("person:test", "remove") as removing:
        remove(removing, Attendance.objects.get())
    meeting.delete()
    with pytest.raises(Problem) as raised:
        undo(an_operator(), removing.id)
    assert raised.value.status == 409
