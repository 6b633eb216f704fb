"""Adding and correcting a group, and bringing lists, without a script and on a small screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import made
from tests.browser.conftest import Tables, Visit
from tests.browser.pages import audit, shoot

pytestmark = pytest.mark.browser


def test_a_group_is_added_and_told_of_without_script(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/new?network={tables.uid}", width=360, script=False, user="member")
    page.get_by_label("Name of the group").fill("Lantern Walkers")
    page.get_by_label("Town or village").fill("Annecy")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Lantern Walkers is here.")).to_be_visible()
    page.get_by_role("link", name="Description").click()
    page.locator("textarea").first.fill("We walk home together.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.locator("#content a", has_text="Lantern Walkers").first.click()
    expect(page.locator("h1")).to_have_text("Lantern Walkers")
    expect(page.get_by_text("We walk home together.")).to_be_visible()


def test_a_group_without_a_place_is_told_what_is_missing(visit: Visit) -> None:
    page = visit("/en/groups/new", script=False, user="member")
    page.get_by_label("Name of the group").fill("Lantern Walkers")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Where is it? A town is enough.")).to_be_visible()


def test_a_file_is_brought_looked_at_read_and_taken_back(
    visit: Visit, tables: Tables, tmp_path: Path
) -> None:
    listed = tmp_path / "more.csv"
    rows = [row.replace("River ", "Delta ") for row in made.table().splitlines()]
    listed.write_text("\n".join([rows[0], *(row for row in rows if row.startswith(("Delta", ",")))]) + "\n")
    page = visit(f"/en/import/?network={tables.uid}", user="member")
    page.set_input_files("input[type=file]", listed)
    page.get_by_label("What the list is called").fill("More tables")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("#content")).to_contain_text("5 groups read.", timeout=60_000)
    page.get_by_role("button", name="Yes: bring them in").first.click()
    expect(page.locator("h1")).to_have_text("Your groups are here", timeout=60_000)
    shoot(page, "import-done")
    audit(page)
    with page.expect_download() as rejected:
        page.get_by_role("link", name="1 row to mend").click()
    said = Path(rejected.value.path()).read_text()
    assert "This row has no name." in said
    page.get_by_text("This was a mistake").click()
    page.get_by_role("button", name="Take this list back").click()
    expect(page.locator("h1")).to_have_text("Taken back", timeout=60_000)


def test_a_file_that_is_none_is_refused_in_words(visit: Visit, tables: Tables, tmp_path: Path) -> None:
    broken = tmp_path / "list.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    page = visit("/en/import/", script=False, user="member")
    page.set_input_files("input[type=file]", broken)
    page.get_by_label("What the list is called").fill("Broken")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("alert").first).to_be_visible()
