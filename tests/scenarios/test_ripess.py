"""A board of continents, of invented networks: two for each, Oceania one, Asia three, two for sectors."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from konbit.directory.models import Group
from konbit.federation.models import Level, Region, Rule, Statutes
from tests.builders import a_group
from tests.federation.sat import a_college, a_mandate, an_organ
from tests.federation.statuted import joined, somebody, stands

pytestmark = pytest.mark.django_db

NETWORKS = {
    "Africa": ["Awa", "Bakary"], "Asia": ["Chitra", "Danilo", "Emi"], "Europe": ["Fanny", "Giulia"],
    "Latin America and the Caribbean": ["Hilda"], "North America": ["Iara", "Jules"], "Oceania": ["Kiri"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def section(said: str, name: str) -> str:
    found = said.partition(f'id="{name}"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.split("</section>")[0]))


class Board:
    """The network, its statutes entered by form, its board."""

    def __init__(self) -> None:
        self.network = a_group("Network of the Continents", kind="network", valid_from="2004")
        self.viewer, self.client = somebody(self.network, "organiser")
        self.statutes = self.entered()
        self.organ = an_organ(self.network, level=self.level("Board").pk, valid_from="2004")
        continental = a_college(self.organ, "Continental members")
        sectoral = a_college(self.organ, "Sectoral networks")
        self.of: dict[str, Group] = {}
        for continent, people in NETWORKS.items():
            group = self.of[continent] = a_group(f"Network of {continent}")
            joined(group, self.network, "2005")
            region = Region.objects.get(title__en=continent)
            stands(self.statutes, self.level("Continental network"), [group], region)
            for name in people:
                a_mandate(self.organ, name, college=continental, speaks_for=group.name, valid_from="2021")
        for name in ("Lea", "Moussa"):
            a_mandate(self.organ, name, college=sectoral, valid_from="2021")

    def entered(self) -> Statutes:
        """Levels and rules, each by its form, without script."""
        new = reverse("federation:new-statutes", args=[self.network.uid])
        key = str(uuid.uuid4())
        first = {"title": "Statutes", "example": "", "audience": "public", "language": "en", "key": key}
        assert self.client.post(new, first).status_code == 302
        statutes = Statutes.objects.get()
        for said in (
            {"title": "Continental network"},
            {"title": "Board", "organ": "on", "colleges": "Continental members\nSectoral networks"},
        ):
            address = reverse("federation:new-level", args=[statutes.uid])
            assert self.client.post(address, {**said, "language": "en"}).status_code == 302
        seats: dict[str, Any] = {
            "number": "2", "tier": "continent", "college": "continental-members",
            "exceptions": "\n".join(f"{name} {_seats(name)}" for name in NETWORKS),
        }  # fmt: skip
        sectors = {"least": "2", "most": "2", "college": "sectoral-networks"}
        for kind, said in (("seats", seats), ("people", sectors)):
            address = reverse("federation:new-rule-of", args=[statutes.uid, kind])
            sent = {**said, "about": "board", "language": "en", "key": str(uuid.uuid4())}
            assert self.client.post(address, {**sent, "valid_from": "2004"}).status_code == 302
        return statutes

    def level(self, title: str) -> Level:
        return self.statutes.levels.get(title__en=title)

    def check(self, at: str = "2022") -> str:
        address = reverse("federation:statutes-check", args=[self.statutes.uid])
        return self.client.get(address, {"at": at}).content.decode()


def _seats(continent: str) -> int:
    return {"Oceania": 1, "Asia": 3}.get(continent, 2)


@pytest.fixture
def board() -> Board:
    return Board()


def test_oceania_sends_one_asia_three_and_the_board_tells_who_is_missing(board: Board) -> None:
    seats = Rule.objects.get(college="continental-members")
    assert seats.asks == "has 2 seats for each continent except asia 3, oceania 1"
    page = board.client.get(reverse("federation:statutes", args=[board.statutes.uid])).content.decode()
    assert (
        "2 seats, in the college “Continental members”, for each continent; but: Asia 3, Oceania 1." in page
    )
    said = board.check()
    lacks, holds = section(said, "lacks"), section(said, "holds")
    assert "Board lacks 1 person." in lacks
    assert "2 seats, for Latin America and the Caribbean" in lacks
    for one in ("1 seat, for Oceania", "3 seats, for Asia", "2 seats, for Africa", "exactly 2 people"):
        assert one in holds
    latin = board.of["Latin America and the Caribbean"]
    a_mandate(
        board.organ, "Hugo", college=board.organ.colleges.get(word="continental-members"),
        speaks_for=latin.name, valid_from="2021",
    )  # fmt: skip
    assert "Nothing lacks, as recorded here." in board.check()


def test_a_continent_nobody_sits_for_is_invited(board: Board) -> None:
    board.organ.mandates.filter(speaks_for=board.of["Oceania"]).delete()
    said = board.check()
    assert "1 seat, for Oceania" in section(said, "lacks")
    assert "Could be invited: Network of Oceania" in section(said, "lacks")


def test_a_second_person_of_oceania_is_one_too_many(board: Board) -> None:
    college = board.organ.colleges.get(word="continental-members")
    a_mandate(board.organ, "Moana", college=college, speaks_for=board.of["Oceania"].name, valid_from="2021")
    assert "Board has 1 too many. Asked: 1 seat, for Oceania" in section(board.check(), "lacks")


def test_before_the_statutes_held_nothing_is_asked(board: Board) -> None:
    assert "No rule asks anything of anybody on this day" in board.check("2003")
