"""Proposing, looking, publishing: by somebody without an account, and by those who look after a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

SOON = 3_500  # milliseconds that the guard takes a person to need


def _looked_over(page: Page, name: str) -> None:
    shoot(page, name)
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page)


def test_a_group_is_proposed_without_account_or_script_and_published(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/networks/{tables.uid}/", width=360, script=False)
    page.get_by_role("link", name="Propose a group").first.click()
    page.get_by_label("Name of the group").fill("Willow Pedlars")
    page.get_by_label("Town or village").fill("Annecy")
    page.get_by_label("What it is and does").fill("We carry bread by bicycle.")
    page.get_by_label("How do you know this?").fill("Their stall at the market")
    page.wait_for_timeout(SOON)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Somebody looks at it first")).to_be_visible()
    page.goto("/en/groups/?q=willow")
    expect(page.locator("#content")).not_to_contain_text("Willow Pedlars")

    page = visit(f"/en/g/{tables.uid}/waiting", user="member")
    _looked_over(page, "proposals-queue")
    page.get_by_role("link", name="New: Willow Pedlars").click()
    expect(page.get_by_text("We carry bread by bicycle.")).to_be_visible()
    _looked_over(page, "proposals-one")
    page.get_by_text("Change something first").click()
    page.get_by_role("link", name="Name", exact=True).click()
    page.get_by_label("Name", exact=True).fill("The Willow Pedlars")
    page.get_by_role("button", name="Keep it with the proposal").click()
    page.get_by_role("button", name="Take it as it is").click()
    expect(page.get_by_text("Taken: everybody sees The Willow Pedlars so now.")).to_be_visible()
    page.get_by_role("link", name="The Willow Pedlars").click()
    expect(page.locator("h1")).to_have_text("The Willow Pedlars")

    page = visit("/en/groups/?q=willow")
    found = page.locator(".result h3", has_text="The Willow Pedlars")
    expect(found).to_have_count(1, timeout=10_000)


def test_a_change_and_a_report_are_answered(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/g/{tables.group}/", width=360)
    page.get_by_role("link", name="Propose a change").click()
    _looked_over(page, "proposals-change")
    page.get_by_role("link", name="Description").click()
    page.locator("textarea").first.fill("We bake by the river.")
    _looked_over(page, "proposals-section")
    page.wait_for_timeout(SOON)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Somebody looks at it first")).to_be_visible()
    expect(page.locator("#content")).not_to_contain_text("We bake by the river.")

    page.goto(f"/en/g/{tables.group}/report")
    page.get_by_label("It is somewhere else").check()
    page.get_by_label("Tell more").fill("They moved to Nantes.")
    _looked_over(page, "proposals-report")
    page.wait_for_timeout(SOON)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Somebody looks at it first")).to_be_visible()

    page = visit(f"/en/g/{tables.uid}/waiting", user="member")
    page.get_by_role("link", name="A change: River Bakery").click()
    expect(page.locator("ins").first).to_contain_text("We bake by the river.")
    page.locator("#refuse-reason, #id_refuse-reason").fill("They asked us to wait.")
    page.get_by_role("button", name="Do not take it").click()
    expect(page.get_by_text("not taken")).to_be_visible()
    page.goto(f"/en/g/{tables.uid}/waiting")
    page.get_by_role("link", name="Something is wrong: River Bakery").click()
    page.get_by_label("Your answer").fill("We asked them: they are still there.")
    page.get_by_role("button", name="Nothing had to be changed").click()
    expect(page.get_by_text("answered: nothing was changed")).to_be_visible()


def test_groups_that_are_alike_are_named_while_one_types(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/g/{tables.uid}/propose", width=360)
    page.get_by_label("Name of the group").press_sequentially("River Bakery")
    expect(page.get_by_text("Is it one of these?")).to_be_visible(timeout=10_000)
    _looked_over(page, "proposals-new")
    page.get_by_label("No, it is another group").check()


def test_a_place_that_moves_is_shown_where_it_is_and_where_it_would_be(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/g/{tables.lone}/change/places", width=360, script=False)
    page.get_by_label("Town or village").first.fill("Grenoble")
    page.wait_for_timeout(SOON)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Somebody looks at it first")).to_be_visible()
    page = visit(f"/en/g/{tables.uid}/waiting", user="member")
    page.get_by_role("link", name="A change: The Long Table").click()
    expect(page.get_by_text("Where it would stand", exact=True)).to_be_visible()
    _looked_over(page, "proposals-place")


def test_organisers_say_how_entries_come_in(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/g/{tables.uid}/policy", user="member")
    _looked_over(page, "proposals-policy")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page = visit("/en/proposals/", user="member")
    _looked_over(page, "proposals-own")
