"""Every kind of circle, lived on a phone without a script from its charter to its close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tables, Visit
from tests.browser.pages import shoot

pytestmark = pytest.mark.browser


def _press(page: Page, name: str) -> None:
    page.locator("#content").get_by_role("button", name=name).first.click()


def _follow(page: Page, name: str) -> None:
    page.locator("#content").get_by_role("link", name=name).first.click()


def _phone(visit: Visit) -> Page:
    page = visit("", width=360, script=False, user="member")
    page.set_default_timeout(10_000)
    return page


def _told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def _agreed(page: Page, words: str) -> None:
    page.get_by_label("Or write down what you agreed").fill(words)


def _begun(page: Page, tables: Tables, kind: str, rules: Callable[[Page], None] | None = None) -> str:
    """A circle of a kind with two members, running; the address of its page."""
    page.goto(f"/en/groups/{tables.uid}/circles/new")
    _follow(page, kind)
    page.get_by_label("What is the circle called?").fill(f"Lived: {kind}")
    unit = page.get_by_label("What is your own unit called?")
    if unit.count():
        unit.fill("suns")
    _press(page, "Begin")
    at = page.url.split("?")[0]
    if rules is not None:
        _follow(page, "Look at the rules")
        rules(page)
        page.goto(at)
    for name in ("Odette", "Tiago"):
        _follow(page, "Let somebody in")
        page.get_by_label("Names").fill(name)
        _press(page, "Let in")
    _press(page, "Let the circle run")
    _told(page, "The circle runs.")
    return at


def _pays(page: Page, at: str, payer: str, payee: str, amount: str) -> None:
    page.goto(f"{at}pay")
    page.get_by_label("From", exact=True).select_option(label=payer)
    page.get_by_label("To", exact=True).select_option(label=payee)
    page.get_by_label("How much").fill(amount)
    _press(page, "Read it once more")
    _press(page, "Pay it")
    _told(page, "It is paid.")


def _ended(page: Page, at: str) -> None:
    page.goto(at)
    _press(page, "End the circle")
    _told(page, "The circle has ended.")
    shoot(page, f"ended-{at.rstrip('/').rsplit('/', 1)[1]}-360")


@pytest.mark.parametrize("kind", ["Mutual credit", "Time bank"])
def test_value_goes_round_until_all_are_even(visit: Visit, tables: Tables, kind: str) -> None:
    page = _phone(visit)
    at = _begun(page, tables, kind)
    _pays(page, at, "Odette (1)", "Tiago (2)", "2")
    page.goto(at)
    _press(page, "End the circle")
    _told(page, "Something is still open in this circle.")
    _pays(page, at, "Tiago (2)", "Odette (1)", "2")
    _ended(page, at)


def test_care_is_written_down(visit: Visit, tables: Tables) -> None:
    page = _phone(visit)
    at = _begun(page, tables, "Care hours")
    _follow(page, "Write down care")
    page.get_by_label("Who cared").select_option(label="Odette")
    page.get_by_label("How long").fill("3")
    _press(page, "Save")
    _told(page, "nobody owes anything for it")
    _ended(page, at)


def test_all_work_on_the_field_of_one(visit: Visit, tables: Tables) -> None:
    page = _phone(visit)
    at = _begun(page, tables, "Konbit: working each other’s fields")
    _follow(page, "Plan a day")
    page.get_by_label("On whose field?").select_option(label="Odette")
    page.get_by_label("On which day").fill(date.today().isoformat())
    _press(page, "Save")
    _follow(page, "Write down who came")
    page.get_by_label("Tiago").check()
    _press(page, "Save")
    _told(page, "We worked together on one day.")
    _ended(page, at)


def test_all_give_to_what_belongs_to_all(visit: Visit, tables: Tables) -> None:
    page = _phone(visit)
    at = _begun(page, tables, "Common enterprise")
    _follow(page, "Write down what was given")
    page.get_by_label("Odette").fill("3")
    page.get_by_label("Tiago").fill("1")
    _press(page, "Save")
    _follow(page, "Share a surplus")
    page.get_by_label("How much is there to share?").fill("100")
    page.get_by_label("In which money").select_option("EUR")
    _agreed(page, "We share what the mill earned.")
    _press(page, "Who would get how much?")
    _press(page, "Share it so")
    for name, amount in (("Odette", "60"), ("Tiago", "20")):
        _follow(page, "Pay out what was shared")
        share = page.get_by_label("Whose share was handed over?")
        share.select_option(label=f"{name}: €{amount}")
        page.get_by_label("How much").fill(amount)
        _press(page, "Save")
    _follow(page, "Use the reserve")
    page.get_by_label("How much").fill("20")
    page.get_by_label("What for").fill("seed")
    _agreed(page, "The rest goes to the garden.")
    _press(page, "Save")
    _ended(page, at)


def test_everybody_has_her_turn(visit: Visit, tables: Tables) -> None:
    page = _phone(visit)
    at = _begun(page, tables, "Tontine")
    _follow(page, "Begin a cycle")
    _press(page, "Save")
    _follow(page, "Draw the order")
    page.locator("#content form button").last.click()
    for _turn in range(2):
        page.goto(at)
        _follow(page, "Open this turn")
        page.locator("#content form button").last.click()
        page.goto(f"{at}tontine/meeting")
        for box in page.locator("input[name^=all_]").all():
            box.check()
        _press(page, "Book it all")
        _press(page, "Handed over")
        _told(page, "The turn is complete.")
    _ended(page, at)


def test_a_fund_lends_and_gives_away_what_is_left(visit: Visit, tables: Tables) -> None:
    page = _phone(visit)

    def by_resolution(page: Page) -> None:
        page.get_by_label("A loan is granted by a resolution.").check()
        _press(page, "Save")

    at = _begun(page, tables, "Solidarity fund", by_resolution)
    page.goto(f"{at}savings/meeting")
    for box in page.locator("input[name^=gift_]").all():
        box.fill("30")
    _press(page, "Book it all")
    _follow(page, "Ask for a loan")
    page.get_by_label("Who asks for it?").select_option(label="Odette")
    page.get_by_label("How much").fill("40")
    _press(page, "What does it cost?")
    _press(page, "Ask for it")
    _follow(page, "Grant it by a resolution")
    _agreed(page, "Odette gets 40 for seed.")
    _press(page, "Save")
    _press(page, "It was handed over")
    page.goto(f"{at}savings/meeting")
    for box in page.locator("input[name^=all_]").all():
        box.check()
    _press(page, "Book it all")
    page.goto(at)
    _follow(page, "Help somebody")
    page.get_by_label("Out of which fund?").select_option(label="Loan fund")
    page.get_by_label("How much").fill("60")
    page.get_by_label("For whom and what").fill("the new well")
    _agreed(page, "What is left goes to the well.")
    _press(page, "Save")
    _ended(page, at)
