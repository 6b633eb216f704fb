"""The first ten minutes of an organiser: from the cells of her spreadsheet to a poster."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import made
from tests.browser.conftest import Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser


def begin(page: Page, network: str, user_name: str) -> None:
    """Through the second door: name, language, town, and an account in the same go."""
    page.goto("/en/")
    page.click("a.door[href$='/start/']")
    page.get_by_label("What your network is called").fill(network)
    page.get_by_label("Its town").fill("Lyon, France")
    page.locator("input[name=username]").fill(user_name)
    page.locator("input[name=password1]").fill("four warm loaves here")
    page.get_by_role("button", name="Go on: bring your list").click()
    expect(page.locator("h1")).to_have_text("Bring your list")


def is_for_everyone(page: Page, name: str) -> None:
    """What is shown only on the way is looked over where it stands."""
    shoot(page, name)
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page, 320)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_pasted_cells_to_a_map_and_a_poster(visit: Visit, script: bool) -> None:
    page = visit("", width=360, script=script)
    begin(page, f"Tables {script}", f"fabienne{script}")
    page.get_by_label("Paste the cells here").fill(made.cells())
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("h1")).to_have_text("Is this how you mean it?")
    expect(page.locator("#content")).to_contain_text("62 groups read.")
    expect(page.locator("#content")).to_contain_text("Phones stay private.")
    expect(page.locator("#content")).to_contain_text("This row has no name.")
    if script:
        is_for_everyone(page, "first-steps-look-360")

    page.get_by_label("About").select_option("skip")
    page.get_by_role("button", name="Look again with what I changed").first.click()
    expect(page.get_by_label("About")).to_have_value("skip")
    page.get_by_role("button", name="Yes: bring them in").first.click()
    expect(page.locator("h1")).to_have_text("Your groups are here", timeout=60_000)
    if script:
        is_for_everyone(page, "first-steps-done-360")

    page.get_by_role("link", name="See them under your name").click()
    for _again in range(30):
        if page.locator("figure .map").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(".big")).to_have_text("62 groups")
    expect(page.locator("figure .map")).to_be_visible()

    page.locator("input[name=main]").fill("#2f6147")
    page.locator("input[name=motto]").fill("We set the table together")
    page.locator("input[name=group]").fill("table")
    page.locator("input[name=groups]").fill("tables")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".big")).to_have_text("62 tables")
    expect(page.locator("#content .lead").first).to_have_text("We set the table together")
    if script:
        is_for_everyone(page, "first-steps-under-her-name-360")

    page.get_by_role("link", name="Poster for the assembly").click()
    expect(page.locator("h1")).to_have_text(f"Tables {script}")
    expect(page.locator(".qr svg")).to_be_visible()
    assert page.locator(".members").get_by_text("River Bakery").count() == 1


def test_a_colour_that_cannot_be_read_comes_back_with_one_that_can(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/start/{tables.uid}/look/", user="member")
    page.locator("input[name=main]").fill("#f7d94c")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("Saved. This is how your network looks now.")).to_be_visible()


def test_a_pin_that_is_right_is_saved_where_it_stands(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/start/{tables.uid}/places/{tables.lone}/", user="member")
    page.locator("input[name=where][value=pin]").check()
    page.locator(".leaflet-marker-icon").wait_for()
    page.get_by_role("button", name="Save, and the next one").click()
    expect(page.get_by_text("The Long Table: saved.")).to_be_visible()


def test_a_pin_is_set_by_hand_where_a_town_does_not_say_enough(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/start/{tables.uid}/places/{tables.lone}/", user="member")
    assert "leaflet" not in page.content().split("<body")[0]
    page.locator("input[name=where][value=pin]").check()
    page.locator(".leaflet-marker-icon").wait_for()
    start = page.locator("#id_point").input_value()
    page.locator("[data-pin]").click(position={"x": 60, "y": 60})
    expect(page.locator("#id_point")).not_to_have_value(start)
    page.get_by_role("button", name="Save, and the next one").click()
    expect(page.get_by_text("The Long Table: saved.")).to_be_visible()
