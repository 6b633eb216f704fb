"""Ways in: a password, a card with a PIN, an invitation; and a phone that goes from hand to hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import sign_in
from tests.browser.test_first_steps import is_for_everyone

pytestmark = pytest.mark.browser


def test_a_password_opens_the_door_without_script(visit: Visit, instance: Instance) -> None:
    page = visit("", script=False)
    sign_in(page, "member", instance.accounts["member"])
    page.goto("/en/account/")
    expect(page.locator("h1")).to_be_visible()
    assert "/account/" in page.url


def test_a_wrong_password_is_answered_in_words(visit: Visit) -> None:
    page = visit("/en/accounts/login/", script=False)
    page.fill("input[name=login]", "nobody-here")
    page.fill("input[name=password]", "wrong")
    page.locator("form:has(input[name=password]) button").first.click()
    expect(page.locator(".errorlist, .error, [role=alert]").locator("visible=true").first).to_be_visible()


def test_a_card_and_its_pin_open_a_shared_phone_that_is_handed_over(visit: Visit, tables: Tables) -> None:
    steward = visit(f"/en/cards/in/{tables.scope}/", script=False, user="member")
    steward.locator("#content form input:visible").first.fill("Rosalba")
    steward.get_by_role("button", name="Make the card").click()
    pin = steward.locator("strong.big-code").inner_text()
    code = steward.locator(".paper .big-code").inner_text()

    phone = visit("/en/card/", width=360, script=False)
    phone.fill("#card-code", code)
    phone.fill("#card-pin", pin)
    phone.check("#card-shared")
    phone.get_by_role("button", name="Sign in with the card").click()
    expect(phone.get_by_role("button", name="Hand over the phone")).to_be_visible()
    phone.get_by_role("button", name="Hand over the phone").click()
    expect(phone.locator("#card-code")).to_be_visible()
    phone.goto("/en/account/")
    assert "/account/" not in phone.url.split("?")[0]


def test_an_invitation_can_be_read_by_everyone_and_makes_a_member(visit: Visit, tables: Tables) -> None:
    steward = visit(f"/en/invitations/in/{tables.scope}/", user="member")
    steward.get_by_role("button", name="Make the link").click()
    link = steward.locator("#link").input_value()
    assert "/en/" not in link
    steward.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steward.get_by_role("button", name="Copy the link").click()
    expect(steward.get_by_text("Copied.")).to_be_visible()
    assert steward.evaluate("navigator.clipboard.readText()") == link
    is_for_everyone(steward, "invitation-made")
    look_over(visit(""), link, "join", "#content .button")

    invited = visit(link, width=360, script=False, language="fr")
    expect(invited.locator("html")).to_have_attribute("lang", "fr")
    invited.goto(link.replace("/join/", "/en/join/"))
    invited.get_by_role("link", name="Make an account and join").click()
    invited.fill("input[name=username]", "joaquim")
    invited.fill("input[name=password1]", "four warm loaves here")
    invited.locator("#content form button").first.click()
    invited.goto(link.replace("/join/", "/en/join/"))
    join = invited.get_by_role("button", name="Join as")
    if join.count():
        join.click()
        expect(invited.get_by_text("Welcome to Tables of the Rivers.")).to_be_visible()
    else:
        expect(invited.get_by_text("You have this role already.")).to_be_visible()
