"""The front door in its two states, and in every language of the house."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import keyboard_path, no_sideways_scroll, shoot

pytestmark = pytest.mark.browser


def test_it_fits_the_smallest_screen_in_every_language(visit: Visit) -> None:
    page = visit("", width=320)
    for language in ("en", "fr", "es", "pt-br", "ht"):
        page.goto(f"/{language}/")
        shoot(page, f"home-320-{language}")
        no_sideways_scroll(page, 320)


def test_the_keyboard_walks_through_all_of_it_and_shows_where_it_is(visit: Visit) -> None:
    assert len(keyboard_path(visit("/en/"))) >= 20


def test_it_opens_two_doors_or_the_network_that_lives_here(visit: Visit, tables: Tables) -> None:
    """The first network that the operator of a house starts is what the house opens with."""
    keeper = visit("/en/start/", user="organiser", script=False)
    keeper.get_by_label("What your network is called").fill("Ours at Home")
    keeper.get_by_label("Its town").fill("Lyon, France")
    keeper.get_by_role("button", name="Go on").click()
    uid = keeper.url.split("/start/")[1].split("/")[0]
    page = visit("")
    look_over(page, "/en/", "home-of-a-network", "#q")
    expect(page.locator("h1")).to_have_text("Ours at Home")

    keeper.goto(f"/en/g/{uid}/remove")
    keeper.locator("#content form button").first.click()
    page.goto("/en/")
    expect(page.locator("a.door")).to_have_count(2)
