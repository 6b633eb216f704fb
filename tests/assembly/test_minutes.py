"""Minuting on one telephone: who is here, lines, goals, decisions; two people who write without a line."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from konbit.assembly.actions import awaiting
from konbit.assembly.actions.closing import close
from konbit.assembly.actions.leaving import leave
from konbit.assembly.actions.minuting import add_line, change_line, join
from konbit.assembly.actions.resolving import Decision, decide
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Attendance, Line, Meeting, Outcome, Resolution
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.alike import Said, alike, alike_at
from konbit.assembly.queries.meetings import meeting_page
from konbit.base import registry
from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Made, Maker, Room, Wish
from konbit.people.audience import ANYONE
from konbit.search.documents import Documents, Shown
from tests.assembly.made import a_decision, a_line, a_meeting, a_member, a_steward
from tests.builders import a_group, a_person
from tests.directory.finding import a_tie

pytestmark = pytest.mark.django_db


def a_network_meeting(*names: str) -> Meeting:
    network = a_group("Bakers Together", kind="network")
    for name in names:
        a_tie(a_group(name), "member_of", network)
    return a_meeting(network, everybody=True, points=["decide: The mill"])


def test_one_tap_says_who_is_here_and_who_is_missing_is_shown_by_group() -> None:
    meeting = a_network_meeting("Corn", "Oat", "Rye")
    steward = a_steward(meeting.group)
    corn, oat, _rye = meeting.attendances.order_by("of__name")
    awaiting.mark(steward, meeting.uid, {corn.pk: "site", oat.pk: "phone"})
    attending = meeting_page(steward, meeting.uid, "en").attending
    assert [seat.of for seat in attending.present] == ["Corn", "Oat"]
    assert [seat.of for seat in attending.missing] == ["Rye"]
    assert attending.by_phone == 1
    meeting.refresh_from_db()
    assert meeting.state == "open"


def test_a_person_takes_the_seat_of_her_group_and_a_second_one_gets_her_own() -> None:
    meeting = a_network_meeting("Corn", "Rye")
    steward = a_steward(meeting.group)
    rye = meeting.attendances.get(of__name="Rye").of
    assert rye
    awaiting.add_person(steward, meeting.uid, uuid.uuid4(), "Amina", rye.uid, "phone", "Blaise")
    awaiting.add_person(steward, meeting.uid, uuid.uuid4(), "Chloé", rye.uid)
    attending = meeting_page(steward, meeting.uid, "en").attending
    assert [seat.who for seat in attending.present] == ["Amina – Rye", "Chloé – Rye"]
    assert [seat.of for seat in attending.missing] == ["Corn"]
    assert attending.voices == 3


def test_somebody_of_a_group_that_nobody_knows_comes_by_its_name() -> None:
    meeting = a_meeting()
    awaiting.add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), "Rosa", "The neighbours")
    assert (
        meeting_page(a_steward(meeting.group), meeting.uid, "en").attending.present[0].of == "The neighbours"
    )
    with pytest.raises(Problem):
        awaiting.add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), " ", "")


def test_names_are_told_to_people_of_the_group_and_not_to_everybody() -> None:
    meeting = a_meeting()
    awaiting.add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), "Rosa", "", "site", "Amina")
    (seat,) = meeting_page(ANYONE, meeting.uid, "en").attending.present
    assert (seat.name, seat.proxy_for) == ("", "–")
    assert meeting_page(a_member(meeting.group), meeting.uid, "en").attending.present[0].name == "Rosa"


def test_a_group_for_which_somebody_else_speaks_is_not_missing() -> None:
    meeting = a_network_meeting("Corn", "Rye")
    awaiting.add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), "Rosa", "", "site", "rye")
    for viewer in (a_steward(meeting.group), ANYONE):
        attending = meeting_page(viewer, meeting.uid, "en").attending
        assert [seat.of for seat in attending.missing] == ["Corn"]
        assert [seat.proxy_for for seat in attending.present] == ["rye"]


def test_two_telephones_do_not_take_back_each_others_taps(client: Client) -> None:
    meeting = a_network_meeting("Corn", "Rye")
    client.force_login(a_person(is_superuser=True))
    corn, rye = meeting.attendances.order_by("of__name")
    address = f"/en/meetings/{meeting.uid}/minutes"
    first = {"do": "attend", f"seat-{corn.pk}": "site", f"was-{corn.pk}": "awaited",
             f"seat-{rye.pk}": "awaited", f"was-{rye.pk}": "awaited"}  # fmt: skip
    second = {**first, f"seat-{corn.pk}": "awaited", f"seat-{rye.pk}": "phone"}
    for said in (first, second, first):
        assert client.post(address, said).status_code == 302
    assert [seat.state for seat in meeting.attendances.order_by("of__name")] == ["present", "present"]


def test_the_same_line_sent_twice_stands_once() -> None:
    meeting, key = a_meeting(), uuid.uuid4()
    for _time in range(3):
        add_line(a_steward(meeting.group), meeting.uid, key, "The oven is old.", "en")
    assert Line.objects.count() == 1


def test_two_people_without_a_line_lose_nothing_and_what_they_both_wrote_is_joined_with_one_tap() -> None:
    meeting = a_meeting(points=["The oven"])
    item = meeting.items.get()
    rosa, amina = a_member(meeting.group, "person:rosa"), a_member(meeting.group, "person:amina")
    kept = (
        (amina, ["The oven is 30 years old.", "The oven is thirty years old!", "The roof leaks"]),
        (rosa, ["The oven is thirty years old", "Who pays?"]),
    )
    sent = [(viewer, uuid.uuid4(), text) for viewer, texts in kept for text in texts]
    for viewer, key, text in [*sent, *sent]:
        add_line(viewer, meeting.uid, key, text, "en", item.pk)
    page = meeting_page(rosa, meeting.uid, "en")
    assert sorted(line.text for line in page.items[0].lines) == sorted(text for _v, _k, text in sent)
    pairs = alike_at(rosa, meeting.uid, page.attending, "en")
    assert {(pair.first.text, pair.second.text) for pair in pairs} >= {
        ("The oven is thirty years old!", "The oven is thirty years old")
    }
    pair = next(one for one in pairs if one.first.text == "The oven is thirty years old!")
    join(rosa, meeting.uid, "line", pair.second.id, pair.first.id)
    texts = [line.text for line in meeting_page(rosa, meeting.uid, "en").items[0].lines]
    assert "The oven is thirty years old!" not in texts
    viewer, key, text = sent[1]
    add_line(viewer, meeting.uid, key, text, "en", item.pk)
    assert [line.text for line in meeting_page(rosa, meeting.uid, "en").items[0].lines] == texts
    with pytest.raises(Problem):
        join(rosa, meeting.uid, "line", pair.second.id, pair.first.id)
    act = act_of(Line.objects.get(pk=pair.first.id))
    assert act
    undo(rosa, act)
    assert len(meeting_page(rosa, meeting.uid, "en").items[0].lines) == len(sent)


def test_decisions_and_people_written_down_twice_are_joined_too() -> None:
    meeting = a_meeting()
    steward = a_steward(meeting.group)
    one, other = a_decision(meeting, "We buy a new oven."), a_decision(meeting, "we buy a new oven")
    for name in ("Rosa Parra", "Rosa  parra"):
        awaiting.add_person(steward, meeting.uid, uuid.uuid4(), name)
    page = meeting_page(steward, meeting.uid, "en")
    pairs = alike_at(steward, meeting.uid, page.attending, "en")
    assert sorted(pair.what for pair in pairs) == ["resolution", "seat"]
    for pair in pairs:
        join(steward, meeting.uid, pair.what, pair.first.id, pair.second.id)
    page = meeting_page(steward, meeting.uid, "en")
    assert [card.uid for card in page.decisions] == [one.uid]
    assert len(page.attending.present) == 1
    client = Client()
    assert client.get(f"/en/resolutions/{other.uid}/").headers["Location"] == f"/en/resolutions/{one.uid}/"


def test_only_near_equal_sentences_of_one_point_are_shown_beside_each_other() -> None:
    said = [Said(1, "We buy an oven", 1), Said(2, "we buy an oven.", 2), Said(3, "The roof leaks", 1)]
    assert alike("line", said) == []
    assert len(alike("line", [said[0], Said(4, "An oven we buy!", 1)])) == 1


def test_a_line_of_ten_thousand_characters_stands_and_one_that_is_longer_is_refused_whole() -> None:
    meeting = a_meeting()
    assert len(a_line(meeting, "word " * 2000).text) == 9_999
    with pytest.raises(Problem) as refused:
        a_line(meeting, "x" * 20_001)
    assert "20001" in refused.value.what.replace(",", "")
    assert Line.objects.count() == 1


def test_a_line_is_mended_by_who_wrote_it_or_by_an_editor() -> None:
    meeting = a_meeting()
    rosa, amina = a_member(meeting.group, "person:rosa"), a_member(meeting.group, "person:amina")
    line = a_line(meeting, "The ovn is old.", rosa)
    with pytest.raises(NotAllowed):
        change_line(amina, meeting.uid, line.pk, "Other")
    change_line(rosa, meeting.uid, line.pk, "The oven is old.")
    change_line(a_steward(meeting.group), meeting.uid, line.pk, "The oven is very old.")
    line.refresh_from_db()
    assert line.text == "The oven is very old."


def test_a_line_that_comes_late_is_taken_until_the_minutes_are_approved() -> None:
    meeting = a_meeting()
    a_line(meeting)
    close(a_steward(meeting.group), meeting.uid)
    a_line(meeting, "This one was kept on a phone.")
    meeting.refresh_from_db()
    Meeting.objects.filter(pk=meeting.pk).update(state="approved")
    with pytest.raises(Problem) as refused:
        a_line(meeting, "Too late.")
    assert refused.value.status == 409


def test_strangers_neither_write_nor_see_the_form(client: Client) -> None:
    meeting = a_meeting()
    with pytest.raises(NotAllowed):
        a_line(meeting, "Mine", a_member(a_group("Other")))
    assert client.get(f"/en/meetings/{meeting.uid}/minutes").status_code == 302
    client.force_login(a_person())
    assert client.get(f"/en/meetings/{meeting.uid}/minutes").status_code == 403


@pytest.fixture
def makers() -> Iterator[list[Wish]]:
    """A room above that makes tasks, and shows them."""
    wishes: list[Wish] = []

    def make(_viewer: Any, _group: int, wish: Wish) -> Made:
        wishes.append(wish)
        return Made("tests.task", 77 + len(wishes), wish.text, "/tasks/")

    def show(_viewer: Any, ids: list[int], _language: str) -> dict[int, Shown]:
        return {pk: Shown(wishes[pk - 78].text, f"/tasks/{pk}", "task", "check") for pk in ids}

    shown = Documents(build=lambda ids: [], ids=lambda: iter(()), touched_by={}, show=show)
    registry.register(
        Room(
            name="tests",
            title="Tests",
            makers=(Maker("tests.task", "Make a task", "check", make),),
            documents={"tests.task": shown},
        )
    )
    yield wishes
    del registry._rooms["tests"]


def test_a_task_is_made_of_a_point_and_of_a_decision_and_shown_there(makers: list[Wish]) -> None:
    meeting = a_meeting(points=["The oven"])
    steward, item = a_steward(meeting.group), meeting.items.get()
    agreed = decide(steward, meeting.uid, uuid.uuid4(), Decision("We buy an oven.", "en"), item.pk)
    wish = Wish(uuid.uuid4(), "Ask for prices", "en", "Rosa", "2027-04", agreed.pk)
    for _twice in range(2):
        leave(steward, meeting.uid, "tests.task", wish, item.pk)
    assert makers == [wish]
    assert Outcome.objects.count() == 1
    (outcome,) = meeting_page(ANYONE, meeting.uid, "en").items[0].outcomes
    assert (outcome.title, outcome.url) == ("Ask for prices", "/tasks/78")
    with pytest.raises(Problem):
        leave(steward, meeting.uid, "tests.nothing", Wish(uuid.uuid4(), "x", "en"))
    other = a_decision(a_meeting(a_group("Other")))
    with pytest.raises(Problem):
        leave(steward, meeting.uid, "tests.task", Wish(uuid.uuid4(), "x", "en", resolution=other.pk))


def test_everything_is_tapped_on_one_page_without_a_script(client: Client, makers: list[Wish]) -> None:
    meeting = a_network_meeting("Corn", "Rye")
    client.force_login(a_person(is_superuser=True))
    address = f"/en/meetings/{meeting.uid}/minutes"
    item = meeting.items.get()

    def press(**said: Any) -> None:
        answer = client.post(address, {"key": str(uuid.uuid4()), **said}, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:2000]

    press(do="person", name="Rosa", group="", way="site")
    press(do="line", item=item.pk, text="The mill stands still.")
    press(do="decision", item=item.pk, text="We repair the mill. Rosa asks for prices.", how="hands",
          in_favour=12, against=1, review_on="2027", condition="the bank agrees")  # fmt: skip
    press(do="leave", kind="tests.task", item=item.pk, text="Ask for prices", who="Rosa")
    press(do="new-goal", text="A mill that turns")
    press(do="goal", goal=meeting.goals.get().pk, state="closed")
    press(do="new-point", text="elect: Treasurer, 5 min")
    page = client.get(address).content.decode()
    for words in ("The mill stands still.", "We repair the mill.", "Ask for prices", "A mill that turns",
                  "reached", "Treasurer", "12 for, 1 against"):  # fmt: skip
        assert words in page, words
    agreed = Resolution.objects.get()
    assert (agreed.title, agreed.condition_state) == ({"en": "We repair the mill."}, "waiting")
    assert agreed.decided_on == "2027-03-06"


def test_more_voices_than_people_are_taken_and_said(client: Client) -> None:
    meeting = a_meeting()
    client.force_login(a_person(is_superuser=True))
    address = f"/en/meetings/{meeting.uid}/minutes"
    client.post(address, {"do": "person", "key": str(uuid.uuid4()), "name": "Rosa"})
    said = {"do": "decision", "key": str(uuid.uuid4()), "text": "We go on.", "how": "hands", "in_favour": "9"}
    answer = client.post(address, said, follow=True)
    assert "9 voices were counted, and 1 people are noted here" in answer.content.decode()
    assert Resolution.objects.get().in_favour == 9


def test_what_cannot_be_taken_comes_back_with_the_words_that_were_typed(client: Client) -> None:
    meeting = a_meeting(points=["The oven"])
    client.force_login(a_person(is_superuser=True))
    said = {"do": "decision", "key": str(uuid.uuid4()), "item": meeting.items.get().pk, "text": "We buy it.",
            "review_on": "next spring maybe"}  # fmt: skip
    answer = client.post(f"/en/meetings/{meeting.uid}/minutes", said)
    assert answer.status_code == 422
    assert "We buy it." in answer.content.decode()
    assert "is not a date" in answer.content.decode()
    for wrong in ({"do": "line", "text": "x"}, {"do": "nothing"}, {"do": "line", "key": "x", "text": "x"}):
        assert client.post(f"/en/meetings/{meeting.uid}/minutes", wrong).status_code == 422


def test_a_tap_is_taken_back(client: Client) -> None:
    meeting = a_network_meeting("Corn")
    steward = a_steward(meeting.group)
    seat = meeting.attendances.get()
    awaiting.mark(steward, meeting.uid, {seat.pk: "site"})
    act = act_of(seat)
    assert act
    undo(steward, act)
    assert Attendance.objects.get().state == "awaited"
