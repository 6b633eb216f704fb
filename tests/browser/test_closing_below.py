"""A body closes its vote on a question that came down, and its answer goes up: without a script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.decisions.actions.casting import cast
from konbit.decisions.actions.passing import TakeUpDraft, take_up
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Vote
from konbit.directory.actions.starting import start_network
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import viewer_of
from konbit.people.models import Person
viewer = viewer_of(Person.objects.get(username="member"))
asking = start_network(viewer, "Wells of the Coast", "en", gazetteer().find("Lyon, France"))
viewer = viewer_of(Person.objects.get(username="member"))
uid = prepare_vote(viewer, asking.uid, VoteDraft("en", "Do we dig the common well?"), uuid.uuid4())
add_entitled(viewer, uid, EntitledDraft(group="UID"))
open_vote(viewer, uid)
own = take_up(viewer, "UID", uid, TakeUpDraft("en"))
open_vote(viewer, own)
line = Vote.objects.get(uid=own).roll.filter(person=viewer.actor).get()
cast(viewer, own, line.pk, [Voice({"stance": "agree"})])
print(json.dumps(own))
"""


def test_closing_sends_the_answer_up(visit: Visit, instance: Instance, tables: Tables) -> None:
    own = json.loads(instance.python(MADE.replace("UID", tables.uid)))
    look_over(visit("", user="member"), f"/en/votes/{own}/", "closing-below", "#content button")
    page = visit(f"/en/votes/{own}/", width=360, script=False, user="member")
    fold = page.get_by_text("Close it before everybody has voted")
    if fold.count():
        fold.click()
    expect(page.get_by_label("and send our answer up")).to_be_checked()
    page.get_by_role("button", name="Close and count").click()
    expect(page.locator("body")).to_contain_text("your answer is up")
