"""A cycle of assemblies in a browser: from the first area to the works, on a phone and without script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.assembly.actions.agreed import Agreed
from konbit.decisions.actions.areas import AreaDraft, add_area
from konbit.decisions.actions.budgets import BudgetDraft, move_budget, start_budget
from konbit.decisions.actions.council import CouncilDraft, decide_cycle
from konbit.decisions.actions.plenaries import PlenaryDraft, count_hands, hold_plenary
from konbit.decisions.actions.projects import ProjectDraft, propose_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.decisions.actions.works import WorkDraft, tell_work
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
def cycle(title):
    uid = start_budget(
        member, "UID", BudgetDraft("en", title, amount="60000", currency="EUR", form="cycle"), uuid.uuid4())
    move_budget(member, uid, "proposing")
    made = []
    for area, need, people, came, projects in (
        ("Upper streets", 60, 1200, 84, (("A pump for the streets", "21000", 70), ("A roof", "9000", 31))),
        ("Harbour", 20, 3400, 131, (("A lit path", "14000", 88), ("Benches", "3500", 12))),
        ("Health", 45, 4600, 52, (("A nurse who comes by boat", "16000", 49),)),
    ):
        kind = "theme" if area == "Health" else "territory"
        row = add_area(member, uid, AreaDraft(
            "en", area, kind=kind, need=need, population=people, why="Of 100 households, counted in 2023.",
            council="Ines Duarte\\nMalik Roy"))
        plenary = hold_plenary(member, row.pk, PlenaryDraft(
            "2024-03-09", "School of " + area, present=came, delegates="Ana\\nBela\\nCarlo"), uuid.uuid4())
        hands = {}
        for name, cost, up in projects:
            one = propose_project(
                member, uid, ProjectDraft("en", name, cost=cost, area=row.pk), uuid.uuid4())
            review_project(member, one, ReviewDraft(True, "en", cost=cost))
            hands[one] = up
            made.append(one)
        count_hands(member, plenary.pk, hands)
    return uid, made, row.pk, plenary.pk
running, _made, area, plenary = cycle("Money of the streets, 2024")
decided, made, _area, _plenary = cycle("Money of the streets, 2023")
agreed = Agreed(text="The council gives the money in this order.", on="2024-05-04", key=uuid.uuid4())
decide_cycle(member, decided, CouncilDraft([made[0], made[2], made[4]], agreed))
tell_work(member, made[0], WorkDraft("en", "The well is dug.", "begun", "2024-06-01", "4000"), uuid.uuid4())
tell_work(member, made[0], WorkDraft("en", "Water runs.", "done", "2024-11-20", "20400"), uuid.uuid4())
tell_work(member, made[2], WorkDraft("en", "Lamps are missing.", "stuck", "2024-08", ""), uuid.uuid4())
print(json.dumps({
    "running": running, "decided": decided, "project": made[0], "area": area, "plenary": plenary}))
"""


@dataclass(frozen=True)
class Cycles:
    """One cycle that is going on, one that is decided, with a project of it; an area and a plenary."""

    running: str
    decided: str
    project: str
    area: int
    plenary: int


@pytest.fixture(scope="module")
def cycles(instance: Instance, tables: Tables) -> Cycles:
    """Made once for this module."""
    return Cycles(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def save(page: Page, name: str = "Save") -> None:
    page.locator("main").get_by_role("button", name=name).click()


def test_the_pages_can_be_used_by_all(visit: Visit, cycles: Cycles) -> None:
    look_over(visit(""), f"/en/budgets/{cycles.running}/council/", "cycle-council-open", "#content table a")
    for name, path, action in (
        ("cycle-budget", f"/en/budgets/{cycles.running}/", "#cycle ~ p a.button"),
        ("cycle-decided", f"/en/budgets/{cycles.decided}/", "#content table a"),
        ("cycle-council", f"/en/budgets/{cycles.running}/council/", "#content a.button"),
        ("cycle-council-decided", f"/en/budgets/{cycles.decided}/council/", "#content a"),
        ("cycle-decide", f"/en/budgets/{cycles.running}/council/decide", "#content input[type=checkbox]"),
        ("cycle-hands", f"/en/plenaries/{cycles.plenary}/hands", "#content input[type=number]"),
        ("cycle-plenary", f"/en/areas/{cycles.area}/plenaries/new", "#content input[type=number]"),
        ("cycle-area", f"/en/areas/{cycles.area}/edit", "#content input[type=number]"),
        ("cycle-weights", f"/en/budgets/{cycles.running}/weights", "#content input[type=number]"),
        ("cycle-works", f"/en/projects/{cycles.project}/", "#works ~ p a.button"),
        ("cycle-work", f"/en/projects/{cycles.project}/works/new", "#content textarea"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_a_cycle_from_the_first_area_to_the_works_without_script(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/budgets/new", width=360, script=False, user="member")
    page.get_by_label("Which money is decided about?").fill("Money for the valley")
    page.get_by_label("A cycle of assemblies").check()
    page.locator("[name=amount]").fill("10,000")
    page.locator("[name=currency]").fill("EUR")
    save(page)
    budget = page.url
    expect(page.get_by_text("No areas yet")).to_be_visible()
    page.get_by_role("button", name="Take proposals").click()

    for title, need, people in (("Upper valley", "70", "400"), ("Lower valley", "20", "1600")):
        page.goto(budget)
        page.get_by_role("link", name="Add an area").first.click()
        page.get_by_label("Name").fill(title)
        page.get_by_label("How much is lacking").fill(need)
        page.get_by_label("How many people").fill(people)
        save(page)
    for title, cost, area in (
        ("A bridge", "6000", "Upper valley"),
        ("A market roof", "5000", "Lower valley"),
    ):
        page.goto(budget)
        page.get_by_role("link", name="Propose a project").click()
        page.locator("[name=title]").fill(title)
        page.locator("[name=cost]").fill(cost)
        page.locator("[name=area]").select_option(label=area)
        save(page, re.compile("Save|Propose"))  # type: ignore[arg-type]
        page.goto(f"{page.url.split('?')[0]}review")
        page.locator("[name=feasible]").first.check()
        save(page)

    for area, came, hands in (
        ("Upper valley", "52", ("A bridge", "48")),
        ("Lower valley", "90", ("A market roof", "30")),
    ):
        page.goto(budget)
        page.locator("li.card", has_text=area).get_by_role("link", name="Write down a plenary").click()
        page.get_by_label("How many came").fill(came)
        save(page)
        page.get_by_label(hands[0]).fill(hands[1])
        save(page)
        expect(page.get_by_text("The hands are counted.")).to_be_visible()
    expect(
        page.get_by_text(re.compile("142 people came to the plenaries.*14 delegates are sent"))
    ).to_be_visible()

    page.get_by_role("link", name="What the council has before it").click()
    first = page.locator("#priorities ~ ol li").first
    expect(first).to_contain_text("A bridge")
    expect(first).to_contain_text("the money is enough")
    page.get_by_role("link", name="Write down what the council decided").click()
    expect(page.get_by_label("A bridge")).to_be_checked()
    expect(page.get_by_label("A market roof")).not_to_be_checked()
    page.get_by_label("Or write down what you agreed").fill("The bridge this year, the roof next year.")
    save(page)
    expect(page.get_by_text("Decided. The works can be followed now.")).to_be_visible()

    page.locator("#works ~ div").get_by_role("link", name="A bridge").click()
    page.get_by_role("link", name="Tell how far it is").click()
    page.get_by_label("begun", exact=True).check()
    page.get_by_label("What happened").fill("The stones have come.")
    page.get_by_label("Spent so far").fill("1,500")
    save(page)
    expect(page.get_by_text("€1,500 of €6,000 spent")).to_be_visible()

    reader = visit(budget.replace(page.url.split("/en/")[0], ""), width=360, script=False)
    expect(reader.get_by_text("The stones have come.")).to_be_visible()
