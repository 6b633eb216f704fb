"""What plans offer to the rest of the house: tasks of meetings, calendars, doors, search, API, erasure."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.assembly.models import Resolution
from konbit.base.errors import NotAllowed
from konbit.base.registry import Identity, Wish
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.directory.models import Group, Relation
from konbit.people.audience import ANYONE, Viewer, tokens_of
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.queries import search
from konbit.work.actions.activities import add_activity, change_activity, set_state
from konbit.work.actions.erasure import erase
from konbit.work.actions.making import make_activity
from konbit.work.actions.plans import remove_plan
from konbit.work.actions.taking_part import note, take_place
from konbit.work.hands import read_hands
from konbit.work.models import Activity, Hand, Plan
from konbit.work.queries.activities import editable
from konbit.work.queries.calendars import entries
from konbit.work.queries.documents import documents
from konbit.work.queries.doors import doors, follows, tasks_beneath
from tests.builders import a_group, a_viewer
from tests.work.made import a_member, a_plan, an_activity, an_editor

pytestmark = pytest.mark.django_db


def a_resolution(group: Group) -> Resolution:
    made = Resolution(group=group, title={"en": "We mend the oven"}, decided_on="2026-01")
    with recording("test", "resolve") as batch:
        add(batch, made)
    return made


def test_a_meeting_leaves_a_task_in_the_plan_by_which_the_group_works() -> None:
    plan = a_plan()
    resolution = a_resolution(plan.group)
    wish = Wish(uuid.uuid4(), "Bring flour", "en", "Ana, (somebody)", "2030-05", resolution.pk)
    made = make_activity(a_member(plan.group), plan.group_id, wish)
    again = make_activity(a_member(plan.group), plan.group_id, wish)
    assert made == again
    activity = plan.activities.get()
    assert (made.id, made.title) == (activity.pk, "Bring flour")
    assert activity.resolution == resolution
    assert activity.deadlines.get().due_until == "2030-05"
    assert [hand.kind for hand in activity.hands.all()] == ["person", "place"]


def test_a_meeting_of_a_group_without_a_plan_begins_one_for_this_year() -> None:
    group = a_group()
    make_activity(a_member(group), group.pk, Wish(uuid.uuid4(), "Apporter la farine", "fr"))
    plan = Plan.objects.get()
    assert plan.valid_from == plan.valid_until == str(timezone.localdate().year)
    assert list(plan.title) == ["fr"]


def test_whoever_does_not_belong_to_the_group_leaves_nothing_in_its_plan() -> None:
    plan = a_plan()
    with pytest.raises(NotAllowed):
        make_activity(a_viewer("group:0", "member"), plan.group_id, Wish(uuid.uuid4(), "x", "en"))


def test_deadlines_stand_in_calendars_as_whole_days() -> None:
    plan = a_plan()
    an_activity(plan, "Visit", "April 8-9, 2030 in Rio de Janeiro or April 26, 2030 in Paris")
    an_activity(plan, "Write", "Draft: May 2030 Final: June 2030")
    an_activity(plan, "Done", "May 2030", state="done")
    an_activity(plan, "Later", "2031-01-01")
    found = list(entries(ANYONE, [plan.group_id], date(2030, 1, 1), date(2030, 12, 31)))
    assert [(one.begin, one.end, one.place) for one in found] == [
        (date(2030, 4, 8), date(2030, 4, 9), "Rio de Janeiro"),
        (date(2030, 4, 26), date(2030, 4, 26), "Paris"),
        (date(2030, 5, 31), date(2030, 5, 31), ""),
        (date(2030, 6, 30), date(2030, 6, 30), ""),
    ]
    assert [one.title for one in found][2:] == ["2 draft: Write", "2 final: Write"]
    assert len({one.uid for one in found}) == 4


def test_a_deadline_that_moves_keeps_its_place_in_calendars() -> None:
    plan = a_plan()
    activity = an_activity(plan, "Visit", "2030-04-08")
    (before,) = entries(ANYONE, [plan.group_id], date(2030, 1, 1), date(2030, 12, 31))
    set_state(a_member(plan.group), activity.uid, "going")
    (after,) = entries(ANYONE, [plan.group_id], date(2030, 1, 1), date(2030, 12, 31))
    assert before.uid == after.uid
    assert after.sequence == before.sequence + 1


def test_the_door_on_a_group_s_page_counts_what_is_to_do() -> None:
    plan = a_plan()
    an_activity(plan, who="(African)")
    an_activity(plan, state="done")
    (door,) = doors(ANYONE, plan.group_id)
    assert (door.count, door.note) == (1, "1 activity to do, 1 need someone")
    assert door.url == reverse("work:plans", args=[plan.group.uid])


def test_a_resolution_learns_when_something_last_followed_from_it() -> None:
    plan = a_plan()
    resolution = a_resolution(plan.group)
    activity = an_activity(plan, resolution_id=resolution.pk)
    first = follows([resolution.pk])[resolution.pk]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        note(a_member(plan.group), activity.uid, uuid.uuid4(), "Bricks", "", "en")
    assert follows([resolution.pk])[resolution.pk] > first
    assert follows([resolution.pk + 1]) == {}


def test_a_resolution_names_the_tasks_that_came_of_it_to_those_who_may_see_them(client: Client) -> None:
    plan = a_plan(a_group("Quiet tables"), audience="group")
    resolution = a_resolution(plan.group)
    activity = an_activity(plan, "Carry zinnias", resolution_id=resolution.pk)
    an_activity(plan, "Carry nothing")
    (door,) = tasks_beneath(a_member(plan.group), "assembly.resolution", resolution.pk)
    assert (door.title, door.url) == ("Carry zinnias", reverse("work:activity", args=[activity.uid]))
    assert not list(tasks_beneath(ANYONE, "assembly.resolution", resolution.pk))
    assert not list(tasks_beneath(a_member(plan.group), "work.encounter", resolution.pk))
    assert "zinnias" not in client.get(reverse("assembly:resolution", args=[resolution.uid])).text


def found(viewer: Viewer, words: str) -> list[tuple[str, str]]:
    shown = documents()
    answers = []
    for kind in ("work.plan", "work.activity"):
        hits = search(Question(tokens_of(viewer), words, (kind,))).hits
        titles = shown[kind].show(viewer, [hit.id for hit in hits], "en")  # type: ignore[misc]
        answers += [(kind, titles[hit.id].title) for hit in hits]
    return answers


def hidden_world() -> list[tuple[Plan, Activity]]:
    """Plans that a visitor may not see: of a hidden group, with a narrower audience, removed."""
    closed = a_plan(a_group("Quiet Circle", audience="group"))
    narrow = a_plan(a_group("Open Circle"), audience="group")
    gone = a_plan(a_group("Other Circle"))
    activities = [
        an_activity(plan, "Carry zinnias", "2030-04-08", who="Ana") for plan in (closed, narrow, gone)
    ]
    remove_plan(an_editor(gone.group), gone.uid)
    return list(zip((closed, narrow, gone), activities, strict=True))


def test_what_is_not_open_to_a_visitor_appears_nowhere(client: Client) -> None:
    for plan, activity in hidden_world():
        for name, uid in (("plan", plan.uid), ("plan_sheet", plan.uid), ("activity", activity.uid)):
            assert client.get(reverse(f"work:{name}", args=[uid])).status_code == 404, (name, plan)
        assert client.get(f"/api/plans/{plan.uid}").status_code == 404
        assert client.get(f"/api/activities/{activity.uid}").status_code == 404
        assert list(entries(ANYONE, [plan.group_id], date(2030, 1, 1), date(2030, 12, 31))) == []
        assert list(doors(ANYONE, plan.group_id)) == []
    rebuild()
    assert found(ANYONE, "zinnias") == []


def test_activities_are_found_by_their_words_notes_and_hands() -> None:
    plan = a_plan(title="Plan of flowers")
    activity = an_activity(plan, "Carry zinnias", who="Ana, (African)")
    note(a_member(plan.group), activity.uid, uuid.uuid4(), "The wheelbarrow broke", "", "en")
    rebuild()
    assert found(ANYONE, "flowers") == [("work.plan", "Plan of flowers")]
    for words in ("zinnias", "wheelbarrow", "African"):
        assert found(ANYONE, words) == [("work.activity", "1 Carry zinnias")], words


def test_the_api_tells_plans_and_activities(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, "Bake", "ongoing", "Ana with Ben, (African)", serves=["A"])
    (short,) = client.get(f"/api/groups/{plan.group.uid}/plans").json()["plans"]
    assert (short["uid"], short["activities"]) == (plan.uid, 1)
    whole = client.get(f"/api/plans/{plan.uid}").json()
    assert [goal["code"] for goal in whole["goals"]] == ["A", "B"]
    (told,) = whole["activities"]
    assert told["deadline"] == "Ongoing"
    assert [(one["name"], one["contributes"], one["wanted"]) for one in told["hands"]] == [
        ("Ana", False, False), ("Ben", True, False), ("African", False, True)
    ]  # fmt: skip
    assert client.get(f"/api/activities/{activity.uid}").json()["plan"] == plan.uid


def test_somebody_who_leaves_is_named_in_no_plan_any_more() -> None:
    plan = a_plan()
    activity = an_activity(plan, who="Ana Flor, (African)")
    leaving = a_viewer(plan.group.scope, "member", actor="person:leaving")
    place = take_place(leaving, activity.hands.get(kind="place").pk)
    made = note(leaving, activity.uid, uuid.uuid4(), "Bricks", "", "en")
    erase(Identity(1, "person:leaving", ("Ana Flor",), lambda text: text in ("Ana Flor", "Test")))
    assert not Hand.objects.filter(name="Ana Flor").exists()
    place.refresh_from_db()
    made.refresh_from_db()
    assert (place.name, place.person, made.by, made.text) == ("", "", "", "Bricks")


def test_a_group_named_in_a_plan_is_linked_and_stays_unnamed_to_those_who_may_not_see_it(
    client: Client,
) -> None:
    network = a_group("Bread Network", kind="network")
    bakery, mill = a_group("Sunrise Bakery"), a_group("Quiet Mill", audience="group")
    for member in (bakery, mill):
        with recording("test", "relate") as batch:
            add(batch, Relation(subject=member, kind="member_of", object=network))
    plan = a_plan(bakery)
    both = Viewer(
        "person:both", 1, "Both", {bakery.scope: frozenset({"editor"}), mill.scope: frozenset({"member"})}
    )
    said = {"text": {"en": "Grind"}, "takers": read_hands("Quiet Mill, Bread Network, Ana")}
    activity = add_activity(both, plan.uid, uuid.uuid4(), said)
    linked = {hand.name: hand.group_id for hand in activity.hands.all()}
    assert linked == {"Quiet Mill": mill.pk, "Bread Network": network.pk, "Ana": None}
    page = client.get(reverse("work:activity", args=[activity.uid])).content.decode()
    assert "Quiet Mill" not in page
    assert "a group that is not open to you" in page
    assert "Bread Network" in page
    rebuild()
    assert found(ANYONE, "Quiet") == []
    assert "Quiet Mill" not in str(client.get(f"/api/plans/{plan.uid}").json())


def test_who_edits_without_seeing_a_group_does_not_lose_it() -> None:
    test = a_plan()
    hidden = a_group("Quiet Mill", audience="group")
    activity = an_activity(test, who="Ana")
    with recording("test", "hand") as batch:
        add(batch, Hand(activity=activity, kind="group", name="Quiet Mill", group=hidden, order=1))
    viewer = an_editor(test.group)
    stands = editable(viewer, activity, "en")
    assert stands.who == "Ana, [a group that is not open to you]"
    change_activity(viewer, activity.uid, {"takers": read_hands(stands.who + ", Ben")})
    assert activity.hands.get(group=hidden).name == "Quiet Mill"
