"""Questions that come down to a group, who has answered, and proxies, in a browser."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, open_vote, prepare_vote
from konbit.directory.actions.starting import start_network
from konbit.directory.models import Group
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import viewer_of
from konbit.people.models import Person
person = Person.objects.get(username="member")
asking = start_network(viewer_of(person), "Ovens of the Coast", "en", gazetteer().find("Lyon, France"))
viewer = viewer_of(Person.objects.get(username="member"))
draft = VoteDraft("en", "Do we build the common oven?", proxies=2)
uid = prepare_vote(viewer, asking.uid, draft, uuid.uuid4())
add_entitled(viewer, uid, EntitledDraft(group="UID"))
add_entitled(viewer, uid, EntitledDraft(name="Member", person=viewer.actor))
add_entitled(viewer, uid, EntitledDraft(name="Brisa"))
open_vote(viewer, uid)
print(json.dumps({"vote": uid}))
"""


@dataclass(frozen=True)
class Question:
    """A question that came to the network of `tables`."""

    vote: str


@pytest.fixture(scope="module")
def question(instance: Instance, tables: Tables) -> Question:
    """Made once for this module."""
    return Question(**json.loads(instance.python(MADE.replace("UID", tables.uid))))


def test_the_pages_can_be_used_by_all(visit: Visit, tables: Tables, question: Question) -> None:
    for name, path, action in (
        ("questions", f"/en/groups/{tables.uid}/questions/", "#content .card a"),
        ("answers", f"/en/votes/{question.vote}/answers/", "#content li a"),
        ("proxies", f"/en/votes/{question.vote}/proxies/", "#content select"),
        ("take-up", f"/en/groups/{tables.uid}/questions/{question.vote}/take-up", "#content select"),
        ("answer", f"/en/groups/{tables.uid}/questions/{question.vote}/answer", "#content input"),
    ):
        look_over(visit("", user="member"), path, f"passing-{name}", action)


def test_a_group_says_what_its_meeting_said_without_a_script(
    visit: Visit, tables: Tables, question: Question
) -> None:
    page = visit(f"/en/groups/{tables.uid}/questions/", width=360, script=False, user="member")
    page.locator(f'a[href$="/questions/{question.vote}/answer"]').click()  # others may stand here, too
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="This is our answer").click()
    expect(page.locator("#content")).to_contain_text("your answer is up")
    page.goto(page.url.replace(f"groups/{tables.uid}/questions/", f"votes/{question.vote}/answers/"))
    expect(page.locator("#content")).to_contain_text("1 of 1 have answered")
