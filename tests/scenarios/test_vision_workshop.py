"""The Workshop on Vision lives from its meeting in Mumbai in January 2004 to its final one in October 2005.

The system is that of its draft work plan; people and groups are invented.
"""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from konbit.assembly.actions.agenda import settle_goal
from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.actions.awaiting import add_person
from konbit.assembly.actions.closing import approve_due, close, read_minutes
from konbit.assembly.actions.drawing import confirm_by, draw
from konbit.assembly.actions.leaving import leave
from konbit.assembly.actions.minuting import add_line
from konbit.assembly.actions.nominating import nominate_oneself
from konbit.assembly.actions.panels import PanelSaid, Rule, close_nominations, make_panel, set_rule
from konbit.assembly.actions.planning import Agenda, Plan, choose, plan_meeting
from konbit.assembly.actions.resolving import Decision, decide, settle_condition
from konbit.assembly.formats.panel_certificate import read as read_certificate
from konbit.assembly.models import Meeting, Nominee, Resolution
from konbit.assembly.moments import When
from konbit.assembly.queries.panel_asked import OTHER
from konbit.base.errors import Problem
from konbit.base.registry import Wish
from konbit.directory.models import Group
from konbit.directory.queries.everything import everything
from konbit.learning.actions.cases import CaseDraft, add_case
from konbit.learning.actions.claims import ClaimDraft, MoveDraft, move_claim, state_claim
from konbit.learning.models import Claim
from konbit.people.audience import ANYONE, Viewer
from konbit.search.actions import apply_changes
from konbit.work.actions.carrying import carry_over
from konbit.work.actions.encounters import Told, tell_encounter
from konbit.work.actions.plans import make_plan
from konbit.work.actions.taking_part import note, take_place
from konbit.work.models import Activity, Hand
from konbit.work.models import Plan as WorkPlan
from tests.builders import a_group, a_viewer
from tests.work.made import a_signed_in

pytestmark = pytest.mark.django_db

SHEET = [
    ["Code", "Activity", "Responsible", "Deadline"],
    ["1.2", "Meeting of the core group", "Amina, Bento, Chitra and Dalisay",
     "April 8-9, 2004 in Rio de Janeiro or April 26-27, 2004 in Paris"],
    ["3.1", "Draw Vision elements from the notebooks",
     "Create a team responsible to facilitate this process", "September 2004"],
    ["3.3", "Interviews with grassroots workers", "Each participant is responsible for three interviews",
     "June 2004"],
    ["4.3", "European Social Forum", "Needs planning", "?"],
    ["5.1", "Electronic forum", "Amina, Bento, (African), (North American)", "Ongoing"],
    ["5.4", "A 15-page text", "CORE GROUP", "Draft: December 2004 Final: October 2005"],
]  # fmt: skip


def key() -> uuid.UUID:
    return uuid.uuid4()


def sheet() -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in SHEET:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("plan.xlsx", kept.getvalue())


def mumbai(viewer: Viewer, group: Group) -> Meeting:
    """January 2004: four people, three goals, the draft plan agreed upon."""
    plan = Plan("Mumbai", "en", "During the forum", When("2004-01"), "Mumbai", series="Workshop on Vision")
    goals = [
        "Discuss the draft action plan",
        "Define a list of names for the core group",
        "List the key themes",
    ]
    meeting = plan_meeting(viewer, group.uid, key(), plan, Agenda(goals, ["Draft plan", "Key themes"]))
    for name in ("Amina", "Bento", "Chitra", "Dalisay"):
        add_person(viewer, meeting.uid, key(), name)
    item = meeting.items.first()
    assert item
    add_line(viewer, meeting.uid, key(), "Grassroots workers take part in the thinking.", "en", item.pk)
    decide(viewer, meeting.uid, key(), Decision("We work by the draft plan.", "en", objections=0), item.pk)
    decide(
        viewer,
        meeting.uid,
        key(),
        Decision("The core group meets in April.", "en", condition="Funds for travel are found"),
    )
    first, second, third = meeting.goals.all()
    settle_goal(viewer, meeting.uid, first.pk, "closed")
    settle_goal(viewer, meeting.uid, third.pk, "closed")
    assert second.state == "open"
    close(viewer, meeting.uid)
    return meeting


def bring_the_plan(client: Client, group: Group, viewer: Viewer) -> WorkPlan:
    """The plan comes from the organiser's sheet, is looked at, and taken."""
    plan = make_plan(
        viewer, group.uid, {"title": {"en": "Work plan"}, "valid_from": "2004", "valid_until": "2005"}
    )
    look = client.post(f"/en/plans/{plan.uid}/sheet", {"file": sheet(), "language": "English"}, follow=True)
    assert look.status_code == 200, look.content.decode()
    said = {"file": look.context["token"], "language": "en", "digest": look.context["trial"].digest}
    taken = client.post(f"/en/plans/{plan.uid}/sheet/look", said, follow=True)
    assert "6 activities were taken." in taken.content.decode()
    return plan


def choose_the_core_group(viewer: Viewer, group: Group, meeting: Meeting) -> list[Nominee]:
    """Ten to twelve people with balance, drawn from those who are willing, confirmed by a resolution."""
    panel = make_panel(viewer, group.uid, key(), PanelSaid("Core group", "en"))
    for rule in (Rule("gender", "woman", 5), Rule("continent", "Africa", 2), Rule("work", "grassroots", 3)):
        set_rule(viewer, panel.uid, rule)
    for number in range(18):
        traits = {
            "gender": "woman" if number % 3 == 0 else OTHER,
            "continent": "Africa" if number in (4, 9) else OTHER,
            "work": "grassroots" if number % 5 == 0 else OTHER,
        }
        nominee = a_viewer(group.scope, "member", actor=f"person:{number}")
        nominate_oneself(nominee, panel.uid, f"Nominee {number}", "", traits)
    with pytest.raises(Problem):
        draw(viewer, panel.uid, "the lottery of that Saturday")
    close_nominations(viewer, panel.uid)
    draw(viewer, panel.uid, "the lottery of that Saturday")
    panel.refresh_from_db()
    drawn = read_certificate(panel.drawing).choice.panel
    seats = [one.pk for one in panel.nominees.all() if str(one.key) in drawn]
    resolution = decide(viewer, meeting.uid, key(), Decision("These people are the core group.", "en"))
    confirm_by(viewer, panel.uid, seats, resolution.uid)
    return list(panel.nominees.filter(state=Nominee.State.CHOSEN))


def test_the_workshop_lives_from_mumbai_to_october_2005(client: Client) -> None:
    group, host = a_group("Workshop on a Shared Vision", kind="network"), a_group("Fisherwomen of the Bay")
    viewer = a_viewer(group.scope, "steward")
    a_signed_in(client, group)

    with time_machine.travel("2004-01-20T10:00:00Z", tick=False):
        first = mumbai(viewer, group)
        plan = bring_the_plan(client, group, viewer)
        codes = list(Activity.objects.filter(plan=plan).values_list("code", flat=True))
        assert codes == [row[0] for row in SHEET[1:]]
        open_places = Hand.objects.filter(activity__plan=plan, kind=Hand.Kind.PLACE)
        assert sorted(one.name for one in open_places) == ["African", "North American"]
        assert "African" in client.get(f"/en/plans/{plan.uid}/?by=wanted").content.decode()

    with time_machine.travel("2004-02-10T10:00:00Z", tick=False):
        assert approve_due() == 1
        provisional = Resolution.objects.exclude(condition={}).get()
        assert provisional.condition_state == Resolution.Condition.WAITING
        settle_condition(viewer, provisional.uid, "met")
        african = Hand.objects.get(activity__plan=plan, name="African")
        take_place(a_viewer(group.scope, "member", actor="person:wanjiru"), african.pk)

    with time_machine.travel("2004-04-08T09:00:00Z", tick=False):
        core = plan_meeting(
            viewer,
            group.uid,
            key(),
            Plan(
                "Core group",
                "en",
                instead=(
                    {"from": "2004-04-08", "until": "2004-04-09", "place": "Rio de Janeiro"},
                    {"from": "2004-04-26", "until": "2004-04-27", "place": "Paris"},
                ),
                series="Workshop on Vision",
            ),
            Agenda(["Approve the action plan"], carried=[first.goals.get(number=2).pk]),
        )
        choose(viewer, core.uid, 0)
        core.refresh_from_db()
        assert (core.held_from, core.place) == ("2004-04-08", "Rio de Janeiro")
        chosen = choose_the_core_group(viewer, group, core)
        assert 10 <= len(chosen) <= 12
        assert sum(one.traits["gender"] == "woman" for one in chosen) >= 5
        assert sum(one.traits["continent"] == "Africa" for one in chosen) >= 2
        for goal in core.goals.all():
            settle_goal(viewer, core.uid, goal.pk, "closed")
        task = leave(
            viewer, core.uid, "work.activity", Wish(key(), "Send out the questionnaire", "en", "Amina")
        )
        leave(viewer, core.uid, "learning.claim", Wish(key(), "Short questions bring long answers", "en"))
        close(viewer, core.uid)
        assert Activity.objects.get(pk=task.object_id).plan_id == plan.pk

    with time_machine.travel("2004-06-15T10:00:00Z", tick=False):
        interviews = Activity.objects.get(plan=plan, code="3.3")
        note(viewer, interviews.uid, key(), "Eleven interviews are in.", "2004-06-15", "en")
        tell_encounter(
            viewer, group.uid, Told("visit", "At the bay", "en", host=host.name, taken_home="A rota")
        )
        conditional = state_claim(
            viewer,
            group.uid,
            ClaimDraft("en", "Solidarity work strengthens rights.", conditions="Where women hold the purse"),
            key(),
            Claim.State.TO_VERIFY,
        )
        quote = CaseDraft(
            "supports", "quote", "en", "Since then they listen.", told_by="A fisherwoman", agreed=True
        )
        add_case(viewer, conditional, quote, key())
        with pytest.raises(Problem):
            move_claim(viewer, conditional, MoveDraft(Claim.State.LEARNED, Agreed()))

    with time_machine.travel("2005-01-10T10:00:00Z", tick=False):
        left = Activity.objects.filter(plan=plan, code__in=["3.1", "5.4"])
        year = {"title": {"en": "Work plan 2005"}, "valid_from": "2005", "valid_until": "2005"}
        _next, carried = carry_over(viewer, plan.uid, [one.uid for one in left], "", year)
        assert [one.continues.code for one in carried if one.continues] == ["3.1", "5.4"]

    with time_machine.travel("2005-10-20T10:00:00Z", tick=False):
        final = plan_meeting(
            viewer,
            group.uid,
            key(),
            Plan("Final meeting", "en", when=When("2005-10"), series="Workshop on Vision"),
            Agenda(["Gather the products", "Evaluate", "Plan next steps"]),
        )
        learned = decide(viewer, final.uid, key(), Decision("Rights grow where women hold the purse.", "en"))
        move_claim(viewer, conditional, MoveDraft(Claim.State.LEARNED, Agreed(learned.uid)))
        for goal in final.goals.all():
            settle_goal(viewer, final.uid, goal.pk, "closed")
        close(viewer, final.uid)
        read_minutes(a_viewer(group.scope, "member", actor="person:reader"), final.uid, True)
        assert approve_due(timezone.now() + timedelta(days=15)) >= 1
        final.refresh_from_db()
        assert final.state == Meeting.State.APPROVED

    apply_changes()
    for words in ("purse", "questionnaire", "rota", "grassroots workers", "eleven interviews"):
        assert everything(ANYONE, words, "en").total, words
    minutes = client.get(f"/en/meetings/{final.uid}/").content.decode()
    assert "Rights grow where women hold the purse." in minutes
    life = client.get(f"/en/claims/{conditional}/").content.decode()
    assert "Where women hold the purse" in life
