"""A body is called together: its meeting, who is awaited, the sheet to print, how many came of how many."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from konbit.assembly.actions.awaiting import mark
from konbit.assembly.actions.planning import Agenda, Plan, cancel
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Attendance, Item, Meeting
from konbit.assembly.moments import When
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Role
from konbit.federation.actions.convening import call_together, tell_who_came
from konbit.federation.models import Convocation, Organ
from konbit.federation.queries.convocations import convocation_page
from konbit.federation.queries.organs import organ_page
from konbit.people.audience import ANYONE, SYSTEM, Viewer
from tests.builders import a_group, a_person, a_viewer
from tests.federation.sat import a_mandate, a_seat, an_organ

pytestmark = pytest.mark.django_db

DAY = "2027-04-26"


@pytest.fixture
def organ() -> Organ:
    return an_organ(a_group("Water Users"), valid_from="1990", valid_until="2040")


def called(organ: Organ, on: str = DAY, viewer: Viewer = SYSTEM, **said: Any) -> Convocation:
    plan = Plan("Spring board", "en", when=When(on), place="The shed", **said)
    agenda = Agenda(points=["decide: The budget, 20 min"])
    return call_together(viewer, organ.uid, uuid.uuid4(), plan, agenda, "Bring your cups.")


def test_those_who_sit_on_that_day_are_awaited_each_for_her_group(organ: Organ) -> None:
    a_group("Coast")
    a_mandate(organ, "Ana", speaks_for="Coast", valid_from="2020")
    a_mandate(organ, "Bea", valid_until=DAY)
    a_mandate(organ, "Cleo", valid_until="2027-04-25")
    a_mandate(organ, "Dora", condition="rain", confirm_by="2027-04-01")
    row = called(organ)
    awaited = row.meeting.attendances.order_by("name").values_list("name", "of__name", "state")
    assert list(awaited) == [("Ana", "Coast", "awaited"), ("Bea", None, "awaited")]
    assert (row.meeting.group, Item.objects.get().minutes) == (organ.group, 20)
    page = convocation_page(ANYONE, row.pk, "en")
    assert [one.who for one in page.called] == ["Ana", "Bea"]
    assert [line.id for line in organ_page(ANYONE, organ.uid).calls] == [row.pk]


def test_a_name_for_few_does_not_stand_on_the_list_of_the_meeting(organ: Organ) -> None:
    a_mandate(organ, "Ana", seat=a_seat(organ, "Treasurer"), audience="stewards")
    a_mandate(organ, "Bea", audience="group")
    row = called(organ)
    assert set(row.meeting.attendances.values_list("name", "of_name")) == {("", "Treasurer"), ("", "2")}
    assert [one.who for one in convocation_page(ANYONE, row.pk, "en").called] == ["somebody", "somebody"]


def test_what_is_sent_twice_is_one_and_it_is_taken_back_as_one(organ: Organ) -> None:
    a_mandate(organ, "Ana")
    key, plan = uuid.uuid4(), Plan("Spring board", "en", when=When(DAY))
    for _time in "12":
        row = call_together(SYSTEM, organ.uid, key, plan, Agenda())
    assert (Convocation.objects.count(), Meeting.objects.count()) == (1, 1)
    undo(SYSTEM, act_of(row))  # type: ignore[arg-type]
    assert [one.objects.count() for one in (Convocation, Meeting, Attendance)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("on", "what"),
    [
        ("2027-04", "needs a whole day"),
        ("", "needs a whole day"),
        ("1989-12-31", "before it began"),
        ("2041-01-01", "after it ended"),
        ("2030-01-01", "Nobody sits in “Board”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(organ: Organ, on: str, what: str) -> None:
    a_mandate(organ, "Ana", valid_until="2029")
    with pytest.raises(Problem, match=what) as raised:
        called(organ, on)
    assert raised.value.remedy
    assert not Meeting.objects.exists()


def test_only_those_who_keep_the_body_call_it_and_keep_the_numbers(organ: Organ) -> None:
    a_mandate(organ, "Ana")
    row = called(organ)
    for viewer in (ANYONE, a_viewer(organ.group.scope, "member")):
        with pytest.raises(NotAllowed):
            called(organ, viewer=viewer)
        with pytest.raises(NotAllowed):
            tell_who_came(viewer, row.pk, "heads", 1, 1)


def test_how_many_came_of_how_many_is_told_by_the_list_and_kept(organ: Organ) -> None:
    for name in ("Coast", "Hills"):
        a_group(name)
        a_mandate(organ, f"Ana of {name}", speaks_for=name)
    a_mandate(organ, "Bea", speaks_for="Coast")
    row = called(organ)
    first, second = Attendance.objects.filter(of__name="Coast")
    mark(SYSTEM, row.meeting.uid, {first.pk: "site", second.pk: "site"})
    page = convocation_page(ANYONE, row.pk, "en")
    assert [vars(one) for one in page.told] == [
        {"counted_in": "heads", "present": 2, "entitled": 3},
        {"counted_in": "organisations", "present": 1, "entitled": 2},
    ]
    for wrong in (("heads", 4, 3), ("hands", 1, 2)):
        with pytest.raises(Problem):
            tell_who_came(SYSTEM, row.pk, *wrong)
    tell_who_came(SYSTEM, row.pk, "weights", 120, 200)
    (line,) = organ_page(ANYONE, organ.uid).calls
    assert (line.present, line.entitled, line.counted_in) == (120, 200, "weights")


def test_a_closed_meeting_or_body_is_not_told_of(organ: Organ) -> None:
    a_mandate(organ, "Ana")
    row = called(organ, audience="group")
    assert organ_page(ANYONE, organ.uid).calls == ()
    with pytest.raises(NotFound):
        convocation_page(ANYONE, row.pk, "en")
    assert convocation_page(a_viewer(organ.group.scope, "member"), row.pk, "en").called
    other = called(organ)
    Organ.objects.update(audience="group")
    with pytest.raises(NotFound):
        convocation_page(ANYONE, other.pk, "en")
    with pytest.raises(NotFound):
        convocation_page(ANYONE, 10**9, "en")


def test_the_sheet_says_when_where_what_for_and_who(client: Client, organ: Organ) -> None:
    a_mandate(organ, "Ana", seat=a_seat(organ, "Chair"))
    row = called(organ)
    text = re.sub(r"<[^>]+>", " ", client.get(f"/en/convocations/{row.pk}/").content.decode())
    for words in (
        "Convocation",
        "Spring board",
        "The shed",
        "The budget",
        "Ana",
        "Chair",
        "Bring your cups.",
    ):
        assert words in text
    assert f"/meetings/{row.meeting.uid}/" in text
    cancel(SYSTEM, row.meeting.uid)
    assert "does not take place" in client.get(f"/en/convocations/{row.pk}/").content.decode()


def test_a_steward_calls_it_by_a_page_and_nothing_typed_is_lost(client: Client, organ: Organ) -> None:
    person = a_person()
    Role.objects.create(person=person, group=organ.group, kind="steward")
    client.force_login(person)
    a_mandate(organ, "Ana")
    form = f"/en/organs/{organ.uid}/call"
    assert 'value="Board"' in client.get(form).content.decode()
    sent = {
        "title": "Spring board", "since": "April 2027", "points": "decide: The budget", "words": "Come!",
        "audience": "public", "key": str(uuid.uuid4()),
    }  # fmt: skip
    page = client.post(form, sent).content.decode()
    assert "needs a whole day" in page
    assert "Come!" in page
    answer = client.post(form, sent | {"since": DAY})
    row = Convocation.objects.get()
    assert answer["Location"] == f"/en/convocations/{row.pk}/"
    wrong = client.post(
        f"/en/convocations/{row.pk}/came", {"counted_in": "heads", "present": 3, "entitled": 2}
    )
    assert "more than there are" in wrong.content.decode()
    client.post(f"/en/convocations/{row.pk}/came", {"counted_in": "heads", "present": 1, "entitled": 2})
    row.refresh_from_db()
    assert (row.present, row.entitled) == (1, 2)
