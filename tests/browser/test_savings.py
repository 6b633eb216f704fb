"""A savings group in the browser: the meeting's form, a loan with all that it costs, the share-out."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, shoot

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.loans import LoanDraft, ask_loan
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.savings import Meeting, note_meeting
member = viewer_of(Person.objects.get(username="member"))
draft = CircleDraft("en", "savings", "Box of the Rivers", currency="EUR")
uid = begin_circle(member, "UID", draft, uuid.uuid4())
drafts = [MemberDraft(name=one) for one in ("Odette", "Tiago", "Abeba")]
members = add_members(member, uid, [MemberDraft(person=member.actor), *drafts])
open_circle(member, uid)
shares = {one.pk: 5 for one in members}
note_meeting(member, uid, Meeting(shares=shares, social=dict.fromkeys(shares, 100)), uuid.uuid4())
asked = LoanDraft(members[1].pk, 6000, 3, 1, "seed for the maize")
print(json.dumps({"circle": uid, "loan": ask_loan(member, uid, asked, uuid.uuid4())}))
"""


@dataclass(frozen=True)
class Box:
    """A savings group after its first meeting, with a loan that is asked for."""

    circle: str
    loan: str


@pytest.fixture(scope="module")
def box(instance: Instance, tables: Tables) -> Box:
    """Made once for this module."""
    return Box(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_pages_can_be_used_by_all(visit: Visit, box: Box) -> None:
    for name, path, action in (
        ("savings", f"/en/exchange/circles/{box.circle}/", "#content a.button"),
        ("savings-meeting", f"/en/exchange/circles/{box.circle}/savings/meeting", "#content button"),
        ("savings-loan", f"/en/exchange/loans/{box.loan}/", "#content button"),
        ("savings-share-out", f"/en/exchange/circles/{box.circle}/share-out", "#content button"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_a_loan_shows_all_that_it_costs_before_it_is_asked_for(visit: Visit, box: Box) -> None:
    page = visit(f"/en/exchange/circles/{box.circle}/loans/new", width=360, script=False, user="member")
    page.get_by_label("How much").fill("50")
    page.get_by_label("In how many months it comes back").fill("4")
    page.get_by_role("button", name="What does it cost?").click()
    expect(page.get_by_text("annual percentage rate")).to_be_visible()
    shoot(page, "savings-cost-360")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("The loan is asked for.")).to_be_visible()

    page.goto(f"/en/exchange/loans/{box.loan}/")
    page.get_by_role("button", name="I am for it").click()
    expect(page.get_by_text("Your answer is written down.")).to_be_visible()
    audit(visit(f"/en/exchange/loans/{box.loan}/", user="member"))
