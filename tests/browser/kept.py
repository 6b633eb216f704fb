"""A network in which something waits on every page that keeps records true: doubles, ties, proposals, calls.

It is one of its own, so that what other tests settle and what waits here do not meet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.browser.conftest import Instance


@dataclass(frozen=True)
class Kept:
    """What stands in the addresses of these pages, by the name in their braces."""

    net: str
    lamp: str
    house: str
    link: str
    stop: str
    new: int
    change: int
    report: int
    campaign: int
    words: int
    edit: int
    scope: str


def keep(instance: Instance) -> Kept:
    """Make it; the demo account "member" looks after it."""
    return Kept(**json.loads(instance.python(MADE)))


MADE = """
import json
from datetime import date
from types import SimpleNamespace
from urllib.parse import urlsplit
from konbit.chronicle.actions import recording
from konbit.chronicle.models import Change
from konbit.directory.actions.calling import note_call, open_campaign
from konbit.directory.actions.caring import ask_for_care
from konbit.directory.actions.digesting import stop_token
from konbit.directory.actions.editing import add_group, edit_group
from konbit.directory.actions.pairing import find_pairs
from konbit.directory.actions.proposing import Aside, propose_change, propose_group, report
from konbit.directory.actions.relating import Tie, relate
from konbit.directory.actions.starting import start_network
from konbit.directory.actions.word_lists import Word, WordList, make_list
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Relation
from konbit.directory.queries.still_true import link_to
from konbit.directory.queries.towns import gazetteer
from konbit.directory.queries.versions import version_of
from konbit.people.audience import ANYONE, viewer_of
from konbit.people.models import Person

person = Person.objects.get(username="member")
member = viewer_of(person)
net = start_network(member, "Lanterns of the Delta", "en", gazetteer().find("Lyon, France"))
member = viewer_of(person)
place = {"given_latitude": 45.9, "given_longitude": 6.13, "locality": "Annecy", "country": "FR"}
words = {"en": "Lamps for every street of the delta."}
said = {"kind": "phone", "value": "+33 1 99 00 78 78", "audience": "stewards"}
with recording("test", "add") as batch:
    groups = add_groups(batch, [
        {"name": "Delta Lamp Makers", "description": words, "places": [place], "contacts": [said]},
        {"name": "The Delta Lamp Makers Co-operative", "places": [place]},
        {"name": "Lighthouse Kitchen", "places": [place]},
    ])
    for group in groups:
        tie = Relation.objects.create(subject=group, kind="member_of", object=net)
        batch.changed("directory.relation", tie.pk)
lamp, _twin, house = groups
find_pairs()
stranger = Person.objects.create_user("stranger")
bakers = {"name": "Moonlight Bakers", "places": [place]}
new = propose_group(ANYONE, net.uid, bakers, Aside(text="I buy there."))
candles = {"description": {"en": "Lamps and candles."}}
change = propose_change(ANYONE, lamp.uid, candles, Aside(credit="Their sign"))
wrong = report(ANYONE, lamp.uid, "place", Aside(text="They crossed the river."))
ask_for_care(viewer_of(stranger), house.uid, "I cook there on Mondays.")
edit_group(member, house.uid, version_of(house.pk), {"valid_from": "1984"})
campaign = open_campaign(member, net.uid, "Before the assembly", date.today())
note_call(member, campaign, house.uid, "changed", "Grandmother Rose", "They have a new cook.")
ally = add_group(viewer_of(stranger), {"name": "Candle Ship"})
relate(viewer_of(stranger), ally.uid, "member_of", net.uid, Tie(), outward=True)
made = make_list(member, net.uid, WordList({"en": "Kinds of light"}, "activity", [Word({"en": "Candle"})]))
print(json.dumps({
    "net": net.uid, "lamp": lamp.uid, "house": house.uid, "scope": net.scope,
    "link": urlsplit(link_to(lamp)).path.partition("/g/")[2],
    "stop": stop_token(SimpleNamespace(person=person.pk, network=net)),
    "new": new.proposal_id, "change": change.proposal_id, "report": wrong.proposal_id,
    "campaign": campaign, "words": made,
    "edit": Change.objects.filter(verb="edit", kind="directory.group", object_id=house.pk).latest("pk").pk,
}))
"""
