"""A meeting of twelve minuted on one telephone, with and without a line, and its minutes printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json
from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Group, Relation, Role
from konbit.people.models import Person
with recording("test", "add") as batch:
    trees = "Alder Birch Cedar Elder Fir Hazel Larch Maple Oak Pine Rowan Willow".split()
    network, *groups = add_groups(batch, [
        {"name": "Mills of the Valley", "kind": "network"},
        *({"name": f"Mill of the {tree}"} for tree in trees),
    ])
    for group in groups:
        tie = Relation.objects.create(subject=group, kind="member_of", object=network)
        batch.changed("directory.relation", tie.pk)
    member = Person.objects.get(username="member")
    Role.objects.create(person=member, group=network, kind="organiser")
print(json.dumps({"network": network.uid}))
"""


@dataclass(frozen=True)
class Mills:
    """The invented network of twelve mills."""

    network: str


@pytest.fixture(scope="module")
def mills(instance: Instance, tables: Tables) -> Mills:
    """Twelve groups of a network that the demo account "member" organises."""
    return Mills(**json.loads(instance.python(MADE).splitlines()[-1]))


def for_everyone(page: Page, name: str) -> None:
    """What is asked of every page, on a telephone and on a desk, by day and by night."""
    shoot(page, name)
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page, 320)
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")


def plan(page: Page, mills: Mills, title: str) -> str:
    """Plan a meeting by its form; gives its address."""
    page.goto(f"/en/groups/{mills.network}/meetings/new")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("On which day?").fill("2026-11-22")
    page.get_by_label("Where?").fill("The old mill")
    page.get_by_label("Its goals, one a line").fill("Decide on the wheel\nFind who mends the road")
    page.get_by_label("The agenda, one point a line").fill("inform: News, 10 min\ndecide: The wheel, 20 min")
    page.get_by_label("All groups of the network are awaited").check()
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("h1")).to_have_text(title)
    return re.sub(r"^https?://[^/]+", "", page.url.split("#")[0])


def point(page: Page, title: str) -> Locator:
    """A point of the agenda, opened."""
    part = page.locator("details.point").filter(has=page.locator("summary", has_text=title)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def test_twelve_people_are_minuted_on_one_telephone(visit: Visit, mills: Mills) -> None:
    page = visit("", width=360, user="member")
    address = plan(page, mills, "Autumn meeting of the mills")
    for_everyone(page, "meeting-planned-360")
    page.get_by_role("link", name="Begin, and write the minutes").click()
    for_everyone(page, "minutes-begin-360")

    seats = page.locator("fieldset.seat")
    expect(seats).to_have_count(12)
    for number in range(12):
        way = "Phone" if number == 3 else "Excused" if number == 10 else "Here"
        if number != 11:
            seats.nth(number).get_by_role("radio", name=way, exact=True).check()
    shoot(page, "minutes-seats-360")
    page.get_by_role("button", name="Note who is here").click()
    expect(page.locator("#attending")).to_contain_text("10 here")
    expect(page.locator("#attending")).to_contain_text("1 missing")
    expect(page.locator("#attending")).to_contain_text("Mill of the Willow")

    news = point(page, "News")
    news.get_by_label("What was said").fill("The wheel of the Alder stands still since the flood.")
    news.get_by_role("button", name="Add the line").click()
    expect(news.locator(".lines li")).to_have_count(1)

    wheel = point(page, "The wheel")
    wheel.locator("summary", has_text="A decision").click()
    wheel.get_by_label("What was agreed?").fill("We mend the wheel together in spring.")
    wheel.get_by_role("radio", name="by show of hands").check()
    wheel.get_by_label("For", exact=True).fill("9")
    wheel.get_by_label("Abstained").fill("1")
    shoot(page, "minutes-decision-360")
    wheel.get_by_role("button", name="Write it into the register").click()
    expect(wheel.locator(".decision")).to_contain_text("9 for, 1 abstained")

    for what, words in (("A task", "Bring beams of larch"), ("A lesson", "Wheels of larch outlast floods")):
        part = wheel.locator("details").filter(has=page.locator("summary", has_text=what)).last
        part.locator("summary").first.click()
        part.get_by_label("What?").fill(words)
        part.get_by_role("button", name="Note it").click()
        expect(wheel.locator("[data-live]")).to_contain_text(words)

    page.get_by_role("button", name="Reached (1)").click()
    expect(page.locator("#goals-so-far")).to_contain_text("reached")
    expect(page.locator("#kept")).to_be_hidden()
    for_everyone(page, "minutes-end-360")

    page.get_by_role("link", name="Close the meeting").click()
    expect(page.get_by_text("Find who mends the road")).to_be_visible()
    for_everyone(page, "meeting-close-360")
    page.get_by_role("button", name="Close the meeting").click()
    expect(page.get_by_text("They count as approved on")).to_be_visible()
    page.get_by_role("button", name="They are right").click()
    for_everyone(page, "meeting-closed-360")
    page.get_by_role("link", name="We mend the wheel together in spring.").click()
    expect(page.locator("h1")).to_have_text("We mend the wheel together in spring.")
    for_everyone(page, "resolution-360")

    page.goto(f"{address}paper")
    for_everyone(page, "minutes-paper-360")
    page.emulate_media(media="print")
    shoot(page, "minutes-print")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    text = page.request.get(f"{address}text").text()
    for words in ("Here (10)", "Excused (1): Mill of the Rowan", "We mend the wheel together in spring.",
                  "Bring beams of larch"):  # fmt: skip
        assert words in text, text

    for words, titles in (
        ("larch beams", ["Bring beams of larch"]),
        ("larch floods", ["Wheels of larch outlast floods"]),
        ("mend wheel spring", ["We mend the wheel together in spring."]),
        ("alder stands still", ["Autumn meeting of the mills"]),
    ):
        page.goto(f"/en/find/?q={words}")
        for title in titles:
            expect(page.locator("#content li a", has_text=title)).to_be_visible()


def test_two_telephones_without_a_line_lose_nothing(visit: Visit, mills: Mills) -> None:
    first = visit("", width=360, user="member")
    address = f"{plan(first, mills, 'Winter meeting of the mills')}minutes"
    second = visit(address, width=360, user="member")
    first.goto(address)
    kept = (
        (first, ["The road is under water", "Nobody came from the Fir"]),
        (second, ["The road is under water.", "We meet again in May"]),
    )
    for page, lines in kept:
        page.context.set_offline(True)
        news = point(page, "News")
        for words in lines:
            news.get_by_label("What was said").fill(words)
            news.get_by_role("button", name="Add the line").click()
        expect(page.locator("#kept")).to_contain_text("2 lines are kept on this phone")
        expect(news.get_by_label("What was said")).to_have_value("")
    shoot(first, "minutes-kept-360")
    for page, _lines in kept:
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#kept")).to_be_hidden()
    second.goto(address)
    expect(second.locator("details.point").first.locator(".lines li")).to_have_count(4)
    for_everyone(second, "minutes-alike-360")
    second.get_by_role("button", name="The first stands for both").click()
    expect(second.locator("details.point").first.locator(".lines li")).to_have_count(3)
    expect(second.locator("#alike")).to_be_empty()


def test_a_line_is_sent_by_who_signed_in_again_in_another_window(visit: Visit, mills: Mills) -> None:
    page = visit("", width=360, user="member")
    address = plan(page, mills, "A meeting with a new token")
    page.goto(f"{address}minutes")
    page.evaluate("document.cookie = 'csrftoken=' + 'k'.repeat(32) + '; path=/'")  # as signing in does
    news = point(page, "News")
    news.get_by_label("What was said").fill("We are here again.")
    news.get_by_role("button", name="Add the line").click()
    expect(page.locator(".lines li > span").filter(has_text="We are here again.")).to_be_visible()
    expect(page.locator("#kept")).to_be_hidden()


def test_all_of_it_works_without_a_script(visit: Visit, mills: Mills) -> None:
    page = visit("", width=320, user="member", script=False)
    address = plan(page, mills, "A meeting without a script")
    page.goto(f"{address}minutes")
    page.locator("fieldset.seat").first.get_by_role("radio", name="Here", exact=True).check()
    page.get_by_role("button", name="Note who is here").click()
    expect(page.locator("#attending")).to_contain_text("1 here")
    news = point(page, "News")
    news.get_by_label("What was said").fill("All is quiet.")
    news.get_by_role("button", name="Add the line").click()
    news.get_by_text("Mend it").click()
    news.get_by_label("What was said").first.fill("All is quiet by night.")
    news.get_by_role("button", name="Save").click()
    expect(page.locator(".lines li > span").filter(has_text="All is quiet by night.")).to_be_visible()
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    page.goto(f"{address}history")
    page.get_by_role("link", name="Take it back (wrote a line").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("h1")).to_have_text("A meeting without a script")
    expect(page.get_by_text("All is quiet")).to_have_count(0)


def test_a_line_that_the_house_refuses_stays_on_the_phone(visit: Visit, mills: Mills) -> None:
    page = visit("", width=360, user="member")
    address = plan(page, mills, "A meeting that was called off")
    page.goto(f"{address}minutes")
    other = visit(address, width=1280, user="member")
    other.get_by_role("button", name="It does not take place").click()
    expect(other.get_by_text("does not take place").first).to_be_visible()
    shoot(other, "meeting-cancelled-1280")
    news = point(page, "News")
    news.get_by_label("What was said").fill("Still we came.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        news.get_by_role("button", name="Add the line").click()
    expect(page.locator("#kept")).to_contain_text("Konbit did not take this")
    expect(page.locator("#kept")).to_contain_text("Still we came.")


def test_the_register_and_the_meetings_are_read_on_a_desk(visit: Visit, mills: Mills) -> None:
    page = visit("/en/resolutions/", width=1280, user="member")
    expect(page.locator("main").get_by_role("link").first).to_be_visible()
    for_everyone(page, "register-1280")
    page.goto(f"/en/groups/{mills.network}/meetings/")
    for_everyone(page, "meetings-1280")
    page.goto(f"/en/groups/{mills.network}/meetings/new")
    for_everyone(page, "plan-1280")
    page.goto(f"/en/groups/{mills.network}/resolutions/new")
    for_everyone(page, "enter-resolution-1280")
    page.goto(f"/en/networks/{mills.network}/")
    expect(page.get_by_role("heading", name="What they do together")).to_be_visible()
    shoot(page, "network-doors-1280")
