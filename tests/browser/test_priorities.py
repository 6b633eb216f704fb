"""What groups want first, on a phone and without a script; and the map from global to local for everybody."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

START = """
import json
from konbit.directory.models import Group, Relation, Role
from konbit.directory.actions.editing import add_group
from konbit.chronicle.actions import recording
from konbit.federation.models import Priority
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = Person.objects.get(username="member")
def viewer(): return viewer_of(member)
union = Group.objects.get(uid=add_group(viewer(), {"name": "Union of Wells", "kind": "network"}).uid)
table = Group.objects.get(uid=add_group(viewer(), {"name": "Well Table"}).uid)
Role.objects.get_or_create(person=member, group=union, kind="organiser")
with recording("system", "tie") as batch:
    tie = Relation.objects.create(subject=table, kind="member_of", object=union)
    batch.changed("directory.relation", tie.pk)
federation = Group.objects.get(slug="example-rivers-and-hills", is_example=True)
food = Priority.objects.get(group=federation, statement__en__startswith="Food")
print(json.dumps({
    "union": union.uid, "table": table.uid, "federation": federation.uid, "food": food.uid,
    "target": food.targets.get().pk,
    "low": Group.objects.get(slug="example-upper-terraces", is_example=True).uid,
}))
"""


@dataclass(frozen=True)
class Made:
    """A union and its table, both in the care of “member”; and what is shipped."""

    union: str
    table: str
    federation: str
    food: str
    target: int
    low: str


@pytest.fixture(scope="module")
def made(instance: Instance) -> Made:
    """Made once for this module."""
    return Made(**json.loads(instance.python(START).splitlines()[-1]))


@pytest.mark.parametrize(
    ("name", "path", "action"),
    [
        ("map", "/en/groups/{federation}/alignment/", "svg.levels a"),
        ("map-low", "/en/groups/{low}/alignment/", "svg.levels a"),
        ("of-group", "/en/groups/{federation}/priorities/", "#content ol a"),
        ("priority", "/en/priorities/{food}/", "#content a.button"),
        ("who", "/en/priorities/{food}/map/", "svg.rings a"),
        ("where", "/en/priorities/{food}/map/?by=places", "svg.rings a"),
        ("target", "/en/targets/{target}/", "#content a"),
    ],
)
def test_the_shipped_federation_can_be_read_by_all(
    visit: Visit, made: Made, name: str, path: str, action: str
) -> None:
    look_over(visit(""), path.format(**vars(made)), f"priorities-{name}", action)


def _looked_over(page: Page, name: str) -> None:
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"priorities-{name}-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"priorities-{name}-1280")
    page.set_viewport_size({"width": 360, "height": 640})


def _adopts(page: Page, group: str, words: str) -> None:
    page.goto(f"/en/groups/{group}/priorities/")
    page.get_by_role("link", name="Adopt a priority").first.click()
    page.get_by_label("What do you want first?").fill(words)
    page.get_by_label("Or write down what you agreed").fill(f"We adopt: {words}")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Sustainability").check()
    _looked_over(page, "adopt")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Adopted. Now say how much of it you want, by when.")).to_be_visible()


def test_two_bodies_agree_on_a_phone_without_a_script(visit: Visit, made: Made) -> None:
    page = visit("", width=360, script=False, user="member")
    _adopts(page, made.union, "Every well is clean")
    _adopts(page, made.table, "We clean the well at the fig tree")

    page.get_by_role("link", name="Set a target").click()
    page.get_by_label("Or name something new").fill("Buckets of mud")
    page.get_by_label("Unit").fill("buckets")
    page.get_by_label("Where it begins").fill("400")
    page.get_by_label("How far it is to go").fill("1,234")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("can be read in two ways")).to_be_visible()
    _looked_over(page, "target-wrong")
    page.get_by_label("How far it is to go").fill("100")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Write down what you read").first.click()
    page.get_by_label("How much was it?").fill("325,0")
    page.get_by_label("When?").fill("2026-01")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("325 buckets now: 25 % of the way from 400 to 100.")).to_be_visible()
    _looked_over(page, "target-read")

    page.goto(f"/en/groups/{made.table}/priorities/")
    page.get_by_role("link", name="We clean the well at the fig tree").click()
    page.get_by_role("link", name="How does it meet others?").click()
    page.get_by_label("With which priority of another body?").select_option(label="Every well is clean")
    page.get_by_label("Why do you see it so?").fill("One well less.")
    _looked_over(page, "align")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("waits for the word of Union of Wells")).to_be_visible()
    _looked_over(page, "waiting")

    page.goto(f"/en/groups/{made.union}/priorities/")
    expect(page.get_by_role("heading", name="What waits for your word")).to_be_visible()
    _looked_over(page, "asked")
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Yes, we agree").check()
    page.get_by_role("button", name="Answer").click()
    page.goto(f"/en/groups/{made.union}/alignment/")
    expect(page.get_by_text("1 of 1 member shares this")).to_be_visible()
    assert page.locator("svg.levels .tie").count() >= 1
    _looked_over(page, "map-of-two")


def test_the_pages_of_those_who_write_can_be_used_by_all(visit: Visit, made: Made) -> None:
    page = visit(f"/en/groups/{made.union}/priorities/", width=360, user="member")
    for path in (
        f"/en/groups/{made.union}/priorities/",
        f"/en/groups/{made.union}/priorities/new",
        f"/en/groups/{made.federation}/alignment/?only={made.food}",
    ):
        page.goto(path)
        audit(page)
        page.emulate_media(color_scheme="dark")
        audit(page, only=("color-contrast",))
        page.emulate_media(color_scheme="light")


def test_only_what_was_chosen_is_drawn(visit: Visit, made: Made) -> None:
    page = visit(f"/en/groups/{made.federation}/alignment/", width=360, script=False)
    boxes = page.locator("svg.levels .box")
    every = boxes.count()
    page.get_by_text("Show only what I choose").click()
    page.get_by_role("checkbox", name="Food of our own for every table").check()
    page.get_by_role("button", name="Show", exact=True).click()
    assert 0 < boxes.count() < every
    expect(page.get_by_role("checkbox", name="Food of our own for every table")).to_be_checked()
