"""Finding: words, filters, a place and a map; with a script that saves waiting, and whole without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_words_and_a_filter_find_and_their_address_says_so(
    visit: Visit, tables: Tables, script: bool
) -> None:
    page = visit(f"/en/groups/?network={tables.uid}", script=script)
    page.fill("#q", "bak riv")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".result h3")).to_have_text(["River Bakery"])
    page.goto("/en/groups/")
    country = page.locator("input[name=country][value=BR]")
    count = page.locator("li", has=country).locator(".count").inner_text()
    country.check()
    if not script:
        page.get_by_role("button", name="Apply filters").click()
    expect(page.locator("#results h2").first).to_have_text(f"{count} groups")
    expect(page).to_have_url(re.compile(r"country=BR"))
    page.reload()
    expect(page.locator("#results h2").first).to_have_text(f"{count} groups")


def test_a_town_and_a_radius_find_what_is_near(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/?network={tables.uid}", script=False)
    page.fill("#near", "Lyon, France")
    page.select_option("#km", "10")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#results h2").first).to_have_text("10 groups")


def test_near_me_searches_around_the_reader_to_about_a_kilometre(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/?network={tables.uid}", width=360)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 45.764043, "longitude": 4.835659})
    page.get_by_role("button", name="Near me").click()
    expect(page).to_have_url(re.compile(r"lat=45\.76&lon=4\.84(&|$)"))
    expect(page.locator("#results h2").first).to_have_text("10 groups")
    expect(page.get_by_text("keeps nothing of it")).to_be_visible()
    no_sideways_scroll(page, 320)

    page.fill("#near", "Grenoble, France")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"near=Grenoble"))
    assert "lat=" not in page.url
    shoot(page, "search-near-me-360")
    audit(page)


def test_near_me_that_is_refused_asks_for_a_town(visit: Visit) -> None:
    page = visit("/en/groups/")
    page.context.clear_permissions()
    page.get_by_role("button", name="Near me").click()
    expect(page.get_by_text("Write a town instead.")).to_be_visible()


def test_near_me_is_not_there_without_script(visit: Visit) -> None:
    page = visit("/en/groups/", script=False)
    expect(page.get_by_text("Near me")).not_to_be_visible()


def test_whoever_finds_nothing_is_shown_a_way_out(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/?q=xyzzyx&network={tables.uid}", script=False)
    page.locator(".ways a").first.click()
    expect(page.locator(".result").first).to_be_visible()


def test_a_circle_of_the_drawn_map_leads_closer(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/?network={tables.uid}", script=False)
    page.locator(".map .clusters-wide a").first.click()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.locator(".result").first).to_be_visible()


def test_the_map_that_moves_is_used_by_keyboard_and_the_list_follows(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/map/?network={tables.uid}")
    circle = page.locator(".seal").first
    circle.wait_for()
    before = page.url
    circle.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
    expect(page.locator("#in-sight .result").first).to_be_visible()
    page.locator(".seal").first.wait_for()
    audit(page)


def test_a_search_stands_in_a_frame_of_another_site(visit: Visit, instance: Instance, tables: Tables) -> None:
    page = visit(f"/en/groups/embed/make/?network={tables.uid}", script=False)
    code = page.locator("#code").input_value()
    host = visit("")
    host.route(
        "**/their-own-site/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<!doctype html><html lang="en"><title>Ours</title><main><h1>Ours</h1>{code}</main></html>',
        ),
    )
    host.goto("/their-own-site/")
    frame = host.frame_locator("iframe")
    expect(frame.locator(".map")).to_be_visible()
    expect(frame.locator(".result").first).to_be_visible()
    assert not host.context.cookies()
    audit(host)


def test_links_that_leave_the_page_lead_to_where_it_is_served(visit: Visit, instance: Instance) -> None:
    page = visit("/en/groups/")
    feed = page.locator('link[type="application/atom+xml"]').get_attribute("href")
    assert f'href="{instance.url}/' in page.request.get(f"{instance.url}{feed}").text()
