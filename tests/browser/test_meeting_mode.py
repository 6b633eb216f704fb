"""A circle's meeting on one phone: without a line, with one that breaks, without a script; paper slips."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, sign_in, targets_are_large_enough

pytestmark = pytest.mark.browser

START = """
import json, uuid
from konbit.exchange.actions import circles, members
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = Person.objects.get(username="member")
def viewer(): return viewer_of(member)
draft = circles.CircleDraft("en", "timebank", "Hours of the Pass", "", currency="HOUR")
uid = circles.begin_circle(viewer(), "UID", draft, uuid.uuid4())
names = ["Odette", "Tiago", "Abeba", "Yusra with a very long name that does not fit on one line of a phone"]
members.add_members(viewer(), uid, [members.MemberDraft(name=one) for one in names])
circles.open_circle(viewer(), uid)
print(json.dumps({"circle": uid}))
"""
TOLD = """
import json
from konbit.exchange.models import Transfer
rows = Transfer.objects.filter(payer__circle__uid="{uid}").order_by("pk")
def said(one): return one.words.text if hasattr(one, "words") else ""
print(json.dumps([[one.payer.member.name, one.payee.member.name, one.amount, said(one)] for one in rows]))
"""


@dataclass(frozen=True)
class Made:
    """A time bank whose books “member” keeps."""

    circle: str

    @property
    def address(self) -> str:
        """The page of its meetings."""
        return f"/en/exchange/circles/{self.circle}/meeting"

    def booked(self, instance: Instance) -> list[list[object]]:
        """What stands in its books."""
        rows: list[list[object]] = json.loads(instance.python(TOLD.format(uid=self.circle)))
        return rows


@pytest.fixture
def made(instance: Instance, tables: Tables) -> Made:
    """A circle of its own for each test."""
    return Made(**json.loads(instance.python(START.replace("UID", tables.uid)).splitlines()[-1]))


def write(page: Page, payer: str, payee: str, amount: str, words: str = "", number: str = "") -> None:
    """Type one payment and press the button."""
    row = page.locator("fieldset.slip").first
    typed = {"Slip number": number, "How much": amount, "From": payer, "To": payee, "What for": words}
    for label, said in typed.items():
        row.get_by_label(label).fill(said)
    page.get_by_role("button", name="Write it down").click()


def for_everyone(page: Page, name: str) -> None:
    """Fits a phone, can be read by all, by night too."""
    no_sideways_scroll(page, 360)
    targets_are_large_enough(page)
    audit(page)
    shoot(page, name)
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    page.emulate_media(color_scheme="light")


def kept_on(page: Page) -> str:
    """All that this browser keeps of circles, as text."""
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_the_page_fits_every_screen_and_a_poor_line(visit: Visit, made: Made) -> None:
    look_over(visit("", user="member"), made.address, "meeting-mode", "#slips button")


def test_what_is_written_without_a_line_is_booked_once_when_it_is_back(
    visit: Visit, made: Made, instance: Instance
) -> None:
    page = visit(made.address, width=360, user="member")
    for_everyone(page, "meeting-mode-360")
    page.context.set_offline(True)
    write(page, "1", "Tiago", "1:30", "garden", "7")
    write(page, "3", "Odette", "2 h", "company")
    write(page, "1", "Nobody", "0:30", "bread")
    expect(page.locator("#kept")).to_contain_text("3 payments are kept on this phone")
    expect(page.locator("#kept")).to_contain_text("Odette → Tiago · 1:30 · garden · #7")
    for_everyone(page, "meeting-mode-kept-360")
    assert made.booked(instance) == []

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#outcomes")).to_contain_text("Booked: Odette → Tiago · 1 h 30 min · garden")
    expect(page.locator("#kept")).to_contain_text("1 payment was not booked")
    expect(page.locator("#kept")).to_contain_text("“Nobody” is not in this circle")
    for_everyone(page, "meeting-mode-refused-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, "meeting-mode-refused-1280")
    page.get_by_role("button", name="Mend it").click()
    expect(page.get_by_label("To", exact=True)).to_have_value("Nobody")
    page.get_by_label("To", exact=True).fill("3")
    expect(page.locator("[data-who=payee]")).to_have_text("3 · Abeba")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#kept")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('online'))")
    assert made.booked(instance) == [
        ["Odette", "Tiago", 90, "garden · #7"],
        ["Abeba", "Odette", 120, "company"],
        ["Odette", "Abeba", 30, "bread"],
    ]
    assert "konbit-slips" not in kept_on(page), "what is booked is taken off the phone"


def test_what_is_kept_outlives_a_page_that_was_loaded_again_and_an_answer_that_was_lost(
    visit: Visit, made: Made, instance: Instance
) -> None:
    page = visit(made.address, width=360, user="member")

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()  # the server has it, the phone does not know
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/meeting", lost)
    with page.expect_event("requestfailed"):
        write(page, "1", "2", "1:30", "garden", "7")
    expect(page.locator("#kept")).to_contain_text("1 payment is kept on this phone")
    page.get_by_label("From").fill("3")
    page.get_by_label("What for").fill("half written")
    with page.expect_event("requestfailed"):
        page.reload()  # what is kept is sent again at once, and its answer is lost too
    expect(page.locator("#kept")).to_contain_text("Odette → Tiago")
    expect(page.get_by_label("What for")).to_have_value("half written")
    expect(page.locator("[data-who=payer]")).to_have_text("3 · Abeba")
    page.unroute("**/meeting")
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("#outcomes")).to_contain_text("Was booked before: Odette → Tiago")
    expect(page.locator("#kept")).to_be_hidden()
    assert len(made.booked(instance)) == 1


def test_two_phones_with_one_slip_book_it_once_and_tell_a_difference(
    visit: Visit, made: Made, instance: Instance
) -> None:
    first, second = (visit(made.address, width=360, user="member") for _phone in range(2))
    write(first, "1", "2", "1:30", "garden", "7")
    expect(first.locator("#outcomes")).to_contain_text("Booked:")
    write(second, "1", "2", "1:30", "garden", "7")
    expect(second.locator("#outcomes")).to_contain_text("Was booked before:")
    write(second, "1", "2", "2:30", "garden", "7")
    expect(second.locator("#kept")).to_contain_text("something else there: Odette → Tiago · 1 h 30 min")
    shoot(second, "meeting-mode-difference-360")
    second.get_by_role("button", name="Throw it away").click()
    expect(second.locator("#kept")).to_be_hidden()
    assert len(made.booked(instance)) == 1


def test_who_was_signed_out_meanwhile_loses_nothing(visit: Visit, made: Made, instance: Instance) -> None:
    page = visit(made.address, width=360, user="member")
    page.context.clear_cookies(name="sessionid")
    write(page, "1", "2", "1:30", "garden")
    expect(page.locator("#kept")).to_contain_text("You have been signed out")
    sign_in(page, "member", instance.accounts["member"])
    page.goto(made.address)
    expect(page.locator("#outcomes")).to_contain_text("Booked: Odette → Tiago")
    assert len(made.booked(instance)) == 1


def test_a_phone_forgets_what_is_kept_when_told_twice(visit: Visit, made: Made) -> None:
    page = visit(made.address, width=360, user="member")
    page.context.set_offline(True)
    write(page, "1", "2", "1:30", "garden")
    page.get_by_role("button", name="Forget what is kept on this phone").click()
    assert "garden" in kept_on(page)
    page.get_by_role("button", name="Press once more").click()
    expect(page.locator("#kept")).to_have_text("Nothing is kept on this phone.")
    assert "garden" not in kept_on(page)
    page.context.set_offline(False)


def test_without_a_script_the_rows_are_sent_and_told(visit: Visit, made: Made, instance: Instance) -> None:
    page = visit(made.address, width=360, user="member", script=False)
    rows = page.locator("fieldset.slip")
    expect(rows).to_have_count(6)
    for place, (payer, payee) in enumerate([("1", "2"), ("Abeba", "Nobody")]):
        rows.nth(place).get_by_label("From").fill(payer)
        rows.nth(place).get_by_label("To").fill(payee)
        rows.nth(place).get_by_label("How much").fill("1:30")
    no_sideways_scroll(page, 360)
    shoot(page, "meeting-mode-no-script-360")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".became").first).to_contain_text("Booked: Odette → Tiago")
    expect(rows.first.get_by_label("To")).to_have_value("Nobody")
    shoot(page, "meeting-mode-no-script-told-360")
    rows.first.get_by_label("To").fill("1")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".became").first).to_contain_text("Booked: Abeba → Odette")
    assert len(made.booked(instance)) == 2


def test_slips_fit_a_phone_a_table_and_one_sheet_of_paper(visit: Visit, made: Made) -> None:
    page = visit(f"/en/exchange/circles/{made.circle}/slips?first=25", width=360, user="member")
    for_everyone(page, "slips-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    audit(page)
    shoot(page, "slips-1280")
    for many in ("24", "12"):
        page.goto(f"/en/exchange/circles/{made.circle}/slips?first=25&sheets=2&many={many}")
        paper = page.pdf(prefer_css_page_size=True)
        if folder := os.environ.get("KONBIT_SHOTS"):
            Path(folder, f"slips-{many}.pdf").write_bytes(paper)
        assert paper.count(b"/Type /Page\n") == 2, "each sheet is one page"
