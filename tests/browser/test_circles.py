"""A circle of mutual credit as its members use it: read, pay without a script, clear debts."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

START = """
import json, uuid
from konbit.directory.actions.editing import add_group
from konbit.directory.models import Group, Role
from konbit.exchange.actions import circles, clearing, members, paying, promises
from konbit.exchange.models import Account, Circle
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = Person.objects.get(username="member")
def viewer(): return viewer_of(member)
market = Group.objects.get(uid=add_group(viewer(), {"name": "Market of the Hill", "kind": "network"}).uid)
Role.objects.get_or_create(person=member, group=market, kind="organiser")
Role.objects.get_or_create(person=member, group=market, kind="steward")
values = {"below": 100, "above": 150, "warning": 8000}
draft = circles.CircleDraft(
    "en", "credit", "Credit of the Hill", "Bread, chairs and lessons go round.", unit="suns",
    audience="public", values=values,
)
uid = circles.begin_circle(viewer(), market.uid, draft, uuid.uuid4())
members.join(viewer(), uid)
names = ["Odette", "Tiago", "Abeba", "Yusra with a very long name that does not fit on one line of a phone"]
members.add_members(viewer(), uid, [members.MemberDraft(name=one) for one in names])
circles.open_circle(viewer(), uid)
rows = {one.member.name or "me": one for one in Account.objects.filter(circle__uid=uid).exclude(member=None)}
def pays(payer, payee, amount, words):
    paying.pay(viewer(), rows[payer].uid, rows[payee].uid, amount, words, uuid.uuid4())
pays("me", "Odette", 60, "bread for a month")
pays("Odette", "Tiago", 60, "two chairs mended")
pays("Tiago", "me", 15, "lessons for the children")
pays("me", "Abeba", 40, "a goat")
paying.ask_payment(viewer(), rows["me"].uid, rows["Tiago"].uid, 5, "more lessons", uuid.uuid4())
def owes(payer, payee, amount, words):
    draft = promises.PromiseDraft(rows[payer].uid, rows[payee].uid, amount, text=words)
    promises.promise(viewer(), draft, uuid.uuid4())
owes("me", "Odette", 30, "flour in May")
owes("Odette", "Abeba", 20, "milk")
owes("Abeba", "me", 25, "a fence")
round_ = clearing.begin_round(viewer(), uid, clearing.RoundDraft(), uuid.uuid4())
for one in ("me", "Odette", "Abeba"):
    clearing.answer_round(viewer(), round_, rows[one].member_id, True)
clearing.find_set_off(viewer(), round_)
print(json.dumps({"market": market.uid, "circle": uid, "account": rows["me"].uid, "round": round_}))
"""


@dataclass(frozen=True)
class Made:
    """A network in the care of “member”, its circle, her account there, and a round that is found."""

    market: str
    circle: str
    account: str
    round: str


@pytest.fixture(scope="module")
def made(instance: Instance) -> Made:
    """Made once for this module."""
    return Made(**json.loads(instance.python(START).splitlines()[-1]))


@pytest.mark.parametrize(
    ("name", "path", "action"),
    [
        ("front", "/en/exchange/", "#content ul.cards a"),
        ("kinds", "/en/exchange/circles/", "#content a"),
        ("list", "/en/groups/{market}/circles/", "#content ul.cards a"),
        ("circle", "/en/exchange/circles/{circle}/", "#content a"),
        ("rules", "/en/exchange/circles/{circle}/rules/past", "#content a"),
    ],
)
def test_what_a_circle_is_can_be_read_by_all(
    visit: Visit, made: Made, name: str, path: str, action: str
) -> None:
    look_over(visit(""), path.format(**vars(made)), f"circles-{name}", action)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("own", "/en/accounts/own"),
        ("statement", "/en/accounts/{account}/statement"),
        ("mine", "/en/exchange/circles/{circle}/"),
        ("change", "/en/exchange/circles/{circle}/rules"),
        ("choose", "/en/groups/{market}/circles/new"),
        ("new", "/en/groups/{market}/circles/new/credit"),
        ("promises", "/en/exchange/circles/{circle}/promises"),
        ("rounds", "/en/exchange/circles/{circle}/clearing"),
        ("round", "/en/exchange/clearing/{round}/"),
    ],
)
def test_what_a_member_sees_fits_a_phone_and_a_table(visit: Visit, made: Made, name: str, path: str) -> None:
    page = visit(path.format(**vars(made)), width=360, user="member")
    no_sideways_scroll(page, 360)
    targets_are_large_enough(page)
    audit(page)
    shoot(page, f"circles-{name}-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    audit(page)
    shoot(page, f"circles-{name}-1280")


def test_a_payment_is_read_once_more_and_booked_without_a_script(visit: Visit, made: Made) -> None:
    page = visit(
        f"/en/exchange/circles/{made.circle}/pay?from={made.account}", width=360, script=False, user="member"
    )
    shoot(page, "circles-pay-360")
    page.get_by_label("To", exact=True).select_option(label="Tiago (3)")
    page.get_by_label("How much").fill("7")
    page.get_by_label("What for").fill("a chair leg")
    page.get_by_role("button", name="Read it once more").click()
    expect(page.get_by_text("7 suns")).to_be_visible()
    no_sideways_scroll(page, 360)
    shoot(page, "circles-pay-sure-360")
    page.get_by_role("button", name="Pay it").click()
    expect(page.get_by_text("It is paid.")).to_be_visible()
    expect(page.get_by_text("a chair leg")).to_be_visible()
