"""A network that meets, plans and learns: one of everything that stands in the rooms above the directory.

Made once, by the commands of the house; the demo account "member" looks after it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.browser.conftest import Instance


@dataclass(frozen=True)
class Together:
    """What stands in the addresses of these pages, by the name in their braces."""

    net: str
    planned: str
    minuted: str
    point: int
    goal: int
    resolution: str
    debate: str
    position: int
    plan: str
    activity: str
    panel: str
    drawn: str
    nominee: int
    answer: str
    encounter: str
    practice: str
    claim: str
    circle: str
    module: str
    framework: str
    vision: str


def live_together(instance: Instance) -> Together:
    """Make it."""
    return Together(**json.loads(instance.python(MADE).splitlines()[-1]))


MADE = """
import json, uuid
from konbit.assembly.actions import debating, nominating, panels
from konbit.assembly.actions.closing import close
from konbit.assembly.actions.conversing import Words, speak, speak_about
from konbit.assembly.actions.drawing import draw
from konbit.assembly.actions.minuting import add_line
from konbit.assembly.actions.planning import Agenda, Plan, plan_meeting
from konbit.assembly.actions.resolving import Decision, decide
from konbit.assembly.models import Goal, Item
from konbit.assembly.moments import When
from konbit.assembly.queries.panel_links import answer_link
from konbit.chronicle.actions import recording
from konbit.directory.actions.starting import start_network
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Relation
from konbit.directory.queries.towns import gazetteer
from konbit.learning.actions.cases import CaseDraft, add_case
from konbit.learning.actions.circles import CircleDraft, start_circle
from konbit.learning.actions.claims import ClaimDraft, state_claim
from konbit.learning.actions.practices import DescentTold, PracticeTold, tell_descent, tell_practice
from konbit.learning.actions.shipped import shipped_uid
from konbit.people.audience import viewer_of
from konbit.people.models import Person
from konbit.work.actions.activities import add_activity
from konbit.work.actions.encounters import Told, tell_encounter
from konbit.work.actions.plans import GoalLine, SectionLine, make_plan, set_outline
from konbit.work.deadlines import read_deadline
from konbit.work.hands import read_hands
from konbit.work.models import Plan as WorkPlan

person = Person.objects.get(username="member")
net = start_network(viewer_of(person), "Weavers of the Coast", "en", gazetteer().find("Lyon, France"))
member = viewer_of(person)
with recording("test", "add") as batch:
    for group in add_groups(batch, [{"name": f"Loom of the {tree}"} for tree in ("Alder", "Birch", "Cedar")]):
        tie = Relation.objects.create(subject=group, kind="member_of", object=net)
        batch.changed("directory.relation", tie.pk)

def meeting(title, **said):
    agenda = Agenda(goals=["Agree on the dye"], points=["decide: The dye, 20 min"], everybody=True)
    return plan_meeting(member, net.uid, uuid.uuid4(), Plan(title, "en", place="The shed", **said), agenda)

later = {"from": "2027-05-03", "until": "2027-05-04", "place": "Quimper"}
planned = meeting("Spring meeting of the weavers", when=When("2027-04-26"), instead=(later,))
minuted = meeting("Autumn meeting of the weavers", when=When("2026-10-03"))
point = Item.objects.get(meeting=minuted)
add_line(member, minuted.uid, uuid.uuid4(), "Madder has become dear.", "en")
agreed = Decision("We grow madder ourselves.", "en", condition="A field is found.")
resolution = decide(member, minuted.uid, uuid.uuid4(), agreed, point.pk)
seeds = Words(uuid.uuid4(), "See https://example.org/madder for seeds.")
speak_about(member, "assembly.meeting", minuted.pk, seeds)
close(member, minuted.uid)
question = debating.Question(uuid.uuid4(), "Do we dye by hand?", "en", "public")
debate = debating.start_debate(member, net.uid, question)
position = debating.add_position(member, debate.uid, "Yes", "It keeps the craft.", "en")
debating.add_position(member, debate.uid, "Not all of it", "Our wrists hurt.", "en")
speak(member, debate.uid, Words(uuid.uuid4(), "Mine do.", position=position.pk))

plan = make_plan(member, net.uid, {"title": {"en": "The weavers' year"}, "aim": {"en": "Cloth for all"}})
set_outline(
    member, plan.uid, [GoalLine("A", "Weave")],
    [SectionLine(None, "", "CLOTH AND DYE", False), SectionLine(None, "1", "Fields", True)], "en",
)
activity = add_activity(member, plan.uid, uuid.uuid4(), {
    "text": {"en": "Sow madder"}, "deadline": read_deadline("March 2027"),
    "takers": read_hands("Rosa, (somebody with a tractor)"), "resolution": resolution.pk,
})

def panel(title):
    said = panels.PanelSaid(title, "en", purpose="They judge cloth.", least=2, most=3, seed_from="A lottery")
    made = panels.make_panel(member, net.uid, uuid.uuid4(), said)
    panels.set_rule(member, made.uid, panels.Rule("gender", "woman", 1))
    for name, gender in (("Ana", "woman"), ("Chidi", "man"), ("Dao", "man")):
        one = nominating.nominate(member, made.uid, name, "Loom")
        nominating.answer(member, made.uid, one.pk, {"gender": gender})
    return made

open_panel, drawn = panel("Jury of the cloth"), panel("Jury of the dye")
asked = nominating.nominate(member, open_panel.uid, "Eun")
panels.close_nominations(member, drawn.uid)
draw(member, drawn.uid, "4 8 15 16 23 42")

encounter = tell_encounter(member, net.uid, Told(
    "visit", "Visit to the dyers", "en", host="Loom of the Cedar", visitors=("Loom of the Alder",),
    valid_from="2025-05", taken_home="How to dry roots.",
))
first, practice = (
    tell_practice(member, net.uid, PracticeTold(title, "en", description="Roots in the shade."))
    for title in ("Drying roots", "Drying roots in the attic")
)
tell_descent(member, practice.uid, DescentTold(first.uid, "adapted", "en", kept="The shade."))
lasting = ClaimDraft("en", "Madder keeps its colour longer.")
claim = state_claim(member, net.uid, lasting, uuid.uuid4(), "to_verify")
add_case(member, claim, CaseDraft("supports", "story", "en", "The shawl of 1990 is still red."), uuid.uuid4())
module = shipped_uid("Module", "next-system-movements")
circle = start_circle(member, module, net.uid, CircleDraft("en", {"title": "Monday circle"}))
print(json.dumps({
    "net": net.uid, "planned": planned.uid, "minuted": minuted.uid, "point": point.pk,
    "goal": Goal.objects.get(meeting=minuted).pk, "resolution": resolution.uid,
    "debate": debate.uid, "position": position.pk, "plan": plan.uid, "activity": activity.uid,
    "panel": open_panel.uid, "drawn": drawn.uid, "nominee": asked.pk,
    "answer": answer_link(asked).partition("/panels/answer/")[2],
    "encounter": encounter.uid, "practice": practice.uid, "claim": claim, "circle": circle, "module": module,
    "framework": shipped_uid("Framework", "tt-f-2022"),
    "vision": WorkPlan.objects.filter(group__slug="wsse-vision").get().uid,
}))
"""
