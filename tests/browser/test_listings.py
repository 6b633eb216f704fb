"""Offers and needs on a phone and at a desk: written in two steps, found, renewed, waited for, printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"listings-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"listings-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"listings-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a telephone makes it."""
    path = tmp_path / "photo.jpg"
    Image.linear_gradient("L").resize((1200, 900)).convert("RGB").save(path)
    return path


def test_something_is_offered_in_two_steps_and_found(visit: Visit, tables: Tables, photo: Path) -> None:
    page = visit(f"/en/groups/{tables.group}/listings/", width=360, user="member")
    looked_over(page, "empty")
    page.get_by_role("link", name="Offer or need something").click()
    looked_over(page, "sort")
    page.get_by_role("link", name="Goods").first.click()
    page.get_by_label("In a few words").fill("Sourdough to share")
    page.get_by_label("More about it").fill("A jar, with **how to feed it**.")
    page.get_by_label("Price").first.fill("1e9")
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text("is no amount")).to_be_visible()
    expect(page.get_by_label("More about it")).to_have_value("A jar, with **how to feed it**.")
    looked_over(page, "form")
    page.get_by_label("Price").first.fill("0:30")
    page.get_by_label("Counted in").first.select_option("HOUR")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_label("What the picture shows").fill("A jar on a table")
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text("Others can find it now.")).to_be_visible()
    page.reload()
    looked_over(page, "listing")

    page.goto(f"/en/groups/{tables.lone}/listings/new?what=need&sort=goods")
    page.get_by_label("In a few words").fill("A sourdough that bears the cold")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("How far around, in kilometres").fill("900")
    page.get_by_role("button", name="Say that we need it").click()
    expect(page.get_by_role("heading", name="This may be met by")).to_be_visible()
    looked_over(page, "need")
    page.get_by_role("button", name="It fits").click()
    expect(page.get_by_text("Both sides say that it fits").first).to_be_visible()

    page.goto("/en/exchange/listings/?q=sourdough")
    looked_over(page, "browse")
    page.goto(f"/en/groups/{tables.group}/listings/sheet")
    looked_over(page, "sheet")
    page.emulate_media(media="print")
    shoot(page, "listings-sheet-print")


def test_what_one_offers_and_waits_for(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.group}/listings/new?what=offer&sort=time", width=360, user="member")
    page.get_by_label("In a few words").fill("An hour with the accounts")
    page.get_by_label("It stands for").select_option("7")
    page.get_by_role("button", name="Offer it").click()
    page.goto("/en/listings/own")
    looked_over(page, "own")
    page.locator(".card", has_text="An hour with the accounts").get_by_role("button").first.click()
    expect(page.get_by_text("three months more")).to_be_visible()
    page.get_by_role("link", name="Tell me when something comes").click()
    page.get_by_role("button", name="Wait for it").click()
    expect(page.get_by_text("This would tell you of everything.")).to_be_visible()
    page.get_by_label("Words").fill("maize")
    looked_over(page, "wait")
    page.get_by_role("button", name="Wait for it").click()
    expect(page.get_by_role("heading", name="offer · “maize”")).to_be_visible()
    page.reload()
    looked_over(page, "alerts")
    page.goto(f"/en/groups/{tables.group}/listings/bring")
    looked_over(page, "bring")


def test_whoever_comes_finds_what_invented_groups_offer(visit: Visit) -> None:
    page = visit("/en/exchange/", width=360)
    looked_over(page, "front")
    page.get_by_role("link", name="Offers and needs").first.click()
    looked_over(page, "all")
    page.get_by_role("link", name="Needed").click()
    page.locator(".card.listing h3 a").first.click()
    looked_over(page, "shipped")


def test_finding_needs_no_script(visit: Visit) -> None:
    page = visit("/en/exchange/listings/", width=360, script=False)
    page.get_by_label("What are you looking for?").fill("van")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="1 found")).to_be_visible()
    page.get_by_role("link", name="A van with driver on Saturdays").click()
    expect(page.get_by_role("heading", name="How to answer")).to_be_visible()
