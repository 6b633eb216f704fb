"""A struggle with its allies on a phone and without script; gains through time; shared interests answered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from konbit.directory.actions.shipping import shipped_uid
from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

STRUGGLE = "The Saturday market stays on the square"


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"struggles-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"struggles-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"struggles-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def test_a_struggle_is_taken_up_and_won_and_its_allies_recruited_without_script(
    visit: Visit, tables: Tables
) -> None:
    page = visit(f"/en/groups/{tables.uid}/struggles/", width=360, script=False, user="member")
    page.get_by_role("link", name="Take up a struggle").click()
    page.get_by_label("What is it about?").fill(STRUGGLE)
    page.get_by_label("we defend it").check()
    page.get_by_label("Which institution decides?").fill("/en/g/nobody/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No group is called")).to_be_visible()
    expect(page.get_by_label("What is it about?")).to_have_value(STRUGGLE)
    page.get_by_label("Which institution decides?").fill("Town council")
    page.get_by_label("Which rule, or which plan, is at stake?").fill("A car park on the square.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(STRUGGLE)
    address = page.url

    for kind, words in (
        ("a position taken", "The square belongs to everybody."),
        ("an appeal for solidarity", "Come and sell with us on Saturday."),
        ("a victory", "The council puts the plan off."),
    ):
        page.get_by_role("link", name="Tell what happened").click()
        page.get_by_label(kind).check()
        page.get_by_label("Tell it in a sentence or two").fill(words)
        page.get_by_label("When?").fill("2024-05")
        page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice", has_text="Come and sell with us")).to_be_visible()

    page.get_by_role("link", name="Allies", exact=True).click()
    page.get_by_role("link", name="Think of an ally: a shared vision").click()
    page.get_by_label("Who?").fill(f"/g/{tables.group}/")  # by its page: other tests make namesakes
    page.get_by_label("Which vision do we share").fill("A square for people.")
    page.get_by_label("Whom to speak to").fill("The one at the oven")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Think of a partner: shared resources").click()
    page.get_by_label("Who?").fill("Friends of the square")
    page.get_by_label("Who gives what, and what for?").fill("They lend tables, we lend the van.")
    page.get_by_role("button", name="Save").click()
    for button in ("We asked them", "We are talking", "They are with us"):
        page.get_by_role("button", name=f"{button} (River Bakery)").click()
    expect(page.get_by_role("heading", name="With us 1")).to_be_visible()
    page.goto(address)
    stands = page.locator("section", has=page.locator("#allies"))
    expect(stands).to_contain_text("River Bakery")
    expect(stands).not_to_contain_text("Friends of the square")


def test_the_pages_of_a_struggle_can_be_used_by_all(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/struggles/", width=360, user="member")
    looked_over(page, "of-group")
    page.get_by_role("link", name=STRUGGLE).click()
    looked_over(page, "one")
    page.get_by_role("link", name="Tell what happened").click()
    looked_over(page, "step")
    page.go_back()
    page.get_by_role("link", name="Allies", exact=True).click()
    looked_over(page, "allies")
    page.get_by_role("link", name="Think of a partner: shared resources").click()
    looked_over(page, "partner")
    page.goto(f"/en/groups/{tables.uid}/struggles/new")
    looked_over(page, "new")
    page.goto(f"/en/groups/{tables.uid}/gains/new")
    looked_over(page, "new-gain")


def test_what_is_open_to_everybody_can_be_read_by_all(visit: Visit, tables: Tables) -> None:
    food = shipped_uid("Struggle", "via-campesina-food")
    senaes = shipped_uid("Gain", "senaes")
    for name, path, action in (
        ("struggles", "/en/struggles/", "main .card a"),
        ("institutions", "/en/institutions/", "main a"),
        ("institution", "/en/institutions/?of=World+Bank", "main .card a"),
        ("shipped", f"/en/struggles/{food}/", "main .parts a"),
        ("wins", "/en/wins/", "main a"),
        ("atlas", "/en/gains/", "main .gains a"),
        ("gain", f"/en/gains/{senaes}/", "main a"),
    ):
        look_over(visit(""), path, f"struggles-{name}", action)


def test_the_atlas_is_narrowed_and_printed(visit: Visit) -> None:
    page = visit("/en/gains/", width=360, script=False)
    page.get_by_label("Does it still hold?").select_option("lost")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="The mandate of local development centre")).to_be_visible()
    expect(page.get_by_text("Law 381 of 1991")).to_have_count(0)
    page.goto("/en/gains/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    shoot(page, "struggles-atlas-print")


def test_members_answer_what_is_suggested_to_them(visit: Visit, tables: Tables, instance: Instance) -> None:
    instance.python(SHARED.replace("UID", tables.uid))
    page = visit(f"/en/groups/{tables.uid}/interests/", width=360, script=False, user="member")
    card = page.locator("li.card", has_text="Lantern-making")
    expect(card).to_have_count(1)
    card.get_by_role("link", name="Not for us").click()
    page.get_by_label("Why?").fill("We stopped making them.")
    page.get_by_role("button", name="Answer").click()
    left = page.locator("section", has=page.locator("#left"))
    expect(left).to_contain_text("We stopped making them.")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("li.card", has_text="Lantern-making")).to_have_count(1)
    page.locator("li.card", has_text="Lantern-making").get_by_role("link", name="We take it up").click()
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("section", has=page.locator("#taken"))).to_contain_text("Lantern-making")
    looked = visit(f"/en/groups/{tables.uid}/interests/", width=360, user="member")
    looked_over(looked, "interests")


SHARED = """
from konbit.chronicle.actions import recording
from konbit.directory.models import Group, Scheme, Tagging, Term
with recording("test", "tag") as batch:
    scheme = Scheme.objects.create(code="test/works", facet="activity", title={"en": "Works"})
    term = Term.objects.create(scheme=scheme, code="lanterns", label={"en": "Lantern-making"})
    batch.changed("directory.term", term.pk)
    network = Group.objects.get(uid="UID")
    for one in Group.objects.filter(relations_out__object=network).order_by("pk")[:2]:
        batch.changed("directory.tagging", Tagging.objects.create(group=one, term=term).pk)
"""
