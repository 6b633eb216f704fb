"""A counted vote is counted again on a phone without script; the page can be used by all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import uuid
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
draft = VoteDraft(language="en", title="Do we buy the ovens together?", method="majority")
uid = prepare_vote(member, "%s", draft, uuid.uuid4())
lines = [add_entitled(member, uid, EntitledDraft(name=f"Table {at}")) for at in range(5)]
open_vote(member, uid)
cast_many(member, uid, [Cast(one, (Voice({"stance": "agree"}),)) for one in lines], "paper")
close_vote(member, uid)
print(uid)
"""


def test_a_result_is_counted_again_on_a_phone_without_script(
    visit: Visit, instance: Instance, tables: Tables
) -> None:
    uid = instance.python(MADE % tables.uid).splitlines()[-1]
    page = visit(f"/en/votes/{uid}/", width=360, script=False, user="member")
    page.get_by_role("link", name="Count it again").click()
    page.get_by_role("button", name="Run the script here, now").click()
    expect(page.get_by_text("the result comes out")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the package").click()
    assert download.value.suggested_filename == f"recount-{uid}.zip"
    page = visit(f"/en/votes/{uid}/recount", user="member")
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    audit(page)
    shoot(page, "recount-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    audit(page)
    shoot(page, "recount-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
