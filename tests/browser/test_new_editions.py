"""Lists that come again, in a browser: what changed, who is missing, and an edition that looks wrong."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser
HEADERS = ("id", "name", "town", "country", "lat", "lon")


@dataclass(frozen=True)
class Editions:
    """A network of the demo account "member" whose list was read twice."""

    uid: str
    source: int
    missed: int


START = """
from konbit.directory.actions.starting import start_network
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
print(start_network(member, "Kitchens of the Coast", "en", gazetteer().find("Marseille, France")).uid)
"""
TOLD = """
import json
from konbit.directory.models import Difference, Source
source = Source.objects.get(name="Kitchens")
missed = Difference.objects.filter(run__source=source, kind="gone").order_by("pk")
print(json.dumps({"source": source.pk, "missed": missed[0].pk}))
"""


def write(path: Path, numbers: range, **names: str) -> Path:
    """A list of kitchens; `names` gives some ("k3") another name and another place."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for n in numbers:
            other = names.get(f"k{n}")
            writer.writerow(
                [n, other or f"Kitchen {n}", "Marseille", "FR", "43.3", "5.9" if other else "5.4"]
            )
    return path


@pytest.fixture(scope="session")
def editions(instance: Instance) -> Editions:
    """Twenty kitchens, of whom three are gone, one was renamed and moved, and two came."""
    uid = instance.python(START)
    more = ("--source", "Kitchens", "--licence", "CC0 1.0", "--network", uid)
    instance.konbit("import", str(write(instance.home / "kitchens-1.csv", range(20))), *more)
    second = write(instance.home / "kitchens-2.csv", range(3, 22), k5="The New Kitchen")
    instance.konbit("sync", str(second), *more)
    return Editions(uid, **json.loads(instance.python(TOLD)))


@pytest.mark.parametrize(
    ("name", "path", "action"),
    [
        ("changes-list", "/en/lists/{source}/changes/", "#content .button"),
        ("changes-network", "/en/networks/{uid}/changes/", "#content .button"),
        ("changes-poster", "/en/networks/{uid}/changes/poster/", "#content a"),
    ],
)
def test_whoever_comes_can_read_what_changed(
    visit: Visit, editions: Editions, name: str, path: str, action: str
) -> None:
    look_over(visit(""), path.format(**vars(editions)), name, action)


@pytest.mark.parametrize(
    ("name", "path", "action"),
    [
        ("lists", "/en/networks/{uid}/lists/", "#content .button"),
        ("list", "/en/lists/{source}/", "#content .button"),
        ("not-seen", "/en/networks/{uid}/not-seen/", "#content .button"),
        ("not-seen-key", "/en/not-seen/{missed}/", "#content .button"),
    ],
)
def test_whoever_looks_after_a_list_can_use_its_pages(
    visit: Visit, editions: Editions, name: str, path: str, action: str
) -> None:
    look_over(visit("", user="member"), path.format(**vars(editions)), name, action)


def test_the_missing_are_settled_one_after_the_other_without_script(visit: Visit, editions: Editions) -> None:
    page = visit(f"/en/networks/{editions.uid}/not-seen/", width=360, script=False, user="member")
    expect(page.locator("#content")).to_contain_text("3 groups wait")
    page.get_by_role("button", name="Still there (Kitchen 1)").click()
    expect(page.get_by_text("Noted: it is still there.")).to_be_visible()
    card = page.locator("li.card", has_text="Kitchen 2")
    card.get_by_text("Closed", exact=False).first.click()
    card.get_by_label("Since when").fill("2026-09")
    card.get_by_role("button", name="It is closed").click()
    expect(page.get_by_text("Noted: it is closed.")).to_be_visible()
    expect(page.locator("#content")).to_contain_text("1 group waits")
    no_sideways_scroll(page, 360)
    changed = visit(f"/en/networks/{editions.uid}/changes/")
    expect(changed.locator("#closed")).to_be_visible()
    changed.get_by_role("link", name="The New Kitchen").first.click()
    expect(changed.locator("h1")).to_have_text("The New Kitchen")


def test_an_edition_that_shrinks_is_asked_about_and_left(
    visit: Visit, editions: Editions, tmp_path: Path
) -> None:
    page = visit(f"/en/lists/{editions.source}/", user="member")
    page.set_input_files("input[type=file]", write(tmp_path / "kitchens-3.csv", range(5, 9)))
    page.get_by_role("button", name="Compare it").click()
    expect(page.get_by_role("alert")).to_contain_text("groups are missing in this edition", timeout=60_000)
    shoot(page, "edition-asks")
    audit(page)
    targets_are_large_enough(page)
    page.get_by_role("button", name="Leave it: it is not right").click()
    expect(page.get_by_text("Nothing of it was written.")).to_be_visible()


def test_an_edition_is_compared_and_tells_what_it_said(
    visit: Visit, editions: Editions, tmp_path: Path
) -> None:
    page = visit(f"/en/lists/{editions.source}/", user="member")
    edition = write(tmp_path / "kitchens-4.csv", range(3, 23), k5="The New Kitchen")
    page.set_input_files("input[type=file]", edition)
    page.get_by_role("button", name="Compare it").click()
    expect(page.locator("h1")).to_have_text("The new edition is compared", timeout=60_000)
    expect(page.locator("#content")).to_contain_text("19 known, 1 added, 0 not seen any more.")
    audit(page)
