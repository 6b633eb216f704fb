"""A tontine in the browser: its ring, the meeting's form, the sheet for the wall; without a script."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from datetime import date, timedelta
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.cycles import CycleDraft, begin_cycle, draw_order
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.turns import open_turn
from konbit.exchange.models import Circle, Cycle
member = viewer_of(Person.objects.get(username="member"))
draft = CircleDraft("en", "tontine", "Sol of the Rivers", unit="tides")
uid = begin_circle(member, "UID", draft, uuid.uuid4())
names = ("Odette", "Tiago", "Abeba", "Marisol", "Jean-Baptiste of the upper mill", "Awa", "Lien")
drafts = [MemberDraft(name=one) for one in names]
members = add_members(member, uid, [MemberDraft(person=member.actor), *drafts])
open_circle(member, uid)
draft = CycleDraft({one.pk: 1 for one in members}, date.today() - timedelta(days=9))
cycle = Cycle.objects.get(uid=begin_cycle(member, uid, draft, uuid.uuid4()))
draw_order(member, cycle.uid, "seven")
turns = list(cycle.turns.all())
open_turn(member, turns[0].uid)
print(json.dumps({"circle": uid, "turn": turns[0].uid, "next": turns[1].uid, "cycle": cycle.uid}))
"""


@dataclass(frozen=True)
class Ring:
    """A tontine whose first turn is open and late."""

    circle: str
    turn: str
    next: str
    cycle: str


@pytest.fixture(scope="module")
def ring(instance: Instance, tables: Tables) -> Ring:
    """Made once for this module."""
    return Ring(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_pages_can_be_used_by_all(visit: Visit, ring: Ring) -> None:
    for name, path, action in (
        ("tontine", f"/en/exchange/circles/{ring.circle}/", "#content a.button"),
        ("tontine-meeting", f"/en/exchange/circles/{ring.circle}/tontine/meeting", "#content button"),
        ("tontine-sheet", f"/en/exchange/circles/{ring.circle}/tontine/sheet", "#content a"),
        ("tontine-swap", f"/en/exchange/turns/{ring.next}/swap", "#content button"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_who_paid_in_is_noted_without_a_script(visit: Visit, ring: Ring) -> None:
    at = f"/en/exchange/circles/{ring.circle}/tontine/meeting"
    page = visit(at, width=360, script=False, user="member")
    part = page.locator("input[name^=part_]").first
    part.fill("99999")
    page.get_by_role("button", name="Book it all").click()
    expect(page.get_by_text("This is more than is to be paid.")).to_be_visible()
    expect(part).to_have_value("99999")
    part.fill("")
    for box in page.locator("input[name^=all_]").all():
        box.check()
    page.get_by_role("button", name="Book it all").click()
    expect(page.get_by_text("All is in")).to_be_visible()
    page.get_by_role("button", name="Handed over").click()
    expect(page.get_by_text("The turn is complete.")).to_be_visible()
    expect(page.locator("svg[role=img]")).to_have_attribute(
        "aria-label", "The ring of turns: 1 of 8 paid out."
    )
