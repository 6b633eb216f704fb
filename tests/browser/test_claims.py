"""One group, two lists that disagree, two networks: each settles it, and each shows its own word."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, shoot

pytestmark = pytest.mark.browser

MADE = """
import json
from django.utils import timezone
from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import shown_anew
from konbit.directory.actions.starting import start_network
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Claim, Group, Relation, Source
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
hills = start_network(member, "Tables of the Hills", "en", gazetteer().find("Lyon, France"))
told = (
    ("register", "2022", {"name": "Lantern Co-operative Limited", "founded": "1984"}),
    ("map", "2024", {"name": "The Lantern", "founded": "1991", "descriptions": {"en": "A house of light."}}),
)
with recording("system", "import", "register") as batch:
    group = add_groups(batch, [{"name": "The Lantern"}])[0]
    for network in (hills, Group.objects.get(uid="UID")):
        tie = Relation.objects.create(subject=group, kind="member_of", object=network)
        batch.changed("directory.relation", tie.pk)
    with shown_anew(batch, [group]):
        for code, published, fields in told:
            source = Source.objects.create(
                code=code, name=f"The {code}", published=published, licence="CC0 1.0")
            Claim.objects.create(
                source=source, key=group.uid, group=group, fields=fields, digest=code, read_at=timezone.now())
print(json.dumps({"group": group.uid, "hills": hills.uid}))
"""


@dataclass(frozen=True)
class Disputed:
    """A group of which two lists disagree, in the network of `tables` and in a second one."""

    group: str
    hills: str


@pytest.fixture(scope="module")
def disputed(instance: Instance, tables: Tables) -> Disputed:
    """Made once for this module."""
    return Disputed(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_pages_can_be_used_by_all(visit: Visit, tables: Tables, disputed: Disputed) -> None:
    look_over(visit(""), f"/en/g/{disputed.group}/sources", "claims-sources", "#content a")
    for name, path, action in (
        ("claims-queue", f"/en/g/{tables.uid}/disagreements", "#content button"),
        ("claims-nothing", f"/en/g/{tables.uid}/disagreements?later=1", "#content a"),
        ("claims-orders", f"/en/g/{tables.uid}/orders", "#content table a"),
        ("claims-order", f"/en/g/{tables.uid}/orders/name", "#content select"),
    ):
        look_over(visit("", user="member"), path, name, action)


def test_two_networks_each_show_their_own_word_without_script(
    visit: Visit, tables: Tables, disputed: Disputed
) -> None:
    page = visit(f"/en/g/{tables.uid}/disagreements", width=360, script=False, user="member")
    asked = page.locator("section.card", has_text="Name")
    expect(asked.first).to_contain_text("Lantern Co-operative Limited")
    asked.first.get_by_role("button", name="Take the word of The register").click()
    expect(page.get_by_text("Settled for The Lantern.")).to_be_visible()

    page.goto(f"/en/g/{disputed.hills}/orders/name")
    page.get_by_label("1. choice").select_option("map")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("set here")).to_be_visible()

    reader = visit(f"/en/g/{disputed.group}/?in={tables.uid}", width=360, script=False)
    expect(reader.locator("h1")).to_have_text("Lantern Co-operative Limited")
    expect(reader.get_by_text("As Tables of the Rivers shows it.")).to_be_visible()
    audit_in = visit(f"/en/g/{disputed.group}/?in={tables.uid}")
    audit(audit_in)
    shoot(audit_in, "claims-group-in-network")
    reader.goto(f"/en/g/{disputed.group}/?in={disputed.hills}")
    expect(reader.locator("h1")).to_have_text("The Lantern")
    reader.goto(f"/en/g/{disputed.group}/")
    expect(reader.locator("h1")).to_have_text("The Lantern")

    reader.goto(f"/en/g/{disputed.group}/?in={tables.uid}")
    reader.locator("header a[href$='#name']").click()
    first = reader.locator("section", has=reader.locator("#name")).locator("tbody tr").first
    expect(first).to_contain_text("The register")
    expect(first).to_contain_text("shown")
    expect(reader.get_by_text("Tables of the Rivers took this word")).to_be_visible()


def test_what_was_settled_is_taken_back_from_the_history(
    visit: Visit, tables: Tables, disputed: Disputed
) -> None:
    page = visit(f"/en/g/{tables.uid}/disagreements", script=False, user="member")
    page.locator("section.card", has_text="Founded").get_by_role("button", name="Let it stand").click()
    page.get_by_role("link", name="Its history can take it back.").click()
    settled = page.locator("li", has_text="it may stand as it is").first
    settled.get_by_role("link", name="Take this back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    page.goto(f"/en/g/{tables.uid}/disagreements")
    expect(page.locator("section.card", has_text="Founded")).to_be_visible()
