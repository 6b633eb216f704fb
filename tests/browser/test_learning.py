"""A claim's whole life on a phone, a module walked through without script, the sheet of a study circle."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from konbit.learning.actions.shipped import shipped_uid
from tests.browser.conftest import Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

CLAIM = "Whoever cooks with us speaks at the assembly."


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"learning-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"learning-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"learning-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def test_a_claim_lives_from_assumption_to_lesson_to_contested_on_a_phone(
    visit: Visit, tables: Tables
) -> None:
    page = visit(f"/en/groups/{tables.uid}/claims/new", width=360, user="member")
    page.get_by_label("What we say is so").fill(CLAIM)
    page.get_by_label("What would change our mind?").fill("Nobody who cooks comes to the assembly.")
    looked_over(page, "state")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CLAIM)

    page.get_by_role("link", name="Bring a case").first.click()
    page.get_by_label("supports it").check()
    page.get_by_label("Tell it").fill("Nine of the cooks spoke in May.")
    looked_over(page, "case")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nine of the cooks spoke in May.").first).to_be_visible()

    page.get_by_role("link", name="What becomes of it?").click()
    page.get_by_label("We know enough: we have learned it.").check()
    page.get_by_label("Why").fill("Nine of them spoke.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No resolution is named")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value("Nine of them spoke.")
    page.get_by_label("Or write down what you agreed").fill("We have learned that cooks speak.")
    looked_over(page, "move")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="What becomes of it?").click()
    page.get_by_label("New cases speak against it: it is contested.").check()
    page.get_by_label("By which resolution").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    life = page.locator("section", has=page.locator("#life"))
    for words in ("It begins as", "Nine of them spoke.", "We have learned that cooks speak.", "contested"):
        expect(life).to_contain_text(words)
    looked_over(page, "claim")


def test_the_sheet_of_a_study_circle_is_one_page_of_paper(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/claims/{shipped_uid('Claim', 'sen-132-million')}/sheet", width=360)
    looked_over(page, "sheet")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    shoot(page, "learning-sheet-print")
    printed = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_the_shipped_module_is_walked_through_without_script_or_account(visit: Visit) -> None:
    uid = shipped_uid("Module", "next-system-movements")
    page = visit(f"/en/modules/{uid}/", width=360, script=False)
    expect(page.get_by_text("19 minutes to read in all")).to_be_visible()
    page.get_by_role("link", name="Walk through it").first.click()
    expect(page.get_by_text("pages 27–35")).to_be_visible()
    while page.get_by_role("button", name="Done, go on").count():
        page.get_by_role("button", name="Done, go on").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("You have walked through all of it.")).to_be_visible()

    page = visit(f"/en/modules/{uid}/", width=360)
    looked_over(page, "module")
    page.goto(f"/en/modules/{uid}/steps/7/")
    looked_over(page, "step")
    page.get_by_role("link", name="See the like here, with living data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chantier")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/en/learning/", "front"),
        ("/en/learning/calls/", "calls"),
        (f"/en/frameworks/{shipped_uid('Framework', 'tt-f-2022')}/", "framework"),
        (f"/en/frameworks/{shipped_uid('Framework', 'tt-f-2020')}/", "framework-then"),
        (f"/en/frameworks/{shipped_uid('Framework', 'sen-f-later')}/versions/", "versions"),
        (f"/en/frameworks/{shipped_uid('Framework', 'tt-f-2022')}/versions/", "versions-three"),
        (f"/en/claims/{shipped_uid('Claim', 'sen-132-million')}/", "million"),
        (f"/en/claims/{shipped_uid('Claim', 'tt-4-doing')}/", "moved"),
        (f"/en/studies/{shipped_uid('Study', 'tt-impact-2022')}/", "study"),
    ],
)
def test_whoever_comes_can_read_what_was_learned(visit: Visit, path: str, name: str) -> None:
    looked_over(visit(path, width=360), name)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"/en/frameworks/{shipped_uid('Framework', 'tt-f-2022')}/", "framework"),
        (f"/en/claims/{shipped_uid('Claim', 'sen-132-million')}/", "million"),
        (f"/en/modules/{shipped_uid('Module', 'next-system-movements')}/", "module"),
        ("/en/learning/calls/", "calls"),
    ],
)
def test_what_was_learned_costs_little_on_a_poor_line(visit: Visit, path: str, name: str) -> None:
    look_over(visit(""), path, f"learning-{name}", "#content a")
