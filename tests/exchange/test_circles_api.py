"""Circles, one's own promises and clearing rounds as JSON: what each reader sees, amounts as strings."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from konbit.exchange.actions import clearing
from konbit.exchange.actions.promises import PromiseDraft, promise
from konbit.exchange.models import Circle, Terms
from tests.builders import a_group, a_person
from tests.exchange.ledgers import a_ledger, an_account, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

EVERY = ("groups/{group}/exchange-circles", "exchange/circles/{circle}", "exchange/circles/{circle}/clearing")


class House:
    """A circle with rosa, a member without an account, who keeps its books, and somebody from elsewhere."""

    def __init__(self) -> None:
        self.group = a_group("Ring of Mills")
        self.circle: Circle = a_ledger(self.group, below=5000, balances_seen="keepers")
        self.viewer, self.keeper, _person = somebody_of(self.group, "steward", "keeper")
        self.rosa_viewer, self.rosa, _person = somebody_of(self.group, "member", "rosa")
        self.own = an_account(self.circle, self.rosa_viewer, least=None)
        self.other = an_account(self.circle, least=None)
        assert self.other.member is not None
        self.other.member.name = "Odette Invented"
        self.other.member.save()
        self.eve = Client()
        self.eve.force_login(a_person("eve"))

    def get(self, client: Client, path: str) -> Any:
        """What a reader is answered."""
        return client.get("/api/" + path.format(group=self.group.uid, circle=self.circle.uid))


@pytest.fixture
def house() -> House:
    return House()


def test_a_circle_is_told_with_its_rules_in_words(house: House) -> None:
    (line,) = house.get(house.eve, EVERY[0]).json()
    assert (line["uid"], line["kind"], line["state"], line["members"]) == (
        house.circle.uid, "Mutual credit", "open", 2,
    )  # fmt: skip
    assert line["group"]["name"] == "Ring of Mills"
    whole = house.get(house.eve, EVERY[1]).json()
    said = {one["word"]: one["sentence"] for one in whole["rules"]}
    assert "5,000 KOB" in said["below"]
    assert whole["unit"] == "KOB"
    assert whole["rules_from"] == "2020-01-01"
    assert (
        house.eve.get(
            f"/api/exchange/circles/{house.circle.uid}", headers={"accept-language": "fr"}
        ).status_code
        == 200
    )


def test_members_and_balances_are_told_as_the_page_tells_them(house: House) -> None:
    paid(house.own, house.other, 57528)
    for stranger in (Client(), house.eve):
        whole = house.get(stranger, EVERY[1]).json()
        assert whole["members_seen"] == whole["accounts"] == []
        assert "Odette" not in str(whole)
    seen = {one["name"]: one for one in house.get(house.rosa, EVERY[1]).json()["members_seen"]}
    assert seen["rosa"]["is_own"]
    assert seen["rosa"]["accounts"][0]["balance"] == "-57528"
    assert seen["Odette Invented"]["accounts"][0]["balance"] is None
    kept = {one["name"]: one for one in house.get(house.keeper, EVERY[1]).json()["members_seen"]}
    assert kept["Odette Invented"]["accounts"][0]["balance"] == "57528"
    Terms.objects.update(values={"balances_seen": "members"})
    seen = {one["name"]: one for one in house.get(house.rosa, EVERY[1]).json()["members_seen"]}
    assert seen["Odette Invented"]["accounts"][0]["balance"] == "57528"


@pytest.mark.parametrize("how", ["hidden group", "circle for its group", "taken away"])
def test_what_is_closed_is_not_told(how: str, house: House) -> None:
    if how == "hidden group":
        type(house.group).objects.update(audience="group")
    elif how == "circle for its group":
        Circle.objects.update(audience="group")
    else:
        Circle.objects.update(removed_at="2026-01-01T00:00Z")
    for stranger in (Client(), house.eve):
        lines = house.get(stranger, EVERY[0])
        assert lines.status_code == 404 or lines.json() == []
        assert [house.get(stranger, one).status_code for one in EVERY[1:]] == [404, 404]
    assert house.get(house.rosa, EVERY[1]).status_code == (404 if how == "taken away" else 200)


def test_promises_are_told_to_both_sides_and_nobody_else(house: House) -> None:
    draft = PromiseDraft(house.own.uid, house.other.uid, 400, text="for the mill stone")
    uid = promise(house.viewer, draft, uuid.uuid4())
    (one,) = house.rosa.get("/api/promises").json()
    assert (one["uid"], one["amount"], one["unit"], one["comes"]) == (uid, "400", "KOB", False)
    assert (one["circle"], one["other"], one["due_on"]) == (house.circle.uid, "Odette Invented", "")
    for other in (house.keeper, house.eve, Client()):
        assert other.get("/api/promises").json() == []


def _round(house: House) -> str:
    third = an_account(house.circle, least=None)
    for payer, payee, amount in (
        (house.own, house.other, 500),
        (house.other, third, 300),
        (third, house.own, 400),
    ):
        promise(house.viewer, PromiseDraft(payer.uid, payee.uid, amount), uuid.uuid4())
    uid = clearing.begin_round(house.viewer, house.circle.uid, clearing.RoundDraft(), uuid.uuid4())
    for one in (house.own, house.other, third):
        clearing.answer_round(house.viewer, uid, one.member_id or 0, True)
    return uid


def test_a_round_tells_one_s_own_before_and_after_and_everything_to_who_keeps_the_books(house: House) -> None:
    uid = _round(house)
    assert house.get(house.rosa, EVERY[2]).json()[0]["cleared"] is None
    clearing.find_set_off(house.viewer, uid)
    (line,) = house.get(house.rosa, EVERY[2]).json()
    assert (line["uid"], line["state"], line["cleared"]) == (uid, "found", "900")
    mine = house.rosa.get(f"/api/exchange/clearing/{uid}").json()
    (notice,) = mine["notices"]
    assert notice == {
        "name": "rosa", "is_own": True, "answer": "yes", "owes": "500", "owes_after": "200", "owed": "400",
        "owed_after": "100", "net": "-100", "lent": "0",
    }  # fmt: skip
    assert (mine["total"], mine["cleared"], len(mine["digest"])) == ("1200", "900", 64)
    assert len(house.keeper.get(f"/api/exchange/clearing/{uid}").json()["notices"]) == 3
    for stranger in (house.eve, Client()):
        assert stranger.get(f"/api/exchange/clearing/{uid}").status_code == 404
        assert house.get(stranger, EVERY[2]).status_code == 404


def test_wrong_addresses_are_answered_with_a_problem(house: House) -> None:
    for path in ("exchange/circles/none", "exchange/clearing/none", "groups/none/exchange-circles"):
        assert house.get(house.eve, path).status_code == 404
        assert house.get(house.eve, path).json()["title"]
    assert house.eve.get("/api/exchange/circles/%20x").status_code == 422


def test_names_of_shapes_are_said_once_in_the_whole_description() -> None:
    said = Client().get("/api/openapi.json").json()["components"]["schemas"]
    assert {"WholeCircleOut", "CircleMemberOut", "PromiseOut", "WholeClearingRoundOut"} <= set(said)
    assert "kind" in said["ExchangeCircleOut"]["properties"]
    assert "kind" not in said["CircleOut"]["properties"], "study circles have a shape of their own"
