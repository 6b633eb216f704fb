"""A budget by ballots in a browser: from the first proposal to a result that whoever voted understands."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

PROJECTS = """
import uuid
from konbit.decisions.actions.projects import ProjectDraft, propose_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
for title, cost in (("A roof for the market", "5000"), ("A lit path", "4500"), ("Seeds to sow", "900")):
    draft = ProjectDraft("en", title, "For all who pass.", cost)
    uid = propose_project(member, "BUDGET", draft, uuid.uuid4())
    review_project(member, uid, ReviewDraft(True, "en", cost=cost))
canal = propose_project(member, "BUDGET", ProjectDraft("en", "A canal", cost="90000"), uuid.uuid4())
review_project(member, canal, ReviewDraft(False, "en", "The ground is rock."))
"""
OTHERS = """
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.ballots import Voice
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
said = ["p2 p3"] * 6 + ["p1 p4"] * 3
WHAT
"""
ROLL = """
for number in range(len(said)):
    add_entitled(member, "VOTE", EntitledDraft(name=f"Neighbour {number + 1}"))
"""
BALLOTS = """
from konbit.decisions.models import Entitled
lines = Entitled.objects.filter(vote__uid="VOTE", name__startswith="Neighbour").order_by("number")
cast_many(member, "VOTE", [
    Cast(line.pk, (Voice({"points": dict.fromkeys(words.split(), 1)}),))
    for line, words in zip(lines, said)], "hands")
"""


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 360)
    targets_are_large_enough(page)
    shoot(page, f"budget-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"budget-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"budget-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def uid_in(address: str) -> str:
    """The uid of the thing at an address."""
    return re.sub(r"[?#].*", "", address).rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("script", [False], ids=["without script"])
def test_a_budget_goes_from_proposal_to_explained_result(
    visit: Visit, tables: Tables, instance: Instance, script: bool
) -> None:
    page = visit(f"/en/groups/{tables.uid}/budgets/new", width=360, user="member", script=script)
    page.get_by_label("Which money is decided about?").fill("The common pot")
    page.get_by_label("How much money").fill("10,000")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The common pot")
    budget = uid_in(page.url)
    page.get_by_role("button", name="Take proposals").click()

    page.get_by_role("link", name="Propose a project").click()
    page.get_by_label("What should be done?").fill("A pump for the well")
    page.get_by_label("What it costs").fill("4 500,00")
    page.locator("#id_where").fill("At the old well")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("€4,500").first).to_be_visible()
    page.get_by_role("link", name="Can it be done?").click()
    page.get_by_label("Yes, it can be done").check()
    page.get_by_label("Why").fill("The well has water all year.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The well has water all year.")).to_be_visible()

    instance.python(PROJECTS.replace("BUDGET", budget))
    page.goto(f"{instance.url}/en/budgets/{budget}/")
    page.get_by_role("button", name="Close the proposals").click()
    expect(page.get_by_text("1 project that can’t be done, and why")).to_be_visible()
    page.get_by_role("link", name="Put it to the vote").click()
    page.get_by_label("Open: everybody").check()
    page.get_by_role("button", name="Prepare the vote").click()
    vote = uid_in(page.url)

    page.get_by_role("link", name="Who may vote").first.click()
    page.get_by_role("button", name="Everybody of the group").click()
    instance.python(OTHERS.replace("WHAT", ROLL).replace("VOTE", vote))
    page.goto(f"{instance.url}/en/votes/{vote}/")
    page.get_by_role("button", name="Open the vote").click()
    shoot(page, "budget-vote-360")
    page.get_by_role("link", name="Vote", exact=True).click()
    shoot(page, "budget-ballot-360")
    page.get_by_label("A roof for the market").check()
    page.get_by_label("A lit path").check()
    page.get_by_role("button", name="Read it once more").click()
    expect(page.get_by_text("What you named costs €")).to_be_visible()
    shoot(page, "budget-sure-360")
    page.get_by_role("button", name="Put it into the box").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    instance.python(OTHERS.replace("WHAT", BALLOTS).replace("VOTE", vote))
    page.goto(f"{instance.url}/en/votes/{vote}/")
    page.get_by_role("button", name="Close and count").click()

    page.goto(f"{instance.url}/en/votes/{vote}/")
    for words in (
        "What your vote is worth",
        "€1,000",
        "What was not bought",
        "What its supporters got instead",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{instance.url}/en/budgets/{budget}/")
    expect(page.get_by_text("gets the money").first).to_be_visible()
    assert "PROJECTS" in page.request.get(f"{instance.url}/en/budgets/{budget}/ballots.pb").text()

    seen = visit(f"/en/budgets/{budget}/", width=360, user="member")
    looked_over(seen, "decided")
    seen.goto(f"{instance.url}/en/votes/{vote}/")
    for fold in seen.locator("article.told summary").all():
        fold.click()
    looked_over(seen, "result")
    seen.goto(f"{instance.url}/en/groups/{tables.uid}/budgets/")
    looked_over(seen, "list")


def test_forms_of_budgets_can_be_used_by_all(visit: Visit, tables: Tables, instance: Instance) -> None:
    page = visit(f"/en/groups/{tables.uid}/budgets/new", width=360, user="member")
    looked_over(page, "new")
    page.get_by_label("Which money is decided about?").fill("The second pot")
    page.get_by_label("How much money").fill("much")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“much” is no amount.")).to_be_visible()
    page.get_by_label("How much money").fill("800")
    page.get_by_role("button", name="Save").click()
    budget = uid_in(page.url)
    page.goto(f"{instance.url}/en/budgets/{budget}/rules")
    looked_over(page, "rules")
    page.goto(f"{instance.url}/en/budgets/{budget}/")
    page.get_by_role("button", name="Take proposals").click()
    looked_over(page, "proposing")
    page.get_by_role("link", name="Propose a project").click()
    looked_over(page, "propose")
    page.get_by_label("What should be done?").fill("A bench")
    page.get_by_role("button", name="Save").click()
    looked_over(page, "project")
    page.get_by_role("link", name="Can it be done?").click()
    looked_over(page, "review")
    page.goto(f"{instance.url}/en/budgets/{budget}/")
    page.get_by_role("link", name="Look at 1 project that waits").click()
    looked_over(page, "review-all")
    page.get_by_label("No, it can’t").check()
    page.get_by_role("button", name="Save what I said").click()
    expect(page.get_by_text("Say why it can’t be done.")).to_be_visible()
    looked_over(page, "review-all-wrong")
    page.get_by_label("Why").fill("There is no place for it.")
    page.get_by_role("button", name="Save what I said").click()
    expect(page.get_by_text("1 project was looked at.")).to_be_visible()
    looked_over(page, "reviewed")
