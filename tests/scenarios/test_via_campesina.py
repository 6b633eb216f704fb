"""A committee of invented peasant organisations when its rule on youth changes; a conference is called."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from konbit.assembly.actions.planning import Agenda, Plan
from konbit.assembly.moments import When
from konbit.directory.models import Group
from konbit.federation.actions.convening import call_together
from konbit.federation.models import Mandate, Organ, Region, Rule, Statutes
from tests.builders import a_group
from tests.federation.sat import a_mandate, an_organ
from tests.federation.statuted import a_region, joined, some_statutes, somebody, stands

pytestmark = pytest.mark.django_db

REGIONS = {
    "Rivers": ("Africa", "Nadia", "yes"), "Savanna": ("Africa", "Penda", "no"),
    "Islands": ("Asia", "Sari", "yes"), "Mountains": ("Asia", "Uma", "no"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def section(said: str, name: str) -> str:
    found = said.partition(f'id="{name}"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.split("</section>")[0]))


class Committee:
    """The movement and its committee: a woman and a man of each region."""

    def __init__(self) -> None:
        self.network = a_group("Movement of the Fields", kind="network", valid_from="1993")
        self.viewer, self.client = somebody(self.network, "organiser")
        self.statutes: Statutes = some_statutes(self.network, self.viewer, "via-campesina")
        level = self.statutes.levels.get(organ=True)
        self.organ: Organ = an_organ(self.network, "Committee", level=level.pk, valid_from="1993")
        peasants = self.statutes.levels.get(organ=False)
        self.of: dict[str, Group] = {}
        for name, (continent, woman, youth) in REGIONS.items():
            larger = Region.objects.filter(title__en=continent).first() or a_region(
                self.statutes, continent, "continent"
            )
            region = a_region(self.statutes, name, "region", within=larger.pk)
            group = self.of[name] = a_group(f"Peasants of the {name}")
            joined(group, self.network, "1995")
            stands(self.statutes, peasants, [group], region)
            self.sits(woman, group, "woman", youth)
            self.sits(f"{name} man", group, "man", "no")

    def sits(self, name: str, group: Group, gender: str, youth: str) -> None:
        mandate = a_mandate(self.organ, name, speaks_for=group.name, valid_from="2021")
        Mandate.objects.filter(pk=mandate.pk).update(declared={"gender": gender, "youth": youth})

    def check(self, at: str) -> str:
        address = reverse("federation:statutes-check", args=[self.statutes.uid])
        return self.client.get(address, {"at": at}).content.decode()


@pytest.fixture
def committee() -> Committee:
    return Committee()


def test_one_youth_for_each_continent_before_december_2023_for_each_region_since(
    committee: Committee,
) -> None:
    before = committee.check("2023-11-30")
    assert "Nothing lacks, as recorded here." in before
    assert "at least 1 youth, for Asia" in section(before, "holds")
    since = committee.check("2023-12")
    lacks = section(since, "lacks")
    for region in ("Savanna", "Mountains"):
        assert f"Committee lacks 1 youth. Asked: at least 1 youth, for {region}" in lacks
    assert "for Rivers" not in lacks
    for words in ("before December 2023", "since December 2023"):
        assert words in since or words.replace("before", "from 2011, before") in since
    young = a_group("Youth of the Mountains")
    joined(young, committee.network, "2015")
    level = committee.statutes.levels.get(organ=False)
    stands(committee.statutes, level, [young], Region.objects.get(title__en="Mountains"))
    assert "Could be invited: Youth of the Mountains" in section(committee.check("2023-12"), "lacks")


def test_the_rules_stand_with_their_sources_and_nothing_of_the_invented_roster(committee: Committee) -> None:
    page = committee.client.get(reverse("federation:statutes", args=[committee.statutes.uid]))
    said = page.content.decode()
    assert "grain.org and americas.org on the 8th conference" in said
    assert "as published, not confirmed" in said
    assert "1 rule that held before" in said
    for invented in ("Herders of the Savanna", "Growers of the Islands"):
        assert invented not in said
    with translation.override("fr"):
        french = committee.client.get(reverse("federation:statutes", args=[committee.statutes.uid]))
        assert "Comité international de coordination" in french.content.decode()


def test_a_conference_is_called_and_its_day_counts(committee: Committee) -> None:
    address = reverse("federation:new-rule-of", args=[committee.statutes.uid, "rhythm"])
    sent = {
        "about": committee.statutes.levels.get(organ=True).word, "number": "1", "span": "year",
        "valid_from": "2011", "language": "en", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert committee.client.post(address, sent).status_code == 302
    assert Rule.objects.filter(asks="meets every 1 year").exists()
    assert "when it met" in section(committee.check("2023-12-31"), "untold")
    plan = Plan("Conference", "en", when=When("2023-12-01"))
    call_together(committee.viewer, committee.organ.uid, uuid.uuid4(), plan, Agenda())
    assert "last met on 1 December 2023" in section(committee.check("2023-12-31"), "holds")
    assert "a meeting since" in section(committee.check("2025-06"), "lacks")
