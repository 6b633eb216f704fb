"""Pages of plans: a group's plans, one plan in its views, adding and changing, without script and with it."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from konbit.work.models import Activity, Hand, Plan
from tests.builders import a_group
from tests.work.made import a_plan, a_signed_in, an_activity

pytestmark = pytest.mark.django_db


def words(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_a_group_without_a_plan_is_told_what_a_plan_is_for(client: Client) -> None:
    group = a_group()
    page = words(client.get(reverse("work:plans", args=[group.uid])))
    assert "No plan yet" in page
    a_signed_in(client, group)
    assert "Make a plan" in words(client.get(reverse("work:plans", args=[group.uid])))


def test_a_plan_is_made_with_a_title_alone(client: Client) -> None:
    group = a_group()
    a_signed_in(client, group)
    answer = client.post(reverse("work:plan_new", args=[group.uid]), {"title": "2027", "audience": "public"})
    plan = Plan.objects.get()
    assert answer.url == reverse("work:plan", args=[plan.uid])
    assert "Nothing is planned yet" in words(client.get(answer.url))


def test_an_activity_is_added_with_three_answers(client: Client) -> None:
    plan = a_plan()
    a_signed_in(client, plan.group, "member")
    address = reverse("work:activity_add", args=[plan.uid])
    key = str(uuid.uuid4())
    said = {"text": "Mend the oven", "who": "Ana, (African)", "deadline": "30/06/2030", "key": key}
    for _twice in range(2):
        client.post(address, said)
    activity = Activity.objects.get()
    assert activity.code == "1"
    assert [(hand.kind, hand.name) for hand in activity.hands.all()] == [
        ("person", "Ana"),
        ("place", "African"),
    ]
    page = words(client.get(reverse("work:plan", args=[plan.uid])))
    assert "Mend the oven" in page
    assert "30 June 2030" in page
    assert "(African)" in page
    assert "Take it back" in page


def test_a_deadline_that_cannot_be_read_is_kept_and_told(client: Client) -> None:
    plan = a_plan()
    a_signed_in(client, plan.group)
    said = {"text": "Sow", "deadline": "when the rain comes", "key": str(uuid.uuid4())}
    page = words(client.post(reverse("work:activity_add", args=[plan.uid]), said, follow=True))
    assert "No date could be read in “when the rain comes”" in page
    assert "<q>when the rain comes</q>" in page


@pytest.mark.parametrize(
    "by", ["section", "who", "month", "goal", "wanted", "late", "quiet", "mine", "nonsense"]
)
def test_every_view_of_a_plan_opens(client: Client, by: str) -> None:
    plan = a_plan()
    section = plan.sections.get(code="1")
    an_activity(plan, "Meet", "2020-01", "Ana, (somebody young)", section_id=section.pk, serves=["A", "B"])
    an_activity(plan, "Sing", "ongoing", "CHOIR")
    a_signed_in(client, plan.group)
    answer = client.get(reverse("work:plan", args=[plan.uid]), {"by": by})
    assert answer.status_code == 200
    page = words(answer)
    assert ("Meet" in page) == (by not in ("quiet", "mine"))
    if by == "section":
        places = [page.index(one) for one in ("DAILY BREAD", "1. Meetings", ">1.1<", "Sing")]
        assert places == sorted(places)
    if by == "late":
        assert "Sing" not in page


def test_a_row_is_changed_where_it_stands(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, who="Ana with Ben")
    a_signed_in(client, plan.group)
    address = reverse("work:activity_row", args=[activity.uid])
    form = client.get(address, headers={"HX-Request": "true"})
    assert words(form).startswith("<tr")
    said = {"state": "going", "deadline": "May 2031", "who": "Ana, Chi"}
    row = words(client.post(address, said, headers={"HX-Request": "true"}))
    assert row.startswith("<tr")
    assert "May 2031" in row
    assert "going on" in row
    names = {(hand.name, hand.role) for hand in activity.hands.all()}
    assert names == {("Ana", "responsible"), ("Chi", "responsible"), ("Ben", "contributor")}


def test_without_script_the_row_has_a_page_of_its_own(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan)
    a_signed_in(client, plan.group, "member")
    address = reverse("work:activity_row", args=[activity.uid])
    assert "<html" in words(client.get(address))
    answer = client.post(address, {"state": "done"})
    assert answer.url == f"{reverse('work:plan', args=[plan.uid])}#a-{activity.uid}"
    activity.refresh_from_db()
    assert activity.state == "done"


def test_an_open_place_is_an_invitation_that_a_member_takes_and_gives_back(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, who="Ana, (African)")
    person = a_signed_in(client, plan.group, "member")
    page = words(client.get(reverse("work:activity", args=[activity.uid])))
    assert "This needs someone" in page
    assert "I can do this" in page
    place = activity.hands.get(kind="place")
    answer = client.post(reverse("work:hand_take", args=[place.pk]), follow=True)
    taken = Hand.objects.get(pk=place.pk)
    assert (taken.kind, taken.person) == ("person", person.opaque_id)
    back = words(answer).split('Thank you. <a href="')[1].split('"')[0].replace("&amp;", "&")
    client.post(back)
    given_back = Hand.objects.get(pk=place.pk)
    assert (given_back.kind, given_back.name, given_back.person) == ("place", "African", "")


def test_a_note_is_told_on_the_page_once_however_often_it_is_sent(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan)
    a_signed_in(client, plan.group, "member")
    said = {"text": "The bricks came", "on": "2026-11", "key": str(uuid.uuid4())}
    for _twice in range(2):
        client.post(reverse("work:activity_note", args=[activity.uid]), said)
    page = words(client.get(reverse("work:activity", args=[activity.uid])))
    assert page.count("The bricks came") == 1
    assert "November 2026" in page
    assert "noted something" in page


def test_everything_of_an_activity_is_changed_and_other_languages_stay(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, who="Ana")
    a_signed_in(client, plan.group)
    address = reverse("work:activity_edit", args=[activity.uid])
    section = plan.sections.get(code="1")
    said = {
        "text": "Réparer le four", "who": "Ana", "deadline": "?", "section": section.pk, "code": "1.7",
        "state": "blocked", "numbered": "Briques\nMortier", "serves": ["B"], "contributors": "Ben",
        "deliverable": "Un four", "deliverable_url": "https://four.example", "key": str(uuid.uuid4()),
    }  # fmt: skip
    answer = client.post(address.replace("/en/", "/fr/"), said)
    assert answer.status_code == 302, words(answer)
    activity.refresh_from_db()
    assert activity.text == {"en": "Mend the oven", "fr": "Réparer le four"}
    assert activity.numbered == [{"fr": "Briques"}, {"fr": "Mortier"}]
    assert (activity.code, activity.pace, activity.serves) == ("1.7", "unknown", ["B"])


def test_two_activities_cannot_have_one_code(client: Client) -> None:
    plan = a_plan()
    an_activity(plan, code="1.1")
    a_signed_in(client, plan.group)
    said = {"text": "Another", "code": "1.1", "key": str(uuid.uuid4())}
    answer = client.post(reverse("work:activity_add", args=[plan.uid]), said)
    assert answer.status_code == 422
    assert "The code “1.1” stands in this plan already." in words(answer)
    assert "Another" in words(answer)


def test_an_activity_is_taken_out_and_comes_back(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan)
    a_signed_in(client, plan.group)
    page = words(client.post(reverse("work:activity_remove", args=[activity.uid]), follow=True))
    assert "Mend the oven" not in page
    client.post(page.split('taken out. <a href="')[1].split('"')[0].replace("&amp;", "&"))
    assert "Mend the oven" in words(client.get(reverse("work:plan", args=[plan.uid])))


def test_goals_and_sections_are_written_and_activities_stay(client: Client) -> None:
    plan = a_plan()
    section = plan.sections.get(code="1")
    activity = an_activity(plan, section_id=section.pk)
    a_signed_in(client, plan.group)
    address = reverse("work:plan_outline", args=[plan.uid])
    assert "DAILY BREAD" in words(client.get(address))
    top = plan.sections.get(code="")
    said = {
        "goals-TOTAL_FORMS": 2, "goals-INITIAL_FORMS": 2, "goals-0-code": "A", "goals-0-text": "Bake more",
        "goals-1-code": "C", "goals-1-text": "Sing",
        "sections-TOTAL_FORMS": 2, "sections-INITIAL_FORMS": 2, "sections-0-section": top.pk,
        "sections-0-title": "OUR BREAD", "sections-1-title": "Songs", "sections-1-code": "2",
        "sections-1-beneath": "on",
    }  # fmt: skip
    assert client.post(address, said).status_code == 302
    assert [(goal.code, goal.text["en"]) for goal in plan.goals.all()] == [("A", "Bake more"), ("C", "Sing")]
    assert [one.title["en"] for one in plan.sections.all()] == ["OUR BREAD", "Songs"]
    activity.refresh_from_db()
    assert activity.section is None


def test_what_is_unfinished_goes_on_in_the_next_plan_and_can_be_taken_back(client: Client) -> None:
    plan = a_plan()
    section = plan.sections.get(code="1")
    late = an_activity(plan, "Meet", "2020-01", "Ana, (African)", section_id=section.pk, serves=["A"])
    an_activity(plan, "Sing", "ongoing", state="done")
    a_signed_in(client, plan.group)
    address = reverse("work:plan_carry", args=[plan.uid])
    page = words(client.get(address))
    assert "1.1 Meet" in page
    assert "Sing" not in page
    answer = client.post(address, {"title": "Next year", "activities": [late.uid]}, follow=True)
    after = Plan.objects.exclude(pk=plan.pk).get()
    assert after.continues == plan
    copy = after.activities.get()
    assert (copy.code, copy.pace, copy.continues, copy.serves) == ("1.1", "unplanned", late, ["A"])
    assert [hand.name for hand in copy.hands.all()] == ["Ana", "African"]
    assert [goal.code for goal in after.goals.all()] == ["A", "B"]
    assert "Nothing is unfinished" in words(client.get(address))
    client.post(words(answer).split('goes on. <a href="')[1].split('"')[0].replace("&amp;", "&"))
    assert not Plan.objects.exclude(pk=plan.pk).exists()


def test_a_visitor_reads_and_changes_nothing(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, who="(African)")
    page = words(client.get(reverse("work:plan", args=[plan.uid])))
    assert "Mend the oven" in page
    assert "Add an activity" not in page
    person_of_another = a_signed_in(client, a_group("Another"))
    assert person_of_another
    for name, args in (
        ("activity_add", [plan.uid]), ("activity_row", [activity.uid]), ("activity_edit", [activity.uid]),
        ("plan_edit", [plan.uid]), ("plan_outline", [plan.uid]), ("plan_carry", [plan.uid]),
        ("plan_remove", [plan.uid]), ("activity_remove", [activity.uid]), ("activity_note", [activity.uid]),
        ("sheet_bring", [plan.uid]), ("hand_take", [activity.hands.get().pk]),
    ):  # fmt: skip
        answer = client.post(
            reverse(f"work:{name}", args=args), {"text": "x", "state": "done", "key": str(uuid.uuid4())}
        )
        assert answer.status_code in (302, 403), name
    activity.refresh_from_db()
    assert (activity.state, activity.notes.count(), Activity.objects.count()) == ("open", 0, 1)
