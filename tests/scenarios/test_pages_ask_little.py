"""How often a page asks the database does not depend on how much there is to show."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konbit.directory.models import Role
from konbit.exchange.models import Circle, Member
from konbit.people.audience import viewer_of
from konbit.search.actions import rebuild
from tests.builders import a_person
from tests.scenarios.closed_things import House
from tests.scenarios.test_nothing_closed_is_told import addresses

pytestmark = pytest.mark.django_db

SHOWN = {
    *("meetings", "resolutions", "conversations", "panels", "plans", "activities", "encounters"),
    *("frameworks", "claims", "modules", "circles", "practices", "learning", "groups"),
    *("organs", "mandates", "convocations", "seats", "colleges"),
    *("statutes", "rules", "levels", "regions", "standings"),
    *("votes", "decisions", "gatherings", "budgets", "projects", "areas", "plenaries", "works"),
    *("exchange", "listings", "accounts", "alerts", "promises"),
}
"""Whose pages must be among those that were looked at."""

MIXED = "/find/?q=shown"
"""A page of results of all kinds asks once for each kind, and other kinds come first as more is found."""


def test_no_page_of_the_rooms_asks_once_for_each_thing_or_part_that_it_shows(client: Client) -> None:
    house = House("for its group alone")
    house.plant(house.open)
    person: Any = a_person("member")
    Role.objects.create(person=person, group=house.shown, kind="steward")
    client.force_login(person)

    def asked() -> dict[str, int]:
        for circle in Circle.objects.all():
            own = circle.members.order_by("number")[:1].values("pk")
            Member.objects.filter(pk__in=own).update(person=viewer_of(person).actor)
        rebuild()
        found = {}
        for address in list(addresses(house)):
            reset_queries()  # the log has an end, behind which nothing would be counted
            with CaptureQueriesContext(connection) as queries:
                if client.get(address).status_code == 200 and not address.endswith(MIXED):
                    found[address] = len(queries)
        return found

    def settled() -> dict[str, int]:
        asked()  # what a house remembers as long as nothing changes is asked for once
        return asked()

    house.grow()
    few = settled()
    for _number in range(3):
        house.grow()
    many = settled()
    growing = {one: (few[one], many[one]) for one in few.keys() & many if many[one] > few[one]}
    assert growing == {}
    assert {name.split("/")[2] for name in few} >= SHOWN
