"""A board is elected: people are entered on a phone without script, limits are asked, the result is read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from konbit.decisions.actions.candidates import CandidateDraft, enter_candidate
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.colleges import CollegeDraft, add_college
from konbit.decisions.actions.limits import LimitDraft, add_limit
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))

def board(title, limits=(), **said):
    draft = VoteDraft(language="en", title=title, method="scottish", **said)
    uid = prepare_vote(member, "%(network)s", draft, uuid.uuid4())
    colleges = [add_college(member, uid, CollegeDraft("en", one, seats=2)) for one in ("Cooks", "Gardeners")]
    for limit in limits:
        add_limit(member, uid, limit)
    lines = {college: [add_entitled(member, uid, EntitledDraft(name=f"Table {college} {at}", college=college))
             for at in range(9)] for college in colleges}
    return uid, colleges, lines

def stands(uid, name, college, gender=""):
    traits = {"gender": gender} if gender else {}
    draft = CandidateDraft("en", name, "I would keep the purse, and the door open.", college, traits)
    return enter_candidate(member, uid, draft, agreed=True)

women = LimitDraft("gender", "woman", least=2)
draft, colleges, _lines = board("Board in preparation")
uid, (cooks, gardeners), lines = board("Board of the tables", [women])
words = {name: stands(uid, name, college, gender) for name, college, gender in (
    ("Ousmane Diarra", cooks, ""), ("Anselm Kofi", cooks, ""), ("Oumou Sidibé", cooks, "woman"),
    ("Bruno of the Long Shed", gardeners, ""), ("Maryam Castellanos de la Vega", gardeners, "woman"),
    ("Basil Roe", gardeners, ""))}
def says(college, many, *names):
    ballot = (Voice({"ranks": [[words[name]] for name in names]}),)
    return [Cast(lines[college].pop(), ballot) for _at in range(many)]
casts = [*says(cooks, 5, "Ousmane Diarra", "Anselm Kofi"), *says(cooks, 3, "Anselm Kofi", "Oumou Sidibé"),
         *says(cooks, 1, "Oumou Sidibé"), *says(gardeners, 5, "Bruno of the Long Shed", "Basil Roe"),
         *says(gardeners, 3, "Basil Roe"), *says(gardeners, 1, "Maryam Castellanos de la Vega")]
open_vote(member, uid)
cast_many(member, uid, casts, "paper")
close_vote(member, uid)
secret, (cooks, gardeners), _lines = board("Secret board", secrecy="handoff")
for at in range(3):
    for college in (cooks, gardeners):
        stands(secret, f"Candidate {college} {at}", college)
open_vote(member, secret)
print(json.dumps({"draft": draft, "counted": uid, "secret": secret}))
"""


@dataclass(frozen=True)
class Boards:
    """Three elections of the network: in preparation, counted, handed to Belenios."""

    draft: str
    counted: str
    secret: str


@pytest.fixture(scope="module")
def boards(instance: Instance, tables: Tables) -> Boards:
    said = instance.python(MADE % {"network": tables.uid})
    return Boards(**json.loads(said.splitlines()[-1]))


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
    page.emulate_media(color_scheme="light")


def test_limits_and_candidates_are_written_on_a_phone_without_script(visit: Visit, boards: Boards) -> None:
    page = visit(f"/en/votes/{boards.draft}/candidates/", width=360, script=False, user="member")
    expect(page.get_by_text("Nobody stands yet.")).to_be_visible()
    page.get_by_role("link", name="Parity, regions: limits").click()
    page.get_by_label("Of what").fill("gender")
    page.get_by_label("Who says").fill("woman")
    page.get_by_label("At least").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("gender “woman”, at least 2", exact=True)).to_be_visible()
    page.get_by_role("link", name="Who stands").click()
    page.get_by_role("link", name="Enter a candidate").click()
    page.get_by_label("Name").fill("Oumou Sidibé")
    page.get_by_label("For which college").select_option("Cooks")
    page.get_by_label("gender").select_option("woman")
    page.get_by_label("She, or he, has said yes").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Oumou Sidibé")).to_be_visible()
    expect(page.get_by_text("gender: woman")).to_be_visible()
    expect(page.get_by_text(re.compile("In Gardeners too few stand: 0 for 2 seats"))).to_be_visible()


def test_the_pages_of_an_election_can_be_used_by_all(visit: Visit, boards: Boards) -> None:
    for name, path in (
        ("election-candidates-draft", f"{boards.draft}/candidates/"),
        ("election-candidates", f"{boards.counted}/candidates/"),
        ("election-limits", f"{boards.draft}/limits/"),
        ("election-enter", f"{boards.draft}/candidates/new"),
        ("election-belenios", f"{boards.secret}/belenios/"),
    ):
        looked_over(visit(f"/en/votes/{path}", user="member"), name)


def test_the_result_is_read_by_anybody_without_script(visit: Visit, boards: Boards) -> None:
    page = visit(f"/en/votes/{boards.counted}/", width=360, script=False)
    expect(page.get_by_text("Maryam Castellanos de la Vega").first).to_be_visible()
    expect(page.get_by_text(re.compile("would be elected instead of")).first).to_be_visible()
    page.locator("summary", has_text="Sheet 1").first.click()
    expect(page.get_by_text("The first choices").first).to_be_visible()
    looked_over(visit(f"/en/votes/{boards.counted}/"), "election-result")
