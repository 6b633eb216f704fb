"""The published work plan of the Workshop on Vision stands here whole, as its document has it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.work.actions.activities import change_activity
from konbit.work.actions.shipped import load_example
from konbit.work.models import Activity, Plan
from konbit.work.queries.activities import editable
from tests.builders import an_operator

pytestmark = pytest.mark.django_db

AS_WRITTEN = {
    "1.1": ("Marcos, Chilo, Ben, Humberto", "January 2004"),
    "1.2": (
        "Marcos, Chilo, Ben, Humberto",
        "8–9 April 2004 in Rio de Janeiro or 26–27 April 2004 in Paris",
    ),
    "1.3": ("CORE GROUP", "October 2005"),
    "3.1": (
        "Create a team responsible to facilitate this process and prepare a summary working document",
        "September 2004",
    ),
    "4.2": ("Needs planning", "March 2004"),
    "4.3": ("Needs planning", "?"),
    "5.1": ("Marcos, Jaerson, Chilo, Ben, Humberto, (African), (North American)", "Ongoing"),
    "5.3": ("Special teams\nCORE GROUP coordinates final products", "June 2004"),
    "5.4": (
        "All VISION participants\nCORE GROUP responsible for draft and final text",
        "Draft: December 2004 Final: October 2005",
    ),
    "6": ("CORE GROUP", "Ongoing"),
}


@pytest.fixture
def vision(db: None) -> Plan:
    """The plan, brought in as `konbit run --demo` does."""
    load_vocabularies()
    load_groups()
    load_example()
    return Plan.objects.get()


def test_all_its_rows_stand_under_their_headings_with_their_odd_deadlines(vision: Plan) -> None:
    assert [goal.code for goal in vision.goals.all()] == list("ABCDEFG")
    assert [(one.code, one.title["en"]) for one in vision.sections.all()] == [
        ("", "MEETINGS, RESEARCH AND DEBATE"), ("1", "Meetings"), ("2", "Research and debate workshops"),
        ("3", "Research and Writing"), ("4", "Participation at international conferences"),
        ("", "COMMUNICATION ACTIVITIES"), ("5", "Electronic forum, website and publications"),
        ("6", "COFUNDING"),
    ]  # fmt: skip
    assert [one.code for one in vision.activities.all()] == [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4",
        "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "5.4", "6",
    ]  # fmt: skip
    assert (vision.certainty, vision.source.code, vision.group.slug) == ("published", "seed-4", "wsse-vision")
    for code, (who, deadline) in AS_WRITTEN.items():
        said = editable(an_operator(code), vision.activities.get(code=code), "en")
        assert (said.who, said.deadline) == (who, deadline), code
    helped = editable(an_operator("helper"), vision.activities.get(code="5.2"), "en")
    assert (helped.who, helped.contributors) == ("Jaerson", "Franck")
    assert vision.sections.get(code="2").note["en"].startswith("* Note : Workshop preparation")
    assert [len(one.numbered) for one in vision.activities.filter(code__startswith="1.")] == [3, 3, 3]
    assert {hand.kind for hand in vision.activities.get(code="2.3").hands.all()} == {"question"}


def test_nobody_calls_a_published_plan_late_or_done(client: Client, vision: Plan) -> None:
    page = client.get(reverse("work:plan", args=[vision.uid])).content.decode()
    assert "as published in 2004, not confirmed" in page
    assert "by=late" not in page
    assert ">late<" not in page
    assert not client.get(reverse("work:plan", args=[vision.uid]), {"by": "late"}).context["page"].total


def test_its_titles_are_told_in_four_languages(client: Client, vision: Plan) -> None:
    address = reverse("work:plan", args=[vision.uid])
    for language, title in (
        ("fr", "Rencontre finale"),
        ("es", "Encuentro final"),
        ("pt-br", "Encontro final"),
    ):
        assert title in client.get(address.replace("/en/", f"/{language}/")).content.decode()


def test_bringing_it_in_again_keeps_what_people_changed(vision: Plan) -> None:
    uid = vision.activities.get(code="1.1").uid
    change_activity(an_operator(), uid, {"text": {"en": "Mumbai"}})
    assert load_example() == 0
    assert Activity.objects.get(uid=uid).text == {"en": "Mumbai"}
    assert Plan.objects.count() == 1
