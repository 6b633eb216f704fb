"""Planning meetings: when and where, goals that are carried over, agendas that are taken over."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from konbit.assembly.actions import agenda as points
from konbit.assembly.actions.planning import Agenda, Plan, cancel, change_meeting, choose, plan_meeting
from konbit.assembly.actions.undoing import undo
from konbit.assembly.agenda_lines import read_point
from konbit.assembly.forms.meetings import OtherDates
from konbit.assembly.models import Goal, Item, Meeting, Series
from konbit.assembly.moments import When, when_words
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.meetings import left_open, meeting_page, meetings_page
from konbit.assembly.queries.planning import beginning
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.people.audience import ANYONE
from tests.assembly.made import a_meeting, a_member, a_steward
from tests.builders import a_group, a_person
from tests.directory.finding import a_tie

pytestmark = pytest.mark.django_db


def test_a_name_is_enough_to_plan_a_meeting() -> None:
    group = a_group()
    plan = Plan(title="Assembly", language="en")
    meeting = plan_meeting(a_steward(group), group.uid, uuid.uuid4(), plan, Agenda())
    page = meeting_page(ANYONE, meeting.uid, "en")
    assert page.card.when == "day not known yet"
    assert page.card.state == "planned"
    assert page.may == frozenset()


def test_the_same_form_sent_twice_plans_one_meeting() -> None:
    group, key = a_group(), uuid.uuid4()
    plan = Plan(title="Assembly", language="en")
    first, second = (
        plan_meeting(a_steward(group), group.uid, key, plan, Agenda(goals=["Buy"])) for _time in range(2)
    )
    assert first == second
    assert (Meeting.objects.count(), Goal.objects.count()) == (1, 1)


def test_goals_get_numbers_and_points_their_kind_and_minutes() -> None:
    meeting = a_meeting(
        goals=["(1) An oven", "2. A name for the market"],
        points=["Decide: The budget, 20 min", "The roof (15')", "elect: Treasurer", "Report: 2026"],
    )
    assert [(goal.number, goal.text["en"]) for goal in meeting.goals.all()] == [
        (1, "An oven"),
        (2, "A name for the market"),
    ]
    assert [(item.kind, item.title["en"], item.minutes) for item in meeting.items.all()] == [
        ("decide", "The budget", 20),
        ("discuss", "The roof", 15),
        ("elect", "Treasurer", None),
        ("discuss", "Report: 2026", None),
    ]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When("2027-03-06", "2027-03-05"), "ends before it begins"),
        (When("2027-03", "2027-02"), "ends before it begins"),
        (When("2027-03-06", "", time(20), time(18), "Africa/Dakar"), "ends before it begins"),
        (When("2027-03-06", "", time(20), None, "Mars/Olympus"), "does not know the time zone"),
        (When("2027-03-06", "", time(20), None, ""), "needs its time zone"),
        (When("2027-03", "", time(20), None, "Africa/Dakar"), "needs a whole day"),
        (When("2027-03-06", "", None, time(20), "Africa/Dakar"), "no hour at which it begins"),
        (When("", "2027-03-06"), "does not begin"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_to_do(when: When, said: str) -> None:
    with pytest.raises(Problem) as refused:
        a_meeting(when=when)
    assert said in refused.value.what
    assert refused.value.remedy
    assert not Meeting.objects.exists()


def test_an_hour_is_kept_with_its_time_zone() -> None:
    meeting = a_meeting(when=When("2027-03-06", "", time(18, 30), time(20), "America/Montreal"))
    assert meeting.starts_at == datetime(2027, 3, 6, 23, 30, tzinfo=UTC)
    assert when_words(meeting) == "6 March 2027, 18:30 – 20:00 (America/Montreal)"


def test_two_dates_stay_open_until_one_is_chosen() -> None:
    others = ({"from": "2004-04-26", "until": "2004-04-27", "place": "Paris"},)
    meeting = a_meeting(when=When("2004-04-08", "2004-04-09"), place="Rio", instead=others)
    steward = a_steward(meeting.group)
    assert meeting_page(ANYONE, meeting.uid, "en").instead == ("26 April 2004 – 27 April 2004, Paris",)
    choose(steward, meeting.uid, 0)
    page = meeting_page(ANYONE, meeting.uid, "en")
    assert (page.card.place, page.card.when, page.instead) == ("Paris", "26 April 2004 – 27 April 2004", ())
    with pytest.raises(Problem):
        choose(steward, meeting.uid, 0)
    meeting.refresh_from_db()
    act = act_of(meeting)
    assert act
    undo(steward, act)
    assert meeting_page(ANYONE, meeting.uid, "en").card.place == "Rio"


def test_calendars_hear_of_another_day_and_not_of_another_purpose() -> None:
    meeting = a_meeting()
    steward = a_steward(meeting.group)
    change_meeting(
        steward, meeting.uid, Plan("Spring assembly", "en", purpose="To meet", when=When("2027-03-06"))
    )
    meeting.refresh_from_db()
    assert meeting.sequence == 0
    change_meeting(steward, meeting.uid, Plan("Spring assembly", "en", when=When("2027-03-07")))
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    cancel(steward, meeting.uid)
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.state) == (2, "cancelled")


def test_another_language_stands_beside_the_first() -> None:
    meeting = a_meeting()
    plan = Plan("Assemblée de printemps", "fr", when=When("2027-03-06"))
    change_meeting(a_steward(meeting.group), meeting.uid, plan)
    meeting.refresh_from_db()
    assert meeting.title == {"en": "Spring assembly", "fr": "Assemblée de printemps"}


def test_what_stays_open_is_carried_over_and_both_ends_are_linked() -> None:
    group = a_group()
    steward = a_steward(group)
    first = a_meeting(group, on="2026-01-10", goals=["An oven", "A roof", "A name"], series="Assemblies")
    points.settle_goal(steward, first.uid, first.goals.get(number=1).pk, "closed")
    assert [words["en"] for _pk, words, _meeting in left_open(steward, group)] == ["A roof", "A name"]
    second = a_meeting(
        group,
        "Summer assembly",
        on="2027-06-01",
        goals=["A song"],
        carried=[goal.pk for goal in first.goals.all()],
        series="assemblies",
    )
    assert Series.objects.count() == 1
    assert [goal.text["en"] for goal in second.goals.all()] == ["A roof", "A name", "A song"]
    page, earlier = meeting_page(ANYONE, second.uid, "en"), meeting_page(ANYONE, first.uid, "en")
    assert page.goals[0].came_from == (earlier.card.url, first.title)
    assert earlier.goals[1].went_to == (page.card.url, second.title)
    assert [goal.state for goal in earlier.goals] == ["closed", "carried", "carried"]
    assert (page.before and page.before.uid, earlier.after and earlier.after.uid) == (first.uid, second.uid)
    assert left_open(steward, group) == []


def test_a_goal_goes_to_the_next_planned_meeting_of_the_series_at_once() -> None:
    group = a_group()
    steward = a_steward(group)
    first = a_meeting(group, on="2026-01-10", goals=["A roof"], series="Assemblies")
    second = a_meeting(group, on="2027-01-10", series="Assemblies")
    for _twice in range(2):
        points.settle_goal(steward, first.uid, first.goals.get().pk, "carried")
    assert second.goals.get().carried_from == first.goals.get()


def test_the_next_meeting_takes_over_the_agenda_and_place_of_the_last() -> None:
    group = a_group()
    last = a_meeting(
        group, on="2026-01-10", place="Hall", points=["decide: Budget, 20 min"], goals=["A roof"]
    )
    begun = beginning(a_steward(group), group.uid, "en", last.uid)
    assert begun.initial["points"] == ["decide: Budget, 20 min"]
    assert begun.initial["place"] == "Hall"
    assert begun.initial["carried"] == [str(last.goals.get().pk)]
    with pytest.raises(NotAllowed):
        beginning(a_member(group), group.uid, "en")


def test_goals_of_another_group_are_not_carried_over() -> None:
    foreign = a_meeting(a_group("Other"), on="2026-01-10", goals=["Theirs"])
    meeting = a_meeting(a_group("Ours"), carried=[foreign.goals.get().pk])
    assert not meeting.goals.exists()


def test_all_groups_of_a_network_are_awaited_with_one_tap() -> None:
    network = a_group("Bakers Together", kind="network")
    for name in ("Rye", "Oat", "Corn"):
        a_tie(a_group(name), "member_of", network)
    meeting = a_meeting(network, everybody=True)
    assert [seat.of for seat in meeting_page(ANYONE, meeting.uid, "en").attending.missing] == [
        "Corn",
        "Oat",
        "Rye",
    ]


def test_a_point_on_which_something_was_said_stays_on_the_agenda() -> None:
    meeting = a_meeting(points=["The roof", "The oven"])
    steward = a_steward(meeting.group)
    roof, oven = meeting.items.all()
    from konbit.assembly.actions.minuting import add_line

    add_line(steward, meeting.uid, uuid.uuid4(), "It leaks.", "en", roof.pk)
    with pytest.raises(Problem):
        points.remove_item(steward, meeting.uid, roof.pk)
    points.remove_item(steward, meeting.uid, oven.pk)
    assert [item.pk for item in meeting.items.all()] == [roof.pk]
    points.change_item(steward, meeting.uid, roof.pk, read_point("decide: The whole roof, 10 min"), "en")
    roof.refresh_from_db()
    assert (roof.kind, roof.title, roof.minutes) == ("decide", {"en": "The whole roof"}, 10)
    assert Item.objects.count() == 1


def test_a_meeting_of_a_hidden_group_or_for_the_group_alone_is_shown_to_nobody_else() -> None:
    hidden = a_meeting(a_group("Hidden", audience="group"))
    group = a_group("Open")
    inner = a_meeting(group, "Inner circle", audience="group")
    for meeting in (hidden, inner):
        with pytest.raises(NotFound):
            meeting_page(ANYONE, meeting.uid, "en")
    assert [card.uid for card in meetings_page(ANYONE, group.uid).coming] == []
    assert [card.uid for card in meetings_page(a_member(group), group.uid).coming] == [inner.uid]


def test_members_may_minute_but_not_plan() -> None:
    group = a_group()
    with pytest.raises(NotAllowed):
        plan_meeting(a_member(group), group.uid, uuid.uuid4(), Plan("Ours", "en"), Agenda())
    assert "minute" in meeting_page(a_member(group), a_meeting(group).uid, "en").may


def test_a_meeting_is_planned_by_its_form(client: Client) -> None:
    person = a_person(is_superuser=True)
    client.force_login(person)
    group = a_group()
    page = client.get(f"/en/groups/{group.uid}/meetings/new")
    key = page.context["form"]["key"].value()
    said = {
        "key": key, "title": "Assembly", "since": "6.3.2027", "starts": "18:30", "zone": "Africa/Dakar",
        "place": "Hall", "goals": "An oven\nA roof", "points": "decide: Budget, 20 min", "audience": "public",
        "instead": "2027-04-26 – 2027-04-27, Paris\nsomewhere in May", "approve_days": "10", "language": "en",
    }  # fmt: skip
    for _twice in range(2):
        answer = client.post(f"/en/groups/{group.uid}/meetings/new", said)
        assert answer.status_code == 302, answer.context["form"].errors
    meeting = Meeting.objects.get()
    assert (meeting.held_from, meeting.zone, meeting.approve_days) == ("2027-03-06", "Africa/Dakar", 10)
    assert meeting.instead == [
        {"from": "2027-04-26", "until": "2027-04-27", "place": "Paris"},
        {"from": "", "until": "", "place": "somewhere in May"},
    ]
    shown = client.get(answer.headers["Location"])
    assert shown.status_code == 200
    for words in ("Assembly", "An oven", "Budget", "Take it back", "somewhere in May"):
        assert words in shown.content.decode()
    for address in ("change", "history", "minutes", "paper", "text", "close"):
        assert client.get(f"/en/meetings/{meeting.uid}/{address}").status_code == 200, address
    changed = client.get(f"/en/meetings/{meeting.uid}/change").context["form"]
    assert changed["instead"].value() == "2027-04-26 – 2027-04-27, Paris\nsomewhere in May"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3–4 May 2027 in Grenoble", ("2027-05-03", "2027-05-04", "Grenoble")),
        ("26 avril 2027, Paris", ("2027-04-26", "", "Paris")),
        ("April 26, 2027, Paris", ("2027-04-26", "", "Paris")),
        ("26/04/2027 – 27/04/2027, Rio", ("2027-04-26", "2027-04-27", "Rio")),
        ("somewhere in May", ("", "", "somewhere in May")),
    ],
)
def test_other_dates_may_be_written_in_words(line: str, said: tuple[str, str, str]) -> None:
    assert OtherDates().clean(line) == [dict(zip(("from", "until", "place"), said, strict=True))]


def test_a_wrong_form_comes_back_with_what_was_typed(client: Client) -> None:
    client.force_login(a_person(is_superuser=True))
    group = a_group()
    said = {"title": "Assembly", "since": "2027-03-06", "until": "2027-03-01", "audience": "public",
            "key": str(uuid.uuid4()), "language": "en"}  # fmt: skip
    answer = client.post(f"/en/groups/{group.uid}/meetings/new", said)
    assert answer.status_code == 422
    assert "ends before it begins" in answer.content.decode()
    assert 'value="Assembly"' in answer.content.decode()
