"""A konbit, a common enterprise, a time bank with care hours, and gifts in the browser: their main jobs."""

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
from datetime import date, timedelta
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.exchange.actions.care_hours import CareDraft, note_care
from konbit.exchange.actions.circles import CircleDraft, begin_circle, open_circle
from konbit.exchange.actions.enterprise import note_given
from konbit.exchange.actions.field_days import DayDraft, note_who_came, plan_day, say_coming
from konbit.exchange.actions.gifts import GiftDraft, note_gift
from konbit.exchange.actions.members import MemberDraft, add_members
member = viewer_of(Person.objects.get(username="member"))
today = date.today()


def begun(kind, title):
    uid = begin_circle(member, "UID", CircleDraft("en", kind, title, currency="HOUR"), uuid.uuid4())
    names = [MemberDraft(name=one) for one in ("Odette", "Tiago", "Abeba", "Rosa")]
    members = [one.pk for one in add_members(member, uid, [MemberDraft(person=member.actor), *names])]
    open_circle(member, uid)
    return uid, members


made = {}
made["rota"], them = begun("rota", "Konbit of the Terraces")
draft = DayDraft("en", them[1], today - timedelta(days=9), "Walls of the upper terrace", "at the big mapou")
note_who_came(member, plan_day(member, made["rota"], draft, uuid.uuid4()).uid, {them[2]: None, them[3]: None})
draft = DayDraft("en", them[2], today, "Planting maize", "at the spring")
made["day"] = plan_day(member, made["rota"], draft, uuid.uuid4()).uid
say_coming(member, made["day"], them[3], "will_come")
made["enterprise"], them = begun("enterprise", "The mill")
given = {one: 120 + 90 * at for at, one in enumerate(them)}
note_given(member, made["enterprise"], given, "grinding", today, uuid.uuid4())
made["bank"], them = begun("timebank", "Hours of the House")
made["care"], them = begun("care", "The care there is")
for at, one in enumerate(them):
    draft = CareDraft(one, 300 + 60 * at, "", today - timedelta(days=30 * at))
    note_care(member, made["care"], draft, uuid.uuid4())
made["gifts"], them = begun("gifts", "What goes round")
note_gift(member, made["gifts"], GiftDraft(them[1], them[0], "soup for three days", today), uuid.uuid4())
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Made:
    """Circles of a group, each a while after it began."""

    rota: str
    day: str
    enterprise: str
    bank: str
    care: str
    gifts: str


@pytest.fixture(scope="module")
def made(instance: Instance, tables: Tables) -> Made:
    """Made once for this module."""
    return Made(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def _at(uid: str) -> str:
    return f"/en/exchange/circles/{uid}/"


def test_the_pages_can_be_used_by_all(visit: Visit, made: Made) -> None:
    for name, path, action in (
        ("rota", _at(made.rota), "#content a.card"),
        ("rota-day", f"{_at(made.rota)}days/new", "#content button"),
        ("rota-came", f"/en/exchange/days/{made.day}/came", "#content button"),
        ("enterprise", _at(made.enterprise), "#content a.card"),
        ("enterprise-given", f"{_at(made.enterprise)}given", "#content button"),
        ("enterprise-surplus", f"{_at(made.enterprise)}surplus", "#content button"),
        ("timebank", _at(made.bank), "#content a.button"),
        ("care", _at(made.care), "#content a.card"),
        ("care-new", f"{_at(made.care)}care/new", "#content button"),
        ("gifts", _at(made.gifts), "#content a.card"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_a_day_on_a_field_from_plan_to_memory_without_a_script(visit: Visit, made: Made) -> None:
    page = visit(_at(made.rota), width=360, script=False, user="member")
    page.get_by_role("link", name="Plan a day").click()
    page.get_by_label("On whose field?").select_option(label="Abeba")
    page.get_by_label("What is to be done?").fill("Roof of the kitchen")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The day is planned.")).to_be_visible()
    page.locator("li", has_text="Roof of the kitchen").get_by_role("button", name="I come").click()
    expect(page.get_by_text("You come. The others see it.")).to_be_visible()
    shoot(page, "rota-coming-360")

    page.goto(f"/en/exchange/days/{made.day}/came")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is written down. Nobody owes anything for it.")).to_be_visible()
    expect(page.get_by_text("We worked together on 2 days.")).to_be_visible()
    audit(visit(_at(made.rota), user="member"))


def test_a_surplus_is_read_once_more_before_it_is_shared(visit: Visit, made: Made) -> None:
    page = visit(f"{_at(made.enterprise)}surplus", width=360, script=False, user="member")
    page.get_by_label("How much is there to share?").fill("1000")
    page.get_by_label("In which money").select_option("EUR")
    page.get_by_label("Or write down what you agreed").fill("We share what the mill earned.")
    page.get_by_role("button", name="Who would get how much?").click()
    expect(page.get_by_role("heading", name="Read it once more")).to_be_visible()
    shoot(page, "enterprise-sure-360")
    page.get_by_role("button", name="Share it so").click()
    expect(page.get_by_text("It is shared.")).to_be_visible()
    shoot(page, "enterprise-shared-360")
    page.get_by_role("link", name="Pay out what was shared").click()
    page.get_by_label("How much").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is written down that it was handed over.")).to_be_visible()


def test_an_hour_is_paid_and_care_is_written_down(visit: Visit, made: Made) -> None:
    page = visit(f"{_at(made.bank)}pay", width=360, script=False, user="member")
    page.get_by_label("To", exact=True).select_option(label="Odette (2)")
    page.get_by_label("How much").fill("1:30")
    page.get_by_label("What for").fill("company at the doctor’s")
    page.locator("#content form button").last.click()
    shoot(page, "timebank-sure-360")
    page.get_by_role("button", name="Pay it").click()
    expect(page.get_by_text("It is paid.")).to_be_visible()

    page.goto(f"{_at(made.care)}care/new")
    page.get_by_label("How long").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is written down, and nobody owes anything for it.")).to_be_visible()
    shoot(page, "care-written-360")

    page.goto(f"{_at(made.gifts)}gifts/new")
    page.get_by_label("Who gave").select_option(label="Odette")
    page.get_by_label("Who received").select_option(label="Tiago")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is written down.")).to_be_visible()
