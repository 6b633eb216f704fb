"""Ways to pay besides by name, in the browser: a list, a QR, a card at another's phone, the wall sheet."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import shoot

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.people.actions import make_own_card
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.models import Account
member = viewer_of(Person.objects.get(username="member"))
holder = viewer_of(Person.objects.create_user(username="holder of a card"))
draft = CircleDraft("en", "timebank", "Hours for all", currency="HOUR")
uid = begin_circle(member, "UID", draft, uuid.uuid4())
drafts = [MemberDraft(person=member.actor), MemberDraft(person=holder.actor)]
add_members(member, uid, [*drafts, *(MemberDraft(name=one) for one in ("Odette", "Tiago", "Abeba"))])
open_circle(member, uid)
card = make_own_card(holder)
own = Account.objects.get(circle__uid=uid, member__person=member.actor)
print(json.dumps({"circle": uid, "own": own.uid, "code": card.card.code, "pin": card.pin}))
"""


@dataclass(frozen=True)
class Bank:
    """A time bank, an account of the reader, a card of somebody else."""

    circle: str
    own: str
    code: str
    pin: str


@pytest.fixture(scope="module")
def bank(instance: Instance, tables: Tables) -> Bank:
    """Made once for this module."""
    return Bank(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_pages_can_be_used_by_all(visit: Visit, bank: Bank) -> None:
    at = f"/en/exchange/circles/{bank.circle}"
    for name, path, action in (
        ("pay-list", f"{at}/pay-list", "#content form button"),
        ("be-paid", f"{at}/be-paid", "#content form button"),
        ("by-card", f"{at}/card", "#content form button"),
        ("circle-sheet", f"{at}/sheet", "#content a"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_a_payroll_of_hours_without_a_script(visit: Visit, bank: Bank) -> None:
    page = visit(f"/en/exchange/circles/{bank.circle}/pay-list", width=360, script=False, user="member")
    page.get_by_label("What for").first.fill("work on the terraces, in May")
    page.get_by_label("Odette").fill("2")
    page.get_by_label("Tiago").fill("3:30")
    page.get_by_role("button", name="Read it once more").click()
    expect(page.get_by_text("5 h 30 min").first).to_be_visible()
    shoot(page, "pay-list-sure-360")
    page.get_by_role("button", name="Pay it").click()
    expect(page.get_by_text("2 payments are booked.")).to_be_visible()


def test_a_card_pays_at_the_phone_of_who_is_paid(visit: Visit, bank: Bank) -> None:
    page = visit(
        f"/en/exchange/circles/{bank.circle}/card?to={bank.own}", width=360, script=False, user="member"
    )
    page.get_by_label("How much").fill("1:30")
    page.locator("#content form button").last.click()
    expect(page.get_by_role("heading", name="Give the phone to who pays")).to_be_visible()
    shoot(page, "by-card-sure-360")
    page.get_by_label("Code of your card").fill(bank.code)
    page.get_by_label("Your PIN").fill(bank.pin)
    page.get_by_role("button", name="Pay it").click()
    expect(page.get_by_text("It is paid by card.")).to_be_visible()


def test_a_qr_leads_to_a_payment_that_is_filled_in(visit: Visit, bank: Bank) -> None:
    page = visit(f"/en/exchange/circles/{bank.circle}/be-paid", width=360, script=False, user="member")
    page.get_by_label("How much").fill("2")
    page.get_by_label("What for").fill("a lesson")
    page.get_by_role("button", name="Show the QR").click()
    expect(page.locator(".wall .qr svg")).to_be_visible()
    shoot(page, "be-paid-360")
    page.get_by_text("The same as a link").click()
    page.locator("a.long").click()
    expect(page.get_by_label("How much")).to_have_value("2:00")
