"""A balanced group on one telephone: each tick shows how the rules stand, without script by a button."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.assembly.actions import nominating, panels
from konbit.assembly.actions.drawing import draw
from konbit.assembly.queries.panel_links import answer_link
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
uids = []
for title in ("Jury of the bread", "Jury of the soup"):
    said = panels.PanelSaid(title, "en", purpose="They taste.", least=2, most=3, seed_from="Friday's lottery")
    panel = panels.make_panel(member, "UID", uuid.uuid4(), said)
    panels.set_rule(member, panel.uid, panels.Rule("gender", "woman", 1))
    panels.set_rule(member, panel.uid, panels.Rule("who cooks", "every day", 1, 2))
    for name, gender, cooks in (("Ana", "woman", "*"), ("Chidi", "man", "every day"), ("Dao", "man", "*")):
        one = nominating.nominate(member, panel.uid, name, "Mill")
        nominating.answer(member, panel.uid, one.pk, {"gender": gender, "who cooks": cooks})
    uids.append(panel.uid)
asked = nominating.nominate(member, uids[0], "Eun")
panels.close_nominations(member, uids[1])
draw(member, uids[1], "4 8 15 16 23 42")
print(json.dumps({"open": uids[0], "drawn": uids[1], "link": answer_link(asked)}))
"""


@dataclass(frozen=True)
class Juries:
    """Two panels of the network of `tables`: one open, one drawn; and the link to somebody who is asked."""

    open: str
    drawn: str
    link: str


@pytest.fixture(scope="module")
def juries(instance: Instance, tables: Tables) -> Juries:
    """Made once for this module."""
    return Juries(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_each_tick_shows_how_the_rules_stand(visit: Visit, juries: Juries, script: bool) -> None:
    page = visit(f"/en/panels/{juries.open}/choose", width=360, user="member", script=script)
    page.get_by_label("Chidi").check()
    page.get_by_label("Dao").check()
    if not script:
        page.get_by_role("button", name="Look how it stands").click()
    expect(page.locator("#standing")).to_contain_text("lacks 1 with “gender: woman”")
    expect(page.locator("#standing")).to_contain_text("Take Ana")
    page.get_by_label("Ana").check()
    if not script:
        page.get_by_role("button", name="Look how it stands").click()
    expect(page.locator("#standing")).to_contain_text("All rules hold")
    if script:
        no_sideways_scroll(page, 320)
        targets_are_large_enough(page)
        audit(page)
        shoot(page, "panel-choose-360")


@pytest.mark.parametrize("path", ["", "rules", "recount", "nominate", "stand"])
def test_its_pages_can_be_read_at_360_pixels(visit: Visit, juries: Juries, path: str) -> None:
    uid = juries.drawn if path == "recount" else juries.open
    page = visit(f"/en/panels/{uid}/{path}", width=360, user="member")
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    audit(page)
    shoot(page, f"panel-{path or 'page'}-360")


def test_whoever_is_asked_answers_without_an_account(visit: Visit, juries: Juries) -> None:
    page = visit("", width=360)
    page.goto(juries.link)
    audit(page)
    targets_are_large_enough(page)
    page.get_by_label("another gender").check()
    page.get_by_role("button", name="Yes, I am willing").click()
    expect(page.get_by_text("You said yes.")).to_be_visible()
    shoot(page, "panel-answer-360")
