"""Groups federate on a phone: proposed, answered by each, brought into force; and how they grew, drawn."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from konbit.directory.actions.shipping import shipped_uid
from tests.browser.conftest import Instance, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

START = """
from konbit.directory.actions.editing import add_group
from konbit.people.audience import viewer_of
from konbit.people.models import Person
def member(): return viewer_of(Person.objects.get(username="member"))
print(*(add_group(member(), {"name": name}).uid for name in ("Hill Table", "Shore Table", "Seed Committee")))
"""
UID = """
from konbit.directory.models import Group
print(Group.objects.get(slug="%s", is_example=True).uid)
"""


@pytest.fixture(scope="module")
def groups(instance: Instance) -> list[str]:
    """Two tables and a committee (uids), of all of which the demo account “member” is steward."""
    return instance.python(START).split()


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"federating-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"federating-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"federating-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


@pytest.mark.parametrize("script", [True, False])
def test_tables_federate_on_a_phone(visit: Visit, groups: list[str], *, script: bool) -> None:
    title = "Seeds of the coast" if script else "Seeds without script"
    page = visit(f"/en/groups/{groups[2]}/pacts/", width=360, user="member", script=script)
    page.get_by_role("link", name="Propose to federate").click()
    page.get_by_label("What we call it").fill(title)
    page.get_by_label("What for").fill("Seeds that stay ours.")
    page.get_by_label("Charter").fill("We keep our seeds together.\n\nWhoever leaves takes her own.")
    page.get_by_label("Whom we ask").fill("Hill Table\nShore Table")
    if script:
        looked_over(page, "propose")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.get_by_role("link", name="Send it to the members").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("what is missing is the word of:")).to_contain_text("Hill Table")
    if script:
        looked_over(page, "asked")

    for table in ("Hill Table", "Shore Table"):
        page.get_by_role("link", name=f"Answer ({table})").first.click()
        page.get_by_label("We agree and join.").check()
        page.get_by_label("Mandate of those whom we send").fill("They may agree to common stores.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("No resolution is named")).to_be_visible()
        page.get_by_label("Or write down what you agreed").fill(f"{table} joins.")
        if script and table == "Hill Table":
            looked_over(page, "answer")
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 of 2 have answered; 2 have agreed.")).to_be_visible()

    page.get_by_role("link", name="Bring it into force").click()
    page.get_by_label("Since when").fill("1984")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The pact was proposed only on")).to_be_visible()
    page.get_by_label("Since when").fill("2099-01-01")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It holds. Everybody who agreed")).to_be_visible()
    if script:
        looked_over(page, "holds")
        page.get_by_role("link", name="Its versions").click()
        looked_over(page, "versions")
        page.go_back()
        page.get_by_role("link", name="The charter with its signatories").click()
        looked_over(page, "charter")
        page.emulate_media(media="print")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("slug", ["reso", "chantier", "ripess", "via-campesina"])
def test_how_it_grew_can_be_read_by_all(visit: Visit, instance: Instance, slug: str) -> None:
    path = f"/en/groups/{instance.python(UID % slug)}/growth/"
    looked_over(visit(path, width=360), f"growth-{slug}")
    page = visit(path, width=360, script=False)
    names = page.locator("svg.growth a")
    assert names.count() >= 1
    if slug == "reso":
        expect(page.locator("svg.growth").first).to_contain_text("Nancy Neamtan")
        expect(page.get_by_text("A fiscal pact takes away its mandate")).to_be_visible()
        names.last.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Chantier")


def test_the_shipped_pact_costs_little_on_a_poor_line(visit: Visit) -> None:
    look_over(
        visit(""), f"/en/pacts/{shipped_uid('Pact', 'ripess-2004')}/", "federating-shipped", "#content a"
    )


def test_growth_costs_little_on_a_poor_line(visit: Visit, instance: Instance) -> None:
    path = f"/en/groups/{instance.python(UID % 'reso')}/growth/"
    look_over(visit(""), path, "federating-growth", "svg.growth a")
