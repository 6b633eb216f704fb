"""How federations grew: what the page tells, what it draws, what it keeps to itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from konbit.directory.actions.shipped import load_example as load_directory
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Fact, Group, Relation
from konbit.federation.actions.shipped import load_example
from konbit.federation.models import Mandate, Organ, Pact
from konbit.federation.queries.growth import growth_page
from konbit.federation.queries.pact_doors import pact_doors
from konbit.federation.queries.pacts import pact_page
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.federation.pacted import a_pact, a_table, answered, held, left

pytestmark = pytest.mark.django_db


def grew_out(child: Group, parent: Group, on: str = "", **said: Any) -> Relation:
    """A group grew out of another one."""
    return Relation.objects.create(subject=child, kind="grew_out_of", object=parent, valid_from=on, **said)


def sat(name: str, group: Group, since: str, until: str, **said: Any) -> None:
    """Somebody sat in a body of a group."""
    organ = Organ.objects.create(group=group, title={"en": "Board"}, **said.pop("organ", {}))
    Mandate.objects.create(organ=organ, name=name, valid_from=since, valid_until=until, **said)


def lanes(group: Group, viewer: Any = ANYONE) -> list[str]:
    """The names of the lanes, from the top down."""
    picture = growth_page(viewer, group.uid, "en").picture
    return [row.lane.label for row in picture.rows] if picture else []


def test_the_line_is_followed_both_ways_but_not_to_the_side() -> None:
    table, pep, reso, chantier = (
        a_group(name, valid_from=year)
        for name, year in (("Table", "1983"), ("PEP", "1984"), ("RESO", "1989"), ("Chantier", "1999"))
    )
    sister = a_group("Sister", valid_from="1990")
    for child, parent in ((pep, table), (reso, pep), (chantier, reso), (sister, pep)):
        grew_out(child, parent)
    assert lanes(reso) == ["Table", "PEP", "RESO", "Chantier"]
    assert lanes(pep) == ["Table", "PEP", "RESO", "Sister", "Chantier"]


def test_joining_leaving_and_the_pact_stand_in_the_list() -> None:
    north, south = a_table("North Table", valid_from="2020"), a_table("South Table", valid_from="2021")
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    network = held(pact, north, name="Valley")
    left(pact, south, "2026-06-30")
    page = growth_page(ANYONE, network.uid, "en")
    told = [(one.kind, one.group.name) for one in page.told]
    assert ("joined", "North Table") in told
    assert ("left", "South Table") in told
    assert ("pact", "Valley") in told
    assert page.strength is not None
    assert page.strength.direct == 1
    said = Client().get(f"/en/groups/{network.uid}/growth/").content.decode()
    assert "Tables of the valley" in said
    assert "<svg" in said


def test_people_are_followed_by_their_public_names_through_different_groups_only() -> None:
    one, other = a_group("One", valid_from="1989"), a_group("Other", valid_from="1999")
    grew_out(other, one)
    sat("Nancy  Neamtan", one, "1989", "1998")
    sat("nancy neamtan", other, "1999", "2015", task={"en": "leads"})
    sat("Only Here", one, "1990", "1991")
    sat("Closed Name", one, "1990", "1991", audience="group")
    sat("Closed Name", other, "1999", "2001", audience="group")
    sat("Closed Organ", one, "1990", "1991", organ={"audience": "group"})
    sat("Closed Organ", other, "1999", "2001")
    page = growth_page(ANYONE, one.uid, "en")
    assert [(way.name, [stay.group.name for stay in way.stays]) for way in page.ways] == [
        ("Nancy Neamtan", ["One", "Other"])
    ]
    said = Client().get(f"/en/groups/{one.uid}/growth/").content.decode()
    assert "Closed" not in said


def test_a_hidden_group_has_no_lane_and_nothing_leads_through_it() -> None:
    first, hidden, last = (
        a_group("First", valid_from="1980"),
        a_group("Kanari", valid_from="1985", audience="group"),
        a_group("Last", valid_from="1990"),
    )
    grew_out(hidden, first)
    grew_out(last, hidden)
    Relation.objects.create(subject=hidden, kind="member_of", object=first)
    Fact.objects.create(group=hidden, text={"en": "Kanari fact"}, valid_from="1986")
    assert lanes(last) == ["Last"]
    for path in (f"/en/groups/{first.uid}/growth/", f"/api/groups/{first.uid}/growth"):
        assert "Kanari" not in Client().get(path).content.decode()
    page = growth_page(ANYONE, first.uid, "en")
    assert (len(page.links), page.left_out) == (1, 0)
    assert "How it grew" not in {str(one.title) for one in pact_doors(ANYONE, first.pk)}
    assert Client().get(f"/en/groups/{hidden.uid}/growth/").status_code == 404


def test_who_comes_from_each_other_in_a_circle_is_drawn_all_the_same() -> None:
    one, other = a_group("One", valid_from="1989"), a_group("Other", valid_from="1990")
    grew_out(one, other)
    grew_out(other, one)
    assert lanes(one) == ["One", "Other"]


def test_what_happened_long_before_is_told_but_not_drawn() -> None:
    group = a_group("RESO", valid_from="1989")
    grew_out(group, a_group("PEP", valid_from="1984"))
    for year, words in (("1950", "People leave."), ("1987", "Factories close."), ("", "Undated.")):
        Fact.objects.create(group=group, text={"en": words}, valid_from=year)
    page = growth_page(ANYONE, group.uid, "en")
    assert {one.text["en"]: one.number for one in page.told if one.kind == "fact" and one.text} == {
        "People leave.": 0, "Factories close.": 1,
    }  # fmt: skip
    assert page.picture is not None
    assert [one.number for one in page.picture.dots] == [1]
    assert [one.text["en"] for one in page.undated] == ["Undated."]


def test_many_neighbours_are_counted_not_drawn() -> None:
    network = a_group("Net", kind="network", valid_from="2000")
    for number in range(40):
        member = a_group(f"Member {number:02}")
        Relation.objects.create(subject=member, kind="member_of", object=network, valid_from="2001")
    page = growth_page(ANYONE, network.uid, "en")
    assert page.picture is not None
    assert (len(page.picture.rows), page.left_out) == (24, 17)
    assert page.strength is not None
    assert page.strength.direct == 40


def test_a_group_of_which_nothing_is_known_says_what_to_do() -> None:
    said = Client().get(f"/en/groups/{a_group('Lone').uid}/growth/").content.decode()
    assert "Nothing to draw yet" in said


# What is shipped


@pytest.fixture
def shipped() -> None:
    load_vocabularies()
    load_directory()
    load_example()


@pytest.mark.usefixtures("shipped")
def test_from_the_table_to_the_chantier_with_the_woman_who_carried_it() -> None:
    reso = Group.objects.get(slug="reso", is_example=True)
    assert lanes(reso) == [
        "Table de concertation de Pointe-Saint-Charles",
        "Programme économique de Pointe-Saint-Charles",
        "RESO",
        "Chantier de l’économie sociale",
    ]
    page = growth_page(ANYONE, reso.uid, "en")
    (way,) = page.ways
    assert way.name == "Nancy Neamtan"
    assert [(stay.group.name, stay.when) for stay in way.stays] == [
        ("RESO", "1989 – 1998"),
        ("Chantier de l’économie sociale", "until 2015"),
    ]
    said = json.dumps([one.text for one in page.told], ensure_ascii=False)
    for words in (
        "A fiscal pact takes away its mandate",
        "does not renew",
        "five years; another account says six",
    ):
        assert words in said
    grown = {(one.group.slug, one.years) for one in page.told if one.kind == "grew"}
    assert ("reso", 5) in grown
    html = Client().get(f"/en/groups/{reso.uid}/growth/").content.decode()
    assert html.count("Nancy Neamtan") >= 3
    assert len(html) < 120_000


@pytest.mark.usefixtures("shipped")
def test_the_shipped_pact_is_told_as_published_and_loaded_once() -> None:
    assert load_example() == 0
    pact = Pact.objects.get()
    page = pact_page(ANYONE, pact.uid)
    assert {one.group.slug for one in page.parties} == {"gesq", "ccednet", "gresp", "gsess"}
    assert all(one.is_bound and one.resolution is None for one in page.parties)
    assert page.line.certainty == "published"
    assert page.source is not None
    ripess = Group.objects.get(slug="ripess", is_example=True)
    assert "Four national networks" in Client().get(f"/en/groups/{ripess.uid}/growth/").content.decode()
