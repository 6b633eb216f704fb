"""A cycle of assemblies: areas, plenaries, hands, the council, and the works that follow."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Attendance, Meeting, Resolution
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions.areas import Weighing, remove_area, weigh
from konbit.decisions.actions.council import CouncilDraft, decide_cycle
from konbit.decisions.actions.plenaries import (
    PlenaryDraft,
    change_plenary,
    count_hands,
    hold_plenary,
    remove_plenary,
)
from konbit.decisions.actions.works import WorkDraft, tell_work
from konbit.decisions.models import Area, Budget, Plenary, Project, Wanted, Work
from konbit.decisions.queries.cycle import cycle_of
from konbit.decisions.queries.works import works_of_budget, works_of_project
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.decisions.made_budgets import a_budget, a_table
from tests.decisions.made_cycles import a_cycle, a_plenary, a_project_of, an_area
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def decided(viewer: Viewer, budget: Budget, *titles: str) -> Budget:
    """The council gave these projects the money."""
    uids = [one.uid for one in budget.projects.all() if one.title["en"] in titles]
    agreed = Agreed(text="The council has agreed.", on="2024-05-01", key=uuid.uuid4())
    return decide_cycle(viewer, budget.uid, CouncilDraft(uids, agreed))


def test_areas_get_money_by_need_people_and_hands_and_projects_stand_in_order() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    page = cycle_of(viewer, budget.uid)
    assert page is not None
    assert [one.money for one in page.pots] == ["€200", "€100", "€300"]
    assert [one.by_need for one in page.areas] == ["€133.33", "€66.67"]
    assert [(one.title["en"], one.how) for one in page.places] == [
        ("A path", "area"), ("A pump", "area"), ("A roof", "rest"),
    ]  # fmt: skip
    assert (page.came, page.delegates) == (79, 7)


def test_a_cycle_is_led_on_pages_from_area_to_decision() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing", form="cycle", amount="1000")
    told = {"title": "North", "kind": "territory", "need": "50", "population": "700", "language": "English"}
    client.post(reverse("decisions:new-area", args=[budget.uid]), told)
    area = Area.objects.get()
    pump = a_project_of(viewer, budget, area, "A pump", "900")
    met = {"on": "2024-03-09", "present": "31", "delegates": "Ana\nBea\n", "key": uuid.uuid4()}
    answer = client.post(reverse("decisions:new-plenary", args=[area.pk]), met)
    plenary = Plenary.objects.get()
    to = reverse("decisions:hands", args=[plenary.pk])
    assert answer.headers["Location"] == to
    assert plenary.seats == 3
    client.post(to, {pump.uid: "25"})
    shown = client.get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    assert "31 people came to the plenaries" in shown
    assert "25 hands" in shown
    assert "Ana, Bea" in shown
    council = client.get(reverse("decisions:council", args=[budget.uid])).content.decode()
    assert "A pump" in council
    assert "the money is enough" in council
    say = {
        "bought": [pump.uid],
        "agreed": "The pump first.",
        "sent": uuid.uuid4(),
        "on": "2024-05-01",
        "language": "English",
    }
    client.post(reverse("decisions:decide-cycle", args=[budget.uid]), say)
    budget.refresh_from_db()
    assert budget.state == "working"
    assert Resolution.objects.get().pk == budget.resolution_id
    assert Project.objects.get().state == "bought"
    work = {
        "state": "stuck",
        "text": "The pipes are missing.",
        "spent": "450",
        "key": uuid.uuid4(),
        "language": "English",
        "on": "",
    }
    client.post(reverse("decisions:new-work", args=[pump.uid]), work)
    page = client.get(reverse("decisions:project", args=[pump.uid])).content.decode()
    assert "The pipes are missing." in page
    assert "€450 of €900 spent" in page
    assert (
        "The pipes are missing."
        in client.get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    )


def test_every_form_of_a_cycle_opens_and_shows_what_stands() -> None:
    group, viewer, client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    plenary = Plenary.objects.filter(area=north).get()
    for name, args, words in (
        ("weigh-areas", [budget.uid], "How much what weighs"),
        ("new-area", [budget.uid], "Add an area"),
        ("edit-area", [north.pk], "North"),
        ("new-plenary", [north.pk], "For every 10 people"),
        ("edit-plenary", [plenary.pk], "2024-03-09"),
        ("hands", [plenary.pk], "A pump"),
        ("decide-cycle", [budget.uid], "A roof"),
    ):
        answer = client.get(reverse(f"decisions:{name}", args=args))
        assert answer.status_code == 200
        assert words in answer.content.decode(), name


def test_what_is_wrong_is_said_in_the_form_and_nothing_typed_is_lost() -> None:
    group, viewer, client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    told = {"title": "North", "kind": "theme", "why": "Counted twice.", "language": "English"}
    answer = client.post(reverse("decisions:new-area", args=[budget.uid]), told)
    shown = answer.content.decode()
    assert "There is an area called “North” already." in shown
    assert "Counted twice." in shown
    met = {"present": "9", "delegates": "Ana\nBea", "key": uuid.uuid4()}
    answer = client.post(reverse("decisions:new-plenary", args=[north.pk]), met)
    assert "2 delegates are named, but this plenary sends 1." in answer.content.decode()


@pytest.mark.parametrize("hands", [45, -1])
def test_no_more_hands_go_up_than_people_came(hands: int) -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    plenary = Plenary.objects.filter(area=north).get()
    pump = budget.projects.get(number=1)
    with pytest.raises(Problem):
        count_hands(viewer, plenary.pk, {pump.uid: hands})
    assert Wanted.objects.get(project=pump).hands == 40


def test_a_plenary_raises_no_hand_for_a_project_of_another_area() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    plenary = Plenary.objects.filter(area=north).get()
    with pytest.raises(Problem, match="not before this plenary"):
        count_hands(viewer, plenary.pk, {budget.projects.get(title__en="A path").uid: 3})


def test_hands_of_nobody_are_taken_out_and_those_not_named_stay() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    plenary = Plenary.objects.filter(area=north).get()
    count_hands(viewer, plenary.pk, {budget.projects.get(number=1).uid: 0})
    assert [one.project.number for one in plenary.wanted.all()] == [2]


def test_fewer_cannot_have_come_than_raised_a_hand() -> None:
    group, viewer, _client = a_table()
    _budget, north, _south = a_cycle(viewer, group)
    plenary = Plenary.objects.filter(area=north).get()
    with pytest.raises(Problem, match="40 raised a hand"):
        change_plenary(viewer, plenary.pk, PlenaryDraft(present=39))


def test_the_minutes_of_a_meeting_tell_who_came() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, form="cycle")
    area = an_area(viewer, budget)
    meeting = Meeting.objects.create(group=group, title={"en": "Plenary"}, held_from="2024-03-09", by="x")
    for name in ("Ana", "Bea", "Cai"):
        Attendance.objects.create(meeting=meeting, name=name)
    Attendance.objects.create(meeting=meeting, name="Dee", state="excused")
    plenary = hold_plenary(viewer, area.pk, PlenaryDraft(meeting=meeting.uid), uuid.uuid4())
    assert (plenary.present, plenary.seats, plenary.on) == (3, 1, "2024-03-09")


def test_a_plenary_that_is_sent_twice_stands_once() -> None:
    group, viewer, _client = a_table()
    area = an_area(viewer, a_budget(viewer, group, form="cycle"))
    key = uuid.uuid4()
    for _time in range(2):
        hold_plenary(viewer, area.pk, PlenaryDraft(present=5), key)
    assert Plenary.objects.count() == 1


def test_nobody_comes_on_a_day_that_is_still_to_come() -> None:
    group, viewer, _client = a_table()
    area = an_area(viewer, a_budget(viewer, group, form="cycle"))
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    with pytest.raises(Problem, match="still to come"):
        a_plenary_on = PlenaryDraft(on=tomorrow, present=5)
        hold_plenary(viewer, area.pk, a_plenary_on, uuid.uuid4())


def test_an_area_goes_only_while_nothing_belongs_to_it() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    with pytest.raises(Problem, match="Plenaries were held"):
        remove_area(viewer, north.pk)
    empty = an_area(viewer, budget, "West")
    remove_area(viewer, empty.pk)
    assert not Area.objects.filter(title__en="West").exists()


def test_a_plenary_goes_with_its_hands() -> None:
    group, viewer, _client = a_table()
    _budget, north, _south = a_cycle(viewer, group)
    remove_plenary(viewer, Plenary.objects.filter(area=north).get().pk)
    assert Wanted.objects.count() == 1


def test_something_must_weigh() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, form="cycle")
    with pytest.raises(Problem, match="Nothing would weigh"):
        weigh(viewer, budget.uid, Weighing(0, 0, 0, 10))


def test_what_was_divided_stays_as_it_was_once_it_is_decided() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    before = cycle_of(viewer, budget.uid)
    decided(viewer, budget, "A pump", "A roof")
    Area.objects.filter(pk=north.pk).update(need=1)
    after = cycle_of(viewer, budget.uid)
    assert before is not None
    assert after is not None
    assert [one.weight for one in after.places] == [one.weight for one in before.places]
    assert [(one.title["en"], one.bought, one.differs) for one in after.places] == [
        ("A path", False, True), ("A pump", True, False), ("A roof", True, False),
    ]  # fmt: skip
    with pytest.raises(Problem, match="It is decided"):
        an_area(viewer, Budget.objects.get(), "West")
    with pytest.raises(Problem, match="It is decided"):
        a_plenary(viewer, north)


def test_a_council_cannot_give_more_than_there_is() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    a_project_of(viewer, budget, north, "A bridge", "599")
    with pytest.raises(Problem, match="cost more than there is"):
        decided(viewer, budget, "A bridge", "A pump")
    assert Resolution.objects.count() == 0
    assert not Project.objects.filter(state="bought").exists()


def test_a_decision_that_is_taken_back_opens_the_cycle_again() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    act = act_of(decided(viewer, budget, "A pump"))
    assert act is not None
    undo(viewer, act)
    again = Budget.objects.get(pk=budget.pk)
    assert (again.state, again.divided) == ("proposing", {})
    assert not again.projects.exclude(state="feasible").exists()
    an_area(viewer, again, "West")


def test_projects_that_exclude_each_other_do_not_both_get_the_money() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    pump, roof, _path = budget.projects.all()
    pump.excludes.add(roof)
    page = cycle_of(viewer, budget.uid)
    assert page is not None
    assert [(one.number, one.how) for one in page.places] == [(3, "area"), (1, "area"), (2, "")]
    with pytest.raises(Problem, match="Only one of"):
        decided(viewer, budget, "A pump", "A roof")


def test_a_council_decides_by_a_resolution_and_names_a_project() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    with pytest.raises(Problem, match="No project"):
        decided(viewer, budget)
    uid = budget.projects.get(number=1).uid
    with pytest.raises(Problem, match="No resolution"):
        decide_cycle(viewer, budget.uid, CouncilDraft([uid], Agreed()))


def test_names_are_told_only_to_people_of_its_networks() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, form="cycle")
    area = an_area(viewer, budget, council="Cosima Wells")
    a_plenary(viewer, area, 20, delegates="Ana Lund\nBea Munk")
    shown = Client().get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    assert "Ana Lund" not in shown
    assert "Cosima Wells" not in shown
    assert "2 are named." in shown
    council = Client().get(reverse("decisions:council", args=[budget.uid])).content.decode()
    assert "Cosima Wells" not in council
    page = cycle_of(viewer, budget.uid)
    assert page is not None
    assert page.areas[0].plenaries[0].delegates == ("Ana Lund", "Bea Munk")


def test_a_hidden_budget_is_not_there_for_others() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group, audience="group")
    plenary = Plenary.objects.filter(area=north).get()
    stranger, browser, _person = somebody_of(a_group("Elsewhere"), name="otto")
    for look in (ANYONE, stranger):
        with pytest.raises(NotFound):
            cycle_of(look, budget.uid)
        with pytest.raises(NotFound):
            works_of_budget(look, budget.uid)
    with pytest.raises(NotFound):
        count_hands(stranger, plenary.pk, {})
    for name, args in (
        ("council", [budget.uid]), ("new-plenary", [north.pk]), ("hands", [plenary.pk]),
        ("decide-cycle", [budget.uid]),
    ):  # fmt: skip
        assert browser.get(reverse(f"decisions:{name}", args=args)).status_code == 404


def test_whoever_has_no_part_changes_nothing() -> None:
    group, viewer, _client = a_table()
    budget, north, _south = a_cycle(viewer, group)
    stranger, _browser, _person = somebody_of(a_group("Elsewhere"), name="otto")
    with pytest.raises(NotAllowed):
        an_area(stranger, budget, "West")
    with pytest.raises(NotAllowed):
        a_plenary(stranger, north)
    with pytest.raises(NotAllowed):
        decided(stranger, budget, "A pump")


def test_only_what_got_the_money_is_followed() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    pump, roof, path = budget.projects.all()
    with pytest.raises(Problem, match="got the money"):
        tell_work(viewer, pump.uid, WorkDraft("en", "Begun."), uuid.uuid4())
    decided(viewer, budget, "A pump")
    tell_work(viewer, pump.uid, WorkDraft("en", "Begun."), uuid.uuid4())
    assert works_of_project(ANYONE, roof.uid) is None
    followed = works_of_budget(ANYONE, budget.uid)
    assert followed is not None
    assert [one.title["en"] for one in followed.projects] == ["A pump"]
    assert path.state == "feasible"


def test_a_work_of_which_nobody_tells_for_long_is_called_silent() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    decided(viewer, budget, "A pump", "A path")
    pump, path = budget.projects.filter(state="bought")
    tell_work(viewer, pump.uid, WorkDraft("en", "Begun.", on="2024-05-20"), uuid.uuid4())
    tell_work(viewer, path.uid, WorkDraft("en", "Done.", "done", on="2024-06"), uuid.uuid4())
    followed = works_of_budget(ANYONE, budget.uid)
    assert followed is not None
    assert [one.silent for one in followed.projects] == [True, False]
    assert followed.counted == [("begun", "begun", 1), ("done", "done", 1)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"spent": "lots"}, "is no amount"),
        ({"on": "2999"}, "still to come"),
        ({"text": " "}, "Nothing is written"),
    ],
)
def test_what_cannot_be_of_a_work_is_refused(said: dict[str, str], told: str) -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    decided(viewer, budget, "A pump")
    pump = budget.projects.get(number=1)
    with pytest.raises(Problem, match=told):
        tell_work(viewer, pump.uid, WorkDraft("en", **{"text": "Begun.", **said}), uuid.uuid4())
    assert Work.objects.count() == 0


def test_what_was_told_of_a_work_is_mended_and_taken_away_on_pages() -> None:
    group, viewer, client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    decided(viewer, budget, "A pump")
    work = tell_work(viewer, budget.projects.get(number=1).uid, WorkDraft("en", "Begun."), uuid.uuid4())
    edit = reverse("decisions:edit-work", args=[work.pk])
    assert "Begun." in client.get(edit).content.decode()
    client.post(
        edit,
        {
            "state": "done",
            "text": "It runs.",
            "spent": "",
            "on": "2024",
            "key": uuid.uuid4(),
            "language": "English",
        },
    )
    work.refresh_from_db()
    assert (work.state, work.text["en"]) == ("done", "It runs.")
    client.post(reverse("decisions:remove-work", args=[work.pk]))
    assert Work.objects.count() == 0


def test_more_areas_and_plenaries_ask_the_database_no_more_often() -> None:
    group, viewer, client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    pages = [reverse(f"decisions:{name}", args=[budget.uid]) for name in ("budget", "council")]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))
        return counts

    few = asked()
    for title in ("West", "East", "Middle"):
        area = an_area(viewer, budget, title, need=10, population=100)
        project = a_project_of(viewer, budget, area, f"A bench, {title}", "10")
        count_hands(viewer, a_plenary(viewer, area, 20).pk, {project.uid: 4})
    assert asked() == few


def test_a_cycle_and_its_works_are_read_as_json_without_names() -> None:
    group, viewer, _client = a_table()
    budget, _north, _south = a_cycle(viewer, group)
    decided(viewer, budget, "A pump")
    pump = budget.projects.get(number=1)
    tell_work(viewer, pump.uid, WorkDraft("en", "Begun.", spent="100"), uuid.uuid4())
    told = Client().get(f"/api/budgets/{budget.uid}/cycle").json()
    assert [one["money"] for one in told["areas"]] == ["€358.33", "€241.67"]
    assert [one["bought"] for one in told["places"]] == [False, True, False]
    followed = Client().get(f"/api/budgets/{budget.uid}/works").json()
    assert [(one["spent"], one["works"][0]["text"]["en"]) for one in followed["projects"]] == [
        ("€100", "Begun.")
    ]
    ballots = a_budget(viewer, group)
    assert Client().get(f"/api/budgets/{ballots.uid}/cycle").status_code == 404
