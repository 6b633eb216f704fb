"""A debate on a telephone: started, positions named, spoken in, agreed beneath; the page passed on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser


def _looked_over(page: Page, name: str) -> None:
    shoot(page, name)
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page)


def test_a_debate_is_held_on_a_telephone(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/conversations/", width=360, user="member")
    _looked_over(page, "conversations")
    page.get_by_role("link", name="Start a debate").click()
    _looked_over(page, "debate-start")
    page.get_by_label("What is it about?").fill("Do we sell to supermarkets?")
    page.get_by_label("Who may read it?").select_option("public")
    page.get_by_role("button", name="Start it").click()
    for name, words in (("Yes, what is left", "Bread that nobody fetched."), ("No", "They set the price.")):
        page.get_by_role("link", name="Name a position").click()
        page.get_by_label("Its name").fill(name)
        page.get_by_label("In the words of those who hold it").fill(words)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.get_by_label("What do you say?").fill("Look at https://example.org/prices first.")
    page.get_by_label("This speaks for").select_option(label="No")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("You said it.")).to_be_visible()
    page.get_by_role("link", name="Answer").first.click()
    page.get_by_label("What do you say?").fill("They are two years old.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("blockquote a")).to_contain_text("example.org/prices")
    page.get_by_role("link", name="Write what is agreed").click()
    page.get_by_label("What all agree upon").fill("Nothing is sold below what it cost.")
    page.get_by_role("button", name="Save").click()
    _looked_over(page, "debate")
    page.get_by_role("button", name="Take away").last.click()
    expect(page.get_by_text("It was taken away.")).to_be_visible()
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("They are two years old.")).to_be_visible()

    address = page.url.split("?")[0].split("#")[0]
    stranger = visit(address, width=360)
    expect(stranger.locator("h1")).to_have_text("Do we sell to supermarkets?")
    expect(stranger.get_by_text("Nothing is sold below what it cost.")).to_be_visible()
    expect(stranger.locator("#speak")).to_have_count(0)
    _looked_over(stranger, "debate-read")
    stranger.emulate_media(color_scheme="dark")
    audit(stranger, only=("color-contrast",))


def test_calendars_and_letters_are_looked_after_on_a_telephone(visit: Visit, tables: Tables) -> None:
    page = visit("/en/calendars/", width=360, user="member")
    page.get_by_role("button", name="Make an address – All your groups").click()
    expect(page.get_by_label("Copy it into your calendar program")).to_have_value(re.compile(r"\.ics$"))
    _looked_over(page, "calendars")
    page.goto("/en/conversations/letters/")
    _looked_over(page, "letters")


def test_everything_is_found_on_a_telephone(visit: Visit, tables: Tables) -> None:
    page = visit("/en/find/?q=supermarkets", width=360)
    expect(page.get_by_role("link", name="Do we sell to supermarkets?")).to_be_visible()
    _looked_over(page, "everything")
    page.goto("/en/groups/?q=supermarkets")
    expect(page.get_by_role("heading", name="Also found")).to_be_visible()
    _looked_over(page, "also-found")


def test_one_speaks_without_a_script(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/conversations/", width=360, script=False, user="member")
    page.locator("#speak > summary").click()
    page.get_by_label("What do you say?").fill("Who brings the kettle?")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Who brings the kettle?")).to_be_visible()
