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
person = Person.objects.get(username="member")
member = viewer_of(person)

def vote(title, method, colleges=(), options=(), mine=False, **said):
    draft = VoteDraft(language="en", title=title, method=method, **said)
    uid = prepare_vote(member, "%(network)s", draft, uuid.uuid4())
    kept = [add_college(member, uid, CollegeDraft("en", one, part=part)) for one, part in colleges]
    for one in options:
        add_option(member, uid, OptionDraft("en", one, "What one should know of it."))
    of = kept or [None]
    lines = [add_entitled(member, uid, EntitledDraft(name=f"Table number {at}", college=of[at %% len(of)]))
             for at in range(8)]
    if mine:
        add_entitled(member, uid, EntitledDraft(name="Maryam of the Mill", person=person.opaque_id))
    return uid, lines

def counted(uid, lines, sayings):
    opened(uid, lines, sayings)
    close_vote(member, uid)
    return uid

def opened(uid, lines, sayings):
    open_vote(member, uid)
    cast_many(member, uid, [Cast(line, (Voice(said),)) for line, said in zip(lines, sayings)], "paper")
    return uid

def stances(words):
    return [{"stance": {"a": "agree", "d": "disagree", "n": "abstain"}[one]} for one in words]

draft, _lines = vote("What do we buy first?", "approval", options=("An oven", "A mill", "A handcart"))
taken = opened(*vote("Do we rent the hall for the winter?", "majority", mine=True, proxies=2), stances("aad"))
points = opened(*vote("How do we share the work of the harvest?", "score", mine=True,
    options=("By turns", "By lot", "Whoever comes, with a long explanation of what that means")), [])
ranks = opened(*vote("Which saint's day do we feast on?", "ranking", mine=True, secrecy="anonymous",
    options=("The first of May", "Midsummer", "The day of the dead")), [])
majority = counted(*vote("Do we share one van between all tables, and pay for it together?", "majority",
    colleges=(("Cooks and bakers", 3), ("Those who eat", 2))), stances("aaaaddna"))
score = counted(
    *vote("What comes first next year?", "score", options=("Seeds", "A roof", "Songs")),
    [{"points": {"o1": 7, "o2": at, "o3": 3}} for at in range(8)])
ranking = counted(
    *vote("In which order do we mend them?", "ranking", options=("The oven", "The mill", "The well")),
    [{"ranks": [["o1"], ["o3"], ["o2"]]} for at in range(8)])
print(json.dumps({"draft": draft, "taken": taken, "points": points, "ranks": ranks, "majority": majority,
    "score": score, "ranking": ranking}))
"""


@dataclass(frozen=True)
class Votes:
    """Votes of the network: one in preparation, three open with "member" on the roll, three counted."""

    draft: str
    taken: str
    points: str
    ranks: str
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
    shoot(page, f"{name}-dark")
    page.set_viewport_size({"width": 360, "height": 640})
    audit(page, only=("color-contrast",))
    page.emulate_media(color_scheme="light")


def test_a_question_is_asked_answered_and_written_down_on_a_phone_without_script(
    visit: Visit, tables: Tables
) -> None:
    page = visit(f"/en/groups/{tables.uid}/votes/", width=360, script=False, user="member")
    page.get_by_role("link", name="Prepare a vote").first.click()
    page.get_by_label("What is to be decided").fill("Do we mend the oven?")
    page.get_by_label("For or against For a clear yes or no").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody is on the roll yet.")).to_be_visible()
    page.get_by_role("link", name="Who may vote").first.click()
    page.get_by_role("button", name="Everybody of the group").click()
    page.get_by_role("link", name="Do we mend the oven?").click()
    at = page.url
    shoot(page, "plain-vote-ready")
    page.get_by_role("button", name="Open the vote").click()
    shoot(page, "plain-vote-opened")
    page.get_by_role("link", name="Vote", exact=True).click()
    page.get_by_label("I agree").first.check()
    page.get_by_role("button", name="Read it once more").click()
    shoot(page, "plain-ballot-sure")
    page.get_by_role("button", name="Put it into the box").click()
    expect(page.get_by_text("Your vote counts.")).to_be_visible()
    page.goto(at)
    early = page.get_by_text("Close it before everybody has voted")
    if early.count():  # other tests brought people into this group, who have not voted
        early.click()
    page.get_by_role("button", name="Close and count").click()
    expect(page.get_by_role("heading", name="What came of it")).to_be_visible()
    shoot(page, "plain-vote-closed")
    page.get_by_role("link", name="Count it again").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the package").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.goto(at)
    page.get_by_role("link", name="Write it down as a resolution").click()
    page.get_by_label("What was agreed").fill("We mend it before the rains, and meet at the bakery.")
    page.get_by_role("button", name="Save").click()
    page.goto(at)
    expect(page.locator(".notice.good").get_by_role("link", name="Do we mend the oven?")).to_be_visible()
    expect(page.get_by_role("link", name="Write it down as a resolution")).to_have_count(0)
    shoot(page, "plain-vote-with-resolution")


def test_the_roll_of_an_open_vote_changes_by_hand_with_a_reason(visit: Visit, votes: Votes) -> None:
    page = visit(f"/en/votes/{votes.points}/roll", width=360, script=False, user="member")
    page.get_by_role("link", name="Add who was forgotten").click()
    page.get_by_label("Name").fill("Bruno of the Long Shed")
    page.get_by_label("Why the roll changes now").fill("He had been left out by mistake.")
    shoot(page, "plain-roll-new")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name="10 Bruno of the Long Shed")).to_be_visible()
    page.get_by_role("link", name="Strike (Table number 0)").click()
    page.get_by_label("Why").fill("It has closed for good.")
    page.get_by_role("button", name="Take it off the roll").click()
    expect(page.get_by_text("It has closed for good.")).to_be_visible()
    shoot(page, "plain-roll-changed")


def test_a_ballot_is_filled_in_by_all_who_can(visit: Visit, votes: Votes) -> None:
    for name, uid in (("stance", votes.taken), ("points", votes.points), ("ranks", votes.ranks)):
        looked_over(visit(f"/en/votes/{uid}/ballot", user="member"), f"ballot-{name}")
    page = visit(f"/en/votes/{votes.points}/ballot", user="member")
    page.get_by_label("By turns").fill("40")
    page.get_by_role("button", name="Read it once more").click()
    looked_over(page, "ballot-refused")
    page.get_by_label("By turns").fill("4")
    page.get_by_role("button", name="Read it once more").click()
    looked_over(page, "ballot-points-sure")


def test_the_pages_at_the_table_can_be_used_by_all(visit: Visit, votes: Votes) -> None:
    for name in (
        "register", "papers", "papers/print", "hands", "proxies/", "answers/", "roll", "edit", "roll/new",
        "card",
    ):  # fmt: skip
        looked_over(visit(f"/en/votes/{votes.taken}/{name}", user="member"), f"open-{name.replace('/', '-')}")
    for name in ("register", "papers"):
        looked_over(visit(f"/en/votes/{votes.ranks}/{name}", user="member"), f"anonymous-{name}")
    looked_over(visit(f"/en/votes/{votes.points}/papers", user="member"), "points-papers")
    page = visit(f"/en/votes/{votes.ranks}/register", user="member")
    page.get_by_role("button", name="Make a link").first.click()
    looked_over(page, "ballot-link")


def test_the_pages_of_votes_can_be_used_by_all(visit: Visit, votes: Votes, tables: Tables) -> None:
    for name, path in (
        ("vote-list", f"groups/{tables.uid}/votes/"),
        ("vote-new", f"groups/{tables.uid}/votes/new"),
        ("vote-draft", f"votes/{votes.draft}/"),
        ("vote-option", f"votes/{votes.draft}/options/new"),
        ("vote-college", f"votes/{votes.draft}/colleges/new"),
        ("vote-roll-draft", f"votes/{votes.draft}/roll"),
        ("vote-open", f"votes/{votes.taken}/"),
        ("vote-roll", f"votes/{votes.majority}/roll"),
        ("vote-majority", f"votes/{votes.majority}/"),
        ("vote-score", f"votes/{votes.score}/"),
        ("vote-ranking", f"votes/{votes.ranking}/"),
        ("vote-outcome", f"votes/{votes.score}/outcome"),
        ("vote-recount", f"votes/{votes.score}/recount"),
        ("vote-front", "decisions/"),
        ("vote-methods", "decisions/methods/"),
        ("vote-own-methods", f"groups/{tables.uid}/methods/"),
        ("vote-own", "votes/own"),
    ):
        looked_over(visit(f"/en/{path}", user="member"), name)


def test_a_stranger_reads_votes_and_is_told_how_to_vote(visit: Visit, votes: Votes) -> None:
    for name, path in (
        ("stranger-vote", f"votes/{votes.taken}/"),
        ("stranger-ballot", f"votes/{votes.taken}/ballot"),
        ("stranger-roll", f"votes/{votes.majority}/roll"),
        ("stranger-front", "decisions/"),
    ):
        looked_over(visit(f"/en/{path}"), name)
