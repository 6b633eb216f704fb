"""Networks in networks in a browser: a tie confirmed from the other side, two networks side by side."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot

pytestmark = pytest.mark.browser

MADE = """
import json
from konbit.directory.actions.relating import Tie, relate
from konbit.directory.actions.editing import add_group
from konbit.directory.actions.starting import start_network
from konbit.directory.models import Group, Relation
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.search.actions import rebuild
member = Person.objects.get(username="member")
tables = Group.objects.get(uid={tables!r})
bread = start_network(viewer_of(member), "Bread of the Rivers", "en", "Lyon")
tables_of = list(Group.objects.filter(relations_out__object=tables).order_by("name"))
for group in tables_of[:7]:
    Relation.objects.create(subject=group, kind="member_of", object=bread, certainty="published")
neighbours = Person.objects.create_user("neighbour")
neighbour = add_group(viewer_of(neighbours), {{"name": "Stone Oven"}})
relate(viewer_of(neighbours), neighbour.uid, "member_of", bread.uid, Tie(), outward=True)
relate(viewer_of(neighbours), neighbour.uid, "supplies", bread.uid, Tie(), outward=True)
rebuild()
print(json.dumps({{"bread": bread.uid, "oven": neighbour.uid}}))
"""


@dataclass(frozen=True)
class Two:
    """A network of sixty tables, another that seven of them are in too, and a group that wants to join."""

    tables: str
    bread: str
    oven: str


@pytest.fixture(scope="module")
def two(instance: Instance, tables: Tables) -> Two:
    """They are made in the instance."""
    return Two(tables=tables.uid, **json.loads(instance.python(MADE.format(tables=tables.uid))))


def test_two_networks_are_seen_side_by_side_by_everybody(visit: Visit, two: Two) -> None:
    look_over(visit(""), f"/en/g/{two.tables}/overlap?with={two.bread}", "overlap", "#content .tabs a")


def test_an_overlap_is_read_without_script_and_without_eyes(visit: Visit, two: Two) -> None:
    page = visit(f"/en/g/{two.tables}/overlap", width=320, script=False)
    page.get_by_label("Look for a network by name").fill("Bread of the Rivers")
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("link", name="Bread of the Rivers", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Who is in Tables of the Rivers and in Bread of the Rivers")
    drawing = page.get_by_role("img", name="Both: 7.")
    expect(drawing).to_be_visible()
    expect(page.get_by_role("row", name="In both").get_by_role("cell")).to_have_text("7")
    page.get_by_role("link", name="Only in Bread of the Rivers").click()
    expect(page.locator("#list")).to_contain_text("Stone Oven")
    no_sideways_scroll(page)


def test_the_other_side_confirms_a_tie_by_one_press(visit: Visit, two: Two) -> None:
    page = visit(f"/en/g/{two.oven}/")
    said = "said by Stone Oven, not confirmed by Bread of the Rivers yet"
    expect(page.get_by_text(said).first).to_be_visible()
    page = visit(f"/en/g/{two.bread}/ties", width=360, script=False, user="member")
    expect(page.get_by_text(said)).to_have_count(2)
    shoot(page, "ties-waiting")
    no_sideways_scroll(page, 320)
    page.get_by_role("button", name="Confirm this (has as a member Stone Oven)").click()
    expect(page.get_by_text("Confirmed.")).to_be_visible()
    expect(page.get_by_text(said)).to_have_count(1)
    page.get_by_role("button", name="This does not hold").click()
    expect(page.get_by_text("Nothing waits for your word")).to_be_visible()
    page = visit(f"/en/g/{two.oven}/", user="member")
    expect(page.get_by_text(said)).to_have_count(0)


def test_what_waits_and_what_is_told_of_networks_can_be_read_by_all(visit: Visit, two: Two) -> None:
    for path in ("", "several", "none", "lists", "overlap", "rings"):
        page = visit(f"/en/g/{two.bread}/{path}", user="member")
        audit(page)
        no_sideways_scroll(page)


def test_a_network_says_its_own_words_in_two_languages_without_script(visit: Visit, two: Two) -> None:
    page = visit(f"/en/g/{two.bread}/lists/new", width=360, script=False, user="member")
    page.get_by_label("One more language").fill("français")
    page.get_by_role("button", name="Add this language").click()
    page.get_by_label("Title in English").fill("Kinds of bread")
    page.get_by_label("Title in French").fill("Sortes de pain")
    page.locator("input[name=words-0-label_en]").fill("Rye")
    page.locator("input[name=words-0-label_fr]").fill("Seigle")
    shoot(page, "word-list")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    audit(visit(f"/en/g/{two.bread}/lists/new", user="member"))
    page = visit(f"/fr/g/{two.bread}/lists", language="fr")
    expect(page.get_by_role("link", name="Sortes de pain")).to_be_visible()
