"""Bodies of a group: who sits where at a glance, on any day, as far as the reader may know."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konbit.assembly.actions.undoing import undo
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import rooms
from konbit.directory.models import Role
from konbit.federation.actions.organ_parts import add_seats, remove_college, remove_seat
from konbit.federation.actions.organs import OrganDraft, found_organ, remove_organ, write_organ
from konbit.federation.models import College, Level, Mandate, Organ, Seat, Statutes
from konbit.federation.queries.organ_doors import organ_doors
from konbit.federation.queries.organs import organ_page, organs_page
from konbit.people.audience import ANYONE, SYSTEM
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.builders import a_group, a_person, a_viewer
from tests.federation.sat import a_college, a_mandate, a_seat, an_organ

pytestmark = pytest.mark.django_db


def names(organ: Organ, at: str = "") -> list[str]:
    return [one.who for one in organ_page(ANYONE, organ.uid, at).shown.sitting]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_who_sits_where_stands_on_the_groups_page_and_in_its_list(client: Client) -> None:
    group, other = a_group("Water Users"), a_group("Upper Valley")
    organ = an_organ(group)
    chair = a_seat(organ, "Chair")
    a_seat(organ, "Treasurer")
    a_mandate(organ, "Ana", seat=chair, speaks_for="Upper Valley", valid_from="2024", valid_until="2027")
    told = text_of(client, f"/en/groups/{group.uid}/organs/")
    for words in ("Board", "Chair : Ana", "for Upper Valley", "2024 – 2027", "1 seat is empty"):
        assert words in told
    told = text_of(client, f"/en/organs/{organ.uid}/")
    assert "Treasurer : nobody sits here" in told
    (door,) = organ_doors(ANYONE, group.pk)
    assert (door.url, door.count) == (f"/en/groups/{group.uid}/organs/", 1)
    assert list(organ_doors(ANYONE, other.pk)) == []
    assert "Ana" in text_of(client, f"/en/groups/{group.uid}/organs/paper")


def test_who_sat_there_on_another_day_is_still_to_be_seen(client: Client) -> None:
    organ = an_organ(a_group())
    a_mandate(organ, "Ana", valid_from="1999", valid_until="2003-06-30")
    a_mandate(organ, "Bea", valid_from="2003-07-01")
    assert names(organ) == ["Bea"]
    assert names(organ, "2001") == ["Ana"]
    assert names(organ, "2003-06-30") == ["Ana"]
    assert names(organ, "1990") == []
    assert "Who sat here: 2001" in text_of(client, f"/en/organs/{organ.uid}/?at=2001")
    told = text_of(client, f"/en/organs/{organ.uid}/?at=yesteryear")
    assert "“yesteryear” is not a date" in told
    for wrong in ("0000", "2020-13", "9999-99-99", "-", "%00", "²"):
        assert client.get(f"/en/organs/{organ.uid}/?at={wrong}").status_code == 200


def test_only_those_who_keep_the_group_write_down_its_bodies() -> None:
    group = a_group()
    member, editor = a_viewer(group.scope, "member"), a_viewer(group.scope, "editor")
    for viewer in (ANYONE, member):
        with pytest.raises(NotAllowed):
            an_organ(group, viewer=viewer)
    organ = an_organ(group, viewer=editor)
    with pytest.raises(NotAllowed):
        write_organ(member, organ.uid, OrganDraft("en", "Ours"))
    with pytest.raises(NotAllowed):
        add_seats(member, organ.uid, "en")


def test_a_body_that_is_sent_twice_is_one() -> None:
    group, key = a_group(), uuid.uuid4()
    assert len({found_organ(SYSTEM, group.uid, OrganDraft("en", "Board"), key) for _time in "12"}) == 1


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"valid_from": "1983"}, "is before Sunrise Bakery was founded"),
        ({"valid_from": "2020", "valid_until": "2019-12"}, "before it begins"),
        ({"kind": "throne"}, "no such kind"),
        ({"level": 99}, "not of this group"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(said: dict[str, Any], what: str) -> None:
    with pytest.raises(Problem, match=what) as raised:
        an_organ(a_group(valid_from="1984"), **said)
    assert raised.value.remedy


def test_a_body_does_not_begin_after_somebody_sat_there() -> None:
    organ = an_organ(a_group())
    a_mandate(organ, "Ana", valid_from="1999-05")
    with pytest.raises(Problem, match="Somebody sat there since May 1999"):
        write_organ(SYSTEM, organ.uid, OrganDraft("en", "Board", valid_from="2000"))
    write_organ(SYSTEM, organ.uid, OrganDraft("en", "Board", valid_from="1999"))


def test_a_body_takes_over_the_colleges_that_its_statutes_name() -> None:
    group = a_group()
    statutes = Statutes.objects.create(group=group, title={"en": "Ours"})
    colleges = [{"word": "workers", "title": {"en": "Workers"}}]
    level = Level.objects.create(
        statutes=statutes, word="board", title={"en": "Board"}, organ=True, colleges=colleges
    )
    organ = an_organ(group, level=level.pk)
    assert [one.word for one in organ.colleges.all()] == ["workers"]


def test_a_seat_or_college_that_goes_leaves_those_who_sat_there_and_comes_back() -> None:
    organ = an_organ(a_group())
    college = a_college(organ, "Workers")
    seat = a_seat(organ, "Speaker", college)
    mandate = a_mandate(organ, "Ana", seat=seat)
    assert mandate.college == college
    for taken, act in ((seat, remove_seat), (college, remove_college)):
        act(SYSTEM, taken.pk)
        assert names(organ) == ["Ana"]
    assert not Seat.objects.exists()
    assert not College.objects.exists()
    undo(SYSTEM, act_of(college))  # type: ignore[arg-type]
    undo(SYSTEM, act_of(seat))  # type: ignore[arg-type]
    mandate.refresh_from_db()
    assert (mandate.seat, mandate.college) == (seat, college)


def test_colleges_are_named_by_words_of_their_own() -> None:
    organ = an_organ(a_group())
    assert a_college(organ, "Workers").pk == a_college(organ, "Workers").pk
    assert a_college(organ, "Farmers & fishers!").word == "farmers-fishers"
    assert a_college(organ, "农民").word == "college"
    assert a_college(organ, "渔民").word == "college-2"
    with pytest.raises(Problem, match="at most 100"):
        add_seats(SYSTEM, organ.uid, "en", number=101)


def test_a_name_is_for_those_for_whom_it_is_and_others_see_that_somebody_sits(client: Client) -> None:
    group = a_group()
    organ = an_organ(group)
    a_mandate(organ, "Ana", audience="group")
    member = a_viewer(group.scope, "member")
    assert names(organ) == ["somebody"]
    assert [one.who for one in organ_page(member, organ.uid).shown.sitting] == ["Ana"]
    for address in (
        f"/en/organs/{organ.uid}/", f"/en/groups/{group.uid}/organs/", f"/en/groups/{group.uid}/organs/paper",
        f"/en/groups/{group.uid}/mandates/", f"/api/groups/{group.uid}/organs",
    ):  # fmt: skip
        assert "Ana" not in client.get(address).content.decode()
    rebuild()
    assert not search(Question(frozenset({"public"}), words="Ana", kinds=("federation.organ",))).hits


def test_groups_that_a_reader_may_not_know_are_not_named() -> None:
    hidden = a_group("Night Shelter", audience="group")
    organ = an_organ(a_group())
    a_mandate(organ, "Ana", speaks_for="Night Shelter")
    a_mandate(organ, holder="Night Shelter")
    seen = organ_page(ANYONE, organ.uid).shown.sitting
    assert [(one.who, one.speaks_for) for one in seen] == [("Ana", None), ("somebody", None)]
    assert organ_page(SYSTEM, organ.uid).shown.sitting[0].speaks_for.id == hidden.pk  # type: ignore[union-attr]


def test_a_closed_or_removed_body_comes_out_nowhere(client: Client) -> None:
    group = a_group()
    closed, gone = an_organ(group, "Strike Committee", audience="group"), an_organ(group, "Old Board")
    a_mandate(closed, "Ana", valid_until="2999-01-01")
    remove_organ(SYSTEM, gone.uid)
    rebuild()
    for organ in (closed, gone):
        with pytest.raises(NotFound):
            organ_page(ANYONE, organ.uid)
    assert organs_page(ANYONE, group.uid).organs == ()
    assert list(organ_doors(ANYONE, group.pk)) == []
    assert client.get(f"/api/groups/{group.uid}/organs").json() == {"organs": []}
    assert not search(Question(frozenset({"public"}), words="Strike")).hits
    assert organs_page(a_viewer(group.scope, "member"), group.uid).organs[0].link.uid == closed.uid


def test_a_body_is_found_by_its_name_its_kind_and_who_sits_there() -> None:
    organ = an_organ(a_group(), "Circle of the Well", kind="committee")
    a_mandate(organ, "Oumou Sangaré")
    rebuild()
    for words in ("circle of the well", "committee", "Sangaré"):
        hits = search(Question(frozenset({"public"}), words=words, kinds=("federation.organ",))).hits
        assert [hit.id for hit in hits] == [organ.pk], words


def test_the_api_tells_what_the_page_tells(client: Client) -> None:
    group = a_group()
    organ = an_organ(group)
    seat = a_seat(organ, "Chair")
    a_mandate(organ, "Ana", seat=seat, valid_from="2024", task="speaks")
    (told,) = client.get(f"/api/groups/{group.uid}/organs").json()["organs"]
    assert (told["uid"], told["seats"], told["vacant"]) == (organ.uid, 1, 0)
    (mandate,) = told["mandates"]
    assert (mandate["name"], mandate["seat"], mandate["state"]) == ("Ana", {"en": "Chair"}, "sits")
    assert "declared" not in mandate


def test_the_pages_ask_the_same_for_one_body_and_for_many(client: Client) -> None:
    group = a_group()

    def asked() -> int:
        client.get(f"/en/groups/{group.uid}/organs/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/en/groups/{group.uid}/organs/").status_code == 200
        return len(queries)

    def grow() -> None:
        organ = an_organ(group)
        a_mandate(organ, "Ana", seat=a_seat(organ, "Chair", a_college(organ, "All")))
        other = a_group(f"Member {Mandate.objects.count()}")
        a_mandate(organ, "Bea", speaks_for=other.name)

    grow()
    few = asked()
    for _number in range(4):
        grow()
    assert asked() == few


def test_a_steward_writes_down_a_body_its_seats_and_who_sits_there_by_pages(client: Client) -> None:
    group, person = a_group(), a_person()
    Role.objects.create(person=person, group=group, kind="steward")
    client.force_login(person)
    new = f"/en/groups/{group.uid}/organs/new"
    sent = {"kind": "committee", "title": "Committee of the well", "valid_from": "May 2019"}
    answer = client.post(new, sent | {"key": "9d1b6c9e-24a8-4b1e-9d11-111111111111"})
    assert answer.status_code == 302, answer.content
    organ = Organ.objects.get()
    assert (organ.kind, organ.valid_from) == ("committee", "2019-05")
    at = f"/en/organs/{organ.uid}"
    client.post(f"{at}/colleges/new", {"title": "Farmers"})
    college = College.objects.get()
    client.post(f"{at}/seats/new", {"title": "", "college": college.pk, "number": 3})
    assert Seat.objects.filter(college=college).count() == 3
    assert "3 seats: nobody sits here" in text_of(client, f"{at}/")
    client.post(f"/en/colleges/{college.pk}/edit", {"title": "Farmers and fishers"})
    client.post(f"/en/seats/{Seat.objects.first().pk}/edit", {"title": "Speaker", "college": college.pk})  # type: ignore[union-attr]
    told = text_of(client, f"{at}/")
    assert "Farmers and fishers" in told
    assert "Speaker : nobody sits here" in told
    client.post(f"{at}/edit", {"kind": "board", "title": "The well", "valid_from": "2019"})
    assert "The well" in text_of(client, f"{at}/")
    wrong = client.post(
        f"{at}/edit", {"kind": "board", "title": "x", "valid_from": "2019", "valid_until": "2018"}
    )
    assert "before it begins" in wrong.content.decode()
    assert 'value="2018"' in wrong.content.decode()
    client.post(f"{at}/remove")
    assert Organ.objects.get().removed_at


def test_the_room_tells_the_house_of_bodies() -> None:
    room = next(one for one in rooms() if one.name == "federation")
    assert "federation.organ" in room.documents
    assert [door.url_name for door in room.own] == ["federation:own-mandates"]
