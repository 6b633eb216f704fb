"""Supports on a phone: said, seen as an eco-system and as a weave; an accompaniment of two groups."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

SLUG = """
from konbit.directory.models import Group
print(Group.objects.get(slug={slug!r}, is_example=True).uid)
"""


def uid_of(instance: Instance, slug: str) -> str:
    """The uid of a shipped group."""
    return instance.python(SLUG.format(slug=slug))


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"supports-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"supports-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"supports-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def test_several_supports_are_said_at_once_and_a_gap_is_seen(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.group}/supports/", width=360, user="member")
    page.get_by_role("link", name="Say what you give, use or lack").click()
    page.get_by_label("We give it").check()
    page.get_by_label("Training").check()
    page.get_by_label("Technical help").check()
    page.get_by_label("To whom, or from whom?").fill("Nobody of this name")
    page.get_by_label("What exactly?").fill("How to keep a sourdough.")
    looked_over(page, "say")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No group is called")).to_be_visible()
    expect(page.get_by_label("What exactly?")).to_have_value("How to keep a sourdough.")
    page.get_by_label("To whom, or from whom?").fill(f"/g/{tables.lone}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("How to keep a sourdough.").first).to_be_visible()
    page.goto(f"/en/groups/{tables.lone}/supports/new?does=lacks")
    page.get_by_label("Finance").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Written down.")).to_be_visible()
    page.reload()
    looked_over(page, "lacks")

    page.goto(f"/en/groups/{tables.uid}/supports/ecosystem")
    expect(page.get_by_role("heading", name="Lacking, and nobody gives it there")).to_be_visible()
    page.get_by_role("link", name="Training:").first.click()
    expect(page.locator("#names")).to_contain_text("Training")
    looked_over(page, "gaps")
    page.goto(f"/en/groups/{tables.uid}/consortium/")
    looked_over(page, "consortium")


def test_an_accompaniment_keeps_visits_and_next_steps_for_two_groups(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/supports/", width=360, user="member")
    page.get_by_role("link", name="Going along together").click()
    looked_over(page, "accompaniments")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("The other group").fill(f"/g/{tables.lone}")
    page.get_by_label("To what end?").fill("A table that pays its cooks.")
    looked_over(page, "begin")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("goes along with The Long Table")

    page.get_by_role("link", name="Tell of a visit or a talk").click()
    page.get_by_label("What did you see and hear?").fill(
        "Forty people eat, nobody writes down what they pay."
    )
    page.get_by_label("By when?").fill("2031-05-04")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no next step")).to_be_visible()
    expect(page.get_by_label("What did you see and hear?")).to_have_value(
        "Forty people eat, nobody writes down what they pay."
    )
    page.get_by_label("The next step").fill("Amina brings a cash book.")
    looked_over(page, "visit")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Amina brings a cash book.")).to_be_visible()
    page.reload()
    looked_over(page, "accompaniment")
    address = page.url
    page.emulate_media(media="print")
    shoot(page, "supports-accompaniment-print")
    answer = visit("").goto(address)
    assert answer is not None
    assert "Long Table" not in answer.text()


@pytest.mark.parametrize(("slug", "path"), [("chantier", "supports/"), ("chantier", "supports/ecosystem"),
                                            ("chantier", "consortium/"), ("ripess", "consortium/"),
                                            ("reso", "supports/")])  # fmt: skip
def test_whoever_comes_can_see_who_supports_whom(
    visit: Visit, instance: Instance, slug: str, path: str
) -> None:
    page = visit(f"/en/groups/{uid_of(instance, slug)}/{path}", width=360)
    looked_over(page, f"{slug}-{path.strip('/').replace('/', '-')}")


def test_the_first_page_of_the_room(visit: Visit) -> None:
    looked_over(visit("/en/federation/", width=360), "front")
    looked_over(visit("/en/federation/", width=360, user="member"), "front-member")


def test_the_eco_system_needs_no_script(visit: Visit, instance: Instance) -> None:
    page = visit(f"/en/groups/{uid_of(instance, 'chantier')}/supports/ecosystem", width=360, script=False)
    page.locator(".eco a").first.click()
    expect(page.get_by_role("link", name="All names")).to_be_visible()


def test_supports_cost_little_on_a_poor_line(visit: Visit, instance: Instance) -> None:
    address = f"/en/groups/{uid_of(instance, 'chantier')}/supports/ecosystem"
    look_over(visit(""), address, "supports-ecosystem", "#content a")
