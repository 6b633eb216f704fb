"""A network as a consortium: members, woven supports, a common aim, what budded; drawn and told."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.directory.models import Group, Relation
from konbit.federation.models import Pact
from konbit.federation.queries.consortium import consortium
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.federation.made import a_priority, belongs
from tests.federation.supported import said
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Group:
    return a_group("Bread Union", kind="network", description={"en": "Ovens for every street."})


def member(union: Group, name: str, **state: object) -> Group:
    group = a_group(name, **state)
    belongs(group, union)
    return group


def budded(child: Group, union: Group, kind: str = "grew_out_of", since: str = "") -> Relation:
    return Relation.objects.create(subject=child, kind=kind, object=union, valid_from=since)


def page(union: Group, client: Client | None = None) -> str:
    return (client or Client()).get(f"/en/groups/{union.uid}/consortium/").content.decode()


def test_members_woven_supports_aim_and_offshoots_stand_in_the_drawing_and_in_lists(union: Group) -> None:
    mill, bakery = member(union, "Mill"), member(union, "Bakery")
    said(mill, "gives", "finance", other="Bakery")
    said(bakery, "uses", "training", other="Mill")
    said(bakery, "lacks", "legal")  # which nobody weaves
    budded(a_group("Young Oven"), union, since="1999")
    budded(a_group("Far Oven"), union, "inspired_by")
    told = consortium(ANYONE, union.uid, "en")
    assert [one.name for one in told.members] == ["Bakery", "Mill"]
    woven = {
        one.function.code: ([a.name for a in one.gives], [b.name for b in one.uses]) for one in told.woven
    }
    assert woven == {"finance": (["Mill"], []), "training": (["Mill"], ["Bakery"])}
    assert (told.grown, told.inspired) == (1, 1)
    text = page(union)
    drawing = text[text.index("<svg xmlns") : text.index("</figure>")]
    for words in ("Ovens for every street.", "Mill", "Bakery", "Finance", "Young Oven", "thread gives"):
        assert words in drawing
    lists = text[text.index("</figure>") :]
    for words in (
        "Ovens for every street.",
        "since 1999",
        "Young Oven",
        "Far Oven",
        "1 group grew out of it",
    ):
        assert words in lists


def test_the_aim_is_that_of_the_pact_that_holds(union: Group) -> None:
    Pact.objects.create(group=union, network=union, aim={"en": "Not yet."}, state="asked")
    assert consortium(ANYONE, union.uid, "en").aim == {"en": "Ovens for every street."}
    pact = Pact.objects.create(
        group=a_group("Mill"), network=union, aim={"en": "One oven each."}, state="holds"
    )
    told = consortium(ANYONE, union.uid, "en")
    assert (told.aim, told.aim_of) == ({"en": "One oven each."}, pact.uid)
    Pact.objects.update(audience="group")
    assert "One oven each." not in page(union)


def test_priorities_stand_beneath_the_aim(union: Group) -> None:
    priority = a_priority(union, "Wood from our own hills.")
    assert "Wood from our own hills." in page(union)
    type(priority).objects.update(audience="group")
    assert "Wood from our own hills." not in page(union)


def test_an_empty_network_says_what_to_do(union: Group) -> None:
    Group.objects.update(description={})
    text = page(union)
    assert "Nothing is woven here yet" in text
    assert "Nobody has written it down yet." in text


def test_hidden_members_and_offshoots_are_neither_named_nor_counted(union: Group) -> None:
    hidden = member(union, "Kanarimember", audience="group")
    said(hidden, "gives", "finance")
    budded(a_group("Kanarioffshoot", audience="group"), union)
    for client in (Client(), somebody_of(a_group("Elsewhere"), name="stranger")[1]):
        text = page(union, client)
        assert "Kanari" not in text
        assert "Finance" not in text
        assert "1 group grew" not in text
    assert Client().get("/en/groups/nothing/consortium/").status_code == 404


def test_a_member_that_also_budded_is_drawn_once(union: Group) -> None:
    mill = member(union, "Mill")
    budded(mill, union, since="1999")
    said(union, "gives", "finance")
    text = page(union)
    assert text[text.index("<svg xmlns") : text.index("</figure>")].count(f"/g/{mill.uid}/") == 1


def test_a_large_consortium_is_drawn_and_listed(union: Group) -> None:
    for number in range(75):
        said(member(union, f"Oven {number}"), "gives", "finance")
    text = page(union)
    assert "Oven 74" in text[text.index('id="members"') :]
    assert "<svg xmlns" in text
