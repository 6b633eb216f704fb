"""A vote is prepared, opened, taken and counted on a phone without script; its pages can be used by all."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.colleges import CollegeDraft, add_college
from konbit.decisions.actions.options import OptionDraft, add_option
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))

def vote(title, method, colleges=(), options=()):
    draft = VoteDraft(language="en", title=title, method=method)
    uid = prepare_vote(member, "%(network)s", draft, uuid.uuid4())
    kept = [add_college(member, uid, CollegeDraft("en", one, part=part)) for one, part in colleges]
    for one in options:
        add_option(member, uid, OptionDraft("en", one, "What one should know of it."))
    of = kept or [None]
    lines = [add_entitled(member, uid, EntitledDraft(name=f"Table number {at}", college=of[at %% len(of)]))
             for at in range(8)]
    return uid, lines

def counted(uid, lines, sayings):
    open_vote(member, uid)
    cast_many(member, uid, [Cast(line, (Voice(said),)) for line, said in zip(lines, sayings)], "paper")
    close_vote(member, uid)
    return uid

def stances(words):
    return [{"stance": {"a": "agree", "d": "disagree", "n": "abstain"}[one]} for one in words]

draft, _lines = vote("What do we buy first?", "approval", options=("An oven", "A mill", "A handcart"))
majority = counted(*vote("Do we share one van between all tables, and pay for it together?", "majority",
    colleges=(("Cooks and bakers", 3), ("Those who eat", 2))), stances("aaaaddna"))
score = counted(
    *vote("What comes first next year?", "score", options=("Seeds", "A roof", "Songs")),
    [{"points": {"o1": 7, "o2": at, "o3": 3}} for at in range(8)])
ranking = counted(
    *vote("In which order do we mend them?", "ranking", options=("The oven", "The mill", "The well")),
    [{"ranks": [["o1"], ["o3"], ["o2"]]} for at in range(8)])
print(json.dumps({"draft": draft, "majority": majority, "score": score, "ranking": ranking}))
"""


@dataclass(frozen=True)
class Votes:
    """Votes of the network: one in preparation, three counted."""

    draft: str
    majority: str
    score: str
    ranking: str


@pytest.fixture(scope="module")
def votes(instance: Instance, tables: Tables) -> Votes:
    said = instance.python(MADE % {"network": tables.uid})
    return Votes(**json.loads(said.splitlines()[-1]))


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    audit(page)
    shoot(page, f"{name}-360")
    page.set_viewport_size({"width": 1280, "height": 800})
    audit(page)
    shoot(page, f"{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    page.emulate_media(color_scheme="light")


def test_a_question_is_asked_and_answered_on_a_phone_without_script(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/votes/", width=360, script=False, user="member")
    page.get_by_role("link", name="Prepare a vote").first.click()
    page.get_by_label("What is to be decided").fill("Do we mend the oven?")
    page.get_by_label("For or against: Adopted when more than half").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody is on the roll yet.")).to_be_visible()
    page.get_by_role("link", name="Who may vote").first.click()
    page.get_by_role("button", name="Everybody of the group").click()
    page.get_by_role("link", name="Do we mend the oven?").click()
    page.get_by_role("button", name="Open the vote").click()
    page.get_by_role("link", name="Vote", exact=True).click()
    page.get_by_label("I agree").first.check()
    page.get_by_role("button", name="Read it once more").click()
    page.get_by_role("button").filter(has_text="Cast").click()
    page.goto(page.url.split("/ballot")[0] + "/")
    expect(page.get_by_role("heading", name="How it is decided")).to_be_visible()


def test_the_pages_of_votes_can_be_used_by_all(visit: Visit, votes: Votes, tables: Tables) -> None:
    for name, path in (
        ("vote-list", f"groups/{tables.uid}/votes/"),
        ("vote-new", f"groups/{tables.uid}/votes/new"),
        ("vote-draft", f"votes/{votes.draft}/"),
        ("vote-roll", f"votes/{votes.majority}/roll"),
        ("vote-majority", f"votes/{votes.majority}/"),
        ("vote-score", f"votes/{votes.score}/"),
        ("vote-ranking", f"votes/{votes.ranking}/"),
        ("vote-front", "decisions/"),
        ("vote-methods", "decisions/methods/"),
        ("vote-own", "votes/own"),
    ):
        looked_over(visit(f"/en/{path}", user="member"), name)
