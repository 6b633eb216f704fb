"""A movement of invented groups lives by the published rules of a peasant movement, from two groups up.

Everything is written down through the pages, and read on them.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.directory.models import Group
from konbit.federation.models import Level, Region, Rule, Statutes
from tests.builders import a_group
from tests.federation.sat import a_mandate, an_organ
from tests.federation.statuted import joined, peopled, somebody

pytestmark = pytest.mark.django_db

HILL = ["Two Springs", "Red Earth", "Morning Hoe", "Green Pot", "Long Furrow", "Good Rain", "Open Hands"]
VALLEY = ["Clear Water", "Seed Keepers", "Strong Root", "Wide Roof", "Small Bridge", "Late Sun"]


class Movement:
    """The movement, its statutes, and the browser of its organiser."""

    def __init__(self) -> None:
        self.network = a_group("Movement of the Hoe", kind="network", valid_from="1999")
        self.viewer, self.client = somebody(self.network, "organiser")
        self.statutes = self.began()

    def began(self) -> Statutes:
        """Statutes that start from the worked example."""
        new = reverse("federation:new-statutes", args=[self.network.uid])
        sent = {
            "title": "Our rules", "example": "mpp", "audience": "public", "language": "en",
            "key": str(uuid.uuid4()),
        }  # fmt: skip
        assert self.client.post(new, sent).status_code == 302
        return Statutes.objects.get()

    def level(self, title: str) -> Level:
        """A level by its English title."""
        return self.statutes.levels.get(title__en=title)

    def put(self, level: str, groups: list[Group], place: str) -> None:
        """Groups stand on a level in a place, by the form."""
        sent = {
            "group": [one.uid for one in groups], "level": self.level(level).pk,
            "region": Region.objects.get(title__en=place).pk, "valid_from": "",
        }  # fmt: skip
        answer = self.client.post(reverse("federation:stands", args=[self.statutes.uid]), sent)
        assert answer.status_code == 302

    def place(self, title: str, tier: str = "area") -> None:
        """A place is added, by the form."""
        sent = {"title": title, "tier": tier, "language": "en"}
        address = reverse("federation:new-region", args=[self.statutes.uid])
        assert self.client.post(address, sent).status_code == 302

    def check(self, at: str) -> str:
        """The page of the check on a day."""
        address = reverse("federation:statutes-check", args=[self.statutes.uid])
        answer = self.client.get(address, {"at": at})
        assert answer.status_code == 200
        return answer.content.decode()

    def groups(self, names: list[str], above: Group, since: str) -> list[Group]:
        """Groups that belong to another one."""
        made = [a_group(name) for name in names]
        for one in made:
            joined(one, above, since)
            peopled(one, 12)
        return made


def section(said: str, name: str) -> str:
    """One section of a page; empty where there is none."""
    found = said.partition(f'id="{name}"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.split("</section>")[0]))


@pytest.fixture
def movement() -> Movement:
    return Movement()


def test_from_two_groups_to_a_regional_assembly(movement: Movement) -> None:
    assert Rule.objects.filter(statutes=movement.statutes).count() == 16
    assert not movement.statutes.standings.exists(), "the invented groups of the example are not copied"
    shown = movement.client.get(reverse("federation:statutes", args=[movement.statutes.uid])).content.decode()
    assert "mpphaiti.org/Organisation,76" in shown
    assert "Formed by at least 7 of “Groupement”, all in one area." in shown

    for name in ("Hill", "Valley"):
        movement.place(name)
    hill = a_group("Assembly of the Hill", valid_from="2001")
    joined(hill, movement.network, "2001")
    first = movement.groups(HILL[:2], hill, "2001")
    movement.put("Groupement", first, "Hill")
    movement.put("Local assembly", [hill], "Hill")
    lacks = section(movement.check("2014"), "lacks")
    assert "Assembly of the Hill lacks 5 of “Groupement”." in lacks

    more = movement.groups(HILL[2:], hill, "2003")
    movement.put("Groupement", more, "Hill")
    seven = movement.check("2014")
    assert "Groupement" not in section(seven, "lacks")
    assert "Local assembly: formed by at least 7 of “Groupement”" in section(seven, "holds")

    valley = a_group("Assembly of the Valley", valid_from="2004")
    joined(valley, movement.network, "2004")
    members = movement.groups(VALLEY, valley, "2004")
    free = a_group("New Light")
    joined(free, movement.network, "2010")
    movement.put("Groupement", [*members, free], "Valley")
    movement.put("Local assembly", [valley], "Valley")
    six = movement.check("2014")
    assert "Assembly of the Valley lacks 1 of “Groupement”. Asked: formed by at least 7" in section(
        six, "lacks"
    )
    invited = six[six.index("Could be invited:") :].split("</p>")[0]
    assert "New Light" in invited
    assert free.uid in invited, "with a link to the group"

    region = a_group("Region of the Plateau", valid_from="2005")
    joined(region, movement.network, "2005")
    movement.place("Plateau", "zone")
    for one in (hill, valley):
        joined(one, region, "2005")
    movement.put("Regional assembly", [region], "Plateau")
    lacks = section(movement.check("2014"), "lacks")
    assert "Region of the Plateau lacks 2 of “Local assembly”." in lacks
    for name in ("Coast", "Forest"):
        other = a_group(f"Assembly of the {name}")
        joined(other, region, "2006")
        movement.place(name)
        movement.put("Local assembly", [other], name)
    assert "Region of the Plateau lacks" not in section(movement.check("2014"), "lacks")


def test_the_amendment_of_march_ends_one_rule_and_begins_another(movement: Movement) -> None:
    group = a_group("Nine Hands")
    joined(group, movement.network)
    peopled(group, 9)
    movement.place("Hill")
    movement.put("Groupement", [group], "Hill")
    before, since = movement.check("2013-02"), movement.check("2013-03")
    assert "Nine Hands lacks 3 people." in section(before, "lacks")
    assert "Nine Hands" not in section(since, "lacks")
    assert "before March 2013" in since

    rule = Rule.objects.get(statutes=movement.statutes, word="size")
    sent: dict[str, Any] = {
        "about": "groupement", "least": "10", "most": "25", "valid_from": "March 2020", "language": "en",
        "agreed": "A group has ten to twenty-five people.", "sent": str(uuid.uuid4()), "on": "2020-02-20",
        "key": str(uuid.uuid4()), "address": "Congress of 2020, article 4",
    }  # fmt: skip
    address = reverse("federation:amend-rule", args=[rule.pk])
    for _twice in range(2):
        assert movement.client.post(address, sent).status_code == 302
    rule.refresh_from_db()
    assert rule.valid_until == "2020-02"
    new = Rule.objects.exclude(pk=rule.pk).get(asks="has 10 to 25 people")
    assert (new.valid_from, new.resolution.decided_on if new.resolution else "") == ("2020-03", "2020-02-20")
    assert "Nine Hands lacks 1 person." in section(movement.check("2020-03"), "lacks")
    assert "Nine Hands" not in section(movement.check("2020-02"), "lacks")
    page = movement.client.get(reverse("federation:statutes", args=[movement.statutes.uid])).content.decode()
    assert "2 rules that held before" in page
    assert "A group has ten to twenty-five people." in page


def test_where_three_sit_two_men_never(movement: Movement) -> None:
    level = movement.level("Committee")
    tools = an_organ(movement.network, "Committee for tools", level=level.pk)
    for name, gender in (("Louis", "man"), ("Marc", "man"), ("Rose", "woman")):
        mandate = a_mandate(tools, name, valid_from="2012")
        mandate.declared = {"gender": gender}
        mandate.save()
    said = movement.check("2014")
    lacks = section(said, "lacks")
    assert "Committee for tools has 1 too many." in lacks
    assert "where 3 sit, at most 1 man" in lacks
    assert reverse("federation:organ", args=[tools.uid]) in said


def test_nobody_but_the_body_sees_the_check(movement: Movement) -> None:
    group = a_group("Two Springs")
    joined(group, movement.network)
    stranger, _browser = somebody(a_group("Elsewhere"), name="bela")
    other = Client()
    other.force_login(_account("bela"))
    for name in ("statutes-check", "statutes-federate", "statutes-text", "stands"):
        address = reverse(f"federation:{name}", args=[movement.statutes.uid])
        assert other.get(address).status_code == 403
        assert Client().get(address).status_code == 302, "the way leads to signing in"
    assert stranger
    assert Client().get(reverse("federation:statutes", args=[movement.statutes.uid])).status_code == 200


def _account(name: str) -> Any:
    from konbit.people.models import Person

    return Person.objects.get(username=name)
