"""Still true? in one tap without an account; a group claimed by its website; a call list worked through."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Group, Relation
from konbit.directory.queries.still_true import link_to
network = Group.objects.get(uid="{network}")
with recording("test", "add") as batch:
    groups = add_groups(batch, [
        {{"name": "Lamp Makers", "description": {{"en": "Lamps for the street."}},
          "contacts": [{{"kind": "phone", "value": "+33 1 99 00 77 77", "audience": "stewards"}}]}},
        {{"name": "Rope Makers",
          "contacts": [{{"kind": "website", "value": "{site}", "audience": "public"}}]}},
    ])
    for group in groups:
        tie = Relation.objects.create(subject=group, kind="member_of", object=network)
        batch.changed("directory.relation", tie.pk)
print(json.dumps({{"lamps": groups[0].uid, "ropes": groups[1].uid, "link": link_to(groups[0])}}))
"""


class Website(BaseHTTPRequestHandler):
    """A home page on this machine."""

    words = ""

    def do_GET(self) -> None:
        body = f"<h1>Rope Makers</h1><p>{self.words}</p>".encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@dataclass(frozen=True)
class Makers:
    """Two groups of the invented network: one asked by a link, one with a website."""

    lamps: str
    ropes: str
    link: str


@pytest.fixture(scope="module")
def makers(instance: Instance, tables: Tables) -> Iterator[Makers]:
    """The groups, and the website while they are there."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}/"
    yield Makers(**json.loads(instance.python(MADE.format(network=tables.uid, site=site))))
    server.shutdown()
    server.server_close()


def for_everyone(page: Page, name: str) -> None:
    """What is asked of every page, at the width where it stands."""
    shoot(page, name)
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page, 320)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_link_from_a_messenger_says_what_is_different(visit: Visit, makers: Makers, script: bool) -> None:
    page = visit("", width=320, script=script)
    page.goto(makers.link)
    expect(page.locator("h1")).to_have_text("Is this still true?")
    expect(page.get_by_text("Lamps for the street.")).to_be_visible()
    expect(page.get_by_text("99 00 77 77")).to_have_count(0)
    page.get_by_role("link", name="No, something is different").click()
    page.get_by_label("It is somewhere else").check()
    page.get_by_label("How is it now?").fill("We moved to Mill Road.")
    if script:
        for_everyone(page, "still-true-different-320")
    page.get_by_role("button", name="Tell them").click()
    expect(page.locator("h1")).to_have_text("Thank you")


def test_one_tap_says_that_it_is_still_true(visit: Visit, makers: Makers) -> None:
    page = visit("", width=320, script=False)
    page.goto(makers.link)
    yes = page.get_by_role("button", name="Yes, still true")
    box = yes.bounding_box()
    assert box
    assert box["height"] >= 60
    assert box["width"] >= 200
    reader = visit("", width=320)
    reader.goto(makers.link)
    for_everyone(reader, "still-true-320")
    yes.click()
    expect(page.get_by_text("Everybody sees now")).to_be_visible()
    expect(page.get_by_text("Confirmed this year")).to_be_visible()
    assert not page.context.cookies()
    page.goto(makers.link)
    expect(page.locator("h1")).to_have_text("Thank you")


def test_a_link_that_does_not_hold_says_so(visit: Visit, makers: Makers) -> None:
    page = visit("", width=320, script=False)
    page.goto(f"/en/g/{makers.lamps}/")
    answer = page.request.get(f"{makers.link}x")
    assert answer.status == 404
    assert "This link does not hold." in answer.text()


def test_a_group_is_claimed_by_its_website(visit: Visit, makers: Makers) -> None:
    page = visit("/en/accounts/signup/", width=360)
    page.locator("input[name=username]").fill("ropemaker")
    page.locator("input[name=password1]").fill("four strong ropes here")
    page.locator("#content form .button").first.click()
    page.goto(f"/en/g/{makers.ropes}/")
    page.get_by_role("link", name="Is this your group?").click()
    page.get_by_role("button", name="I can write there").click()
    word = page.locator("p.code").inner_text()
    for_everyone(page, "look-after-360")
    Website.words = f"Small at the foot: {word}"
    page.get_by_role("button", name="It is there: look now").click()
    expect(page.get_by_text("You look after this group now.")).to_be_visible()
    page.goto(f"/en/g/{makers.ropes}/")
    page.get_by_role("link", name="Ask them: still true?").click()
    expect(page.locator(".qr svg")).to_be_visible()
    for_everyone(page, "still-true-link-360")


def test_somebody_asks_and_the_organiser_says_yes(visit: Visit, makers: Makers, tables: Tables) -> None:
    asking = visit("/en/accounts/signup/", script=False)
    asking.locator("input[name=username]").fill("lampmaker")
    asking.locator("input[name=password1]").fill("four bright lamps here")
    asking.locator("#content form .button").first.click()
    asking.goto(f"/en/g/{makers.lamps}/care")
    asking.get_by_label("Who are you in this group?").fill("I trim the wicks.")
    asking.get_by_role("button", name="Ask to look after it").click()
    expect(asking.get_by_text("Nobody has answered yet.")).to_be_visible()
    page = visit(f"/en/g/{tables.uid}/care/requests", width=360, user="member")
    expect(page.get_by_text("I trim the wicks.")).to_be_visible()
    for_everyone(page, "care-requests-360")
    page.get_by_role("button", name="Yes, she is of the group").click()
    expect(page.get_by_text("lampmaker looks after it now.")).to_be_visible()


def test_a_call_list_is_worked_through_and_printed(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/networks/{tables.uid}/", width=360, user="member")
    page.get_by_role("link", name="Call lists: still true?").click()
    for_everyone(page, "campaigns-360")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("groups not confirmed since")).to_be_visible()
    first = page.locator("ul.calls > li").first
    name = first.locator("h2").inner_text()
    expect(page.locator("ul.calls a[href^='tel:']").first).to_be_visible()
    for_everyone(page, "calls-360")

    page.get_by_text("You write down somebody else's calls?").click()
    page.get_by_label("Whose calls").fill("Grandmother Rose")
    page.get_by_role("button", name="From now on").click()
    first.get_by_role("button", name="Nobody answered").click()
    expect(page.get_by_text(f"{name}: noted.")).to_be_visible()
    expect(page.locator("ul.calls > li").first.locator("h2")).not_to_have_text(name)
    second = page.locator("ul.calls > li").first
    moved = second.locator("h2").inner_text()
    second.get_by_role("button", name="Something changed").click()
    page.get_by_role("link", name="To write in").click()
    expect(page.locator("ul.calls h2")).to_have_text([moved])
    expect(page.get_by_text("Grandmother Rose called")).to_be_visible()
    page.get_by_role("button", name="Still true").click()
    page.get_by_role("link", name="Confirmed").click()
    expect(page.locator("ul.calls h2", has_text=moved)).to_be_visible()

    page.get_by_role("link", name="On paper").click()
    expect(page.locator(".sheet .qr svg").first).to_be_visible()
    for_everyone(page, "call-sheet-360")
    page.emulate_media(media="print")
    shoot(page, "call-sheet-print")
