"""Many points to few, and a consent, as everybody reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Instance, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

START = """
import json, uuid
from konbit.assembly.actions.agreed import Agreed
from konbit.decisions.actions import gatherings, hearing, point_outcomes, points, sorting
from konbit.decisions.formats.points import Line
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Vote
from konbit.decisions.queries.methods import shipped_methods
from konbit.directory.actions.editing import add_group
from konbit.directory.models import Group, Role
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = Person.objects.get(username="member")
def viewer(): return viewer_of(member)
union = Group.objects.get(uid=add_group(viewer(), {"name": "Union of Mills", "kind": "network"}).uid)
Role.objects.get_or_create(person=member, group=union, kind="organiser")
draft = gatherings.GatheringDraft("en", "What the union does next year", "Every mill brings what it wants.")
uid = gatherings.start_gathering(viewer(), union.uid, draft, uuid.uuid4())
what = ["seed bank", "common lorry", "shorter working days", "school of millers", "price of maize"]
lines = [Line(f"Mill {mill} asks for a {what[mill % 5]}, in its own words") for mill in range(1, 61)]
points.bring_points(viewer(), uid, lines, "en", union.uid, uuid.uuid4())
for one in range(5):
    numbers = [mill for mill in range(1, 56) if mill % 5 == one]
    merged = sorting.Merged("en", f"A {what[one]} for all mills")
    made = sorting.merge_points(viewer(), uid, numbers, merged, uuid.uuid4())
    sorting.put_under(viewer(), uid, [made.number], "en", "Work" if one == 2 else "Grain")
agreed = Agreed("", "We want what the mills want.", "en", "2026-05", uuid.uuid4())
said = point_outcomes.PointOutcome("decided", agreed=agreed)
point_outcomes.settle_points(viewer(), uid, [61, 62], said)
said = point_outcomes.PointOutcome("referred", "en", "It goes on with it.", referred_to=union.uid)
point_outcomes.settle_points(viewer(), uid, [63], said)
rules = rules_as_data(next(one for one in shipped_methods() if one.word == "consent"))
vote = Vote.objects.create(
    group=union, title={"en": "Do we mill at night?"}, text={"en": "We mill at night from May to July."},
    method="consent", rules={"method": rules}, state="open", phase="clarify", round=1,
)
def say(what, words):
    return hearing.say(viewer(), vote.uid, hearing.HeardDraft("en", what, words), uuid.uuid4())
question = say("question", "Who sleeps beside the mill?")
hearing.answer(viewer(), vote.uid, question.pk, "en", "Nobody, since the spring.")
hearing.move_phase(viewer(), vote.uid, "react")
say("reaction", "I like the cool hours.")
hearing.move_phase(viewer(), vote.uid, "object")
say("objection", "The lamps burn oil that we do not have.")
hearing.move_phase(viewer(), vote.uid, "amend")
change = hearing.ChangeDraft("en", "We mill at night from May to July, by the light of the moon.", "No oil.")
hearing.change_proposal(viewer(), vote.uid, change, uuid.uuid4())
hearing.move_phase(viewer(), vote.uid, "object")
print(json.dumps({"union": union.uid, "gathering": uid, "vote": vote.uid}))
"""


@dataclass(frozen=True)
class Made:
    """A union in the care of “member”, its gathering, and a consent that is open."""

    union: str
    gathering: str
    vote: str


@pytest.fixture(scope="module")
def made(instance: Instance) -> Made:
    """Made once for this module."""
    return Made(**json.loads(instance.python(START).splitlines()[-1]))


@pytest.mark.parametrize(
    ("name", "path", "action"),
    [
        ("list", "/en/groups/{union}/gatherings/", "#content ul.cards a"),
        ("gathering", "/en/gatherings/{gathering}/", "#content .points a"),
        ("brought", "/en/gatherings/{gathering}/?show=brought", "#content .points a"),
        ("point", "/en/gatherings/{gathering}/points/61/", "#content .points a"),
        ("consent", "/en/votes/{vote}/consent/", "#content a"),
    ],
)
def test_where_every_point_went_can_be_read_by_all(
    visit: Visit, made: Made, name: str, path: str, action: str
) -> None:
    look_over(visit(""), path.format(**vars(made)), f"gatherings-{name}", action)


def test_points_are_chosen_and_merged_on_a_phone_without_a_script(visit: Visit, made: Made) -> None:
    page = visit(f"/en/gatherings/{made.gathering}/", width=360, script=False, user="member")
    no_sideways_scroll(page, 360)
    targets_are_large_enough(page)
    shoot(page, "gatherings-sort-360")
    page.get_by_role("checkbox", name="Choose point 56", exact=True).check()
    page.get_by_role("checkbox", name="Choose point 57", exact=True).check()
    page.get_by_role("button", name="Make one of them").click()
    no_sideways_scroll(page, 360)
    shoot(page, "gatherings-merge-360")
    page.get_by_label("Or write what all of them say").fill("What two mills want together")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What two mills want together")
    expect(page.get_by_text("Made of 2 points that were brought in")).to_be_visible()
    page.get_by_role("button", name="Take it apart again").click()
    expect(page.get_by_text("They stand by themselves again.")).to_be_visible()


def test_the_next_step_is_worded_as_an_act(visit: Visit, made: Made) -> None:
    page = visit(f"/en/gatherings/{made.gathering}/", width=360, user="member")
    expect(page.get_by_role("button", name="Stop collecting, and begin to group")).to_be_visible()
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, "gatherings-keeper-1280")
