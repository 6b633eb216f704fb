"""Rules of a movement read on a phone; statutes entered without script, checked, a federation tried."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

SIX = "&".join(f"join=l{number}" for number in range(1, 7))


def looked_over(page: Page, path: str, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.goto(path)
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"statutes-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"statutes-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"statutes-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def test_whoever_comes_reads_how_seven_make_an_assembly_and_six_do_not(visit: Visit) -> None:
    page = visit("/en/statutes/examples/", width=360, script=False)
    page.get_by_role("link", name="Peasant Movement of Papaye").click()
    lacks = page.locator("section", has=page.locator("#lacks"))
    expect(lacks).to_contain_text("Assembly of Lakou lacks 1 of “Groupement”.")
    expect(lacks).to_contain_text("Nouvo jou")
    page.get_by_role("link", name="before March 2013").click()
    expect(page.locator("section", has=page.locator("#lacks"))).to_contain_text("exactly 12 people")
    page.get_by_role("link", name="since March 2013").click()
    for name in ("Pye bwa", "Semans lavi", "Konbit Lakou", "Zanmi latè", "Ti machann", "Kenbe fèm"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="What can they form?").click()
    found = page.locator("section", has=page.locator("#found"))
    expect(found).to_contain_text("Lakou: 6 cannot form “Local assembly” yet; needed besides: 1.")
    found.get_by_role("link", name="Nouvo jou").click()
    expect(page.locator("section", has=page.locator("#found"))).to_contain_text(
        "Lakou: 7 can form “Local assembly” once."
    )


@pytest.mark.parametrize(
    ("path", "name", "action"),
    [
        ("/en/statutes/examples/", "examples", "#content .cards a"),
        ("/en/statutes/examples/mpp/", "example", "#content button"),
        (f"/en/statutes/examples/mpp/federate/?{SIX}", "tried", "#content button"),
        ("/en/statutes/examples/ripess/", "example-board", "#content button"),
    ],
)
def test_the_worked_examples_can_be_used_by_all(visit: Visit, path: str, name: str, action: str) -> None:
    look_over(visit(""), path, f"statutes-{name}", action)


def test_statutes_are_entered_and_checked_without_script(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/statutes/", width=360, script=False, user="member")
    expect(page.get_by_text("No statutes yet")).to_be_visible()
    page.get_by_role("link", name="Write down your statutes").click()
    page.get_by_label("What you call them").fill("Our table rules")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our table rules")
    address = page.url

    for title, organ in (("Table", False), ("Assembly", False), ("Board", True)):
        page.get_by_role("link", name="Add a level").click()
        page.get_by_label("Name").fill(title)
        if organ:
            page.get_by_label("People sit there").check()
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("Add a rule ?: Assembly")).click()
    page.get_by_role("link", name="How many groups form it").click()
    page.get_by_label("It is formed by groups of this level").select_option(label="Table")
    page.get_by_label("At least").fill("7")
    page.get_by_label("At most").fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("At least is more than at most")).to_be_visible()
    expect(page.get_by_label("At least")).to_have_value("7")
    page.get_by_label("At most").fill("")
    page.get_by_label("Since when it holds").fill("March 2013")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Formed by at least 7 of “Table”.")).to_be_visible()

    page.get_by_role("link", name=re.compile("Add a rule ?: Board")).click()
    page.get_by_role("link", name="Two for each continent, Oceania one, Asia three", exact=True).click()
    expect(page.get_by_label("By name, where it is another number")).to_contain_text("Oceania 1")
    page.get_by_label("About whom").select_option(label="Each “Board”")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("since when is not said")).to_be_visible()
    expect(page.get_by_text("but: Asia 3, Oceania 1.")).to_be_visible()

    page.get_by_role("link", name="Who stands where").click()
    page.get_by_role("searchbox", name="Name").fill("bakery")
    page.get_by_role("button", name="Look").click()
    page.get_by_label("River Bakery").check()
    page.get_by_label("On which level").select_option(label="Table")
    page.get_by_role("button", name="Put them there").click()
    expect(page.get_by_text("1 group stands there.")).to_be_visible()
    page.goto(f"{address}stands/")

    page.goto(f"{address}check/")
    expect(page.get_by_text("as recorded here. Nothing is decided by it")).to_be_visible()
    page.get_by_role("link", name="If these groups federate").click()
    page.get_by_label("River Bakery").check()
    page.get_by_role("button", name="What can they form?").click()
    expect(page.get_by_text("1 cannot form “Assembly” yet; needed besides: 6.")).to_be_visible()
    own = address.split("/en/")[1]
    stranger = visit(f"/en/{own}check/", width=360, script=False)
    expect(stranger).to_have_title(re.compile("Sign in"))

    seen = visit("", user="member")
    group = f"/en/groups/{tables.uid}/statutes/"
    for path, name in (
        (group, "of-group"), (f"{group}new", "new"), (f"{group}read", "read"), (f"/en/{own}", "page"),
        (f"/en/{own}rules/new", "kinds"), (f"/en/{own}rules/new/seats", "rule"),
        (f"/en/{own}stands/", "stands"), (f"/en/{own}check/", "check"),
        (f"/en/{own}federate/", "own-federate"), (f"/en/{own}votes/new", "vote"),
    ):  # fmt: skip
        looked_over(seen, path, name)
