"""Two records of one group: side by side, made one, taken apart again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

TWINS = """
from konbit.chronicle.actions import recording
from konbit.directory.actions.pairing import find_pairs
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Group, Relation

place = {"given_latitude": 45.9, "given_longitude": 6.13, "locality": "Annecy", "country": "FR"}
with recording("test", "add") as batch:
    twins = add_groups(batch, [
        {"name": "Heron Weavers", "places": [place]},
        {"name": "The Heron Weavers Co-operative", "places": [place]},
    ])
network = Group.objects.get(uid="%s")
for twin in twins:
    Relation.objects.create(subject=twin, kind="member_of", object=network)
find_pairs()
"""


def _looked_over(page: Page, name: str) -> None:
    audit(page)
    targets_are_large_enough(page)
    no_sideways_scroll(page)
    shoot(page, name)


def test_two_records_are_made_one_and_taken_apart_without_a_script(
    instance: Instance, visit: Visit, tables: Tables
) -> None:
    instance.python(TWINS % tables.uid)
    page = visit(f"/en/g/{tables.uid}/doubles", user="member", width=360)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Heron Weavers")
    page.get_by_text("On the map").first.click()
    _looked_over(page, "doubles")
    page = visit(f"/en/g/{tables.uid}/doubles", user="member", width=360, script=False)
    page.get_by_role("button", name="The same: keep “Heron Weavers”").click()
    expect(page.get_by_text("is part of “Heron Weavers” now")).to_be_visible()
    page.get_by_role("button", name="Take apart again").first.click()
    expect(page.get_by_text("are two records again")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("The Heron Weavers Co-operative")


def test_the_queue_by_night_on_a_wide_screen(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/g/{tables.uid}/doubles?later=1", user="member", width=1280, scheme="dark")
    expect(page.get_by_text("For:").first).to_be_attached()
    _looked_over(page, "doubles-night")
