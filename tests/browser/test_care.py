"""Care for a circle in the browser: who may need a hand, and a circle that would work."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import shoot

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.directory.models import Group, Role
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.listings import ListingDraft, list_it
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.paying import pay
from konbit.exchange.models import Account
member = viewer_of(Person.objects.get(username="member"))
group = Group.objects.get(uid="UID")
draft = CircleDraft("en", "timebank", "Hours that go round", currency="HOUR")
uid = begin_circle(member, "UID", draft, uuid.uuid4())
people = [member]
for name in ("gives a lot", "helps with chairs"):
    person = Person.objects.create_user(username=name)
    Role.objects.create(person=person, group=group, kind="member")
    people.append(viewer_of(person))
add_members(member, uid, [MemberDraft(person=one.actor) for one in people])
open_circle(member, uid)
accounts = [Account.objects.get(circle__uid=uid, member__person=one.actor).uid for one in people]
pay(member, accounts[0], accounts[1], 19 * 60, "roof", uuid.uuid4())
said = (("Fresh bread", "Wooden chairs"), ("Guitar lessons", "Bread every week"), ("Chairs of oak", "Guitar"))
for person, (offer, need) in zip(people, said):
    list_it(person, "UID", ListingDraft("en", "offer", "goods", offer), uuid.uuid4())
    list_it(person, "UID", ListingDraft("en", "need", "goods", need), uuid.uuid4())
print(json.dumps(uid))
"""


@pytest.fixture(scope="module")
def circle(instance: Instance, tables: Tables) -> str:
    """A time bank in which somebody has come to her limit, made once for this module."""
    return str(json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_who_keeps_the_books_sees_who_may_need_a_hand(visit: Visit, circle: str) -> None:
    path = f"/en/exchange/circles/{circle}/care"
    look_over(visit("", user="member"), path, "care-for-circle", "#content a")
    page = visit(path, width=360, script=False, user="member")
    expect(page.get_by_text("It helps when somebody takes something from her.")).to_be_visible()
    expect(page.get_by_role("img", name="A circle of 3")).to_be_visible()
    shoot(page, "care-for-circle-360")
    page.get_by_role("link", name="Chairs of oak").first.click()
    expect(page.get_by_role("heading", name="Chairs of oak")).to_be_visible()
